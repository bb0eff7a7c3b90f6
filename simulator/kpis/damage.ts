import { HOUR, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { meanInterval } from '../stats/intervals.js';
import type { Bounds } from './estimate.js';
import { histogramQuantile } from './histogram.js';
import { hourNames } from './hour-names.js';
import { SCALAR, type Layout } from './layout.js';
import { ratioOf, type Ratio } from './ratios.js';
import { isPaired, type ReplicationRecord } from './record.js';

/** What the unforecast shocks did, in paired replications: the same customers with and without them. */
export interface Damage {
  readonly shocks: readonly { readonly name: string; readonly lastsMs: Ms; readonly why: string }[];
  readonly effects: readonly Effect[];
  /** Replications whose backlog was not back to the forecast world's when the run ended; their recovery counts up to there. */
  readonly notRecovered: number;
}

export interface Effect {
  readonly id: 'inTime' | 'firstResponseP90' | 'abandoned' | 'recovery';
  readonly title: string;
  readonly unit: 'share' | 'ms' | 'count';
  /** Means over the replications in which both worlds have a value; null for what has no value without a shock. */
  readonly forecast: number | null;
  readonly surprised: number | null;
  /** surprised - forecast, with its paired 95 % interval. */
  readonly difference: number | null;
  readonly ci95: Bounds | null;
  /** Replications. */
  readonly n: number;
}

/** Null when nothing was unforecast. */
export function damageOf(scenario: Scenario, layout: Layout, all: readonly ReplicationRecord[]): Damage | null {
  const { shocks } = scenario.arrivals;
  if (shocks.length === 0 || layout.blocks !== 2) return null;
  const records = all.filter((record) => isPaired(layout, record));
  const names = hourNames(scenario, layout.hours);
  const recoveries = records.map((record) => recovery(scenario, layout, record));
  return {
    shocks: shocks.map(({ fromMs, toMs, why }) => ({
      name: names[Math.min(layout.hours - 1, Math.floor(fromMs / HOUR))]!.name,
      lastsMs: toMs - fromMs,
      why,
    })),
    effects: [
      paired('inTime', 'answered in time', 'share', records, (record, block) => level(ratioOf('serviceLevel', scenario, layout, record.values, block))),
      paired('firstResponseP90', 'first response p90', 'ms', records, (record, block) => p90(scenario, layout, record, block)),
      paired('abandoned', 'customers who gave up', 'count', records, (record, block) => gaveUp(layout, record, block)),
      paired('recovery', 'backlog back after', 'ms', records, (record, block) => (block === 0 ? 0 : recovery(scenario, layout, record).ms)),
    ],
    notRecovered: recoveries.filter((r) => !r.recovered).length,
  };
}

function paired(
  id: Effect['id'], title: string, unit: Effect['unit'], records: readonly ReplicationRecord[],
  valueOf: (record: ReplicationRecord, block: number) => number | null,
): Effect {
  const pairs = records.flatMap((record) => {
    const forecast = valueOf(record, 0);
    const surprised = valueOf(record, 1);
    return forecast === null || surprised === null ? [] : [{ forecast, surprised }];
  });
  if (pairs.length === 0) return { id, title, unit, forecast: null, surprised: null, difference: null, ci95: null, n: 0 };
  const { value, low, high, n } = meanInterval(pairs.map((pair) => pair.surprised - pair.forecast));
  return {
    id, title, unit, n,
    forecast: meanInterval(pairs.map((pair) => pair.forecast)).value,
    surprised: meanInterval(pairs.map((pair) => pair.surprised)).value,
    difference: value,
    ci95: Number.isNaN(low) ? null : [low, high],
  };
}

function level(part: Ratio): number | null {
  return part.den === 0 ? null : part.num / part.den;
}

/** Where more than a tenth was never answered, the whole run: to leave such a replication out would flatter the mean. */
function p90(scenario: Scenario, layout: Layout, record: ReplicationRecord, block: number): Ms | null {
  const offset = block * layout.blockLength;
  const unanswered = record.values[offset + SCALAR.unanswered]!;
  const value = histogramQuantile(record.values, offset + layout.histograms.firstResponse, 0.9, unanswered);
  return value ?? (unanswered > 0 ? scenario.lastsMs + scenario.drainMs : null);
}

function gaveUp(layout: Layout, record: ReplicationRecord, block: number): number {
  const offset = block * layout.blockLength;
  return record.values[offset + SCALAR.withdrawn]! + record.values[offset + SCALAR.leftSilently]!;
}

/**
 * From the end of the last shock to the start of the first whole hour in which the mean number of tickets that wait on
 * us is at most one, or a twentieth, above the forecast world's.
 */
function recovery(scenario: Scenario, layout: Layout, record: ReplicationRecord): { readonly ms: Ms; readonly recovered: boolean } {
  const endMs = Math.max(...scenario.arrivals.shocks.map((shock) => shock.toMs));
  for (let hour = Math.ceil(endMs / HOUR); hour < layout.hours; hour++) {
    const lengthMs = Math.min(HOUR, layout.lastsMs - hour * HOUR);
    const forecast = onUs(layout, record, 0, hour) / lengthMs;
    const surprised = onUs(layout, record, 1, hour) / lengthMs;
    if (surprised <= forecast + Math.max(1, forecast / 20)) return { ms: hour * HOUR - endMs, recovered: true };
  }
  return { ms: Math.max(0, layout.lastsMs - endMs), recovered: false };
}

function onUs(layout: Layout, record: ReplicationRecord, block: number, hour: number): number {
  const offset = block * layout.blockLength + hour;
  return record.values[offset + layout.rows.backlogOnUsMs]!;
}
