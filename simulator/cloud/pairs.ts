import { IntMap } from '../../runtime/int-map.js';
import { DebtBucket, RefillBucket, type PairBucket } from '../../runtime/ledgers/pair-bucket.js';
import { NONE, type Ms } from '../../runtime/units.js';
import { placeOf } from './draws.js';
import type { RuleSet } from './rule-set.js';

/**
 * What the platform remembers of each (business number, contact): service window, pair limit, place in the draws.
 * A pair at rest (window closed, bucket full, nothing under way) is as good as unknown, and its record is used again:
 * each new pair looks at two old ones, so there are never more than twice as many records as busy pairs.
 */
export class Pairs {
  /** Free-form messages may be sent strictly before this instant. */
  windowEndsAt = new Float64Array(INITIAL);
  /** Messages under way. */
  open = new Int32Array(INITIAL);
  readonly #rule: PairBucket;
  readonly #refusalTakes: boolean;
  /** Contact to slot, by business number. */
  readonly #slots: readonly IntMap[];
  #bucket = new Float64Array(INITIAL);
  #contact = new Int32Array(INITIAL).fill(NONE);
  #number = new Int32Array(INITIAL);
  #exchange = new Int32Array(2 * INITIAL);
  #index = new Int32Array(2 * INITIAL);
  #free: number[] = [];
  #used = 0;
  #cursor = 0;

  constructor({ pair, pairReading, pairRefusalCounts }: RuleSet, numbers: number) {
    const { intervalMs, burst } = pair.value;
    this.#rule = pairReading.value === 'debt' ? new DebtBucket(intervalMs, burst) : new RefillBucket(intervalMs, burst);
    this.#refusalTakes = pairRefusalCounts.value;
    this.#slots = Array.from({ length: numbers }, () => new IntMap());
  }

  get known(): number {
    return this.#used - this.#free.length;
  }

  /** Slots ever used at the same time. */
  get capacity(): number {
    return this.#used;
  }

  /** The pair's slot, or NONE. */
  find(number: number, contact: number): number {
    return this.#slots[number]!.get(contact);
  }

  /** The pair's slot; valid until the pair has been at rest. */
  meet(now: Ms, number: number, contact: number): number {
    const slots = this.#slots[number]!;
    const known = slots.get(contact);
    if (known >= 0) {
      // As if forgotten at once: when the record is really used again depends on others, and must not be felt.
      if (this.#atRest(known, now)) this.#renew(known);
      return known;
    }
    this.#sweep(now);
    this.#sweep(now);
    const slot = this.#free.pop() ?? this.#unused();
    this.#contact[slot] = contact;
    this.#number[slot] = number;
    this.#renew(slot);
    slots.set(contact, slot);
    return slot;
  }

  /** Whether the pair limit turns a message away; by the rules that may take from it as well. */
  refuses(now: Ms, slot: number): boolean {
    if (this.#rule.passes(this.#bucket[slot]!, now)) return false;
    if (this.#refusalTakes) this.take(now, slot);
    return true;
  }

  /** A message takes from the pair limit. */
  take(now: Ms, slot: number): void {
    this.#bucket[slot] = this.#rule.after(this.#bucket[slot]!, now);
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

  snapshot(): PairsState {
    const used = this.#used;
    return {
      windowEndsAt: [...this.windowEndsAt.subarray(0, used)], bucket: [...this.#bucket.subarray(0, used)], open: [...this.open.subarray(0, used)],
      contact: [...this.#contact.subarray(0, used)], number: [...this.#number.subarray(0, used)],
      exchange: [...this.#exchange.subarray(0, 2 * used)], index: [...this.#index.subarray(0, 2 * used)], free: [...this.#free], cursor: this.#cursor,
    };
  }

  restore(state: PairsState): void {
    this.#used = state.contact.length;
    while (this.#contact.length < this.#used) this.#grow();
    this.windowEndsAt.set(state.windowEndsAt);
    this.#bucket.set(state.bucket);
    this.open.set(state.open);
    this.#contact.set(state.contact);
    this.#number.set(state.number);
    this.#exchange.set(state.exchange);
    this.#index.set(state.index);
    this.#free = [...state.free];
    this.#cursor = state.cursor;
    for (const slots of this.#slots) slots.clear();
    for (let slot = 0; slot < this.#used; slot += 1) if (this.#contact[slot] !== NONE) this.#slots[this.#number[slot]!]!.set(this.#contact[slot]!, slot);
  }

  #atRest(slot: number, now: Ms): boolean {
    return this.windowEndsAt[slot]! <= now && this.open[slot] === 0 && this.#rule.restedAt(this.#bucket[slot]!) <= now;
  }

  #renew(slot: number): void {
    this.windowEndsAt[slot] = 0;
    this.#bucket[slot] = 0;
    this.#exchange[2 * slot] = NONE;
    this.#exchange[2 * slot + 1] = NONE;
  }

  #sweep(now: Ms): void {
    if (this.#used === 0) return;
    this.#cursor = this.#cursor + 1 < this.#used ? this.#cursor + 1 : 0;
    const slot = this.#cursor;
    if (this.#contact[slot] === NONE || !this.#atRest(slot, now)) return;
    this.#slots[this.#number[slot]!]!.delete(this.#contact[slot]!);
    this.#contact[slot] = NONE;
    this.#free.push(slot);
  }

  #unused(): number {
    if (this.#used === this.#contact.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const size = 2 * this.#contact.length;
    this.windowEndsAt = copied(this.windowEndsAt, new Float64Array(size));
    this.#bucket = copied(this.#bucket, new Float64Array(size));
    this.open = copied(this.open, new Int32Array(size));
    this.#contact = copied(this.#contact, new Int32Array(size).fill(NONE));
    this.#number = copied(this.#number, new Int32Array(size));
    this.#exchange = copied(this.#exchange, new Int32Array(2 * size));
    this.#index = copied(this.#index, new Int32Array(2 * size));
  }
}

export interface PairsState {
  readonly windowEndsAt: readonly Ms[];
  readonly bucket: readonly number[];
  readonly open: readonly number[];
  readonly contact: readonly number[];
  readonly number: readonly number[];
  readonly exchange: readonly number[];
  readonly index: readonly number[];
  readonly free: readonly number[];
  readonly cursor: number;
}

function copied<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

const INITIAL = 64;
