import { erlangC } from './erlang.js';

/** Classes that share a pool and one mean service time, highest priority first. One unit of time for all fields. */
export interface PriorityPool {
  readonly arrivalRates: readonly number[];
  readonly meanService: number;
  readonly agents: number;
}

/** Mean waits by class, highest priority first; Infinity for classes that the pool cannot reach. */
export interface PriorityWaits {
  readonly pWait: number;
  readonly meanWaits: readonly number[];
}

/** M/M/c with non-preemptive priorities and equal service. Source: Cobham 1954; Kella and Yechiali 1985. */
export function priorityPool(pool: PriorityPool): PriorityWaits {
  const { arrivalRates, meanService, agents } = pool;
  const pWait = erlangC(meanService * arrivalRates.reduce((a, b) => a + b, 0), agents);
  const loads = arrivalRates.map((rate) => (rate * meanService) / agents);
  return { pWait, meanWaits: waitsByClass(loads, (pWait * meanService) / agents) };
}

/** One class of a single-server priority queue. */
export interface PriorityClass {
  readonly arrivalRate: number;
  readonly meanService: number;
  /** Squared coefficient of variation of the service time: 0 fixed, 1 exponential. */
  readonly scv: number;
}

/** Mean waits of M/G/1 with non-preemptive priorities, classes highest first. Source: Cobham 1954. */
export function priorityServer(classes: readonly PriorityClass[]): readonly number[] {
  const loads = classes.map((c) => c.arrivalRate * c.meanService);
  return waitsByClass(loads, meanResidual(classes));
}

/** Mean rest of the service met at arrival; of the first class beyond capacity only the share that is served counts. */
function meanResidual(classes: readonly PriorityClass[]): number {
  let free = 1;
  let residual = 0;
  for (const { arrivalRate, meanService, scv } of classes) {
    const busy = Math.min(arrivalRate * meanService, free);
    residual += (busy * meanService * (1 + scv)) / 2;
    free -= busy;
  }
  return residual;
}

function waitsByClass(loads: readonly number[], residual: number): readonly number[] {
  let higher = 0;
  return loads.map((load) => {
    const upTo = higher + load;
    const wait = upTo < 1 ? residual / ((1 - higher) * (1 - upTo)) : Infinity;
    higher = upTo;
    return wait;
  });
}
