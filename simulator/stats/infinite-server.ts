/** Arrivals meanRate * (1 + relativeAmplitude * sin(2 pi t / period)) to a pool where nobody waits. */
export interface SinusoidalDay {
  /** Contacts per unit of time. */
  readonly meanRate: number;
  /** In [0, 1]. */
  readonly relativeAmplitude: number;
  /** In the unit of time. */
  readonly period: number;
  /** Exponential, in the unit of time. */
  readonly meanService: number;
}

/** Arrival rate at time t. */
export function sinusoidalRate(day: SinusoidalDay, t: number): number {
  return day.meanRate * (1 + day.relativeAmplitude * Math.sin((2 * Math.PI * t) / day.period));
}

/**
 * Mean number in M(t)/M/infinity at time t, in contacts: the offered load that follows the arrivals with a lag.
 * The number itself is Poisson with this mean, and stays so with finite agents when patience equals service in mean.
 * Source: Eick, Massey and Whitt 1993.
 */
export function sinusoidalLoad(day: SinusoidalDay, t: number): number {
  const mu = 1 / day.meanService;
  const gamma = (2 * Math.PI) / day.period;
  const swing = (mu * Math.sin(gamma * t) - gamma * Math.cos(gamma * t)) / (mu * mu + gamma * gamma);
  return day.meanRate * (day.meanService + day.relativeAmplitude * swing);
}

/** How long the peak of the offered load comes after the peak of the arrivals, in the unit of time. */
export function sinusoidalPeakLag(day: SinusoidalDay): number {
  const gamma = (2 * Math.PI) / day.period;
  return Math.atan(gamma * day.meanService) / gamma;
}
