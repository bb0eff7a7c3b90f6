import { SECOND, type Ms } from '../../runtime/units.js';
import type { History } from './scenario.js';

/** Second by second through one span of a history: did anybody wait whom somebody with these skills could have served? */
export class WaitingSeconds {
  readonly #fromMs: Ms;
  readonly #seconds: number;
  /** In each second: a bit for every intent of somebody who waits. */
  readonly #bits: Int32Array;
  /** By skills: in how many of the seconds before this one somebody waited. */
  readonly #sums = new Map<number, Int32Array>();

  /** @param rows Indices of the history's rows that arrived in the span. */
  constructor(history: History, rows: readonly number[], fromMs: Ms, toMs: Ms) {
    this.#fromMs = fromMs;
    this.#seconds = Math.max(0, Math.ceil((toMs - fromMs) / SECOND));
    this.#bits = new Int32Array(this.#seconds);
    for (const i of rows) {
      const waitMs = history.observedWaitMs[i]!;
      if (!(waitMs > 0)) continue;
      const bit = 1 << history.intent[i]!;
      const end = this.#second(history.atMs[i]! + waitMs);
      for (let s = this.#second(history.atMs[i]!); s < end; s++) this.#bits[s]! |= bit;
    }
  }

  /** How long somebody waited between two instants. */
  between(skills: number, fromMs: Ms, toMs: Ms): Ms {
    const sums = this.#sumsOf(skills);
    return (sums[this.#second(toMs)]! - sums[this.#second(fromMs)]!) * SECOND;
  }

  /** The first instant from `fromMs` on at which somebody waited; `toMs` if none before. */
  firstAfter(skills: number, fromMs: Ms, toMs: Ms): Ms {
    const sums = this.#sumsOf(skills);
    const end = this.#second(toMs);
    for (let s = this.#second(fromMs); s < end; s++) if (sums[s + 1] !== sums[s]) return Math.max(fromMs, this.#fromMs + s * SECOND);
    return toMs;
  }

  /** The end of the last second before `toMs` in which somebody waited; `fromMs` if none after. */
  lastBefore(skills: number, fromMs: Ms, toMs: Ms): Ms {
    const sums = this.#sumsOf(skills);
    const start = this.#second(fromMs);
    for (let s = this.#second(toMs); s > start; s--) if (sums[s] !== sums[s - 1]) return Math.min(toMs, this.#fromMs + s * SECOND);
    return fromMs;
  }

  #sumsOf(skills: number): Int32Array {
    let sums = this.#sums.get(skills);
    if (sums !== undefined) return sums;
    sums = new Int32Array(this.#seconds + 1);
    const bits = this.#bits;
    for (let s = 0; s < this.#seconds; s++) sums[s + 1] = sums[s]! + ((bits[s]! & skills) === 0 ? 0 : 1);
    this.#sums.set(skills, sums);
    return sums;
  }

  #second(ms: Ms): number {
    return Math.min(this.#seconds, Math.max(0, Math.floor((ms - this.#fromMs) / SECOND)));
  }
}
