import type { Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { damageOf, type Damage } from './damage.js';
import { DEFINITIONS, type KpiDefinition } from './definitions.js';
import { estimate, type Estimate } from './estimate.js';
import { hourRows, worstHour, type HourRow, type WorstHour } from './hour-rows.js';
import { createLayout, sampledKpi, type Layout } from './layout.js';
import { quantilesOf, waitShares, type Quantiles, type WaitShare } from './quantiles.js';
import { countsThings, ratioOf } from './ratios.js';
import type { ReplicationRecord } from './record.js';

/** Everything measured in the forecast world, and the damage done by what nobody forecast. */
export interface Kpis {
  readonly replications: number;
  /** What counts as in time for the service level and in the hours. */
  readonly thresholdMs: Ms;
  /** In the order of the definitions; refusal codes that never came are left out. */
  readonly kpis: readonly Kpi[];
  readonly hours: readonly HourRow[];
  readonly worstHour: WorstHour | null;
  /** How long first responses took. */
  readonly waits: readonly WaitShare[];
  readonly damage: Damage | null;
}

export interface Kpi extends Estimate, Omit<KpiDefinition, 'definition'> {
  /** Of the KPIs that have a distribution, else absent. */
  readonly quantiles?: Quantiles;
}

/** Folds the records, which must come in replication order: sums of floats depend on it. */
export function measure(scenario: Scenario, records: readonly ReplicationRecord[]): Kpis {
  const layout = createLayout(scenario);
  checkRecords(layout, records);
  const hours = hourRows(scenario, layout, records, 0);
  return {
    replications: records.length,
    thresholdMs: layout.thresholdMs,
    kpis: DEFINITIONS.flatMap((definition) => kpi(definition, scenario, layout, records)),
    hours,
    worstHour: worstHour(hours),
    waits: waitShares(layout, records),
    damage: damageOf(scenario, layout, records),
  };
}

function kpi(definition: KpiDefinition, scenario: Scenario, layout: Layout, records: readonly ReplicationRecord[]): Kpi[] {
  const { id, title, unit, better } = definition;
  const parts = records.map((record) => ratioOf(id, scenario, layout, record.values, 0));
  const isCode = /^refusals\d/.test(id);
  if (isCode && parts.every((part) => part.num === 0)) return [];
  const measured = { id, title, unit, better, ...estimate(parts, unit, countsThings(id)) };
  const sampled = sampledKpi(id);
  return [sampled === null ? measured : { ...measured, quantiles: quantilesOf(sampled, layout, records) }];
}

function checkRecords(layout: Layout, records: readonly ReplicationRecord[]): void {
  records.forEach((record, i) => {
    const wanted = layout.blocks * layout.blockLength;
    if (record.values.length !== wanted) {
      throw new RangeError(`replication ${record.replication} has ${record.values.length} values instead of ${wanted}: made from another scenario`);
    }
    if (i > 0 && record.replication <= records[i - 1]!.replication) {
      throw new RangeError(`replication ${record.replication} comes after ${records[i - 1]!.replication}: records must be in replication order`);
    }
  });
}
