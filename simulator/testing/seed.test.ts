import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds, testSeed } from './seed.js';

test('the seed may be a number or the hash of a commit', () => {
  assert.equal(testSeed({ DESKSIM_TEST_SEED: '-42' }), -42);
  const seed = testSeed({ DESKSIM_TEST_SEED: '3aa2285f' });
  assert.equal(seed, testSeed({ DESKSIM_TEST_SEED: '3aa2285f', CI: 'true' }));
  assert.ok(Number.isInteger(seed));
  assert.notEqual(seed, testSeed({ DESKSIM_TEST_SEED: '3aa2285e' }));
});

test('without a seed a run on CI stops, and elsewhere takes any', () => {
  assert.throws(() => testSeed({ CI: 'true' }), /set DESKSIM_TEST_SEED/);
  assert.equal(testSeed({}), undefined);
  assert.equal(testSeed({ CI: '' }), undefined);
});

test('a failure names its reason, its smallest example and the seed that repeats it', () => {
  const property = fc.property(fc.nat(), (n) => assert.ok(n < 10, `${n} is too much`));
  assert.throws(() => holds({ DESKSIM_TEST_SEED: '7' }, 100, property), /10 is too much[^]*Counterexample: \[10\][^]*Repeat: DESKSIM_TEST_SEED=7 npm test/);
});

test('the same seed draws the same examples', () => {
  const drawn = (): number[] => {
    const seen: number[] = [];
    holds({ DESKSIM_TEST_SEED: 'abc' }, 20, fc.property(fc.nat(), (n) => void seen.push(n)));
    return seen;
  };
  assert.deepEqual(drawn(), drawn());
});
