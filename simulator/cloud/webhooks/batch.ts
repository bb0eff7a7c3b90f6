import { SECOND, type Ms } from '../../../runtime/units.js';

/** How updates share a webhook. */
export interface Batch {
  /** A webhook carries so many updates at most; the platform's bound is 1,000 (M-HOOKEP). Default 1: no batches. */
  readonly batchUpTo: number;
  /** An update waits at most so long for others to share its webhook, by the platform's clock. */
  readonly batchWithinMs: Ms;
}

/** `100/500ms` or `100/2s`: so many updates at most, gathered for so long; `off`: each by itself. Anything else is null. */
export function readBatch(text: unknown): Batch | null {
  if (text === 'off') return { batchUpTo: 1, batchWithinMs: 0 };
  const [, upTo, time, unit] = /^(\d{1,4})\/(\d{1,7})(ms|s)$/.exec(String(text)) ?? [];
  const batch = { batchUpTo: Number(upTo), batchWithinMs: Number(time) * (unit === 's' ? SECOND : 1) };
  return isBatch(batch) ? batch : null;
}

/** Whether the platform could batch so. */
export function isBatch({ batchUpTo, batchWithinMs }: Batch): boolean {
  return Number.isInteger(batchUpTo) && batchUpTo >= 1 && batchUpTo <= MOST_UPDATES && batchWithinMs >= 0 && batchWithinMs < Infinity;
}

/** What somebody wrote who got null. */
export const BATCH_WORDS = 'so many updates at most (1 to 1000) and how long they are gathered, such as 100/500ms, or off';

const MOST_UPDATES = 1_000;
