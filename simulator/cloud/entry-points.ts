import type { Ms } from '../../runtime/units.js';
import type { RuleSet } from './rule-set.js';

/**
 * Free entry points: a customer who came from an ad, answered in time, makes everything to them free for 72 h from the
 * answer on. They are rare, so each is a record of its own.
 */
export class EntryPoints {
  /** Whether anybody came from an ad: false saves everybody else a look-up. */
  inUse = false;
  readonly #rules: RuleSet;
  readonly #points = new Map<number, EntryPoint>();
  #sweepAt = SWEEP;

  constructor(rules: RuleSet) {
    this.#rules = rules;
  }

  /** A message from an ad arrived. */
  open(now: Ms, number: number, contact: number): void {
    const point = this.#points.get(keyOf(number, contact));
    const answerBy = now + this.#rules.entryPoint.value.answerWithinMs;
    this.#points.set(keyOf(number, contact), { answerBy, endsAt: point?.endsAt ?? 0 });
    this.inUse = true;
    if (this.#points.size >= this.#sweepAt) this.#sweep(now);
  }

  /** Whether a message sent now is free: inside the free time, or the answer that begins it. */
  isFree(now: Ms, number: number, contact: number): boolean {
    const point = this.#points.get(keyOf(number, contact));
    return point !== undefined && (now < point.endsAt || now < point.answerBy);
  }

  /** A message was accepted: the first in time begins the free time. */
  answered(now: Ms, number: number, contact: number): void {
    const point = this.#points.get(keyOf(number, contact));
    if (point === undefined || now >= point.answerBy) return;
    point.answerBy = 0;
    point.endsAt = now + this.#rules.entryPoint.value.lastsMs;
  }

  /** When the free time ends, 0 where there is none. */
  endsAt(number: number, contact: number): Ms {
    return this.#points.get(keyOf(number, contact))?.endsAt ?? 0;
  }

  snapshot(): EntryPointsState {
    return { points: [...this.#points].map(([key, point]) => [key, { ...point }]), sweepAt: this.#sweepAt };
  }

  restore({ points, sweepAt }: EntryPointsState): void {
    this.#points.clear();
    for (const [key, point] of points) this.#points.set(key, { ...point });
    this.#sweepAt = sweepAt;
    this.inUse = points.length > 0;
  }

  #sweep(now: Ms): void {
    for (const [key, { answerBy, endsAt }] of this.#points) if (answerBy <= now && endsAt <= now) this.#points.delete(key);
    this.#sweepAt = Math.max(SWEEP, 2 * this.#points.size);
  }
}

interface EntryPoint {
  answerBy: Ms;
  endsAt: Ms;
}

export interface EntryPointsState {
  readonly points: readonly (readonly [number, EntryPoint])[];
  readonly sweepAt: number;
}

/** Contacts are int32. */
function keyOf(number: number, contact: number): number {
  return number * 2 ** 32 + contact;
}

const SWEEP = 1_024;
