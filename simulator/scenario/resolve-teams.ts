import type { Ms } from '../../runtime/units.js';
import { weekdayOf } from '../calendar-day.js';
import { clockSpan, picks } from './clock-scalars.js';
import type { Findings } from './findings.js';
import { indicesOf } from './resolve-customers.js';
import type { RunClock } from './run-clock.js';
import { resolveReadiness } from './resolve-staffing.js';
import { duration, money, share, wholeFromOne, word } from './scalars.js';
import type { AgentPlan, Customers, Shift } from './scenario.js';
import { groupBreaks, withoutOutages, type Outage } from './shift-breaks.js';
import type { GroupInput, TeamInput, TeamsInput } from './teams-schema.js';
import type { Path } from './yaml-source.js';

export interface Staff {
  readonly teams: readonly string[];
  readonly agents: readonly AgentPlan[];
  readonly currency: string;
}

/** Groups of like agents become single agents with their shifts, named after their team. */
export function resolveTeams(input: TeamsInput, customers: Customers, clock: RunClock, drainMs: Ms, findings: Findings): Staff {
  const currencies = new Map<string, string>();
  const agents = Object.entries(input).flatMap(([name, team], index) => {
    const cost = findings.take(`teams.${name}.costPerHour`, team.costPerHour, money, '0');
    if (cost.currency !== '') currencies.set(cost.currency, name);
    if (currencies.size > 1) findings.error(['teams', name, 'costPerHour'], { code: 'DS116', message: `two currencies, ${[...currencies.keys()].join(' and ')}`, hint: 'desksim does not convert: use one' });
    return teamAgents(name, index, team, cost.amount, customers, clock, drainMs, findings);
  });
  if (agents.length === 0) findings.errorAtKey(['teams'], { code: 'DS124', message: 'there are no agents', hint: 'add a team with `agents: [ { count: 5, shift: 08:00-16:00 } ]`' });
  return { teams: Object.keys(input), agents, currency: [...currencies.keys()][0] ?? '' };
}

function teamAgents(name: string, index: number, team: TeamInput, costPerHour: number, customers: Customers, clock: RunClock, drainMs: Ms, findings: Findings): AgentPlan[] {
  const size = team.agents.reduce((sum, group) => sum + group.count, 0);
  const digits = Math.max(2, String(size).length);
  const work = findings.take(`teams.${name}.mode`, team.mode, word('serial', 'parallel'), 'serial');
  const switchMs = work === 'parallel' ? (team.switchCost ?? 0) : findings.take(`teams.${name}.switchCost`, team.switchCost, duration, '5s');
  const outages = (team.outages ?? []).map((outage, i): Outage => {
    const path = ['teams', name, 'outages', i, 'at'];
    const fromMs = clock.moment(outage.at, path);
    if (fromMs >= clock.lastsMs) findings.warn(path, { code: 'DS123', message: 'this outage lies outside the run', hint: 'it has no effect' });
    return { fromMs, toMs: fromMs + outage.lasts, share: outage.share };
  });
  const readiness = resolveReadiness(team.readiness, `teams.${name}.readiness`, findings);
  let number = 0;
  return team.agents.flatMap((group, g) => {
    const like = groupPlan(group, ['teams', name, 'agents', g], `teams.${name}.agents[*]`, customers, clock, drainMs, findings);
    const own = resolveReadiness(group.readiness, `teams.${name}.agents[*].readiness`, findings) ?? readiness;
    return Array.from({ length: group.count }, (_, nth): AgentPlan => {
      const agent = number++;
      return {
        name: `${name}-${String(agent + 1).padStart(digits, '0')}`, team: index, costPerHour, work, switchMs,
        slots: like.slots, skills: like.skills, languages: like.languages, pace: like.pace, absence: like.absence,
        shifts: withoutOutages(like.shiftsOf(nth), outages, agent),
        ...(own === null ? {} : { readiness: own }),
      };
    });
  });
}

interface GroupPlan extends Pick<AgentPlan, 'slots' | 'skills' | 'languages' | 'pace' | 'absence'> {
  /** Breaks may be staggered, so shifts depend on the place in the group. */
  readonly shiftsOf: (nth: number) => Shift[];
}

function groupPlan(group: GroupInput, path: Path, label: string, customers: Customers, clock: RunClock, drainMs: Ms, findings: Findings): GroupPlan {
  const spans = findings.take(`${label}.shift`, group.shift, clockSpan.transform((span) => [span]), 'always');
  const untilMs = clock.lastsMs + drainMs;
  const breaksOf = groupBreaks(group.breaks ?? [], spans, group.count, [...path, 'breaks'], findings);
  const shiftsOf = (nth: number): Shift[] => {
    const shifts = spans.flatMap((span) => {
      if (span.toMs === Infinity) return [{ fromMs: 0, toMs: untilMs, breaks: [] }];
      return workDays(group, span.fromMs, clock, untilMs).map((day): Shift => {
        const { fromMs, toMs } = clock.span(span, day, [...path, 'shift']);
        const breaks = breaksOf(nth).filter((pause) => pause.span === span).map((pause) => ({ fromMs: clock.at(day, pause.fromMs, [...path, 'breaks']), toMs: clock.at(day, pause.toMs, [...path, 'breaks']) }));
        return clipped({ fromMs, toMs, breaks }, untilMs);
      });
    });
    return shifts.filter((shift) => shift.toMs > shift.fromMs).sort((a, b) => a.fromMs - b.fromMs);
  };
  if (shiftsOf(0).every((shift) => shift.fromMs >= clock.lastsMs)) findings.warn([...path, group.days === undefined ? 'shift' : 'days'], { code: 'DS123', message: 'these agents have no shift within the run', hint: '' });
  return {
    slots: findings.take(`${label}.slots`, group.slots, wholeFromOne, '6'),
    absence: findings.take(`${label}.absence`, group.absence, share, '0%'),
    pace: group.pace ?? 1,
    skills: indicesOf(group.skills ?? [], customers.intents.map((intent) => intent.name), [...path, 'skills'], 'intent', findings),
    languages: indicesOf(group.languages ?? [], customers.languages.map((language) => language.name), [...path, 'languages'], 'language', findings),
    shiftsOf,
  };
}

/** From the day before the start, whose night shift may still be on, to the last day whose shift begins before the end. */
function workDays(group: GroupInput, fromWallMs: Ms, clock: RunClock, untilMs: Ms): number[] {
  const days: number[] = [];
  for (let day = clock.firstDay - 1; clock.boundary(day, fromWallMs) < untilMs; day++) {
    if (group.days === undefined || picks(group.days, day, weekdayOf(day))) days.push(day);
  }
  return days;
}

function clipped(shift: Shift, untilMs: Ms): Shift {
  const fromMs = Math.max(0, shift.fromMs);
  const toMs = Math.min(untilMs, shift.toMs);
  return { fromMs, toMs, breaks: shift.breaks.map((pause) => ({ fromMs: Math.max(fromMs, pause.fromMs), toMs: Math.min(toMs, pause.toMs) })).filter((pause) => pause.toMs > pause.fromMs) };
}
