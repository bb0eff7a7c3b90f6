import { IntMap } from '../../runtime/int-map.js';
import type { PairBucket } from '../../runtime/ledgers/pair-bucket.js';
import { NONE, type Ms } from '../../runtime/units.js';
import { placeOf } from './draws.js';

/**
 * What the platform remembers of each (business number, contact): service window, pair limit, place in the draws.
 * A pair at rest (window closed, bucket full, nothing under way) is as good as unknown, and its record is used again:
 * each new pair looks at two old ones, so there are never more than twice as many records as busy pairs.
 */
export class Pairs {
  /** Free-form messages may be sent strictly before this instant. */
  windowEndsAt = new Float64Array(INITIAL);
  /** State of the pair bucket. */
  bucket = new Float64Array(INITIAL);
  /** Messages under way. */
  open = new Int32Array(INITIAL);
  readonly #rule: PairBucket;
  readonly #numbers: number;
  readonly #slots = new IntMap(INITIAL);
  #key = new Int32Array(INITIAL).fill(NONE);
  #exchange = new Int32Array(2 * INITIAL);
  #index = new Int32Array(2 * INITIAL);
  #free: number[] = [];
  #used = 0;
  #cursor = 0;

  constructor(rule: PairBucket, numbers: number) {
    this.#rule = rule;
    this.#numbers = numbers;
  }

  get known(): number {
    return this.#slots.size;
  }

  /** Slots ever used at the same time. */
  get capacity(): number {
    return this.#used;
  }

  /** The pair's slot, or NONE. */
  find(number: number, contact: number): number {
    return this.#slots.get(contact * this.#numbers + number);
  }

  /** The pair's slot; valid until the pair has been at rest. */
  meet(now: Ms, number: number, contact: number): number {
    const key = contact * this.#numbers + number;
    const known = this.#slots.get(key);
    if (known >= 0) {
      // As if forgotten at once: when the record is really used again depends on others, and must not be felt.
      if (this.#atRest(known, now)) this.#renew(known);
      return known;
    }
    this.#sweep(now);
    this.#sweep(now);
    const slot = this.#free.pop() ?? this.#unused();
    this.#key[slot] = key;
    this.#renew(slot);
    this.#slots.set(key, slot);
    return slot;
  }

  /** Place in the draws of the next message of this exchange. @param direction 0 in, 1 out */
  nextPlace(slot: number, direction: number, exchange: number): number {
    const at = 2 * slot + direction;
    if (this.#exchange[at] === exchange) {
      this.#index[at] = this.#index[at]! + 1;
    } else {
      this.#exchange[at] = exchange;
      this.#index[at] = 0;
    }
    return placeOf(exchange, this.#index[at]!);
  }

  /** Place in the draws of the last message. */
  lastPlace(slot: number, direction: number): number {
    const at = 2 * slot + direction;
    return this.#exchange[at] === NONE ? 0 : placeOf(this.#exchange[at]!, this.#index[at]!);
  }

  #atRest(slot: number, now: Ms): boolean {
    return this.open[slot] === 0 && this.windowEndsAt[slot]! <= now && this.#rule.restedAt(this.bucket[slot]!) <= now;
  }

  #renew(slot: number): void {
    this.windowEndsAt[slot] = 0;
    this.bucket[slot] = 0;
    this.#exchange[2 * slot] = NONE;
    this.#exchange[2 * slot + 1] = NONE;
  }

  #sweep(now: Ms): void {
    if (this.#used === 0) return;
    this.#cursor = this.#cursor + 1 < this.#used ? this.#cursor + 1 : 0;
    const slot = this.#cursor;
    if (this.#key[slot] === NONE || !this.#atRest(slot, now)) return;
    this.#slots.delete(this.#key[slot]!);
    this.#key[slot] = NONE;
    this.#free.push(slot);
  }

  #unused(): number {
    if (this.#used === this.#key.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const size = 2 * this.#used;
    this.windowEndsAt = copied(this.windowEndsAt, new Float64Array(size));
    this.bucket = copied(this.bucket, new Float64Array(size));
    this.open = copied(this.open, new Int32Array(size));
    this.#key = copied(this.#key, new Int32Array(size).fill(NONE));
    this.#exchange = copied(this.#exchange, new Int32Array(2 * size));
    this.#index = copied(this.#index, new Int32Array(2 * size));
  }
}

function copied<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

const INITIAL = 64;
