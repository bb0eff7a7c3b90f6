import { CATEGORY } from '../../runtime/intent.js';
import { UniqueRecipients, type RecipientsState } from '../../runtime/ledgers/unique-recipients.js';
import { DAY, HOUR, NONE, type Ms } from '../../runtime/units.js';
import { endOfMonth } from './calendar-month.js';
import { CATEGORIES, type Market, type Markets, type MarketsState } from './markets.js';
import { TERMS } from './messages.js';
import type { Office } from './office.js';
import type { RuleSet, VolumeTier } from './rule-set.js';

/** What the platform charges for a delivered message, in micro-USD. */
export class Fees {
  readonly #rules: RuleSet;
  readonly #office: Office | null;
  readonly #freeService: number;
  readonly #markets: Markets;
  /** From the cloud's clock to the account's, which is read as if it were UTC. */
  readonly #toCalendarMs: Ms;
  /** Free-form messages delivered this month, by number, or all under the first. */
  readonly #service: Float64Array;
  #monthEndsAt: Ms = 0;
  /** Contacts in an open 24-h conversation, by number and category; used only where conversations are charged. */
  readonly #conversations: readonly UniqueRecipients[];

  /** @param office who tells of volume tiers and rates; null: nobody */
  constructor(rules: RuleSet, markets: Markets, numbers: number, startsAtEpochMs: number, office: Office | null = null) {
    this.#rules = rules;
    this.#office = office;
    this.#freeService = rules.freeServiceMessages.value;
    this.#markets = markets;
    this.#toCalendarMs = startsAtEpochMs + rules.accountUtcOffsetHours.value * HOUR;
    this.#service = new Float64Array(numbers);
    const ledgers = rules.chargedFor.value === 'conversation' ? numbers * CATEGORIES : 0;
    this.#conversations = Array.from({ length: ledgers }, () => new UniqueRecipients(Infinity, DAY));
  }

  /** What a delivered message costs, and counts it. @param terms bits of TERMS, as they were when it was sent */
  charge(now: Ms, number: number, contact: number, category: number, terms: number): number {
    if ((terms & TERMS.free) !== 0) return 0;
    if (category === CATEGORY.service) return this.#chargeService(now, number, contact);
    if (this.#isFreeUtility(category, terms)) return 0;
    if (this.#rules.chargedFor.value === 'conversation' && !this.#opensConversation(now, number, contact, category)) return 0;
    const market = this.#markets.of(contact);
    if (category === CATEGORY.authentication && market.international !== null && this.#chargesAbroad(now, market)) return market.international.fee;
    return market.tiers[category]!.length === 0 ? market.listPrice(category) : this.#chargeTier(now, market, category);
  }

  /** Whether a message of the category is charged at the authentication-international rate. */
  isInternational(now: Ms, contact: number, category: number): boolean {
    return category === CATEGORY.authentication && this.#markets.of(contact).international?.holds(now) === true;
  }

  /** Where conversations are charged: whether a message that is not free of charge lies in one that somebody pays for. */
  isInPaidConversation(category: number, terms: number): boolean {
    return category !== CATEGORY.service && !this.#isFreeUtility(category, terms);
  }

  /** What `charge` would say, without counting. */
  quote(now: Ms, number: number, contact: number, category: number, terms: number): number {
    if ((terms & TERMS.free) !== 0) return 0;
    const thisMonth = now < this.#monthEndsAt;
    if (category === CATEGORY.service) {
      const delivered = thisMonth ? this.#service[this.#ownerOf(number)]! : 0;
      return delivered < this.#rules.freeServiceMessages.value ? 0 : this.#markets.of(contact).price.utility;
    }
    if (this.#isFreeUtility(category, terms)) return 0;
    if (this.#rules.chargedFor.value === 'conversation' && this.#conversations[number * CATEGORIES + category]!.holds(now, contact)) return 0;
    const market = this.#markets.of(contact);
    if (category === CATEGORY.authentication && market.international?.holds(now) === true) return market.international.fee;
    return Math.round(market.listPrice(category) * shareAt(market.tiers[category]!, thisMonth ? market.charged[category]! : 0));
  }

  snapshot(): FeesState {
    return { service: [...this.#service], markets: this.#markets.snapshot(), monthEndsAt: this.#monthEndsAt, conversations: this.#conversations.map((open) => open.snapshot()) };
  }

  restore({ service, markets, monthEndsAt, conversations }: FeesState): void {
    this.#service.set(service);
    this.#markets.restore(markets);
    this.#monthEndsAt = monthEndsAt;
    this.#conversations.forEach((open, i) => open.restore(conversations[i]!));
  }

  #chargeService(now: Ms, number: number, contact: number): number {
    const free = this.#freeService;
    if (free === Infinity) return 0;
    if (now >= this.#monthEndsAt) this.#turnMonth(now);
    const owner = this.#ownerOf(number);
    const delivered = this.#service[owner]! + 1;
    this.#service[owner] = delivered;
    return delivered > free ? this.#markets.of(contact).price.utility : 0;
  }

  /** The lower rate is only for the messages beyond a tier's start; the platform tells when one is reached. */
  #chargeTier(now: Ms, market: Market, category: number): number {
    if (now >= this.#monthEndsAt) this.#turnMonth(now);
    const tiers = market.tiers[category]!;
    const before = market.charged[category]!;
    market.charged[category] = before + 1;
    const reached = tiers.findIndex(({ after }) => after === before + 1);
    if (reached >= 0) this.#office?.tell(now, { kind: 'volumeTier', category, from: before + 1, to: tiers[reached + 1]?.after ?? NONE, monthMs: now + this.#toCalendarMs, market: market.name });
    return Math.round(market.listPrice(category) * shareAt(tiers, before));
  }

  /** Counts a one-time code to another country; whether it is charged as such. */
  #chargesAbroad(now: Ms, { name, international }: Market): boolean {
    const startsAt = international!.count(now);
    if (startsAt >= 0) this.#office?.tell(now, { kind: 'accountUpdate', event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', market: name, startsAtMs: startsAt });
    return international!.holds(now);
  }

  #isFreeUtility(category: number, terms: number): boolean {
    return category === CATEGORY.utility && (terms & TERMS.window) !== 0 && this.#rules.utilityFreeInWindow.value;
  }

  #turnMonth(now: Ms): void {
    this.#service.fill(0);
    this.#markets.turnMonth();
    this.#monthEndsAt = endOfMonth(this.#toCalendarMs + now) - this.#toCalendarMs;
  }

  #ownerOf(number: number): number {
    return this.#rules.freeServiceScope.value === 'number' ? number : 0;
  }

  #opensConversation(now: Ms, number: number, contact: number, category: number): boolean {
    const open = this.#conversations[number * CATEGORIES + category]!;
    // Counted when it opens and never again, so that it ends 24 h later whatever is sent in it.
    return !open.holds(now, contact) && open.tryCount(now, contact);
  }
}

export interface FeesState {
  readonly service: readonly number[];
  readonly markets: MarketsState;
  readonly monthEndsAt: Ms;
  readonly conversations: readonly RecipientsState[];
}

/** Share of the list price after so many charged messages. */
function shareAt(tiers: readonly VolumeTier[], charged: number): number {
  let share = 1;
  for (const tier of tiers) if (charged >= tier.after) share = tier.share;
  return share;
}
