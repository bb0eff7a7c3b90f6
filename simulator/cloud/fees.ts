import { CATEGORY } from '../../runtime/intent.js';
import { UniqueRecipients, type RecipientsState } from '../../runtime/ledgers/unique-recipients.js';
import { DAY, NONE, type Ms } from '../../runtime/units.js';
import { endOfMonth } from './calendar-month.js';
import { InternationalRate, type InternationalRateState } from './international-rate.js';
import { TERMS } from './messages.js';
import type { Office } from './office.js';
import { priceOf, type Price } from './prices.js';
import type { RuleSet, VolumeTier } from './rule-set.js';

/** What the platform charges for a delivered message, in micro-USD. */
export class Fees {
  readonly #rules: RuleSet;
  readonly #office: Office | null;
  readonly #freeService: number;
  readonly #market: string;
  readonly #price: Price;
  readonly #startsAtEpochMs: number;
  /** Free-form messages delivered this month, by number, or all under the first. */
  readonly #service: Float64Array;
  /** Charged messages of this month by category; counted where there are volume tiers. */
  readonly #charged = new Float64Array(CATEGORIES);
  readonly #tiers: readonly (readonly VolumeTier[])[];
  #monthEndsAt: Ms = 0;
  /** Contacts in an open 24-h conversation, by number and category; used only where conversations are charged. */
  readonly #conversations: readonly UniqueRecipients[];

  /** Null where it can never be: at home, or in a market without such a rate. */
  readonly #international: InternationalRate | null;

  /** @param office who tells of volume tiers and rates; null: nobody @param home country of the business */
  constructor(rules: RuleSet, market: string, numbers: number, startsAtEpochMs: number, office: Office | null = null, home = market) {
    this.#rules = rules;
    this.#office = office;
    this.#freeService = rules.freeServiceMessages.value;
    this.#market = market;
    this.#price = priceOf(market);
    this.#startsAtEpochMs = startsAtEpochMs;
    this.#service = new Float64Array(numbers);
    this.#tiers = Array.from({ length: CATEGORIES }, (_, category) =>
      rules.volumeTiers.value.filter((tier) => tier.market === market && CATEGORY[tier.category] === category).toSorted((a, b) => a.after - b.after),
    );
    const ledgers = rules.chargedFor.value === 'conversation' ? numbers * CATEGORIES : 0;
    const { authenticationInternational } = this.#price;
    this.#international = home === market || authenticationInternational === undefined ? null : new InternationalRate(rules.internationalRate.value, authenticationInternational);
    this.#conversations = Array.from({ length: ledgers }, () => new UniqueRecipients(Infinity, DAY));
  }

  /** What a delivered message costs, and counts it. @param terms bits of TERMS, as they were when it was sent */
  charge(now: Ms, number: number, contact: number, category: number, terms: number): number {
    if ((terms & TERMS.free) !== 0) return 0;
    if (category === CATEGORY.service) return this.#chargeService(now, number);
    if (category === CATEGORY.utility && (terms & TERMS.window) !== 0 && this.#rules.utilityFreeInWindow.value) return 0;
    if (this.#rules.chargedFor.value === 'conversation' && !this.#opensConversation(now, number, contact, category)) return 0;
    if (category === CATEGORY.authentication && this.#international !== null && this.#chargesAbroad(now, this.#international)) return this.#international.fee;
    return this.#tiers[category]!.length === 0 ? this.#listPrice(category) : this.#chargeTier(now, category);
  }

  /** Whether a message of the category is charged at the authentication-international rate. */
  isInternational(now: Ms, category: number): boolean {
    return category === CATEGORY.authentication && this.#international !== null && this.#international.holds(now);
  }

  /** What `charge` would say, without counting. */
  quote(now: Ms, number: number, contact: number, category: number, terms: number): number {
    if ((terms & TERMS.free) !== 0) return 0;
    const thisMonth = now < this.#monthEndsAt;
    if (category === CATEGORY.service) {
      const delivered = thisMonth ? this.#service[this.#ownerOf(number)]! : 0;
      return delivered < this.#rules.freeServiceMessages.value ? 0 : this.#price.utility;
    }
    if (category === CATEGORY.utility && (terms & TERMS.window) !== 0 && this.#rules.utilityFreeInWindow.value) return 0;
    if (this.#rules.chargedFor.value === 'conversation' && this.#conversations[number * CATEGORIES + category]!.holds(now, contact)) return 0;
    if (this.isInternational(now, category)) return this.#international!.fee;
    return Math.round(this.#listPrice(category) * shareAt(this.#tiers[category]!, thisMonth ? this.#charged[category]! : 0));
  }

  snapshot(): FeesState {
    return { service: [...this.#service], charged: [...this.#charged], monthEndsAt: this.#monthEndsAt, international: this.#international?.snapshot() ?? null, conversations: this.#conversations.map((open) => open.snapshot()) };
  }

  restore({ service, charged, monthEndsAt, international, conversations }: FeesState): void {
    this.#service.set(service);
    this.#charged.set(charged);
    this.#monthEndsAt = monthEndsAt;
    if (international !== null) this.#international?.restore(international);
    this.#conversations.forEach((open, i) => open.restore(conversations[i]!));
  }

  #chargeService(now: Ms, number: number): number {
    const free = this.#freeService;
    if (free === Infinity) return 0;
    if (now >= this.#monthEndsAt) this.#turnMonth(now);
    const owner = this.#ownerOf(number);
    const delivered = this.#service[owner]! + 1;
    this.#service[owner] = delivered;
    return delivered > free ? this.#price.utility : 0;
  }

  /** The lower rate is only for the messages beyond a tier's start; the platform tells when one is reached. */
  #chargeTier(now: Ms, category: number): number {
    if (now >= this.#monthEndsAt) this.#turnMonth(now);
    const tiers = this.#tiers[category]!;
    const before = this.#charged[category]!;
    this.#charged[category] = before + 1;
    const reached = tiers.findIndex(({ after }) => after === before + 1);
    if (reached >= 0) this.#office?.tell(now, { kind: 'volumeTier', category, from: before + 1, to: tiers[reached + 1]?.after ?? NONE, monthMs: now, market: this.#market });
    return Math.round(this.#listPrice(category) * shareAt(tiers, before));
  }

  /** Counts a one-time code to another country; whether it is charged as such. */
  #chargesAbroad(now: Ms, rate: InternationalRate): boolean {
    const startsAt = rate.count(now);
    if (startsAt >= 0) this.#office?.tell(now, { kind: 'accountUpdate', event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', market: this.#market, startsAtMs: startsAt });
    return rate.holds(now);
  }

  #listPrice(category: number): number {
    return category === CATEGORY.marketing ? this.#price.marketing : this.#price.utility;
  }

  #turnMonth(now: Ms): void {
    this.#service.fill(0);
    this.#charged.fill(0);
    this.#monthEndsAt = endOfMonth(this.#startsAtEpochMs + now) - this.#startsAtEpochMs;
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
  readonly charged: readonly number[];
  readonly monthEndsAt: Ms;
  readonly international: InternationalRateState | null;
  readonly conversations: readonly RecipientsState[];
}

/** Share of the list price after so many charged messages. */
function shareAt(tiers: readonly VolumeTier[], charged: number): number {
  let share = 1;
  for (const tier of tiers) if (charged >= tier.after) share = tier.share;
  return share;
}

const CATEGORIES = 5;
