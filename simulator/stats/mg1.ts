/** One agent, Poisson arrivals, any service time. One unit of time for all fields. */
export interface SingleServer {
  readonly arrivalRate: number;
  /** Mean of the service time, of its square and of its cube. */
  readonly moments: readonly [mean: number, square: number, cube: number];
}

/** Steady state of M/G/1, first come first served; times in the unit of the queue. */
export interface SingleServerMeasures {
  readonly meanWait: number;
  readonly sdWait: number;
  readonly meanSojourn: number;
  readonly meanQueueLength: number;
  /** Waiting and in service. */
  readonly meanNumber: number;
}

/** Waits of M/G/1; Infinity when the load reaches 1. Source: Pollaczek 1930, Khinchine 1932, Takács for E[W^2]. */
export function pollaczekKhinchine(queue: SingleServer): SingleServerMeasures {
  const { arrivalRate, moments } = queue;
  const [mean, square, cube] = moments;
  const idle = 1 - arrivalRate * mean;
  const meanWait = idle > 0 ? (arrivalRate * square) / (2 * idle) : Infinity;
  const variance = idle > 0 ? meanWait * meanWait + (arrivalRate * cube) / (3 * idle) : Infinity;
  const meanSojourn = meanWait + mean;
  return {
    meanWait,
    sdWait: Math.sqrt(variance),
    meanSojourn,
    meanQueueLength: arrivalRate * meanWait,
    meanNumber: arrivalRate * meanSojourn,
  };
}

/** Egalitarian processor sharing on one agent, in the unit of `meanService`. */
export interface SharingMeasures {
  /** Mean time in the system: the same for every service distribution with this mean. */
  readonly meanSojourn: number;
  /** Standard deviation of the time in the system, for exponential service only. */
  readonly sdSojournExponential: number;
  /** Mean time in the system over the work it brings: a contact of work x stays x times this. */
  readonly stretch: number;
}

/** M/G/1 processor sharing; Infinity when the load reaches 1. Source: Kleinrock 1967; Coffman et al. 1970. */
export function processorSharing(arrivalRate: number, meanService: number): SharingMeasures {
  const load = arrivalRate * meanService;
  const stretch = load < 1 ? 1 / (1 - load) : Infinity;
  const meanSojourn = meanService * stretch;
  return { meanSojourn, sdSojournExponential: meanSojourn * Math.sqrt((2 + load) / (2 - load)), stretch };
}
