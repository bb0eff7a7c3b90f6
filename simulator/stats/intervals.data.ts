import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gini, jain, meanInterval, quantileRanks, wilson } from './intervals.js';
import { near } from './near.js';
import { tQuantile } from './student-t.js';

// The fixtures are printed with all digits of a double, so the tolerance is 1e-12 throughout.

interface Fixtures {
  readonly t_quantiles: Record<string, Record<string, number>>;
  readonly batch_means_20x40_after_200: { readonly mean: number; readonly halfwidth95: number };
  readonly quantile_ci_ranks_95: Record<
    string,
    { readonly lower_rank: number; readonly upper_rank: number; readonly coverage: number; readonly usable: boolean }
  >;
  readonly fairness: readonly { readonly loads: readonly number[]; readonly gini: number; readonly jain: number }[];
  readonly wilson_95: readonly { readonly x: number; readonly n: number; readonly ci: readonly [number, number] }[];
}

const file = `${process.env['DESKSIM_DATA'] ?? ''}/reference-tables/output-analysis-fixtures.json`;
const fixtures = JSON.parse(readFileSync(file, 'utf8')) as Fixtures;

test('t quantiles', (t) => {
  const cases = Object.entries(fixtures.t_quantiles).flatMap(([df, byLevel]) =>
    Object.entries(byLevel).map(([level, value]) => [Number(df), Number(level), value] as const),
  );
  assert.ok(cases.length > 0);
  for (const [df, level, value] of cases) near(tQuantile((1 + level) / 2, df), value, 1e-12);
  t.diagnostic(`${cases.length} quantiles`);
});

test('ranks around a quantile', (t) => {
  const cases = Object.entries(fixtures.quantile_ci_ranks_95);
  assert.ok(cases.length > 0);
  for (const [name, expected] of cases) {
    const [n, p] = name.split(',').map((part) => Number(part.split('=')[1]));
    const { lower, upper, coverage, usable } = quantileRanks(n ?? NaN, p ?? NaN);
    assert.deepEqual([lower, upper, usable], [expected.lower_rank, expected.upper_rank, expected.usable], name);
    near(coverage, expected.coverage, 1e-12);
  }
  t.diagnostic(`${cases.length} rank pairs`);
});

test('Wilson intervals', () => {
  assert.ok(fixtures.wilson_95.length > 0);
  for (const { x, n, ci } of fixtures.wilson_95) {
    near(wilson(x, n).low, ci[0], 1e-12);
    near(wilson(x, n).high, ci[1], 1e-12);
  }
});

test('Gini and Jain', () => {
  assert.ok(fixtures.fairness.length > 0);
  for (const { loads, ...expected } of fixtures.fairness) {
    near(gini(loads), expected.gini, 1e-12);
    near(jain(loads), expected.jain, 1e-12);
  }
});

test('t interval over the batch means of the fixture series', () => {
  const means = Array.from({ length: 20 }, (_, batch) => {
    const values = Array.from({ length: 40 }, (_, j) => seriesValue(200 + 40 * batch + j));
    return values.reduce((a, b) => a + b, 0) / values.length;
  });
  const interval = meanInterval(means);
  const expected = fixtures.batch_means_20x40_after_200;
  near(interval.value, expected.mean, 1e-12);
  near((interval.high - interval.low) / 2, expected.halfwidth95, 1e-11);
});

function seriesValue(i: number): number {
  const golden = ((i + 1) * (Math.sqrt(5) - 1)) / 2;
  return 5 + 10 * Math.exp(-i / 40) + 3 * (golden - Math.floor(golden) - 0.5);
}
