/** A pool of equal agents with one first-come queue. One unit of time for all fields, whichever the caller likes. */
export interface Queue {
  /** Contacts per unit of time, Poisson. */
  readonly arrivalRate: number;
  /** Mean handle time, exponential. */
  readonly meanService: number;
  /** Whole number of agents. */
  readonly agents: number;
}

/** What Erlang C says of a queue; times in the unit of the queue. Infinite when load >= agents. */
export interface WaitMeasures {
  /** Offered load over agents, no unit; above 1 the queue grows without end. */
  readonly occupancy: number;
  readonly pWait: number;
  /** Average speed of answer: mean wait of all contacts. */
  readonly meanWait: number;
  readonly meanWaitOfWaiting: number;
  /** Contacts waiting, time average. */
  readonly meanQueueLength: number;
}

/**
 * Blocking probability of M/G/c/c: `load` in erlang (arrival rate times mean service), `servers` a whole number.
 * Source: Erlang 1917, B_k = a B_{k-1} / (k + a B_{k-1}).
 */
export function erlangB(load: number, servers: number): number {
  if (!(load >= 0)) throw new RangeError(`load must be at least 0, not ${load}`);
  if (!Number.isInteger(servers) || servers < 0) throw new RangeError(`servers must be a whole number, not ${servers}`);
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = nextBlocking(blocking, load, k);
  return blocking;
}

/** Probability of waiting in M/M/c: `load` in erlang; 1 when load >= agents. Source: Erlang 1917. */
export function erlangC(load: number, agents: number): number {
  return waitFromBlocking(erlangB(load, agents), load, agents);
}

/** Occupancy, waits and queue length of M/M/c in steady state. Source: Erlang C. */
export function waitMeasures(queue: Queue): WaitMeasures {
  const load = queue.arrivalRate * queue.meanService;
  const pWait = erlangC(load, queue.agents);
  const meanWaitOfWaiting = 1 / drainRate(queue);
  const meanWait = pWait === 0 ? 0 : pWait * meanWaitOfWaiting;
  return {
    occupancy: load / queue.agents,
    pWait,
    meanWait,
    meanWaitOfWaiting,
    meanQueueLength: queue.arrivalRate * meanWait,
  };
}

/** P(wait <= threshold) in M/M/c, threshold in the unit of the queue. 0 when load >= agents. */
export function serviceLevel(queue: Queue, threshold: number): number {
  const load = queue.arrivalRate * queue.meanService;
  return levelWithin(erlangC(load, queue.agents), drainRate(queue), threshold);
}

/** The wait that the share `p` of all contacts does not exceed, M/M/c, in the unit of the queue. */
export function waitQuantile(queue: Queue, p: number): number {
  const load = queue.arrivalRate * queue.meanService;
  if (load >= queue.agents) return Infinity;
  return Math.max(0, Math.log(erlangC(load, queue.agents) / (1 - p)) / drainRate(queue));
}

/** A staffing question: the smallest pool with P(wait <= threshold) >= target. */
export interface StaffingGoal {
  readonly arrivalRate: number;
  readonly meanService: number;
  readonly threshold: number;
  /** Share of contacts, in [0, 1). */
  readonly target: number;
}

/** Fewest agents that reach the goal under Erlang C; a target of 1 is never reached and throws. */
export function minAgents(goal: StaffingGoal): number {
  const { arrivalRate, meanService, threshold, target } = goal;
  if (!(target < 1)) throw new RangeError(`target must be below 1, not ${target}`);
  const load = arrivalRate * meanService;
  let agents = Math.max(1, Math.floor(load) + 1);
  let blocking = erlangB(load, agents);
  const reached = (): boolean =>
    levelWithin(waitFromBlocking(blocking, load, agents), drainRate({ arrivalRate, meanService, agents }), threshold) >=
    target;
  while (!reached()) blocking = nextBlocking(blocking, load, ++agents);
  return agents;
}

function nextBlocking(blocking: number, load: number, server: number): number {
  return (load * blocking) / (server + load * blocking);
}

function waitFromBlocking(blocking: number, load: number, agents: number): number {
  if (load >= agents) return 1;
  return (agents * blocking) / (agents - load + load * blocking);
}

/** Rate at which the wait of a waiting contact runs out; 0 when the queue never empties. */
function drainRate(queue: Queue): number {
  return Math.max(0, queue.agents / queue.meanService - queue.arrivalRate);
}

function levelWithin(pWait: number, drain: number, threshold: number): number {
  if (drain === 0 || threshold < 0) return 0;
  return 1 - pWait * Math.exp(-drain * threshold);
}
