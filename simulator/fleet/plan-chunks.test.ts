import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../testing/seed.js';
import { ChunkPlan, singly, type Chunk } from './plan-chunks.js';

function allOf(plan: ChunkPlan, msEach: () => number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let chunk = plan.next(msEach()); chunk !== null; chunk = plan.next(msEach())) chunks.push(chunk);
  return chunks;
}

test('every replication is in exactly one chunk, whatever the timings say', () => {
  const timing = fc.oneof(fc.constant(Infinity), fc.constant(0), fc.double({ min: 0, max: 1e5, noNaN: true }));
  holds(
    process.env,
    100,
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 64 }), fc.array(timing, { minLength: 1, maxLength: 20 }), fc.option(fc.integer({ min: 1, max: 50 })), (n, workers, timings, size) => {
      let i = 0;
      const chunks = allOf(new ChunkPlan(n, workers, size), () => timings[i++ % timings.length]!);
      assert.deepEqual(chunks.flatMap(singly).map((chunk) => chunk.from), Array.from({ length: n }, (_, k) => k));
    }),
  );
});

test('starts with single replications and goes on with chunks of about 100 ms', () => {
  const plan = new ChunkPlan(10_000, 2);
  assert.deepEqual(plan.next(Infinity), { from: 0, count: 1 });
  assert.deepEqual(plan.next(2), { from: 1, count: 50 });
  assert.equal(plan.next(1500)!.count, 1);
});

test('the last chunks get small, so that no worker waits long for another', () => {
  const sizes = allOf(new ChunkPlan(100, 2), () => 1).map((chunk) => chunk.count);
  assert.equal(sizes[0], 13);
  assert.equal(sizes.at(-1), 1);
});
