import type { Ms } from '../../runtime/units.js';
import { CODE } from './errors.js';
import type { RuleSet } from './rule-set.js';

/** Whether each number is registered, and how often it has been registered or deregistered lately. */
export class Registrations {
  readonly #rules: RuleSet;
  #numbers: Registration[];

  constructor(rules: RuleSet, numbers: number) {
    this.#rules = rules;
    this.#numbers = Array.from({ length: numbers }, () => ({ registered: true, at: [], blockedUntil: 0 }));
  }

  has(number: number): boolean {
    return this.#numbers[number]!.registered;
  }

  /** 0, or minus an error code: 133016 too often, 133010 when there is nothing to deregister. */
  change(now: Ms, number: number, registered: boolean): number {
    const { count, withinMs, blockedMs } = this.#rules.registrations.value;
    const one = this.#numbers[number]!;
    if (now < one.blockedUntil) return -CODE.registrations;
    one.at = one.at.filter((at) => at > now - withinMs);
    if (one.at.length >= count) {
      one.blockedUntil = now + blockedMs;
      return -CODE.registrations;
    }
    if (!registered && !one.registered) return -CODE.notRegistered;
    one.at.push(now);
    one.registered = registered;
    return 0;
  }

  snapshot(): readonly Registration[] {
    return this.#numbers.map((one) => ({ ...one, at: [...one.at] }));
  }

  restore(state: readonly Registration[]): void {
    this.#numbers = state.map((one) => ({ ...one, at: [...one.at] }));
  }
}

export interface Registration {
  registered: boolean;
  /** Registrations and deregistrations, oldest first. */
  at: Ms[];
  blockedUntil: Ms;
}
