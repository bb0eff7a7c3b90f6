import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IntMap } from './int-map.js';

const SEED = 20261122;
// Few distinct keys, some of them far apart with equal hashes, so that probes collide and deletions shift.
const key = fc.oneof(fc.integer({ min: -8, max: 40 }), fc.integer({ min: 0, max: 9 }).map((k) => k << 28), fc.integer());
const step = fc.oneof(
  fc.record({ do: fc.constantFrom('set' as const, 'raise' as const), key, value: fc.oneof(fc.nat(5), fc.constant(2 ** 31 - 2)) }),
  fc.record({ do: fc.constant('delete' as const), key, value: fc.constant(0) }),
);

test('it behaves like a Map under any sequence of sets, raises and deletions', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const ours = new IntMap();
      const theirs = new Map<number, number>();
      for (const { do: what, key: k, value } of steps) {
        if (what === 'set') {
          ours.set(k, value);
          theirs.set(k, value);
        } else if (what === 'raise') {
          const higher = value > (theirs.get(k) ?? -1);
          assert.equal(ours.raise(k, value), higher);
          if (higher) theirs.set(k, value);
        } else {
          assert.equal(ours.delete(k), theirs.delete(k));
        }
        assert.equal(ours.size, theirs.size);
        assert.equal(ours.get(k), theirs.get(k) ?? -1);
      }
      for (const s of steps) assert.equal(ours.get(s.key), theirs.get(s.key) ?? -1);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('a moving population of a hundred thousand keys keeps its values', () => {
  const map = new IntMap();
  for (let i = 0; i < 300_000; i += 1) {
    map.set(i * 7, i);
    if (i >= 100_000) assert.equal(map.delete((i - 100_000) * 7), true);
  }
  assert.equal(map.size, 100_000);
  for (let i = 200_000; i < 300_000; i += 1) assert.equal(map.get(i * 7), i);
  assert.equal(map.get(0), -1);
});

test('a map emptied by clear is empty and usable', () => {
  const map = new IntMap(1000);
  for (let i = 0; i < 1000; i += 1) map.set(i, i);
  map.clear();
  assert.equal(map.size, 0);
  assert.equal(map.has(5), false);
  map.set(5, 0);
  assert.equal(map.get(5), 0);
});
