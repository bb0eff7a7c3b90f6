import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gini, jain, meanInterval, quantileRanks, ratioInterval, wilson } from './intervals.js';
import { near } from './near.js';

test('mean of 1..5: 3 +- t_4 sqrt(2.5/5) with t_4(0.975) = 2.7764451051977934', () => {
  const interval = meanInterval([1, 2, 3, 4, 5]);
  assert.deepEqual([interval.value, interval.n], [3, 5]);
  near(interval.low, 3 - 2.7764451051977934 * Math.sqrt(0.5), 1e-14);
  near(interval.high, 3 + 2.7764451051977934 * Math.sqrt(0.5), 1e-14);
  assert.ok(meanInterval([1, 2, 3, 4, 5], 0.9).high < interval.high);
});

test('equal values give an interval of no width, one value or none gives no interval', () => {
  assert.deepEqual(meanInterval([4, 4, 4]), { value: 4, low: 4, high: 4, n: 3 });
  assert.deepEqual(meanInterval([4]), { value: 4, low: NaN, high: NaN, n: 1 });
  assert.deepEqual(meanInterval([]), { value: NaN, low: NaN, high: NaN, n: 0 });
});

test('ratio of sums by the delta method, worked by hand', () => {
  // Ratio 6/12; residuals 0, -1, 1, variance 1, standard error 1/(sqrt(3) * 4), t_2(0.975) = 4.302652729749464.
  const interval = ratioInterval([1, 1, 4], [2, 4, 6]);
  assert.deepEqual([interval.value, interval.n], [0.5, 3]);
  near(interval.high - 0.5, 4.302652729749464 / (Math.sqrt(3) * 4), 1e-14);
  near(0.5 - interval.low, 4.302652729749464 / (Math.sqrt(3) * 4), 1e-14);
});

test('with equal denominators the ratio interval is the mean interval', () => {
  const ratio = ratioInterval([3, 8, 5, 9], [10, 10, 10, 10]);
  const mean = meanInterval([0.3, 0.8, 0.5, 0.9]);
  near(ratio.value, mean.value, 1e-15);
  near(ratio.low, mean.low, 1e-14);
  near(ratio.high, mean.high, 1e-14);
});

test('no denominator gives no value, one replication no interval, unequal lengths are a bug', () => {
  assert.deepEqual(ratioInterval([1, 2], [0, 0]), { value: NaN, low: NaN, high: NaN, n: 2 });
  assert.deepEqual(ratioInterval([], []), { value: NaN, low: NaN, high: NaN, n: 0 });
  assert.deepEqual(ratioInterval([1], [4]), { value: 0.25, low: NaN, high: NaN, n: 1 });
  assert.throws(() => ratioInterval([1, 2], [1]), RangeError);
});

test('Wilson equals output-analysis-fixtures.json and stays in [0, 1]', () => {
  near(wilson(950, 1000).low, 0.9346861797557491, 1e-14);
  near(wilson(950, 1000).high, 0.9618697376072511, 1e-14);
  near(wilson(95, 100).low, 0.8882495307680809, 1e-14);
  assert.equal(wilson(0, 20).low, 0);
  assert.equal(wilson(20, 20).high, 1);
  assert.deepEqual(wilson(0, 0), { value: NaN, low: NaN, high: NaN, n: 0 });
  assert.deepEqual(wilson(1, 1), { value: 1, low: NaN, high: NaN, n: 1 });
});

test('ranks equal output-analysis-fixtures.json', () => {
  const median = quantileRanks(50, 0.5);
  assert.deepEqual([median.lower, median.upper, median.usable], [18, 33, true]);
  near(median.coverage, 0.9671608624357315, 1e-13);
  const tail = quantileRanks(50, 0.95);
  assert.deepEqual([tail.lower, tail.upper, tail.usable], [44, 51, false]);
  const large = quantileRanks(10000, 0.99);
  assert.deepEqual([large.lower, large.upper], [9880, 9920]);
  near(large.coverage, 0.9557546828065552, 1e-12);
});

test('too small samples are not usable, and the coverage is never below the level', () => {
  for (const n of [0, 1, 5]) assert.equal(quantileRanks(n, 0.5).usable, false, `n = ${n}`);
  for (const n of [6, 17, 60, 333]) for (const p of [0.1, 0.5, 0.9]) assert.ok(quantileRanks(n, p).coverage >= 0.95);
});

test('Gini and Jain equal output-analysis-fixtures.json, in any order', () => {
  near(gini([20, 5, 15, 10]), 0.25, 1e-15);
  near(jain([20, 5, 15, 10]), 0.8333333333333334, 1e-15);
  assert.deepEqual([gini([0, 0, 0, 40]), jain([0, 0, 0, 40])], [0.75, 0.25]);
  assert.deepEqual([gini([7, 7]), jain([7, 7])], [0, 1]);
  assert.deepEqual([gini([]), jain([]), gini([0, 0]), jain([0, 0])], [NaN, NaN, NaN, NaN]);
});
