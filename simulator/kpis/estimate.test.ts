import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PURPOSE, Streams } from '../random.js';
import { estimate, spread } from './estimate.js';
import { addToHistogram } from './histogram.js';
import { createLayout } from './layout.js';
import { quantilesOf } from './quantiles.js';
import type { Ratio } from './ratios.js';
import type { ReplicationRecord } from './record.js';
import { tinyScenario } from './tiny-scenario.js';

const streams = new Streams(20261127, 0);
const MACRO_REPLICATIONS = 1000;
const DAYS = 30;

// A quiet day has 40 customers of whom 70 % are answered in time, a busy one 80 of whom 90 %: contacts of a day go
// together, and the ratio of sums, (28 + 72) / 120, is not the mean of the days' ratios.
test('95 % intervals of a share over uneven days cover the truth in 93 to 97 of 100 cases', () => {
  let covered = 0;
  for (let macro = 0; macro < MACRO_REPLICATIONS; macro++) {
    const days = Array.from({ length: DAYS }, (_, day) => bernoulliDay(macro * DAYS + day));
    const [low, high] = estimate(days, 'share', true).ci95!;
    if (low <= 100 / 120 && 100 / 120 <= high) covered++;
  }
  assert.ok(covered >= 930 && covered <= 970, `${covered} of ${MACRO_REPLICATIONS}`);
});

// Waits of a quiet day are exponential with mean 20 s, of a busy one with mean 60 s.
test('95 % intervals of the 90 % quantile over uneven days cover the truth in 93 to 97 of 100 cases', () => {
  const layout = createLayout(tinyScenario());
  const records: ReplicationRecord[] = Array.from({ length: DAYS }, (_, replication) => {
    return { replication, seed: 0, hash: '', entries: 0, logicalEvents: 0, values: new Float64Array(layout.blockLength) };
  });
  const truth = mixtureQuantile(0.9);
  let covered = 0;
  for (let macro = 0; macro < MACRO_REPLICATIONS; macro++) {
    records.forEach((record, day) => exponentialDay(macro * DAYS + day, record.values.fill(0), layout.histograms.firstResponse));
    const [low, high] = quantilesOf('firstResponse', layout, records).p90.ci95!;
    if (low <= truth && truth <= high!) covered++;
  }
  assert.ok(covered >= 930 && covered <= 970, `${covered} of ${MACRO_REPLICATIONS}`);
});

test('a handful of samples that all went well proves little', () => {
  const all = [part(3, 3), part(2, 2)];
  const { value, ci95, n } = estimate(all, 'share', true);
  assert.equal(value, 1);
  assert.equal(n, 5);
  assert.ok(ci95![0] < 0.6);
  assert.equal(ci95![1], 1);
});

test('one replication has a value and no interval, none has neither', () => {
  assert.deepEqual(estimate([part(3, 4)], 'share', true), { value: 0.75, ci95: null, n: 4, denominator: 4 });
  assert.deepEqual(estimate([part(0, 0), part(0, 0)], 'share', true), { value: null, ci95: null, n: 0, denominator: 0 });
});

test('intervals stay on the scale of their unit', () => {
  const share = estimate([part(10, 10), part(9, 10)], 'share', true).ci95!;
  assert.equal(share[1], 1);
  const count = estimate([part(0, 1), part(1, 1)], 'count', true).ci95!;
  assert.equal(count[0], 0);
});

test('how runs differ is told by the runs that have a value', () => {
  assert.deepEqual(spread([1, 0, 3], [2, 0, 2]), { mean: 1, p10: 0.6, p90: 1.4 });
  assert.equal(spread([0], [0]), null);
});

function part(num: number, den: number): Ratio {
  return { num, den, samples: den };
}

function bernoulliDay(day: number): Ratio {
  const busy = streams.uniform(day, PURPOSE.dayFactor, 0) < 0.5;
  const customers = busy ? 80 : 40;
  let inTime = 0;
  for (let i = 0; i < customers; i++) if (streams.uniform(day, PURPOSE.patience, i) < (busy ? 0.9 : 0.7)) inTime++;
  return part(inTime, customers);
}

function exponentialDay(day: number, values: Float64Array, offset: number): void {
  const busy = streams.uniform(day, PURPOSE.dayFactor, 1) < 0.5;
  for (let i = 0; i < (busy ? 80 : 40); i++) {
    addToHistogram(values, offset, -Math.log(streams.uniform(day, PURPOSE.work, i)) * (busy ? 60_000 : 20_000));
  }
}

function mixtureQuantile(p: number): number {
  let low = 0;
  let high = 1e7;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    const below = 1 - Math.exp(-middle / 20_000) / 3 - (2 * Math.exp(-middle / 60_000)) / 3;
    if (below < p) low = middle;
    else high = middle;
  }
  return low;
}
