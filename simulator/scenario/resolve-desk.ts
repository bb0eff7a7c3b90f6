import { createDistribution } from '../distributions.js';
import { DAY, NEVER, SECOND, type Ms } from '../../runtime/units.js';
import { weekdayOf } from '../calendar-day.js';
import { picks } from './clock-scalars.js';
import { deskSchema, routingSchema, slaSchema, type DeskInput, type PolicyInput, type RoutingInput, type SlaInput } from './desk-schema.js';
import { formatDuration } from './duration.js';
import type { Findings } from './findings.js';
import type { RunClock } from './run-clock.js';
import { durationOrForever } from './scalars.js';
import type { AgentPlan, Customers, DeskPlan, SlaPolicy } from './scenario.js';
import { suggest } from './suggest.js';

export function resolveDesk(input: { routing: RoutingInput | undefined; sla: SlaInput | undefined; desk: DeskInput | undefined }, priorityShares: DeskPlan['priorityShares'], clock: RunClock, drainMs: Ms, findings: Findings): DeskPlan {
  const desk = input.desk ?? {};
  const sla = input.sla ?? {};
  return {
    ...routing(input.routing ?? {}, findings),
    sla: [policy('low', sla, '4h', '24h', findings), policy('medium', sla, '1h', '8h', findings), policy('high', sla, '15m', '4h', findings), policy('urgent', sla, '5m', '1h', findings)],
    vipFactor: findings.take('sla.vipFactor', sla.vipFactor, slaSchema.shape.vipFactor.unwrap(), '0.5'),
    priorityShares,
    openMs: openHours(desk, clock, drainMs, findings),
    pendingHoldsSlotMs: findings.take('desk.pendingHoldsSlot', desk.pendingHoldsSlot, durationOrForever, '15m'),
    autoResolveMs: findings.take('desk.autoResolve', desk.autoResolve, durationOrForever, '48h'),
    reopenMs: findings.take('desk.reopen', desk.reopen, durationOrForever, '72h'),
    closeMs: findings.take('desk.close', desk.close, durationOrForever, '24h'),
    graceMs: findings.take('desk.grace', desk.grace, shape.grace.unwrap(), '60s'),
    markRead: findings.take('desk.markRead', desk.markRead, shape.markRead.unwrap(), 'true'),
    reengage: findings.take('desk.reengage', desk.reengage, shape.reengage.unwrap(), 'true'),
    obeys: findings.take('desk.obeys', desk.obeys, shape.obeys.unwrap(), '[window, optIn, pair, throughput, tier]'),
  };
}

/** Advice about a desk that was read without errors. */
export function judgeDesk(plan: DeskPlan, agents: readonly AgentPlan[], customers: Customers, findings: Findings): void {
  const { requireSkill, requireLanguage, preferSkill, preferLanguage, select } = plan;
  if (!requireSkill && !preferSkill && BUILT_IN.includes(select) && select !== 'skills' && agents.some((agent) => agent.skills.length > 0)) {
    findings.warn(['routing'], { code: 'DS201', message: 'agents have `skills`, but routing does not ask for them', hint: 'add `require: [skill]` or `prefer: [skill]`' });
  }
  if (!requireLanguage && !preferLanguage && BUILT_IN.includes(select) && agents.some((agent) => agent.languages.length > 0)) {
    findings.warn(['routing'], { code: 'DS201', message: 'agents have `languages`, but routing does not ask for them', hint: 'add `require: [language]` or `prefer: [language]`' });
  }
  customers.intents.forEach(({ name }, i) => {
    if (requireSkill && !agents.some((agent) => agent.skills.length === 0 || agent.skills.includes(i))) findings.warn(['customers', 'intents', name], { code: 'DS125', message: `no agent can answer \`${name}\``, hint: 'give somebody the skill' });
  });
  customers.languages.forEach(({ name }, i) => {
    if (requireLanguage && !agents.some((agent) => agent.languages.length === 0 || agent.languages.includes(i))) findings.warn(['customers', 'languages', name], { code: 'DS125', message: `no agent speaks \`${name}\``, hint: 'give somebody the language' });
  });
  const fastest = Math.min(...customers.workMs.map((work) => createDistribution(work).mean)) * Math.min(...agents.map((agent) => agent.pace));
  const hasty = plan.sla.findIndex((policy, i) => plan.priorityShares[i]! > 0 && policy.firstResponseMs < fastest);
  if (hasty >= 0) {
    const within = formatDuration(plan.sla[hasty]!.firstResponseMs);
    const average = formatDuration(Math.round(fastest / SECOND) * SECOND);
    findings.warn(['sla', PRIORITIES[hasty]!, 'firstResponse'], { code: 'DS117', message: `a first response within ${within} is shorter than the work of one reply, ${average} on average`, hint: 'allow more time' });
  }
}

