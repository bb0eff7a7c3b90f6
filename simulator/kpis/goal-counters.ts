import type { Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { SAMPLED, sampledKpi, type Layout } from './layout.js';

/** Numbers of the distributions a goal may watch: their places in SAMPLED. */
export const WATCHED = { firstResponse: 0, slotWait: 1, responseTime: 2, resolution: 3, phoneFirstResponse: 4 } as const;

/**
 * Exact counters of the share goals: samples, and those within the limit. A wait that ended without what was waited for
 * (gave up, or still open at the end) counts against the goal once it is longer than the limit, else not at all.
 */
export class GoalCounters {
  private readonly values: Float64Array;
  private readonly watched: readonly Watch[];

  constructor(values: Float64Array, scenario: Scenario, layout: Layout) {
    this.values = values;
    this.watched = SAMPLED.map((kpi) => {
      const slots = layout.goals.flatMap((place, i) => {
        const goal = scenario.goals[i]!;
        return place !== null && sampledKpi(goal.kpi) === kpi ? [{ ...place, withinMs: goal.withinMs! }] : [];
      });
      return {
        count: slots.length,
        withinMs: Float64Array.from(slots, (slot) => slot.withinMs),
        samples: Int32Array.from(slots, (slot) => slot.samples),
        hits: Int32Array.from(slots, (slot) => slot.hits),
        last: Int32Array.from(slots, (slot) => slot.places - 1),
      };
    });
  }

  /** Whether any goal asks: if none does, nobody need find out the hour. */
  asksFor(which: number): boolean {
    return this.watched[which]!.count > 0;
  }

  /** A wait that ended well. Hours outside the run are not counted. */
  ended(which: number, hour: number, waitMs: Ms): void {
    const watch = this.watched[which]!;
    for (let i = 0; i < watch.count; i++) {
      const place = watch.last[i] === 0 ? 0 : hour;
      if (place > watch.last[i]!) continue;
      this.values[watch.samples[i]! + place]!++;
      if (waitMs <= watch.withinMs[i]!) this.values[watch.hits[i]! + place]!++;
    }
  }

  /** A wait that lasted this long and led to nothing. */
  inVain(which: number, hour: number, waitedMs: Ms): void {
    const watch = this.watched[which]!;
    for (let i = 0; i < watch.count; i++) {
      const place = watch.last[i] === 0 ? 0 : hour;
      if (place <= watch.last[i]! && waitedMs > watch.withinMs[i]!) this.values[watch.samples[i]! + place]!++;
    }
  }
}

interface Watch {
  readonly count: number;
  readonly withinMs: Float64Array;
  readonly samples: Int32Array;
  readonly hits: Int32Array;
  /** Last place: 0 when all hours share one. */
  readonly last: Int32Array;
}
