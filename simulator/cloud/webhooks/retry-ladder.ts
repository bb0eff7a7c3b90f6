import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../../runtime/units.js';

/** When a delivery that failed is tried again. */
export interface RetryLadder {
  /** Waits before the first retries; after them every hour, then two-hourly, and so on up to six-hourly. */
  readonly gapsMs: readonly Ms[];
  /** Given up so long after the first attempt. */
  readonly forMs: Ms;
}

/** At once, then ever more rarely, for seven days (M-HOOKS, M-HOOKEP); the steps are unpublished: assumed. */
export const DEFAULT_LADDER: RetryLadder = { gapsMs: [0, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR], forMs: 7 * DAY };

/** Instant of the next attempt after `attempts` failed ones, or -1: given up. */
export function nextAttemptAt(ladder: RetryLadder, firstAt: Ms, now: Ms, attempts: number): Ms {
  const gap = ladder.gapsMs[attempts - 1] ?? Math.min(6, attempts - ladder.gapsMs.length) * HOUR;
  return now + gap > firstAt + ladder.forMs ? -1 : now + gap;
}
