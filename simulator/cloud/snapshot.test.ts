import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, MINUTE, NONE, SECOND } from '../../runtime/units.js';
import { list } from './check.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import { cloudEntryCheck, cloudStateCheck } from './cloud-state-check.js';
import { overridden } from './rule-overrides.js';
import { RULE_SETS, type RuleSetName } from './rule-sets.js';

const SEED = 20261126;
const CUSTOMERS = 12;

/** Small limits, so that a few steps meet every rule. */
const SMALL = {
  pair: { intervalMs: 6_000, burst: 3 },
  freeServiceMessages: 5,
  limitSteps: [6, 10, 100, Infinity],
  firstRaise: { from: 6, users: 6, withinMs: DAY },
  raiseDelayMs: HOUR,
  numberQuality: { leastMessages: 3, yellowShare: 0.1, redShare: 0.3, reportWeight: 2 },
  templateQuality: { leastMessages: 3, yellowShare: 0.1, redShare: 0.3, reportWeight: 2 },
  pacing: { messages: 2, verdictMs: HOUR, utilityForMs: DAY },
  marketingCap: { messages: 2, withinMs: DAY, retryMs: DAY },
  registrations: { count: 3, withinMs: DAY, blockedMs: DAY },
  volumeTiers: [{ market: 'BR', category: 'utility', after: 4, share: 0.5 }],
  recategoriseAfterMs: HOUR,
  undeliverableShare: 0.05,
} as const;

const step = fc.record({
  wait: fc.oneof(fc.nat(20 * SECOND), fc.nat(20 * SECOND), fc.nat(HOUR), fc.nat(2 * DAY)),
  what: fc.constantFrom('write', 'ad', 'reply', 'reply', 'utility', 'marketing', 'template', 'template', 'mark', 'block', 'report', 'create', 'edit', 'unpause', 'register', 'stop', 'violate', 'recategorise'),
  who: fc.nat(CUSTOMERS - 1),
  number: fc.nat(1),
});
type Step = { readonly wait: number; readonly what: string; readonly who: number; readonly number: number };

test('a cloud restored from its snapshot, through JSON, goes on exactly as the one that was never stopped', () => {
  let refusals = 0;
  let notices = 0;
  let underWay = 0;
  fc.assert(
    fc.property(fc.constantFrom<RuleSetName>('meta-2025-06', 'meta-2025-10', 'meta-2026-10'), fc.boolean(), fc.boolean(), fc.array(step, { minLength: 20, maxLength: 120 }), fc.nat(100), (name, instant, pays, steps, cut) => {
      const options = optionsOf(name, instant, pays);
      const at = Math.floor((cut / 101) * steps.length);
      const one = new CloudRun(options);
      const before = play(one, steps.slice(0, at), 0, 0);
      underWay += one.cloud.openMessages;
      const saved = JSON.parse(JSON.stringify({ cloud: one.cloud.snapshot(), pending: one.agenda.pending() })) as { cloud: ReturnType<typeof one.cloud.snapshot>; pending: { due: number; kind: number; subject: number }[] };
      const other = new CloudRun(options);
      const own = other.cloud.snapshot();
      assert.equal(cloudStateCheck(saved.cloud, own, CUSTOMERS)(saved.cloud, 'cloud'), null);
      assert.equal(list(cloudEntryCheck(saved.cloud, 2))(saved.pending, 'agenda'), null);
      other.cloud.restore(saved.cloud);
      for (const { due, kind, subject } of saved.pending) other.agenda.at(due, kind, subject);
      one.take();
      const went = play(one, steps.slice(at), before.now, 3 * DAY);
      const goes = play(other, steps.slice(at), before.now, 3 * DAY);
      assert.deepEqual(goes.lines, went.lines);
      assert.deepEqual(other.cloud.snapshot(), one.cloud.snapshot());
      refusals += went.lines.filter((line) => / -\d{6}$/.test(line)).length;
      notices += went.lines.filter((line) => line.includes('"kind"')).length;
    }),
    { seed: SEED, numRuns: 200 },
  );
  assert.ok(refusals > 150 && notices > 300 && underWay > 50, `the runs met limits: ${refusals} refusals, ${notices} notices, ${underWay} messages under way`);
});

