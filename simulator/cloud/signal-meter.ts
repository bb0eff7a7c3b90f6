import { DAY, type Ms } from '../../runtime/units.js';
import type { Quality } from './cloud-ports.js';

/** How signals become a colour: shares of messages delivered, with reports counted `reportWeight` times. */
export interface QualityRule {
  /** Below so many messages in seven days there is no colour. */
  readonly leastMessages: number;
  readonly yellowShare: number;
  readonly redShare: number;
  readonly reportWeight: number;
}

/**
 * Messages delivered and what customers did about them in the last seven days. Newer days weigh more: the weight falls
 * from 1 for today by a seventh a day. Days are days of the cloud's clock.
 */
export class SignalMeter {
  #days = new Float64Array(DAYS * KINDS);
  #dayEndsAt: Ms = 0;
  #today = 0;

  countDelivered(now: Ms): void {
    if (now >= this.#dayEndsAt) this.#turn(now);
    this.#days[this.#today * KINDS]! += 1;
  }

  /** @param signal one of SIGNAL */
  count(now: Ms, signal: number): void {
    if (now >= this.#dayEndsAt) this.#turn(now);
    this.#days[this.#today * KINDS + signal]! += 1;
  }

  /** Signals (or, with 0, messages delivered) of the last seven days, each in full. */
  total(now: Ms, signal: number): number {
    if (now >= this.#dayEndsAt) this.#turn(now);
    let sum = 0;
    for (let day = 0; day < DAYS; day += 1) sum += this.#days[day * KINDS + signal]!;
    return sum;
  }

  /** Weighted signals for each weighted message. */
  share(now: Ms, signal: number): number {
    if (now >= this.#dayEndsAt) this.#turn(now);
    let signals = 0;
    let messages = 0;
    for (let age = 0; age < DAYS; age += 1) {
      const day = ((this.#today - age + DAYS) % DAYS) * KINDS;
      signals += (DAYS - age) * this.#days[day + signal]!;
      messages += (DAYS - age) * this.#days[day]!;
    }
    return messages === 0 ? 0 : signals / messages;
  }

  quality(now: Ms, rule: QualityRule): Quality {
    if (this.total(now, 0) < rule.leastMessages) return 'UNKNOWN';
    const bad = this.share(now, SIGNAL.block) + rule.reportWeight * this.share(now, SIGNAL.report);
    if (bad >= rule.redShare) return 'RED';
    return bad >= rule.yellowShare ? 'YELLOW' : 'GREEN';
  }

  /** The next instant at which weights change by themselves. */
  dayEndsAt(now: Ms): Ms {
    return (Math.floor(now / DAY) + 1) * DAY;
  }

  forget(): void {
    this.#days.fill(0);
  }

  snapshot(): SignalState {
    return { days: [...this.#days], dayEndsAt: this.#dayEndsAt, today: this.#today };
  }

  restore({ days, dayEndsAt, today }: SignalState): void {
    this.#days = Float64Array.from(days);
    this.#dayEndsAt = dayEndsAt;
    this.#today = today;
  }

  #turn(now: Ms): void {
    const endsAt = this.dayEndsAt(now);
    const passed = this.#dayEndsAt === 0 ? DAYS : Math.min(DAYS, Math.round((endsAt - this.#dayEndsAt) / DAY));
    for (let i = 0; i < passed; i += 1) {
      this.#today = (this.#today + 1) % DAYS;
      this.#days.fill(0, this.#today * KINDS, (this.#today + 1) * KINDS);
    }
    this.#dayEndsAt = endsAt;
  }
}

export interface SignalState {
  readonly days: readonly number[];
  readonly dayEndsAt: Ms;
  readonly today: number;
}

/** What a customer may do about a message; 0 is its delivery. */
export const SIGNAL = { block: 1, report: 2, read: 3 } as const;

const DAYS = 7;
const KINDS = 4;
