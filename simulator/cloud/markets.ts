import { CATEGORY } from '../../runtime/intent.js';
import { InternationalRate, type InternationalRateState } from './international-rate.js';
import { priceOf, type Price } from './prices.js';
import type { RuleSet, VolumeTier } from './rule-set.js';

/**
 * Where recipients are. Everybody is in one market unless a door knows better: a simulation asks one boolean, and its
 * people are never looked up.
 */
export class Markets {
  readonly #rules: RuleSet;
  readonly #home: string;
  readonly #usual: Market;
  readonly #marketOf: ((contact: number) => string | null) | null;
  /** Those met so far. */
  readonly #all = new Map<string, Market>();

  /** @param usual of whoever has no other @param home country of the business @param marketOf `CloudHooks.marketOf` */
  constructor(rules: RuleSet, usual: string, home = usual, marketOf: ((contact: number) => string | null) | null = null) {
    this.#rules = rules;
    this.#home = home;
    this.#marketOf = marketOf;
    this.#usual = this.#named(usual);
  }

  of(contact: number): Market {
    const name = this.#marketOf === null ? null : this.#marketOf(contact);
    return name === null ? this.#usual : this.#named(name);
  }

  turnMonth(): void {
    for (const { charged } of this.#all.values()) charged.fill(0);
  }

  snapshot(): MarketsState {
    return [...this.#all].map(([name, { charged, international }]) => ({ name, charged: [...charged], international: international?.snapshot() ?? null }));
  }

  restore(state: MarketsState): void {
    this.#all.clear();
    this.#all.set(this.#usual.name, this.#usual);
    for (const { name, charged, international } of state) {
      const market = this.#named(name);
      market.charged.set(charged);
      if (international !== null) market.international?.restore(international);
    }
  }

  #named(name: string): Market {
    const known = this.#all.get(name);
    if (known !== undefined) return known;
    const market = new Market(this.#rules, name, this.#home);
    this.#all.set(name, market);
    return market;
  }
}

/** What it costs to write to people of one country, and whether marketing reaches them. */
export class Market {
  readonly name: string;
  readonly price: Price;
  /** By category, ascending. */
  readonly tiers: readonly (readonly VolumeTier[])[];
  /** Charged messages of this month by category; counted where there are volume tiers. */
  readonly charged = new Float64Array(CATEGORIES);
  /** Null where it can never be: at home, or in a market without such a rate. */
  readonly international: InternationalRate | null;
  readonly stopsMarketing: boolean;
  readonly capsMarketing: boolean;

  constructor(rules: RuleSet, name: string, home: string) {
    this.name = name;
    this.price = priceOf(name);
    this.tiers = Array.from({ length: CATEGORIES }, (_, category) =>
      rules.volumeTiers.value.filter((tier) => tier.market === name && CATEGORY[tier.category] === category).toSorted((a, b) => a.after - b.after),
    );
    const { authenticationInternational } = this.price;
    // A business of which nobody said where it is counts as at home everywhere.
    const abroad = home !== name && home !== 'other';
    this.international = abroad && authenticationInternational !== undefined ? new InternationalRate(rules.internationalRate.value, authenticationInternational) : null;
    this.stopsMarketing = rules.noMarketingIn.value.includes(name);
    const exempt = rules.noCapIn.value.includes(name) || rules.noCapIn.value.includes(home);
    this.capsMarketing = !exempt && (rules.marketingCap.value.messages !== Infinity || rules.marketingCapShare.value > 0);
  }

  listPrice(category: number): number {
    return category === CATEGORY.marketing ? this.price.marketing : this.price.utility;
  }
}

export type MarketsState = readonly { readonly name: string; readonly charged: readonly number[]; readonly international: InternationalRateState | null }[];

export const CATEGORIES = 5;
