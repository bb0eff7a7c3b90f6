import { DAY, type Ms } from '../../runtime/units.js';
import type { RuleSet } from './rule-set.js';

/** The dearer rate of one-time codes to another country: a business that sends many of them pays it from a notice's end on. */
export class InternationalRate {
  /** Micro-USD. */
  readonly fee: number;
  readonly #rule: RuleSet['internationalRate']['value'];
  /** Codes delivered by day, oldest first. */
  #days: { readonly day: number; count: number }[] = [];
  #startsAt: Ms = Infinity;

  constructor(rule: RuleSet['internationalRate']['value'], fee: number) {
    this.#rule = rule;
    this.fee = fee;
  }

  holds(now: Ms): boolean {
    return now >= this.#startsAt;
  }

  /** Counts a delivered code. @returns when the rate will begin if this one led to it, otherwise -1 */
  count(now: Ms): Ms {
    if (this.#startsAt !== Infinity) return -1;
    const day = Math.floor(now / DAY);
    const last = this.#days.at(-1);
    if (last?.day === day) last.count += 1;
    else this.#days = [...this.#days.filter((one) => one.day > (now - this.#rule.withinMs) / DAY), { day, count: 1 }];
    let sum = 0;
    for (const { count } of this.#days) sum += count;
    if (sum <= this.#rule.messages) return -1;
    this.#days = [];
    this.#startsAt = now + this.#rule.noticeMs;
    return this.#startsAt;
  }

  snapshot(): InternationalRateState {
    return { days: this.#days.map((one) => ({ ...one })), startsAt: this.#startsAt };
  }

  restore({ days, startsAt }: InternationalRateState): void {
    this.#days = days.map((one) => ({ ...one }));
    this.#startsAt = startsAt;
  }
}

export interface InternationalRateState {
  readonly days: readonly { readonly day: number; readonly count: number }[];
  readonly startsAt: Ms;
}
