import { IntMap } from '../int-map.js';
import { DAY, NEVER, NONE } from '../units.js';
import type { Ms } from '../units.js';

/**
 * Distinct recipients of the last `holdMs`: at any instant a recipient is held if one of the counted messages to them
 * is younger than that (an age of exactly `holdMs` is free again). A new recipient beyond the limit is turned away;
 * one already held always passes, and is held anew from then on.
 *
 * With ever new recipients this is a loss system with deterministic holding: the share turned away is Erlang B.
 * Amortised constant time for each count; memory follows the counts of one holding time.
 */
export class UniqueRecipients {
  /** Infinity = no limit. May change at any time; who is held stays held. */
  limit: number;
  #holdMs: Ms;
  #at = new Float64Array(INITIAL);
  #who = new Int32Array(INITIAL);
  /** Place of the recipient's entry before this one, if it is still there. */
  #before = new Int32Array(INITIAL).fill(NONE);
  #head = 0;
  #count = 0;
  /** Recipient to the place of their newest entry; older entries of theirs are void. */
  readonly #newest = new IntMap();

  constructor(limit: number, holdMs: Ms = DAY) {
    this.limit = limit;
    this.#holdMs = holdMs;
  }

  used(now: Ms): number {
    this.#expire(now);
    return this.#newest.size;
  }

  /** Whether the recipient is counted at `now`. */
  holds(now: Ms, recipient: number): boolean {
    this.#expire(now);
    return this.#newest.has(recipient);
  }

  /** Whether `tryCount` would pass. */
  canCount(now: Ms, recipient: number): boolean {
    this.#expire(now);
    return this.#newest.size < this.limit || this.#newest.has(recipient);
  }

  /** Counts a message to the recipient, or returns false and counts nothing. @param recipient int32 */
  tryCount(now: Ms, recipient: number): boolean {
    this.#expire(now);
    if (this.#newest.size >= this.limit && !this.#newest.has(recipient)) return false;
    this.#add(now, recipient);
    return true;
  }

  /** Counts a message to the recipient, whatever the limit. */
  count(now: Ms, recipient: number): void {
    this.#expire(now);
    this.#add(now, recipient);
  }

  /** Takes back what was counted at `at`: the recipient is held by their other messages only. When the ledger grows it forgets all but everybody's newest. */
  release(now: Ms, recipient: number, at: Ms): void {
    this.#expire(now);
    let newer: number = NONE;
    let place = this.#newest.get(recipient);
    while (place !== NONE && this.#at[place] !== at) {
      newer = place;
      place = this.#olderThan(place);
    }
    if (place === NONE) return;
    const older = this.#olderThan(place);
    if (newer !== NONE) this.#before[newer] = older;
    else if (older !== NONE) this.#newest.set(recipient, older);
    else this.#newest.delete(recipient);
  }

  /** The earliest instant, not before `now`, at which a new recipient passes if nobody else is counted until then. */
  nextFreeAt(now: Ms): Ms {
    this.#expire(now);
    let toLeave = this.#newest.size - this.limit + 1;
    if (toLeave <= 0) return now;
    for (let i = 0; i < this.#count; i += 1) {
      const place = (this.#head + i) & (this.#who.length - 1);
      if (this.#newest.get(this.#who[place]!) !== place) continue;
      toLeave -= 1;
      if (toLeave <= 0) return this.#at[place]! + this.#holdMs;
    }
    return NEVER;
  }

  /** Holding times can only become shorter: what has been forgotten does not come back. */
  shortenHold(holdMs: Ms): void {
    this.#holdMs = Math.min(this.#holdMs, holdMs);
  }

  /** Everybody held, in the order of their newest entries; a limit of Infinity stays a number. */
  snapshot(): RecipientsState {
    const at: Ms[] = [];
    const who: number[] = [];
    for (let i = 0; i < this.#count; i += 1) {
      const place = (this.#head + i) & (this.#who.length - 1);
      if (this.#newest.get(this.#who[place]!) !== place) continue;
      at.push(this.#at[place]!);
      who.push(this.#who[place]!);
    }
    return { limit: this.limit, holdMs: this.#holdMs, at, who };
  }

  restore({ limit, holdMs, at, who }: RecipientsState): void {
    this.limit = limit;
    this.#holdMs = holdMs;
    this.#newest.clear();
    this.#head = 0;
    this.#count = 0;
    for (let i = 0; i < at.length; i += 1) {
      if (this.#count === this.#who.length) this.#grow();
      this.#at[i] = at[i]!;
      this.#who[i] = who[i]!;
      this.#before[i] = NONE;
      this.#newest.set(who[i]!, i);
      this.#count += 1;
    }
  }

  #add(now: Ms, recipient: number): void {
    if (this.#count === this.#who.length) this.#grow();
    const place = (this.#head + this.#count) & (this.#who.length - 1);
    this.#at[place] = now;
    this.#who[place] = recipient;
    this.#count += 1;
    this.#before[place] = this.#newest.set(recipient, place);
  }

  /** The recipient's entry before the one in this place; places are used again, so a link may lead nowhere. */
  #olderThan(place: number): number {
    const older = this.#before[place]!;
    if (older === NONE || this.#who[older] !== this.#who[place]) return NONE;
    const mask = this.#who.length - 1;
    return ((older - this.#head) & mask) < ((place - this.#head) & mask) ? older : NONE;
  }

  #expire(now: Ms): void {
    while (this.#count > 0 && this.#at[this.#head]! + this.#holdMs <= now) {
      const who = this.#who[this.#head]!;
      if (this.#newest.get(who) === this.#head) this.#newest.delete(who);
      this.#head = (this.#head + 1) & (this.#who.length - 1);
      this.#count -= 1;
    }
  }

  /** Drops void entries first; doubles only if at least half of the ring is alive. */
  #grow(): void {
    const size = this.#who.length;
    const larger = this.#newest.size * 2 >= size ? size * 2 : size;
    const at = new Float64Array(larger);
    const who = new Int32Array(larger);
    let kept = 0;
    for (let i = 0; i < size; i += 1) {
      const place = (this.#head + i) & (size - 1);
      if (this.#newest.get(this.#who[place]!) !== place) continue;
      at[kept] = this.#at[place]!;
      who[kept] = this.#who[place]!;
      kept += 1;
    }
    for (let i = 0; i < kept; i += 1) this.#newest.set(who[i]!, i);
    this.#at = at;
    this.#who = who;
    this.#before = new Int32Array(larger).fill(NONE);
    this.#head = 0;
    this.#count = kept;
  }
}

export interface RecipientsState {
  readonly limit: number;
  readonly holdMs: Ms;
  readonly at: readonly Ms[];
  readonly who: readonly number[];
}

const INITIAL = 64;
