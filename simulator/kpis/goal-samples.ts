import { HOUR } from '../../runtime/units.js';
import type { Goal, Scenario } from '../scenario/scenario.js';
import { definitionOf } from './definitions.js';
import { rowAt } from './hour-rows.js';
import { sampledKpi, type Layout, type RowName } from './layout.js';
import { ratioOf, type Ratio } from './ratios.js';
import type { ReplicationRecord } from './record.js';

/** Why a goal cannot be judged, for whoever reads it from a file; null when it can. */
export function goalProblem(goal: Pick<Goal, 'kpi' | 'kind' | 'every' | 'withinMs'>): string | null {
  if (definitionOf(goal.kpi) === null) return `there is no KPI ${goal.kpi}`;
  if (goal.kind === 'share') {
    if (sampledKpi(goal.kpi) === null) return `${goal.kpi} has no distribution: a share within a limit asks for one of the waiting times`;
    return goal.withinMs === null ? 'a share goal needs its limit' : null;
  }
  return goal.every === 'hour' && !(goal.kpi in HOURLY) ? `${goal.kpi} is not counted by the hour; ${Object.keys(HOURLY).join(', ')} are` : null;
}

/** One part for each record, of the whole run; null for a goal that nothing was counted for. */
export function wholeParts(goal: Goal, index: number, scenario: Scenario, layout: Layout, records: readonly ReplicationRecord[]): Ratio[] | null {
  if (goal.kind === 'share') return goalPlace(index, 0, layout, records);
  const definition = definitionOf(goal.kpi);
  return definition === null ? null : records.map((record) => ratioOf(definition.id, scenario, layout, record.values, 0));
}

/** Parts by hour, then by record; null for a goal that is not counted by the hour. */
export function hourParts(goal: Goal, index: number, scenario: Scenario, layout: Layout, records: readonly ReplicationRecord[]): Ratio[][] | null {
  const hours = Array.from({ length: layout.hours }, (_, hour) => hour);
  if (goal.kind === 'share') {
    if (layout.goals[index] == null) return null;
    return hours.map((hour) => goalPlace(index, hour, layout, records)!);
  }
  const rows = HOURLY[goal.kpi];
  if (rows === undefined) return null;
  return hours.map((hour) => {
    const add = (names: readonly RowName[], i: number): number => names.reduce((sum, name) => sum + rowAt(layout, [records[i]!], 0, name, hour)[0]!, 0);
    return records.map((_, i) => {
      const num = add(rows.num, i);
      const arrivals = add(['opened'], i);
      if (rows.den === 'hour') return { num, den: Math.min(HOUR, scenario.lastsMs - hour * HOUR), samples: arrivals };
      if (rows.den === 'run') return { num, den: 1, samples: arrivals };
      const den = add(rows.den, i) - add(rows.less ?? [], i);
      return { num, den, samples: rows.overTime === true ? arrivals : den };
    });
  });
}

interface HourlyKpi {
  readonly num: readonly RowName[];
  /** `hour`: its length; `run`: 1 for each replication. */
  readonly den: readonly RowName[] | 'hour' | 'run';
  readonly less?: readonly RowName[];
  /** The denominator is time; then the tickets opened in the hour stand for its samples. */
  readonly overTime?: true;
}

const HOURLY: Readonly<Record<string, HourlyKpi>> = {
  arrivals: { num: ['opened'], den: 'run' },
  firstResponse: { num: ['firstResponseMs'], den: ['answered'] },
  serviceLevel: { num: ['inTime'], den: ['opened'], less: ['leftInTime', 'notDue'] },
  abandonment: { num: ['withdrawn', 'leftSilently'], den: ['opened'] },
  backlog: { num: ['backlogMs'], den: 'hour' },
  occupancy: { num: ['workMs'], den: ['availableMs', 'ghostMs'], overTime: true },
};

function goalPlace(index: number, place: number, layout: Layout, records: readonly ReplicationRecord[]): Ratio[] | null {
  const slots = layout.goals[index];
  if (slots == null) return null;
  return records.map(({ values }) => {
    const den = values[slots.samples + place]!;
    return { num: values[slots.hits + place]!, den, samples: den };
  });
}