test('a snapshot is a copy: what happens afterwards does not change it', () => {
  const run = new CloudRun(optionsOf('meta-2026-10', false, true));
  const steps: Step[] = Array.from({ length: 60 }, (_, i) => ({ wait: MINUTE, what: ['write', 'template', 'report', 'reply', 'create'][i % 5]!, who: i % CUSTOMERS, number: i % 2 }));
  const { now } = play(run, steps, 0, 0);
  const snapshot = run.cloud.snapshot();
  const text = JSON.stringify(snapshot);
  play(run, steps, now, 0);
  assert.equal(JSON.stringify(snapshot), text);
  assert.notEqual(JSON.stringify(run.cloud.snapshot()), text);
});

function optionsOf(name: RuleSetName, instant: boolean, pays: boolean): CloudRunOptions {
  const leg = { kind: 'exponential', mean: 20_000 } as const;
  return {
    rules: overridden(RULE_SETS[name], SMALL),
    platform: { tier: 6, numbers: 2, market: 'BR', paymentMethod: pays },
    network: instant ? {} : { instant: false, inboundMs: leg, outboundMs: leg, webhookMs: leg, readShare: 0.7, readDelayMs: leg },
    faults: instant ? {} : { duplicate: 0.1, reorder: 0.1, delayMs: leg },
    startsAtEpochMs: Date.UTC(2026, 9, 20),
  };
}

/** Plays the steps from an instant on and lets everything happen that is due until `drain` after the last; every answer is a line as well. */
function play(run: CloudRun, steps: readonly Step[], from: number, drain: number): { readonly now: number; readonly lines: string[] } {
  const { cloud } = run;
  let now = from;
  for (const [i, { wait, what, who, number }] of steps.entries()) {
    now += wait;
    run.runUntil(now);
    run.lines.push(`${what} ${act(run, now, what, who, number, i)}`);
  }
  run.runUntil(now + drain);
  run.lines.push(`${[0, 1].map((number) => `${cloud.limitOf(number)} ${cloud.qualityOf(number)} ${cloud.throughputOf(number)}`)}`);
  return { now: now + drain, lines: run.take() };
}

function act(run: CloudRun, now: number, what: string, who: number, number: number, i: number): unknown {
  const { cloud } = run;
  const slots = cloud.templates.all().map(({ slot }) => slot);
  const slot = slots.length === 0 ? NONE : slots[who % slots.length]!;
  switch (what) {
    case 'write': return cloud.write(now, who, 8 * i, number);
    case 'ad': return cloud.write(now, who, 8 * i, number, true);
    case 'reply': return cloud.send(now, number, who, SEND_KIND.reply, CATEGORY.service, 8 * i);
    case 'utility': return cloud.send(now, number, who, SEND_KIND.template, CATEGORY.utility, 8 * i);
    case 'marketing': return cloud.send(now, number, who, SEND_KIND.campaign, CATEGORY.marketing, 8 * i);
    case 'template': return slot === NONE ? 0 : cloud.send(now, number, who, SEND_KIND.template, CATEGORY.marketing, 8 * i, slot);
    case 'mark': return cloud.markRead(now, number, who);
    case 'block': return who % 2 === 0 ? cloud.block(now, number, who) : cloud.unblock(number, who);
    case 'report': return cloud.report(now, number, who);
    case 'create': return cloud.templates.create(now, { name: `t${who % 4}`, language: 'en', category: who % 3 === 0 ? 'UTILITY' : 'MARKETING', components: [{ type: 'BODY', text: '{{1}}' }] });
    case 'edit': return slot === NONE ? 0 : cloud.templates.edit(now, slot, { components: [] });
    case 'recategorise': return slot === NONE ? 0 : cloud.templates.recategorise(now, slot, who % 2 === 0 ? 'MARKETING' : 'UTILITY');
    case 'unpause': return slot === NONE ? 0 : cloud.templates.unpause(now, slot);
    case 'register': return who % 3 === 0 ? cloud.deregister(now, number) : cloud.register(now, number);
    case 'stop': return cloud.business.preferMarketing(now, number, who, who % 2 === 0);
    case 'violate': return who === 0 ? cloud.business.violate(now) : who === 1 ? cloud.business.verify(now) : 0;
    default: throw new Error(what);
  }
}
