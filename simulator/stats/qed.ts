import { normalHazard } from './normal-quantile.js';

/**
 * Limit of the probability of waiting in M/M/n when n = load + beta * sqrt(load) grows, 0 < beta; 1 for beta <= 0.
 * `beta` has no unit. Source: Halfin and Whitt 1981.
 */
export function halfinWhitt(beta: number): number {
  if (beta <= 0) return 1;
  return 1 / (1 + beta / normalHazard(-beta));
}

/** Limits of M/M/n+M in the quality-and-efficiency-driven regime. */
export interface GarnettLimit {
  readonly pWait: number;
  /** P(abandon) times sqrt(n). */
  readonly scaledPAbandon: number;
}

/**
 * Limits for n = load + beta * sqrt(load) with patience: any real `beta`; `thetaOverMu` is mean service over mean
 * patience, above 0. Source: Garnett, Mandelbaum and Reiman 2002.
 */
export function garnett(beta: number, thetaOverMu: number): GarnettLimit {
  const root = Math.sqrt(thetaOverMu);
  const hazard = root * normalHazard(beta / root);
  const pWait = 1 / (1 + hazard / normalHazard(-beta));
  return { pWait, scaledPAbandon: pWait * (hazard - beta) };
}
