import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exponential } from './exponential.js';

test('known powers of e come out to the last digit or its neighbour', () => {
  // Computed with 60 decimal digits and rounded once.
  for (const [x, power] of [
    [0, 1], [1, 2.718281828459045], [-1, 0.36787944117144233], [0.5, 1.6487212707001282], [0.01, 1.010050167084168],
    [10, 22026.465794806718], [-20, 2.061153622438558e-9], [100, 2.6881171418161356e43], [-600, 2.6503965530043108e-261],
  ] as const) {
    assert.ok(Math.abs(exponential(x) / power - 1) < 4.5e-16, `e^${x} = ${exponential(x)}`);
  }
});

test('it agrees with the engine to 5e-16 wherever that has full precision', () => {
  fc.assert(fc.property(fc.double({ min: -699, max: 699, noNaN: true }), (x) => {
    assert.ok(Math.abs(exponential(x) / Math.exp(x) - 1) < 5e-16);
  }), { numRuns: 2000 });
});

test('a larger exponent never gives a smaller power', () => {
  fc.assert(fc.property(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: 1e-12, max: 1e-3, noNaN: true }), (x, more) => {
    assert.ok(exponential(x + more) >= exponential(x));
  }), { numRuns: 2000 });
});

test('out of range it is what the engine says', () => {
  for (const x of [-Infinity, Infinity, NaN, 710, -746, -740]) assert.deepEqual(exponential(x), Math.exp(x));
});
