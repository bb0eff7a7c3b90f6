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

  /** Time until the oldest is forgotten; 0 if there is none. */
  regainMs(now: Ms): Ms {
    return this.used(now) === 0 ? 0 : this.#times[this.#first]! + this.#windowMs - now;
  }
}
