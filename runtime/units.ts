/** Milliseconds, float64. Instants count from the start of the run (simulation) or from the epoch (live). */
export type Ms = number;

export const SECOND: Ms = 1_000;
export const MINUTE: Ms = 60_000;
export const HOUR: Ms = 3_600_000;
export const DAY: Ms = 86_400_000;

/** An instant that never comes: an unset deadline, a reply not yet given. */
export const NEVER: Ms = Infinity;

/** The absent id. */
export const NONE = -1;
