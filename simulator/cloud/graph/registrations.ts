import { DAY, type Ms } from '../../../runtime/units.js';
import { RollingBudget } from './rolling-budget.js';

/** Which business numbers are registered. Ten changes in 72 hours, then none for a while (M-REG). */
export class Registrations {
  readonly #registered: boolean[];
  readonly #changes: readonly RollingBudget[];

  constructor(numbers: number) {
    this.#registered = Array.from({ length: numbers }, () => true);
    this.#changes = Array.from({ length: numbers }, () => new RollingBudget(3 * DAY));
  }

  has(number: number): boolean {
    return this.#registered[number]!;
  }

  /** 0, or minus an error code. */
  set(now: Ms, number: number, registered: boolean): number {
    const changes = this.#changes[number]!;
    if (changes.used(now) >= MOST_CHANGES) return -133016;
    changes.count(now);
    this.#registered[number] = registered;
    return 0;
  }
}

const MOST_CHANGES = 10;
