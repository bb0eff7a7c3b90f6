import { createDistribution } from './distributions.js';
import { PURPOSE, type Streams } from './random.js';
import type { Arrivals } from './scenario/scenario.js';
import { HOUR, NEVER, type Ms } from '../runtime/units.js';

/** Who somebody is: the place in one of the lists of people, each list with room of its own. */
export const WHO = { forecast: 0, shock: 1 << 25, campaign: 1 << 26, agent: 0x7f000000, day: 0x7e000000 } as const;

/** Yields the instants of arrivals, one after the other; NEVER when there are no more. */
export interface ArrivalProcess {
  readonly firstWho: number;
  next(): Ms;
}

/** All arrival processes of a scenario: the forecast (or a replayed history), and with `shocked` the surges too. */
export function createArrivals(arrivals: Arrivals, streams: Streams, shocked: boolean): ArrivalProcess[] {
  const processes: ArrivalProcess[] = [];
  if (arrivals.history !== null) processes.push(new Replay(arrivals.history.atMs));
  else processes.push(new PoissonProcess(WHO.forecast, arrivals.boundsMs, dayRates(arrivals, streams), streams));
  if (shocked && arrivals.shocks.length > 0) processes.push(surges(arrivals, streams));
  return processes;
}

/**
 * Poisson arrivals with a piecewise-constant rate, by inversion: unit exponentials are laid end to end along the
 * integrated rate. One uniform for each arrival, so the k-th customer is the same whatever happens at the desk.
 */
export class PoissonProcess implements ArrivalProcess {
  readonly firstWho: number;
  private readonly boundsMs: readonly Ms[];
  private readonly perHour: readonly number[];
  private readonly streams: Streams;
  private piece = 0;
  private at: Ms;
  private count = 0;

  constructor(firstWho: number, boundsMs: readonly Ms[], perHour: readonly number[], streams: Streams) {
    this.firstWho = firstWho;
    this.boundsMs = boundsMs;
    this.perHour = perHour;
    this.streams = streams;
    this.at = boundsMs[0] ?? NEVER;
  }

  next(): Ms {
    let need = -Math.log(this.streams.uniform(this.firstWho + this.count++, PURPOSE.arrivalGap, 0)) * HOUR;
    while (this.piece < this.perHour.length) {
      const rate = this.perHour[this.piece]!;
      const end = this.boundsMs[this.piece + 1]!;
      const gap = rate > 0 ? need / rate : NEVER;
      if (this.at + gap < end) {
        this.at += gap;
        return this.at;
      }
      need -= (end - this.at) * rate;
      this.at = end;
      this.piece++;
    }
    return NEVER;
  }
}

/** All surges as one process: their rates add up where they overlap, and are nothing in between. */
function surges(arrivals: Arrivals, streams: Streams): PoissonProcess {
  const bounds = [...new Set(arrivals.shocks.flatMap((shock) => [shock.fromMs, shock.toMs]))].sort((a, b) => a - b);
  const rates = bounds.slice(0, -1).map((from) =>
    arrivals.shocks.reduce((sum, shock) => (shock.fromMs <= from && from < shock.toMs ? sum + shock.perHour : sum), 0),
  );
  return new PoissonProcess(WHO.shock, bounds, rates, streams);
}

/** The observed instants, one by one. */
class Replay implements ArrivalProcess {
  readonly firstWho = WHO.forecast;
  private readonly atMs: Float64Array;
  private index = 0;

  constructor(atMs: Float64Array) {
    this.atMs = atMs;
  }

  next(): Ms {
    return this.index < this.atMs.length ? this.atMs[this.index++]! : NEVER;
  }
}

/** Days differ by more than chance: every day's rate carries a gamma factor with mean 1. */
function dayRates(arrivals: Arrivals, streams: Streams): number[] {
  const cv = arrivals.dayFactorCv;
  if (cv === 0) return [...arrivals.perHour];
  const factor = createDistribution({ kind: 'gamma', mean: 1, shape: 1 / (cv * cv) });
  const factors = new Map<number, number>();
  return arrivals.perHour.map((rate, i) => {
    const day = arrivals.dayOf[i]!;
    if (!factors.has(day)) factors.set(day, factor.sample(streams.uniform(WHO.day + day, PURPOSE.dayFactor, 0)));
    return rate * factors.get(day)!;
  });
}
