import { NEVER, type Ms } from './units.js';

/**
 * Opening hours as intervals fixed before the run: zones and clock changes are resolved where it is built.
 * Business time is additive: between(a, c) = between(a, b) + between(b, c).
 */
export class Calendar {
  private readonly from: Float64Array;
  private readonly to: Float64Array;
  /** Business time before each interval. */
  private readonly before: Float64Array;

  /** @param open Sorted, disjoint [from, to) pairs. None at all means: always open. */
  constructor(open: readonly (readonly [Ms, Ms])[]) {
    this.from = Float64Array.from(open, (pair) => pair[0]);
    this.to = Float64Array.from(open, (pair) => pair[1]);
    this.before = new Float64Array(open.length);
    for (let i = 1; i < open.length; i++) this.before[i] = this.before[i - 1]! + this.to[i - 1]! - this.from[i - 1]!;
  }

  get alwaysOpen(): boolean {
    return this.from.length === 0;
  }

  isOpen(at: Ms): boolean {
    if (this.alwaysOpen) return true;
    const i = this.lastFrom(at);
    return i >= 0 && at < this.to[i]!;
  }

  /** Business milliseconds in [from, to). */
  between(from: Ms, to: Ms): Ms {
    return this.alwaysOpen ? to - from : this.elapsed(to) - this.elapsed(from);
  }

  /** The instant at which `businessMs` have passed since `from`; NEVER when the calendar ends before. */
  add(from: Ms, businessMs: Ms): Ms {
    if (this.alwaysOpen || businessMs === NEVER) return from + businessMs;
    // Nothing to wait for: not the last closing time, which has as much business time before it.
    if (businessMs <= 0) return from;
    const target = this.elapsed(from) + businessMs;
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.before[middle]! + this.to[middle]! - this.from[middle]! >= target) high = middle;
      else low = middle + 1;
    }
    return low === this.from.length ? NEVER : this.from[low]! + target - this.before[low]!;
  }

  private elapsed(at: Ms): Ms {
    const i = this.lastFrom(at);
    return i < 0 ? 0 : this.before[i]! + Math.min(at, this.to[i]!) - this.from[i]!;
  }

  /** Index of the last interval that starts at or before `at`, or -1. */
  private lastFrom(at: Ms): number {
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.from[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
