import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { CloudRun } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { RULE_SETS } from './rule-sets.js';

// The pair limit through the cloud itself. Documented (Meta, "About the platform", 5 Dec 2025): one message in 6 s, up to
// 45 at once, "a burst of 20: about 2 minutes".

const SEED = 20261126;

test('refill: 45 at once, then exactly one every six seconds', () => {
  const passes = started();
  assert.deepEqual(passedAt(passes, 0, 60_000, 500), Array.from({ length: 55 }, (_, i) => 6_000 * Math.max(0, i - 44)));
});

test('refill: an hour of trying carries 45 + 600 messages, as 600 an hour are documented', () => {
  assert.equal(passedAt(started(), 0, 3_600_000, 1_000).length, 45 + 600);
});

test('debt: after N at once nothing passes until N intervals are over', () => {
  for (const [burst, freeAt] of [[1, 6_000], [20, 120_000], [45, 270_000]] as const) {
    const passes = started({ pairReading: 'debt' });
    for (let i = 0; i < burst; i += 1) assert.equal(passes(0), true);
    assert.equal(passes(6_000), burst === 1, `after a burst of ${burst}`);
    if (burst === 1) continue;
    assert.equal(passes(freeAt - 1), false);
    assert.equal(passes(freeAt), true);
  }
});

test('debt: the 46th of a burst is refused', () => {
  const passes = started({ pairReading: 'debt' });
  assert.equal(Array.from({ length: 50 }, () => passes(0)).filter(Boolean).length, 45);
});

test('one message every six seconds passes for ever, by both readings', () => {
  for (const pairReading of ['refill', 'debt'] as const) {
    const passes = started({ pairReading });
    for (let i = 0; i < 1_000; i += 1) assert.equal(passes(i * 6_000), true);
  }
});

test('a refused attempt costs nothing, unless the rules say so', () => {
  const spent = (pairRefusalCounts: boolean): boolean => {
    const passes = started({ pairRefusalCounts });
    for (let i = 0; i < 46; i += 1) passes(0);
    return passes(6_000);
  };
  assert.equal(spent(false), true);
  assert.equal(spent(true), false);
});

test('whatever the times, the cloud agrees with a purse of tokens counted in whole numbers', () => {
  const attempts = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(7_000), fc.nat(400_000)), { minLength: 60, maxLength: 300 });
  fc.assert(
    fc.property(attempts, (waits) => {
      const passes = started();
      let now = 0;
      // In 6,000ths of a token, one for each millisecond.
      let purse = 45 * 6_000;
      for (const wait of waits) {
        now += wait;
        purse = Math.min(45 * 6_000, purse + wait);
        const expected = purse >= 6_000;
        if (expected) purse -= 6_000;
        assert.equal(passes(now), expected, `at ${now}`);
      }
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('whatever the times, the cloud agrees with a book of debts', () => {
  const attempts = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(7_000), fc.nat(400_000)), { minLength: 60, maxLength: 300 });
  fc.assert(
    fc.property(attempts, (waits) => {
      const passes = started({ pairReading: 'debt' });
      let now = 1_000_000;
      let burst: number[] = [];
      for (const wait of waits) {
        now += wait;
        const paidAt = burst.length === 0 ? 0 : burst[0]! + 6_000 * burst.length;
        if (now >= paidAt) burst = [];
        const expected = burst.length === 0 || (now - burst[0]! < 6_000 && burst.length < 45);
        if (expected) burst.push(now);
        assert.equal(passes(now), expected, `at ${now}`);
      }
    }),
    { seed: SEED, numRuns: 100 },
  );
});

/** Whether a message to one customer, whose window stays open, is accepted; every other answer is an error. */
function started(rules: RuleOverrides = {}): (now: number) => boolean {
  const { cloud } = new CloudRun({ rules: overridden(RULE_SETS['meta-2026-10'], rules), platform: { mps: Infinity }, hooks: { phoneReceives() {}, webhookMessage() {} } });
  return (now) => {
    cloud.write(now, 7, 8);
    const answer = cloud.send(now, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
    assert.ok(answer >= 0 || answer === -131056);
    return answer >= 0;
  };
}

/** When messages pass if somebody tries until refused, every so often. */
function passedAt(passes: (now: number) => boolean, from: number, to: number, every: number): number[] {
  const times: number[] = [];
  for (let now = from; now <= to; now += every) while (passes(now)) times.push(now);
  return times;
}