const shape = deskSchema.shape;
const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
const BUILT_IN: readonly string[] = ['leastRecent', 'leastOpen', 'skills'];
/** SLA clocks outlive the run: the calendar of opening hours goes on for a while. */
const CALENDAR_AFTER_END = 30 * DAY;

function routing(input: RoutingInput, findings: Findings): Pick<DeskPlan, 'select' | 'ties' | 'requireSkill' | 'requireLanguage' | 'preferSkill' | 'preferLanguage' | 'headStartMs' | 'vipHeadStartMs'> {
  const shapes = routingSchema.shape;
  const start = shapes.headStart.unwrap().shape;
  const select = findings.take('routing.select', input.select, shapes.select.unwrap(), 'leastRecent');
  if (!BUILT_IN.includes(select) && !/[./\\]/.test(select)) {
    const near = suggest(select, BUILT_IN);
    findings.error(['routing', 'select'], { code: 'DS104', message: `\`${select}\` is no built-in selector`, hint: near === null ? 'a router of your own is named by its path: `./my-router.ts`' : `did you mean \`${near}\`?`, allowed: BUILT_IN });
  }
  const required = findings.take('routing.require', input.require, shapes.require.unwrap(), '[]');
  const preferred = findings.take('routing.prefer', input.prefer, shapes.prefer.unwrap(), '[]');
  const headStart = (name: keyof typeof start, fallback: string): Ms => findings.take(`routing.headStart.${name}`, input.headStart?.[name], start[name].unwrap(), fallback);
  return {
    select,
    ties: findings.take('routing.ties', input.ties, shapes.ties.unwrap(), 'leastRecent'),
    requireSkill: required.includes('skill'),
    requireLanguage: required.includes('language'),
    preferSkill: preferred.includes('skill'),
    preferLanguage: preferred.includes('language'),
    headStartMs: [headStart('low', '0s'), headStart('medium', '15m'), headStart('high', '1h'), headStart('urgent', '4h')],
    vipHeadStartMs: headStart('vip', '30m'),
  };
}

/** A first response without a word about escalation escalates after twice the time (mission-inventory, row 86). */
function policy(priority: (typeof PRIORITIES)[number], sla: SlaInput, firstResponse: string, resolution: string, findings: Findings): SlaPolicy {
  const said: PolicyInput = { ...sla.all, ...sla[priority] };
  const path = `sla.${priority}`;
  const firstResponseMs = findings.take(`${path}.firstResponse`, said.firstResponse, durationOrForever, firstResponse);
  return {
    firstResponseMs,
    resolutionMs: findings.take(`${path}.resolution`, said.resolution, durationOrForever, resolution),
    escalateMs: findings.take(`${path}.escalateAfter`, said.escalateAfter, durationOrForever, formatDuration(firstResponseMs === NEVER ? NEVER : 2 * firstResponseMs)),
  };
}

function openHours(desk: DeskInput, clock: RunClock, drainMs: Ms, findings: Findings): readonly (readonly [Ms, Ms])[] {
  const open = findings.take('desk.open', desk.open, shape.open.unwrap(), 'always');
  if (open.some((rule) => rule.days === undefined && rule.hours.some((span) => span.toMs === Infinity))) return [];
  const untilMs = clock.lastsMs + drainMs + CALENDAR_AFTER_END;
  const spans: [Ms, Ms][] = [];
  for (let day = clock.firstDay - 1; clock.startOf(day) < untilMs; day++) {
    for (const rule of open.filter(({ days }) => days === undefined || picks(days, day, weekdayOf(day)))) {
      for (const span of rule.hours) {
        const fromMs = Math.max(0, clock.boundary(day, span.fromMs));
        const toMs = clock.boundary(day, Math.min(span.toMs, DAY + span.fromMs));
        if (toMs > fromMs) spans.push([fromMs, toMs]);
      }
    }
  }
  if (spans.length === 0) findings.error(['desk', 'open'], { code: 'DS123', message: 'the desk never opens', hint: 'for a desk without hours write `open: always`' });
  return joined(spans);
}

/** Spans that touch become one; in order. */
export function joined(spans: [Ms, Ms][]): [Ms, Ms][] {
  const result: [Ms, Ms][] = [];
  for (const [fromMs, toMs] of spans.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last !== undefined && fromMs <= last[1]) last[1] = Math.max(last[1], toMs);
    else result.push([fromMs, toMs]);
  }
  return result;
}
