import type { Ms } from '../units.js';

/**
 * How often one business number may write to one user. The whole state of a pair is one number that the owner stores
 * (0 for a new pair), so a million pairs cost eight bytes each and a pair at rest can be forgotten.
 */
export interface PairBucket {
  passes(state: number, now: Ms): boolean;
  /** The state after one message at `now`; call it only when `passes`. */
  after(state: number, now: Ms): number;
  /** The earliest instant, not before `now`, at which one message passes. */
  nextFreeAt(state: number, now: Ms): Ms;
  /** From this instant on the pair is as good as new. */
  restedAt(state: number): Ms;
}

/** Documented numbers: 1 message per 6 s, up to 45 at once. Source: Meta, WhatsApp "About the platform", 5 Dec 2025. */
export const PAIR_INTERVAL_MS: Ms = 6_000;
export const PAIR_BURST = 45;

/**
 * A bucket of `burst` tokens that refills one token per interval, as GCRA: the state is the instant at which the
 * bucket will be full again.
 */
export class RefillBucket implements PairBucket {
  readonly #interval: Ms;
  readonly #tolerance: Ms;

  constructor(intervalMs: Ms = PAIR_INTERVAL_MS, burst: number = PAIR_BURST) {
    this.#interval = intervalMs;
    this.#tolerance = (burst - 1) * intervalMs;
  }

  passes(state: number, now: Ms): boolean {
    return state - this.#tolerance <= now + ROUNDING;
  }

  after(state: number, now: Ms): number {
    return (state > now ? state : now) + this.#interval;
  }

  nextFreeAt(state: number, now: Ms): Ms {
    return this.passes(state, now) ? now : state - this.#tolerance;
  }

  restedAt(state: number): Ms {
    return state;
  }
}

/**
 * The stricter reading of "a burst is borrowed from the future": whoever sends N messages within one interval waits
 * until N intervals after the first of them ("burst of 20: about 2 minutes").
 * State: whole milliseconds of the burst's start times 128, plus the messages in it.
 */
export class DebtBucket implements PairBucket {
  readonly #interval: Ms;
  readonly #burst: number;

  /** @param burst at most 127 */
  constructor(intervalMs: Ms = PAIR_INTERVAL_MS, burst: number = PAIR_BURST) {
    this.#interval = intervalMs;
    this.#burst = burst;
  }

  passes(state: number, now: Ms): boolean {
    const sent = state % COUNTS;
    const sinceStart = now - (state - sent) / COUNTS;
    return sinceStart >= sent * this.#interval || (sinceStart < this.#interval && sent < this.#burst);
  }

  after(state: number, now: Ms): number {
    return now >= this.restedAt(state) ? Math.floor(now) * COUNTS + 1 : state + 1;
  }

  nextFreeAt(state: number, now: Ms): Ms {
    return this.passes(state, now) ? now : this.restedAt(state);
  }

  restedAt(state: number): Ms {
    const sent = state % COUNTS;
    return (state - sent) / COUNTS + sent * this.#interval;
  }
}

const COUNTS = 128;
/** A microsecond: sums of fractional instants may be off by less, and must not cost the 45th message. */
const ROUNDING: Ms = 0.001;
