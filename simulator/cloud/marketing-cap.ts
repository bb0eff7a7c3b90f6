import { IntMap } from '../../runtime/int-map.js';
import { UniqueRecipients, type RecipientsState } from '../../runtime/ledgers/unique-recipients.js';
import type { Ms } from '../../runtime/units.js';
import type { RuleSet } from './rule-set.js';

/**
 * How much marketing one person is spared. Meta's rule is dynamic and unpublished; ours: a person takes a few marketing
 * messages in a moving time, and whoever is tried again after a refusal is left alone for that long again.
 */
export class MarketingCap {
  readonly #messages: number;
  readonly #withinMs: Ms;
  /** Whom a message failed for lately: another try extends the block. */
  readonly #refused: UniqueRecipients;
  /** What counts, oldest first: when, for whom, and as how many. */
  #at: Ms[] = [];
  #who: number[] = [];
  #times: number[] = [];
  #head = 0;
  readonly #load = new IntMap();

  constructor(rules: RuleSet) {
    const { messages, withinMs, retryMs } = rules.marketingCap.value;
    this.#messages = messages;
    this.#withinMs = withinMs;
    this.#refused = new UniqueRecipients(Infinity, retryMs);
  }

  /** Whether a marketing message to this person fails now. @param elsewhere others have used up what the person takes */
  stops(now: Ms, contact: number, elsewhere: boolean): boolean {
    if (this.#messages === Infinity && !elsewhere) return false;
    this.#expire(now);
    if (!elsewhere && this.#loadOf(contact) < this.#messages) return false;
    if (this.#messages !== Infinity && this.#refused.holds(now, contact)) this.#add(now, contact, this.#messages);
    this.#refused.tryCount(now, contact);
    return true;
  }

  /** A marketing message reached the person outside a window of theirs. */
  countDelivered(now: Ms, contact: number): void {
    if (this.#messages !== Infinity) this.#add(now, contact, 1);
  }

  snapshot(): MarketingCapState {
    return { at: this.#at.slice(this.#head), who: this.#who.slice(this.#head), times: this.#times.slice(this.#head), refused: this.#refused.snapshot() };
  }

  restore({ at, who, times, refused }: MarketingCapState): void {
    this.#at = [...at];
    this.#who = [...who];
    this.#times = [...times];
    this.#head = 0;
    this.#load.clear();
    who.forEach((contact, i) => this.#load.set(contact, this.#loadOf(contact) + times[i]!));
    this.#refused.restore(refused);
  }

  #add(now: Ms, contact: number, times: number): void {
    this.#expire(now);
    this.#at.push(now);
    this.#who.push(contact);
    this.#times.push(times);
    this.#load.set(contact, this.#loadOf(contact) + times);
  }

  #loadOf(contact: number): number {
    return Math.max(0, this.#load.get(contact));
  }

  #expire(now: Ms): void {
    while (this.#head < this.#at.length && this.#at[this.#head]! + this.#withinMs <= now) {
      const contact = this.#who[this.#head]!;
      const left = this.#loadOf(contact) - this.#times[this.#head]!;
      if (left > 0) this.#load.set(contact, left);
      else this.#load.delete(contact);
      this.#head += 1;
    }
    if (this.#head < 1_024 || this.#head * 2 < this.#at.length) return;
    this.#at = this.#at.slice(this.#head);
    this.#who = this.#who.slice(this.#head);
    this.#times = this.#times.slice(this.#head);
    this.#head = 0;
  }
}

export interface MarketingCapState {
  readonly at: readonly Ms[];
  readonly who: readonly number[];
  readonly times: readonly number[];
  readonly refused: RecipientsState;
}
