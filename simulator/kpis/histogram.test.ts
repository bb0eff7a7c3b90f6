import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY } from '../../runtime/units.js';
import { addToHistogram, countUpTo, HISTOGRAM_BINS, histogramCount, histogramQuantile, mergeHistogram } from './histogram.js';

const OPTIONS = { seed: 20261127, numRuns: 300 };
const waits = fc.array(fc.double({ min: 1, max: 60 * DAY, noNaN: true }), { minLength: 1, maxLength: 60 });
const logWaits = fc.array(fc.double({ min: 0, max: 22.3, noNaN: true }).map((x) => Math.exp(x)), { minLength: 1, maxLength: 60 });

test('a quantile lies within 1 % of the sample at its rank', () => {
  fc.assert(
    fc.property(fc.oneof(waits, logWaits), fc.double({ min: 0.001, max: 1, noNaN: true }), (samples, p) => {
      const sorted = [...samples].sort((a, b) => a - b);
      const exact = sorted[Math.ceil(p * sorted.length - 1e-12) - 1] ?? sorted[0]!;
      const quantile = histogramQuantile(histogramOf(samples), 0, p)!;
      assert.ok(Math.abs(quantile - exact) <= 0.01 * exact, `${quantile} instead of ${exact}`);
    }),
    OPTIONS,
  );
});

test('merging adds, and nothing is lost', () => {
  fc.assert(
    fc.property(waits, waits, (some, others) => {
      const merged = histogramOf(some);
      mergeHistogram(merged, 0, histogramOf(others), 0);
      assert.deepEqual(merged, histogramOf([...some, ...others]));
      assert.equal(histogramCount(merged, 0), some.length + others.length);
    }),
    OPTIONS,
  );
});

test('counting up to a quantile gives its share back', () => {
  fc.assert(
    fc.property(waits, fc.double({ min: 0.001, max: 1, noNaN: true }), (samples, p) => {
      const histogram = histogramOf(samples);
      const share = countUpTo(histogram, 0, histogramQuantile(histogram, 0, p)!) / samples.length;
      assert.ok(Math.abs(share - p) < 1e-6, `${share} instead of ${p}`);
    }),
    OPTIONS,
  );
});

test('what is too short or too long is counted at the ends', () => {
  const histogram = histogramOf([0, -1, 0.4, NaN, 61 * DAY, Infinity]);
  assert.equal(histogram[0], 4);
  assert.equal(histogram[HISTOGRAM_BINS - 1], 2);
  assert.equal(histogramQuantile(histogram, 0, 0.5), 0);
});

test('samples beyond all others push quantiles up, and past the last one there is none', () => {
  const histogram = histogramOf([1000, 1000, 1000]);
  assert.ok(Math.abs(histogramQuantile(histogram, 0, 0.5, 1)! - 1000) <= 10);
  assert.equal(histogramQuantile(histogram, 0, 0.9, 1), null);
  assert.equal(histogramQuantile(new Float64Array(HISTOGRAM_BINS), 0, 0.5), null);
});

function histogramOf(samples: readonly number[]): Float64Array {
  const values = new Float64Array(HISTOGRAM_BINS);
  for (const ms of samples) addToHistogram(values, 0, ms);
  return values;
}
