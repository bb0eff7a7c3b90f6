import { normalCdf } from './normal-quantile.js';

/** The 24-hour customer service window of one customer who writes at Poisson times. */
export interface WindowMeasures {
  /** P(open) at a random instant. */
  readonly pOpen: number;
  /** Mean length of an unbroken open spell, in hours. */
  readonly meanSpellHours: number;
  /** Share of spells that consist of one message. */
  readonly pSingleMessage: number;
}

/**
 * How much of the time the service window is open: every customer message reopens it for 24 hours.
 * `messagesPerDay` per 24 hours. Source: busy period of M/D/infinity (Takács 1962).
 */
export function serviceWindow(messagesPerDay: number): WindowMeasures {
  return {
    pOpen: -Math.expm1(-messagesPerDay),
    meanSpellHours: messagesPerDay === 0 ? WINDOW_HOURS : (WINDOW_HOURS * Math.expm1(messagesPerDay)) / messagesPerDay,
    pSingleMessage: Math.exp(-messagesPerDay),
  };
}

/** A lognormal reply delay. */
export interface ReplyDelay {
  readonly medianHours: number;
  /** Standard deviation of the logarithm, no unit. */
  readonly sigma: number;
}

/** P(the reply takes longer than `hours`): with 24, the share of replies that meet a closed window. */
export function replyLaterThan(delay: ReplyDelay, hours: number): number {
  return normalCdf(Math.log(delay.medianHours / hours) / delay.sigma);
}

/** Mean of the reply delay, in hours. */
export function meanReplyHours(delay: ReplyDelay): number {
  return delay.medianHours * Math.exp((delay.sigma * delay.sigma) / 2);
}

const WINDOW_HOURS = 24;
