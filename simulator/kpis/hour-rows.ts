import { HOUR, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { spread, type Spread } from './estimate.js';
import { hourNames } from './hour-names.js';
import type { Layout, RowName } from './layout.js';
import type { ReplicationRecord } from './record.js';

/** One hour of the run over all replications. Counts of tickets are of those opened in it. */
export interface HourRow {
  readonly hour: number;
  readonly startMs: Ms;
  /** Local time, such as `Fri 18:00`. */
  readonly name: string;
  /** Local time with its offset, such as `2026-11-27T18:00+01:00`. */
  readonly startsAt: string;
  readonly arrivals: Spread;
  readonly answered: Spread;
  /** Answered in time / (opened - withdrawn in time), as in the service level. */
  readonly inTime: Spread | null;
  /** Tickets behind `inTime`, all replications together. */
  readonly samples: number;
  /** Gave up before the first reply, aloud or silently. */
  readonly abandoned: Spread;
  readonly firstResponseMs: Spread | null;
  /** Agents signed in, averaged over the hour. */
  readonly signedIn: Spread;
  readonly occupancy: Spread | null;
  /** Open tickets, averaged over the hour. */
  readonly backlog: Spread;
}

export interface WorstHour {
  readonly name: string;
  readonly inTime: number;
  readonly arrivals: number;
  readonly signedIn: number;
}

/** Fewer samples than this, all replications together, say nothing about an hour. */
export const HOUR_SAMPLES = 30;

export function hourRows(scenario: Scenario, layout: Layout, records: readonly ReplicationRecord[], block: number): HourRow[] {
  return hourNames(scenario, layout.hours).map(({ name, startsAt }, hour) => {
    const each = (row: RowName): number[] => rowAt(layout, records, block, row, hour);
    const ones = records.map(() => 1);
    const lengths = records.map(() => Math.min(HOUR, layout.lastsMs - hour * HOUR));
    const opened = each('opened');
    const due = plus(opened, plus(each('leftInTime'), each('notDue')), -1);
    const nothing = { mean: 0, p10: 0, p90: 0 };
    return {
      hour,
      startMs: hour * HOUR,
      name,
      startsAt,
      arrivals: spread(opened, ones) ?? nothing,
      answered: spread(each('answered'), ones) ?? nothing,
      inTime: spread(each('inTime'), due),
      samples: due.reduce((a, b) => a + b, 0),
      abandoned: spread(plus(each('withdrawn'), each('leftSilently')), ones) ?? nothing,
      firstResponseMs: spread(each('firstResponseMs'), each('answered')),
      signedIn: spread(each('signedInMs'), lengths) ?? nothing,
      occupancy: spread(each('workMs'), plus(each('availableMs'), each('ghostMs'))),
      backlog: spread(each('backlogMs'), lengths) ?? nothing,
    };
  });
}

/** The hour with the smallest share answered in time among those with enough samples; of equals the busiest. */
export function worstHour(hours: readonly HourRow[]): WorstHour | null {
  let worst: HourRow | null = null;
  for (const hour of hours) {
    if (hour.inTime === null || hour.samples < HOUR_SAMPLES) continue;
    const difference = worst === null ? -1 : hour.inTime.mean - worst.inTime!.mean;
    if (worst === null || difference < 0 || (difference === 0 && hour.samples > worst.samples)) worst = hour;
  }
  if (worst === null) return null;
  return { name: worst.name, inTime: worst.inTime!.mean, arrivals: worst.arrivals.mean, signedIn: worst.signedIn.mean };
}

/** One hour's place of a row, in each record. */
export function rowAt(layout: Layout, records: readonly ReplicationRecord[], block: number, row: RowName, hour: number): number[] {
  const place = block * layout.blockLength + layout.rows[row] + hour;
  return records.map((record) => record.values[place]!);
}

function plus(a: readonly number[], b: readonly number[], sign: 1 | -1 = 1): number[] {
  return a.map((value, i) => value + sign * b[i]!);
}
