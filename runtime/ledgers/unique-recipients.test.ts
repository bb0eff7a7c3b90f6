import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, NEVER } from '../units.js';
import { UniqueRecipients } from './unique-recipients.js';

const SEED = 20261122;

test('the same recipient is counted once', () => {
  const ledger = new UniqueRecipients(2);
  assert.equal(ledger.tryCount(0, 7), true);
  assert.equal(ledger.tryCount(1, 7), true);
  assert.equal(ledger.used(1), 1);
});

test('past the limit a new recipient is turned away and a held one passes', () => {
  const ledger = new UniqueRecipients(2);
  assert.deepEqual([1, 2, 3, 2].map((who) => ledger.tryCount(0, who)), [true, true, false, true]);
  assert.equal(ledger.nextFreeAt(0), DAY);
});

test('capacity comes back recipient by recipient, to the millisecond', () => {
  const ledger = new UniqueRecipients(2);
  ledger.tryCount(0, 1);
  ledger.tryCount(HOUR, 2);
  assert.equal(ledger.canCount(DAY - 1, 3), false);
  assert.equal(ledger.canCount(DAY, 3), true);
  assert.equal(ledger.used(DAY), 1);
  assert.equal(ledger.used(DAY + HOUR), 0);
});

test('after a lowered limit the next free instant waits for enough recipients to leave', () => {
  const ledger = new UniqueRecipients(4);
  for (let who = 0; who < 4; who += 1) ledger.tryCount(who * HOUR, who);
  ledger.limit = 2;
  assert.equal(ledger.nextFreeAt(4 * HOUR), DAY + 2 * HOUR);
  ledger.limit = 0;
  assert.equal(ledger.nextFreeAt(4 * HOUR), NEVER);
  ledger.limit = Infinity;
  assert.equal(ledger.nextFreeAt(4 * HOUR), 4 * HOUR);
});

test('it agrees with a list that remembers every message', () => {
  const step = fc.record({ wait: fc.oneof(fc.nat(3), fc.nat(40)), who: fc.nat(12), limit: fc.option(fc.nat(8), { nil: null, freq: 8 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const ours = new UniqueRecipients(5, 60);
      const naive = new RememberEverything(5, 60);
      let now = 0;
      for (const { wait, who, limit } of steps) {
        now += wait;
        if (limit !== null) ours.limit = naive.limit = limit;
        assert.equal(ours.nextFreeAt(now), naive.nextFreeAt(now));
        assert.equal(ours.holds(now, who), naive.held(now).has(who));
        assert.equal(ours.tryCount(now, who), naive.tryCount(now, who));
        assert.equal(ours.used(now), naive.held(now).size);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('what is taken back leaves the recipient held by their other messages only', () => {
  // At most 60 counts within a holding time, so that the ledger never grows and remembers every one.
  const step = fc.record({ wait: fc.integer({ min: 1, max: 9 }), who: fc.nat(5), takesBack: fc.option(fc.nat(400), { nil: null }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const ours = new UniqueRecipients(4, 60);
      const naive = new RememberEverything(4, 60);
      let now = 0;
      for (const { wait, who, takesBack } of steps) {
        now += wait;
        assert.equal(ours.tryCount(now, who), naive.tryCount(now, who));
        const gone = takesBack === null ? undefined : naive.messages.splice(takesBack % (naive.messages.length + 1), 1)[0];
        if (gone !== undefined) ours.release(now, gone.who, gone.at);
        for (let one = 0; one < 6; one += 1) assert.equal(ours.holds(now, one), naive.held(now).has(one));
        assert.equal(ours.used(now), naive.held(now).size);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('a count that nothing may stop goes beyond the limit', () => {
  const ledger = new UniqueRecipients(1);
  ledger.tryCount(0, 1);
  ledger.count(1, 2);
  assert.equal(ledger.used(1), 2);
  assert.equal(ledger.canCount(DAY, 3), false);
  assert.equal(ledger.canCount(DAY + 1, 3), true);
});

// Erlang B with deterministic holding; rows of reference-tables/tier-limit-erlang-b.csv (limit, offered in 24 h, blocking).
const ERLANG_B = [
  [250, 225, 0.006925385906],
  [250, 250, 0.04880479182],
  [250, 300, 0.180626643],
  [1000, 1000, 0.02481191765],
  [1000, 1200, 0.1706125541],
  [2000, 2100, 0.05494544882],
  [10_000, 10_500, 0.04938943835],
] as const;

test('the share turned away is Erlang B', () => {
  for (const [limit, offered, expected] of ERLANG_B) {
    const days = Math.max(20, Math.ceil(2_000_000 / offered));
    const seen = turnedAway(limit, offered, days);
    // Blocking of a day follows how far that day's demand lies above its mean, so a run's error is about 1 / sqrt(offered * days) times a small factor.
    const tolerance = 4 / Math.sqrt(offered * days);
    assert.ok(Math.abs(seen - expected) < tolerance, `limit ${limit}, offered ${offered}: ${seen}, expected ${expected} +- ${tolerance}`);
  }
});

function turnedAway(limit: number, offeredADay: number, days: number): number {
  const ledger = new UniqueRecipients(limit);
  let dice = 0x2545f491;
  let refused = 0;
  let counted = 0;
  let now = 0;
  for (let who = 0; now < (days + 2) * DAY; who += 1) {
    // xorshift32: good enough for gaps, and needs no import from the simulator.
    dice ^= dice << 13; dice ^= dice >>> 17; dice ^= dice << 5;
    now += -Math.log(((dice >>> 0) + 0.5) / 0x100000000) * (DAY / offeredADay);
    const passed = ledger.tryCount(now, who);
    if (now < 2 * DAY) continue;
    counted += 1;
    if (!passed) refused += 1;
  }
  return refused / counted;
}

class RememberEverything {
  limit: number;
  readonly holdMs: number;
  readonly messages: { at: number; who: number }[] = [];

  constructor(limit: number, holdMs: number) {
    this.limit = limit;
    this.holdMs = holdMs;
  }

  held(now: number): Set<number> {
    return new Set(this.messages.filter((m) => now - m.at < this.holdMs).map((m) => m.who));
  }

  tryCount(now: number, who: number): boolean {
    const held = this.held(now);
    if (!held.has(who) && held.size >= this.limit) return false;
    this.messages.push({ at: now, who });
    return true;
  }

  nextFreeAt(now: number): number {
    if (this.limit === 0) return NEVER;
    for (let at = now; at <= now + this.holdMs; at += 1) if (this.held(at).size < this.limit) return at;
    return NEVER;
  }
}
