import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECOND } from '../units.js';
import { DebtBucket, RefillBucket } from './pair-bucket.js';
import type { PairBucket } from './pair-bucket.js';

test('45 messages pass at once and the 46th does not', () => {
  for (const bucket of [new RefillBucket(), new DebtBucket()]) {
    for (const at of [0, 1234.567, 86_400_000.1, 1.7e12 + 0.3]) {
      const sent = sendMany(bucket, 0, at, 60);
      assert.equal(sent.passed, 45, `${bucket.constructor.name} at ${at}`);
    }
  }
});

test('after a full burst one message passes every 6 seconds', () => {
  const bucket = new RefillBucket();
  let { state } = sendMany(bucket, 0, 0, 45);
  const passedAt: number[] = [];
  for (let now = 0; now < 30 * SECOND; now += 100) {
    if (!bucket.passes(state, now)) continue;
    state = bucket.after(state, now);
    passedAt.push(now);
  }
  assert.deepEqual(passedAt, [6_000, 12_000, 18_000, 24_000]);
});

test('a burst of 20 leaves 25 at once by the refill reading, and two minutes of waiting by the debt reading', () => {
  const refill = new RefillBucket();
  assert.equal(sendMany(refill, sendMany(refill, 0, 0, 20).state, 1_000, 60).passed, 25);

  const debt = new DebtBucket();
  const { state } = sendMany(debt, 0, 0, 20);
  assert.equal(debt.passes(state, 5_999), true, 'still inside the burst');
  assert.equal(debt.passes(state, 6_000), false);
  assert.equal(debt.nextFreeAt(state, 6_000), 120_000);
  assert.equal(debt.passes(state, 120_000), true);
});

test('one message every 6 seconds passes for ever by both readings', () => {
  for (const bucket of [new RefillBucket(), new DebtBucket()]) {
    let state = 0;
    for (let i = 0; i < 1000; i += 1) {
      assert.equal(bucket.passes(state, i * 6_000), true);
      state = bucket.after(state, i * 6_000);
    }
  }
});

test('nextFreeAt is the first instant that passes', () => {
  for (const bucket of [new RefillBucket(), new DebtBucket()]) {
    const { state } = sendMany(bucket, 0, 1000.25, 45);
    const free = bucket.nextFreeAt(state, 2_000);
    assert.equal(bucket.passes(state, free), true);
    assert.equal(bucket.passes(state, free - 1), false);
  }
});

test('a rested pair is as good as new', () => {
  for (const bucket of [new RefillBucket(), new DebtBucket()]) {
    const { state } = sendMany(bucket, 0, 500, 7);
    const rested = bucket.restedAt(state);
    assert.equal(rested, 500 + 7 * 6_000);
    assert.equal(sendMany(bucket, state, rested, 60).passed, sendMany(bucket, 0, rested, 60).passed);
  }
});

function sendMany(bucket: PairBucket, from: number, now: number, tries: number): { state: number; passed: number } {
  let state = from;
  let passed = 0;
  for (let i = 0; i < tries; i += 1) {
    if (!bucket.passes(state, now)) continue;
    state = bucket.after(state, now);
    passed += 1;
  }
  return { state, passed };
}
