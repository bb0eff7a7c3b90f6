import { erlangB, serviceLevel, waitMeasures } from './erlang.js';
import type { Queue } from './erlang.js';
import { gaussLegendre } from './gauss-legendre.js';

/** A queue whose customers leave after an exponential patience; at least one agent. */
export interface ImpatientQueue extends Queue {
  /** In the unit of the queue; Infinity is Erlang C. */
  readonly meanPatience: number;
}

/** What Erlang A (Palm 1943) says of a queue in steady state; times in the unit of the queue. */
export interface AbandonmentMeasures {
  /** P(all agents busy at arrival). */
  readonly pWait: number;
  readonly pAbandon: number;
  /** Time in queue of all, of the served, of those who left; NaN when nobody leaves. */
  readonly meanWait: number;
  readonly meanWaitServed: number;
  readonly meanWaitAbandoned: number;
  readonly meanQueueLength: number;
  readonly occupancy: number;
}

/** Shares of contacts within a threshold, and the service level in its three meanings. */
export interface WithinThreshold {
  /** Served within the threshold, of all contacts: the first meaning. */
  readonly served: number;
  /** Abandoned within the threshold, of all contacts. */
  readonly abandoned: number;
  /** Served within the threshold, of the served. */
  readonly servedOfServed: number;
  /** Served within the threshold, of all but those who abandoned within it. */
  readonly servedExcludingShortAbandons: number;
}

/**
 * Waiting, abandonment and occupancy of M/M/c+M.
 * Source: Palm 1943 as in Mandelbaum and Zeltyn 2007; birth-death chain for the counts, offered wait for the rest.
 */
export function erlangA(queue: ImpatientQueue): AbandonmentMeasures {
  const { arrivalRate, meanService, agents, meanPatience } = queue;
  if (meanPatience === Infinity) return patientMeasures(queue);
  const { pWait, meanQueueLength } = countMeasures(queue);
  const pAbandon = meanQueueLength / (meanPatience * arrivalRate);
  const meanWait = meanQueueLength / arrivalRate;
  const waitServed = offeredWait(queue, pWait)((x) => x * Math.exp(-x / meanPatience), 0, Infinity);
  return {
    pWait,
    pAbandon,
    meanWait,
    meanWaitServed: waitServed / (1 - pAbandon),
    meanWaitAbandoned: (meanWait - waitServed) / pAbandon,
    meanQueueLength,
    occupancy: (arrivalRate * meanService * (1 - pAbandon)) / agents,
  };
}

/** The within-threshold shares of M/M/c+M; `threshold` in the unit of the queue, equal to it counts as within. */
export function erlangAWithin(queue: ImpatientQueue, threshold: number): WithinThreshold {
  if (queue.meanPatience === Infinity) {
    const served = serviceLevel(queue, threshold);
    return { served, abandoned: 0, servedOfServed: served, servedExcludingShortAbandons: served };
  }
  const { pWait, pNoWait, meanQueueLength } = countMeasures(queue);
  const pAbandon = meanQueueLength / (queue.meanPatience * queue.arrivalRate);
  const offered = offeredWait(queue, pWait);
  const stays = (x: number): number => Math.exp(-x / queue.meanPatience);
  const leaves = (x: number): number => -Math.expm1(-x / queue.meanPatience);
  const served = pNoWait + offered(stays, 0, threshold);
  const longer = offered(() => 1, threshold, Infinity);
  const abandoned = offered(leaves, 0, threshold) + leaves(threshold) * longer;
  return {
    served,
    abandoned,
    servedOfServed: served / (1 - pAbandon),
    servedExcludingShortAbandons: served / (1 - abandoned),
  };
}

function patientMeasures(queue: ImpatientQueue): AbandonmentMeasures {
  const { pWait, meanWait, meanQueueLength, occupancy } = waitMeasures(queue);
  return {
    pWait,
    pAbandon: 0,
    meanWait,
    meanWaitServed: meanWait,
    meanWaitAbandoned: NaN,
    meanQueueLength,
    occupancy: Math.min(1, occupancy),
  };
}

