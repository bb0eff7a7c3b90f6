import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { FATE } from './cloud-ports.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { RULE_SETS } from './rule-sets.js';

test('messages that fail for another reason use up nothing of the limit, and earn no raise', () => {
  const reasons: readonly [code: number, RuleOverrides, CloudRunOptions['platform']][] = [
    [131026, { undeliverableShare: 1 }, {}],
    [131042, {}, { paymentMethod: false }],
    [131049, {}, { market: 'US' }],
    [131049, { marketingCapShare: 1 }, { market: 'BR' }],
  ];
  for (const [code, rules, platform] of reasons) {
    const { run, campaign } = started(rules, { platform: { tier: 2_000, ...platform } });
    for (let who = 0; who < 2_500; who += 1) campaign(0, who);
    run.runUntil(DAY - 1);
    assert.deepEqual(failures(run), { [code]: 2_500 });
    assert.equal(run.cloud.limitUsed(DAY - 1, 0), 0);
    assert.equal(run.cloud.limitOf(0), 2_000, 'half of it used would raise it after six hours');
  }
});

test('somebody who stopped marketing or blocked the number takes nobody else’s place', () => {
  const { run, campaign } = started({}, { platform: { tier: 1 } });
  run.cloud.stopMarketing(1, true);
  run.cloud.block(0, 0, 2);
  for (const who of [1, 2, 3, 4]) campaign(0, who);
  run.runUntil(0);
  assert.deepEqual(failures(run), { 131026: 1, 131048: 1, 131050: 1 });
});

test('where delivery counts, messages under way hold their recipients, who are held for a day from the delivery on', () => {
  const { run, campaign } = started({ countedAt: 'delivered' }, { platform: { tier: 250 }, network: SLOW });
  for (let who = 0; who < 300; who += 1) campaign(0, who);
  run.runUntil(10 * SECOND);
  assert.deepEqual(failures(run), { 131048: 50 });
  run.runUntil(DAY);
  campaign(DAY, 300);
  run.runUntil(DAY + 10 * SECOND);
  assert.deepEqual(failures(run), { 131048: 1 }, 'held since the delivery, a minute after');
  campaign(DAY + MINUTE, 301);
  run.runUntil(DAY + 2 * MINUTE);
  assert.deepEqual(failures(run), {});
});

test('where delivery counts, a raise is earned by what was delivered', () => {
  const raisedAt = (countedAt: 'accepted' | 'delivered'): number => {
    const { run, campaign } = started({ countedAt }, { platform: { tier: 2_000 }, network: SLOW });
    for (let who = 0; who < 1_000; who += 1) campaign(0, who);
    run.runUntil(DAY);
    return Number(run.take().find((line) => line.endsWith('limit 10000'))!.split(':')[0]);
  };
  assert.equal(raisedAt('accepted'), 6 * HOUR);
  assert.equal(raisedAt('delivered'), 6 * HOUR + MINUTE);
});

test('what pacing held and a bad verdict ended gives its place back; an earlier message to the same person keeps theirs', () => {
  const { run, campaign } = started({ pacing: { messages: 1 } }, { platform: { tier: 3 } });
  const template = run.cloud.templates.create(0, { name: 'news', language: 'en', category: 'MARKETING', components: [], ttlS: null });
  run.runUntil(HOUR / 2);
  run.take();
  campaign(HOUR, 1);
  campaign(2 * HOUR, 7, template);
  campaign(2 * HOUR, 1, template);
  campaign(2 * HOUR, 2, template);
  assert.equal(run.cloud.limitUsed(2 * HOUR, 0), 3);
  run.cloud.templates.remove(2 * HOUR + 1, template);
  run.runUntil(2 * HOUR + 1);
  assert.deepEqual(failures(run), { 132015: 2 });
  assert.equal(run.cloud.limitUsed(2 * HOUR + 1, 0), 2, '1 and 7 got one');
  assert.equal(run.cloud.limitUsed(DAY + HOUR, 0), 1, '1 is held by the first message');
});

test('a code that outlives its ten minutes is dropped, and its recipient is not counted any more', () => {
  const never = { network: SLOW, hooks: { fateOf: () => FATE.neverDelivered } };
  const { run } = started({}, { platform: { tier: 1 }, ...never });
  const code = (now: number, who: number): number => run.cloud.send(now, 0, who, SEND_KIND.template, CATEGORY.authentication, 0);
  code(0, 1);
  run.runUntil(10 * MINUTE - 1);
  code(10 * MINUTE - 1, 2);
  run.runUntil(10 * MINUTE);
  assert.deepEqual(failures(run), { 131048: 1 });
  assert.equal(run.cloud.openMessages, 0);
  code(10 * MINUTE, 3);
  run.runUntil(11 * MINUTE);
  assert.deepEqual(failures(run), {});
});

const ZERO = { kind: 'constant', value: 0 } as const;
/** A minute from the desk to the customer. */
const SLOW = { instant: false, inboundMs: ZERO, outboundMs: { kind: 'constant', value: MINUTE }, webhookMs: ZERO } as const;

function started(rules: RuleOverrides, options: CloudRunOptions) {
  const { hooks, ...rest } = options;
  const run = new CloudRun({ ...rest, rules: overridden(RULE_SETS['meta-2026-10'], rules), platform: { mps: Infinity, ...options.platform }, hooks: { phoneReceives() {}, ...hooks } });
  const campaign = (now: number, who: number, slot = -1): number => run.cloud.send(now, 0, who, SEND_KIND.campaign, CATEGORY.marketing, 0, slot);
  return { run, campaign };
}

/** How often each code came in the lines since the last time. */
function failures(run: CloudRun): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of run.take()) {
    const code = /failed (\d+)/.exec(line)?.[1];
    if (code !== undefined) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
