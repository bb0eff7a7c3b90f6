import type { Ms } from '../../../runtime/units.js';

/** How often something was done in a moving span of time. */
export class RollingBudget {
  readonly #windowMs: Ms;
  readonly #times: Ms[] = [];
  #first = 0;

  constructor(windowMs: Ms) {
    this.#windowMs = windowMs;
  }

  used(now: Ms): number {
    while (this.#first < this.#times.length && this.#times[this.#first]! <= now - this.#windowMs) this.#first += 1;
    if (this.#first > 1_000) {
      this.#times.splice(0, this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }

  count(now: Ms): void {
    this.#times.push(now);
  }

  /** Instants of what is not forgotten. */
  snapshot(): Ms[] {
    return this.#times.slice(this.#first);
  }

  restore(times: readonly Ms[]): void {
    this.#first = 0;
    this.#times.length = 0;
    for (const time of times) this.#times.push(time);
  }

  /** Time until the oldest is forgotten; 0 if there is none. */
  regainMs(now: Ms): Ms {
    return this.used(now) === 0 ? 0 : this.#times[this.#first]! + this.#windowMs - now;
  }
}
