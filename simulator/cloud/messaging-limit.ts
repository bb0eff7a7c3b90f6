import type { FactSink } from '../../runtime/facts.js';
import { UniqueRecipients, type RecipientsState } from '../../runtime/ledgers/unique-recipients.js';
import { DAY, NONE, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CLOUD_ENTRY } from './cloud-entries.js';
import type { CloudTimers } from './cloud-ports.js';
import type { RuleSet } from './rule-set.js';

/**
 * How many people a business may write to outside service windows in a moving day, and how that number grows with use.
 * A recipient is held from the instant at which a message is accepted, so that messages under way cannot go beyond the
 * limit; where delivery counts, held anew from then on. Raises are earned by what counts. In facts an unlimited limit is NONE.
 */
export class MessagingLimit {
  readonly #rules: RuleSet;
  readonly #owner: number;
  readonly #timers: CloudTimers;
  readonly #sink: FactSink;
  /** Whether use earns raises: only at high quality. */
  earnsRaises: boolean;
  readonly #today: UniqueRecipients;
  /** Recipients of the time that earns the next raise. */
  readonly #lately: UniqueRecipients;
  readonly #countsLate: boolean;
  #raising = false;

  /** @param owner 0 for the portfolio, or a number's index: the subject of its entries */
  constructor(rules: RuleSet, limit: number, highQuality: boolean, owner: number, timers: CloudTimers, sink: FactSink) {
    this.#rules = rules;
    this.#owner = owner;
    this.#timers = timers;
    this.#sink = sink;
    this.earnsRaises = highQuality;
    this.#countsLate = rules.countedAt.value === 'delivered';
    this.#today = new UniqueRecipients(limit, DAY);
    this.#lately = new UniqueRecipients(Infinity, this.#need().withinMs);
  }

  get limit(): number {
    return this.#today.limit;
  }

  used(now: Ms): number {
    return this.#today.used(now);
  }

  /** A message outside a window that nothing else stops: holds its recipient, unless the limit is reached. */
  accept(now: Ms, contact: number): boolean {
    const passed = this.#today.tryCount(now, contact);
    this.#sink.tell(WORLD_FACTS.tierUsed.kind, now, this.#today.used(now), inFacts(this.limit), 0);
    if (passed && !this.#countsLate) this.#earn(now, contact);
    return passed;
  }

  /** Such a message was delivered, and delivery counts: nothing may stop it any more. */
  countDelivered(now: Ms, contact: number): void {
    this.#today.count(now, contact);
    this.#earn(now, contact);
  }

  /** The message accepted at `at` will never be delivered. */
  release(now: Ms, contact: number, at: Ms): void {
    this.#today.release(now, contact, at);
    this.#lately.release(now, contact, at);
  }

  /** The raise that was due takes effect; returns the new limit. */
  raise(now: Ms): number {
    const from = this.limit;
    this.#raising = false;
    this.#today.limit = this.#nextStep();
    this.#lately.shortenHold(this.#need().withinMs);
    this.#sink.tell(WORLD_FACTS.tierRaised.kind, now, inFacts(this.limit), from, 0);
    if (this.limit !== Infinity) this.#askForRaise(now);
    return this.limit;
  }

  /** The raise that was due is not granted: it may be earned again. */
  refuseRaise(): void {
    this.#raising = false;
  }

  /** One step down, for low quality; the smallest stays. Returns the new limit. */
  lower(): number {
    const lower = this.#rules.limitSteps.value.filter((step) => step < this.limit).at(-1);
    if (lower !== undefined) this.#today.limit = lower;
    return this.limit;
  }

  snapshot(): MessagingLimitState {
    return { raising: this.#raising, today: this.#today.snapshot(), lately: this.#lately.snapshot() };
  }

  restore({ raising, today, lately }: MessagingLimitState): void {
    this.#raising = raising;
    this.#today.restore(today);
    this.#lately.restore(lately);
  }

  #earn(now: Ms, contact: number): void {
    if (!this.earnsRaises || this.limit === Infinity) return;
    this.#lately.count(now, contact);
    this.#askForRaise(now);
  }

  #askForRaise(now: Ms): void {
    if (this.#raising || this.#lately.used(now) < this.#need().users) return;
    this.#raising = true;
    this.#timers.at(now + this.#rules.raiseDelayMs.value, CLOUD_ENTRY.raises, this.#owner);
  }

  #need(): { readonly users: number; readonly withinMs: Ms } {
    const first = this.#rules.firstRaise.value;
    if (this.limit <= first.from) return first;
    const { share, withinMs } = this.#rules.raise.value;
    return { users: share * this.limit, withinMs };
  }

  #nextStep(): number {
    for (const step of this.#rules.limitSteps.value) if (step > this.limit) return step;
    return Infinity;
  }
}

export interface MessagingLimitState {
  readonly raising: boolean;
  readonly today: RecipientsState;
  readonly lately: RecipientsState;
}

function inFacts(limit: number): number {
  return limit === Infinity ? NONE : limit;
}
