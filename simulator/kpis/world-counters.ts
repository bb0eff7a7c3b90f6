import { NONE, type Ms } from '../../runtime/units.js';
import { MANNER } from '../world-facts.js';
import { WATCHED, type GoalCounters } from './goal-counters.js';
import { addToHistogram } from './histogram.js';
import type { HourClock } from './hour-clock.js';
import { SCALAR, type Layout } from './layout.js';

/** Counts what no desk can tell: customers at their phones, the messaging limit, fees. */
export class WorldCounters {
  private readonly values: Float64Array;
  private readonly layout: Layout;
  private readonly clock: HourClock;
  private readonly goals: GoalCounters;

  constructor(values: Float64Array, layout: Layout, clock: HourClock, goals: GoalCounters) {
    this.values = values;
    this.layout = layout;
    this.clock = clock;
    this.goals = goals;
  }

  /** The first reply reached the phone. */
  answered(waitMs: Ms): void {
    const values = this.values;
    values[SCALAR.phoneAnswered]!++;
    values[SCALAR.phoneFirstResponseMs]! += waitMs;
    addToHistogram(values, this.layout.histograms.phoneFirstResponse, waitMs);
    this.goals.ended(WATCHED.phoneFirstResponse, this.beganIn(waitMs), waitMs);
  }

  arrived(attempt: number): void {
    this.values[SCALAR.attempts]!++;
    if (attempt === 0) this.values[SCALAR.customers]!++;
  }

  /** `manner` + 2 * exchange, should the world tell the exchange: later than the first it is no abandonment. */
  left(packed: number, waitMs: Ms): void {
    if (packed > 1) return;
    const hour = this.beganIn(waitMs);
    this.values[SCALAR.left]!++;
    this.goals.inVain(WATCHED.phoneFirstResponse, hour, waitMs);
    if (packed !== MANNER.silent) return;
    this.values[SCALAR.leftSilently]!++;
    this.values[this.layout.rows.leftSilently + hour]!++;
  }

  tierUsed(used: number, limit: number): void {
    const values = this.values;
    const headroom = limit === NONE ? 1 : 1 - used / limit;
    values[SCALAR.headroomMin] = values[SCALAR.headroomSends] === 0 ? headroom : Math.min(values[SCALAR.headroomMin]!, headroom);
    values[SCALAR.headroom]! += headroom;
    values[SCALAR.headroomSends]!++;
  }

  campaignStarted(): void {
    if (this.values[SCALAR.campaigns]!++ === 0) this.values[SCALAR.firstCampaignMs] = this.clock.now;
  }

  /** Counted from the first campaign, or from the start of the run without one. */
  tierRaised(): void {
    const sinceMs = this.clock.now - this.values[SCALAR.firstCampaignMs]!;
    const raises = ++this.values[SCALAR.raises]!;
    if (raises === 1) this.values[SCALAR.firstRaiseMs] = sinceMs;
    if (raises === 2) this.values[SCALAR.secondRaiseMs] = sinceMs;
  }

  private beganIn(waitMs: Ms): number {
    // A wait that began on the stroke of an hour may come out a rounding error before it.
    return this.clock.hourOf(this.clock.now - waitMs + ROUNDING_MS);
  }
}

const ROUNDING_MS = 1e-6;
