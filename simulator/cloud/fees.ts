import { CATEGORY } from '../../runtime/intent.js';
import { UniqueRecipients } from '../../runtime/ledgers/unique-recipients.js';
import { DAY, type Ms } from '../../runtime/units.js';
import { endOfMonth } from './calendar-month.js';
import { priceOf, type Price } from './prices.js';
import type { RuleSet } from './rule-set.js';

/** What the platform charges for a delivered message. */
export class Fees {
  readonly #rules: RuleSet;
  readonly #price: Price;
  readonly #startsAtEpochMs: number;
  /** Free-form messages delivered this month, by number. */
  readonly #service: Float64Array;
  #monthEndsAt: Ms = 0;
  /** Contacts in an open 24-h conversation, by number and category; used only where conversations are charged. */
  readonly #conversations: readonly UniqueRecipients[];

  constructor(rules: RuleSet, market: string, numbers: number, startsAtEpochMs: number) {
    this.#rules = rules;
    this.#price = priceOf(market);
    this.#startsAtEpochMs = startsAtEpochMs;
    this.#service = new Float64Array(numbers);
    const ledgers = rules.chargedFor.value === 'conversation' ? numbers * CATEGORIES : 0;
    this.#conversations = Array.from({ length: ledgers }, () => new UniqueRecipients(Infinity, DAY));
  }

  /** Micro-USD. @param insideWindow whether the service window was open when it was sent */
  charge(now: Ms, number: number, contact: number, category: number, insideWindow: boolean): number {
    if (category === CATEGORY.service) return this.#chargeService(now, number);
    if (category === CATEGORY.utility && insideWindow && this.#rules.utilityFreeInWindow.value) return 0;
    if (this.#rules.chargedFor.value === 'conversation' && !this.#opensConversation(now, number, contact, category)) return 0;
    return category === CATEGORY.marketing ? this.#price.marketing : this.#price.utility;
  }

  #chargeService(now: Ms, number: number): number {
    const free = this.#rules.freeServiceMessages.value;
    if (free === Infinity) return 0;
    if (now >= this.#monthEndsAt) {
      this.#service.fill(0);
      this.#monthEndsAt = endOfMonth(this.#startsAtEpochMs + now) - this.#startsAtEpochMs;
    }
    const delivered = this.#service[number]! + 1;
    this.#service[number] = delivered;
    return delivered > free ? this.#price.utility : 0;
  }

  #opensConversation(now: Ms, number: number, contact: number, category: number): boolean {
    const open = this.#conversations[number * CATEGORIES + category]!;
    // Counted when it opens and never again, so that it ends 24 h later whatever is sent in it.
    return !open.holds(now, contact) && open.tryCount(now, contact);
  }
}

const CATEGORIES = 5;
