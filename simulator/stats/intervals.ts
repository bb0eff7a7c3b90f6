import { normalQuantile } from './normal-quantile.js';
import { tQuantile } from './student-t.js';

/**
 * An estimate with its two-sided confidence interval, all in the unit of the values.
 * `n` counts the independent observations behind it; with n < 2 `low` and `high` are NaN.
 */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Mean of independent replications with Student's t interval (n - 1 degrees of freedom). */
export function meanInterval(values: readonly number[], level = 0.95): Interval {
  const n = values.length;
  const value = sum(values) / n;
  const variance = sum(values.map((v) => (v - value) * (v - value))) / (n - 1);
  return around(value, Math.sqrt(variance / n), n, level);
}

/**
 * Ratio of sums over independent replications (never the mean of ratios), interval by the delta method with t_{n-1}.
 * `numerators[i]` and `denominators[i]` belong to replication i. A zero sum of denominators gives NaN.
 * Source: Law, Simulation Modeling and Analysis, ratio estimation of steady-state and per-day measures.
 */
export function ratioInterval(
  numerators: readonly number[],
  denominators: readonly number[],
  level = 0.95,
): Interval {
  const n = numerators.length;
  if (denominators.length !== n) throw new RangeError(`${n} numerators beside ${denominators.length} denominators`);
  const total = sum(denominators);
  if (total === 0) return { value: NaN, low: NaN, high: NaN, n };
  const value = sum(numerators) / total;
  const residuals = numerators.map((y, i) => y - value * (denominators[i] ?? NaN));
  const variance = sum(residuals.map((e) => e * e)) / (n - 1);
  return around(value, (Math.sqrt(variance / n) * n) / total, n, level);
}

/**
 * Wilson's score interval of a proportion from `n` independent trials; value in [0, 1], n = 0 gives NaN.
 * Contacts of one day are not independent: give it replications or days, else use `ratioInterval`.
 */
export function wilson(successes: number, n: number, level = 0.95): Interval {
  if (n === 0) return { value: NaN, low: NaN, high: NaN, n };
  const value = successes / n;
  if (n < 2) return { value, low: NaN, high: NaN, n };
  const z2 = normalQuantile((1 + level) / 2) * normalQuantile((1 + level) / 2);
  const centre = (successes + z2 / 2) / (n + z2);
  const half = Math.sqrt(z2 * ((successes * (n - successes)) / n + z2 / 4)) / (n + z2);
  return {
    value,
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
    n,
  };
}

/** Ranks from 1 of the two order statistics that enclose a quantile. */
export interface QuantileRanks {
  readonly lower: number;
  readonly upper: number;
  /** P(lower-th value <= quantile < upper-th value), exact; at least the level asked for. */
  readonly coverage: number;
  /** False when a rank falls outside 1..n: the sample is too small for this quantile and level. */
  readonly usable: boolean;
}

/**
 * Distribution-free interval of the `p` quantile from `n` independent values, by exact binomial tails (each at most
 * half of 1 - level). Take the values at the two ranks of the sorted sample.
 * Source: David and Nagaraja, Order Statistics, section 7.1.
 */
export function quantileRanks(n: number, p: number, level = 0.95): QuantileRanks {
  const tail = (1 - level) / 2;
  const pmf = binomialPmf(n, p);
  let below = 0;
  let lower = 0;
  while (lower < n && below + (pmf[lower] ?? 0) <= tail) below += pmf[lower++] ?? 0;
  let above = 0;
  let upper = n + 1;
  while (upper > 1 && above + (pmf[upper - 1] ?? 0) <= tail) above += pmf[--upper] ?? 0;
  return { lower, upper, coverage: 1 - below - above, usable: lower >= 1 && upper <= n };
}

/** Jain's index of fairness of non-negative shares: 1 all equal, 1/n all to one; no or only zero shares give NaN. */
export function jain(shares: readonly number[]): number {
  const total = sum(shares);
  return (total * total) / (shares.length * sum(shares.map((x) => x * x)));
}

/** Gini coefficient of non-negative shares: 0 all equal, 1 - 1/n all to one; no or only zero shares give NaN. */
export function gini(shares: readonly number[]): number {
  const n = shares.length;
  const ranked = [...shares].sort((a, b) => a - b).map((x, i) => (2 * i + 1 - n) * x);
  return sum(ranked) / (n * sum(shares));
}

function around(value: number, standardError: number, n: number, level: number): Interval {
  if (n < 2) return { value, low: NaN, high: NaN, n };
  const half = tQuantile((1 + level) / 2, n - 1) * standardError;
  return { value, low: value - half, high: value + half, n };
}

function binomialPmf(n: number, p: number): Float64Array {
  // Weights relative to the mode, then normalised: no factorial, no overflow, no lost digits for large n.
  const pmf = new Float64Array(n + 1);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  pmf[mode] = 1;
  for (let k = mode; k < n; k++) pmf[k + 1] = ((pmf[k] ?? 0) * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) pmf[k - 1] = ((pmf[k] ?? 0) * k * (1 - p)) / ((n - k + 1) * p);
  const total = pmf.reduce((a, b) => a + b, 0);
  return pmf.map((w) => w / total);
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const v of values) total += v;
  return total;
}
