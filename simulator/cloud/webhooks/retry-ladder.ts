import type { Ms } from '../../../runtime/units.js';

/** When a delivery that failed is tried again: rules `webhookRetryMs` and `webhookRetryForMs`. */
export interface RetryLadder {
  /** Waits before the retries; the last one repeats. */
  readonly gapsMs: readonly Ms[];
  /** Given up so long after the first attempt. */
  readonly forMs: Ms;
}

/** Instant of the next attempt after `attempts` failed ones, or -1: given up. */
export function nextAttemptAt(ladder: RetryLadder, firstAt: Ms, now: Ms, attempts: number): Ms {
  const gap = ladder.gapsMs[Math.min(attempts, ladder.gapsMs.length) - 1] ?? 0;
  return now + gap > firstAt + ladder.forMs ? -1 : now + gap;
}
