import { ratioInterval, wilson } from '../stats/intervals.js';
import type { KpiUnit } from './definitions.js';
import type { Ratio } from './ratios.js';

/** A pooled value with what it rests on. */
export interface Estimate {
  /** Sum of numerators / sum of denominators; null when the denominator is 0. */
  readonly value: number | null;
  /** Confidence interval; null with fewer than two replications. */
  readonly ci95: Bounds | null;
  /** Samples pooled over all replications. */
  readonly n: number;
  /** Pooled denominator. */
  readonly denominator: number;
}

export type Bounds = readonly [low: number, high: number];

/**
 * Ratio of sums over replications with its delta-method interval. A share that came out the same for every single
 * sample (all or none) has no variance to measure: there Wilson's interval of the pooled samples stands in, so that a
 * handful of samples proves nothing.
 *
 * @param counted the denominator counts things, not time
 */
export function estimate(parts: readonly Ratio[], unit: KpiUnit, counted: boolean, level = 0.95): Estimate {
  const nums = parts.map((part) => part.num);
  const dens = parts.map((part) => part.den);
  const n = sum(parts.map((part) => part.samples));
  const denominator = sum(dens);
  const { value, low, high } = ratioInterval(nums, dens, level);
  if (denominator === 0 || n === 0 || Number.isNaN(value)) return { value: null, ci95: null, n: 0, denominator };
  if (Number.isNaN(low)) return { value, ci95: null, n, denominator };
  if (unit === 'share' && counted && (value === 0 || value === 1)) {
    const all = wilson(Math.round(value * denominator), Math.round(denominator), level);
    return { value, ci95: Number.isNaN(all.low) ? null : [all.low, all.high], n, denominator };
  }
  return { value, ci95: [Math.max(low, Math.min(0, value)), unit === 'share' || unit === 'ratio' ? Math.min(high, Math.max(1, value)) : high], n, denominator };
}

/** Mean over replications with the 10 % and 90 % quantiles among them: how runs differ, not how sure the mean is. */
export interface Spread {
  readonly mean: number;
  readonly p10: number;
  readonly p90: number;
}

/** `mean` is the ratio of sums; replications without a denominator have no value of their own. Null without any. */
export function spread(nums: readonly number[], dens: readonly number[]): Spread | null {
  const total = sum(dens);
  if (total === 0) return null;
  const values = nums.flatMap((num, i) => (dens[i]! > 0 ? [num / dens[i]!] : [])).sort((a, b) => a - b);
  return { mean: sum(nums) / total, p10: quantile(values, 0.1), p90: quantile(values, 0.9) };
}

function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