function countMeasures(queue: ImpatientQueue): { pWait: number; pNoWait: number; meanQueueLength: number } {
  const { arrivalRate, meanService, agents, meanPatience } = queue;
  if (agents < 1) throw new RangeError('Erlang A needs at least one agent');
  // Weights of the counts relative to "all agents busy, nobody waiting"; Erlang B gives the sum of those below.
  let below = 1 / erlangB(arrivalRate * meanService, agents) - 1;
  if (below === Infinity) return { pWait: 0, pNoWait: 1, meanQueueLength: 0 };
  let weight = 1;
  let busy = 1;
  let waiting = 0;
  for (let j = 1; ; j++) {
    const ratio = arrivalRate / (agents / meanService + j / meanPatience);
    weight *= ratio;
    busy += weight;
    waiting += j * weight;
    if (weight > 1e200) {
      // Heavy overload with long patience: only proportions matter, so scale down before they overflow.
      weight *= 1e-200;
      busy *= 1e-200;
      waiting *= 1e-200;
      below *= 1e-200;
    }
    const rest = 1 - ratio;
    if (rest > 0 && weight * (j + 1 / rest) < 1e-17 * rest * waiting) break;
  }
  const all = below + busy;
  return { pWait: busy / all, pNoWait: below / all, meanQueueLength: waiting / all };
}

type OfferedWait = (g: (wait: number) => number, from: number, to: number) => number;

/**
 * Integrals of g over the density of the wait that a customer of endless patience would meet,
 * proportional to exp{(lambda/theta)(1 - e^(-theta x)) - c mu x} for x > 0, with total `pWait`.
 */
function offeredWait(queue: ImpatientQueue, pWait: number): OfferedWait {
  const { arrivalRate, meanPatience } = queue;
  const serviceRate = queue.agents / queue.meanService;
  const exponent = (x: number): number =>
    -arrivalRate * meanPatience * Math.expm1(-x / meanPatience) - serviceRate * x;
  const peak = Math.max(0, meanPatience * Math.log(arrivalRate / serviceRate));
  const top = exponent(peak);
  const [left, right] = essentialRange(exponent, peak, 1 / serviceRate);
  // Patience far shorter than the time between departures bends the integrands early: those panels are kept narrow.
  const knee = Math.min(right, peak + E_FOLDS * meanPatience);
  const density = (x: number): number => Math.exp(exponent(x) - top);
  const integrate: OfferedWait = (g, from, to) => {
    const f = (x: number): number => g(x) * density(x);
    const piece = (a: number, b: number): number => gaussLegendre(f, Math.max(a, from), Math.min(b, to), PANELS);
    return piece(left, peak) + piece(peak, knee) + piece(knee, right);
  };
  const scale = pWait / integrate(() => 1, 0, Infinity);
  return (g, from, to) => scale * integrate(g, from, to);
}

// The exponent is concave, so 60 e-folds either side of the peak fall into panels of two e-folds at most on the right.
const PANELS = 96;
const E_FOLDS = 60;

/** Where the log-concave density is above e^-60 of its peak. */
function essentialRange(exponent: (x: number) => number, peak: number, step: number): [left: number, right: number] {
  const floor = exponent(peak) - E_FOLDS;
  let reach = step;
  while (exponent(peak + reach) > floor) reach *= 2;
  const right = bisect((x) => exponent(x) > floor, peak, peak + reach);
  const left = exponent(0) >= floor ? 0 : bisect((x) => exponent(x) < floor, 0, peak);
  return [left, right];
}

function bisect(holds: (x: number) => boolean, from: number, to: number): number {
  for (let round = 0; round < 30; round++) {
    const middle = (from + to) / 2;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return to;
}
