import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { ratioInterval } from '../stats/intervals.js';
import { countUpTo, histogramCount, histogramQuantile, HISTOGRAM_BINS, mergeHistogram } from './histogram.js';
import { SCALAR, type Layout, type SampledKpi, type ScalarName } from './layout.js';
import type { ReplicationRecord } from './record.js';

/** Milliseconds not exceeded by this share of the samples. */
export interface Quantiles {
  readonly p50: Quantile;
  readonly p90: Quantile;
  readonly p95: Quantile;
  readonly p99: Quantile;
  /** Waits that had not ended when the world stopped: ranked behind all others. */
  readonly unended: number;
}

export interface Quantile {
  /** Null: no samples, or the quantile lies among the waits that had not ended. */
  readonly value: Ms | null;
  /** A high end of null: somewhere among the waits that had not ended. */
  readonly ci95: readonly [low: Ms, high: Ms | null] | null;
}

/**
 * Quantiles of the pooled samples. Intervals by Woodruff's method: the share of samples up to the quantile is a ratio
 * over replications; its interval is carried back through the pooled distribution.
 */
export function quantilesOf(kpi: SampledKpi, layout: Layout, records: readonly ReplicationRecord[]): Quantiles {
  const offset = layout.histograms[kpi];
  const pooled = pool(offset, records);
  const unended = records.map((record) => record.values[SCALAR[UNENDED[kpi]]]!);
  const samples = records.map((record, i) => histogramCount(record.values, offset) + unended[i]!);
  const beyond = unended.reduce((a, b) => a + b, 0);
  const quantile = (p: number): Quantile => {
    const value = histogramQuantile(pooled, 0, p, beyond);
    if (value === null) return { value, ci95: null };
    const upTo = records.map((record) => countUpTo(record.values, offset, value));
    const { low, high } = ratioInterval(upTo, samples);
    if (Number.isNaN(low)) return { value, ci95: null };
    const from = histogramQuantile(pooled, 0, Math.max(0, low), beyond) ?? value;
    return { value, ci95: [Math.min(from, value), histogramQuantile(pooled, 0, Math.min(1, high), beyond)] };
  };
  return { p50: quantile(0.5), p90: quantile(0.9), p95: quantile(0.95), p99: quantile(0.99), unended: beyond };
}

/** The share of first responses that took longer than the previous limit and at most this one. */
export interface WaitShare {
  /** Infinity for the last. */
  readonly upToMs: Ms;
  readonly share: number;
}

/** Empty without any first response. */
export function waitShares(layout: Layout, records: readonly ReplicationRecord[]): WaitShare[] {
  const pooled = pool(layout.histograms.firstResponse, records);
  const total = histogramCount(pooled, 0);
  if (total === 0) return [];
  let below = 0;
  const limits = [...new Set([...LIMITS, layout.thresholdMs])].sort((a, b) => a - b);
  return limits.map((upToMs) => {
    const upTo = upToMs === Infinity ? total : countUpTo(pooled, 0, upToMs);
    const share = (upTo - below) / total;
    below = upTo;
    return { upToMs, share };
  });
}

const LIMITS: readonly Ms[] = [
  10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, Infinity,
];

const UNENDED: Readonly<Record<SampledKpi, ScalarName>> = {
  firstResponse: 'unanswered', slotWait: 'unassigned', responseTime: 'owedReplies', resolution: 'unresolved', phoneFirstResponse: 'phoneWaiting',
};

function pool(offset: number, records: readonly ReplicationRecord[]): Float64Array {
  const pooled = new Float64Array(HISTOGRAM_BINS);
  for (const record of records) mergeHistogram(pooled, 0, record.values, offset);
  return pooled;
}
