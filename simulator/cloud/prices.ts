import type { Rule } from './rule-set.js';

/** Micro-USD for each delivered message. Authentication and service cost what utility costs. */
export interface Price {
  readonly marketing: number;
  readonly utility: number;
  /** Of one-time codes from abroad, for a business that sends many of them. */
  readonly authenticationInternational?: number;
}

/**
 * List prices by market (ISO country code, or `other`). Dirham rates divided by 3.6725, the dollar's fixed rate.
 * Volume tiers are a rule of their own.
 */
export const PRICES: Readonly<Record<string, Rule<Price>>> = {
  AR: { value: { marketing: 61_784, utility: 26_004 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026' },
  BD: { value: { marketing: 73_193, utility: 3_703, authenticationInternational: 96_011 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026' },
  BR: { value: { marketing: 62_500, utility: 6_800 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026; M-NONTPL' },
  CL: { value: { marketing: 88_877, utility: 19_986 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026' },
  CO: { value: { marketing: 12_498, utility: 790 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026' },
  EG: { value: { marketing: 64_370, utility: 3_594 }, basis: 'documented', source: 'B-RATES, 1 Oct 2026' },
  IN: { value: { marketing: 9_808, utility: 1_307, authenticationInternational: 28_376 }, basis: 'assumed', source: 'INR 0.8631, 0.1150 and 2.4971 (Jul-Oct 2026), at an assumed INR 88 for a dollar' },
  US: { value: { marketing: 0, utility: 3_400 }, basis: 'documented', source: 'twilio.com/en-us/whatsapp/pricing, Sep 2026; marketing is not delivered' },
  CA: { value: { marketing: 25_000, utility: 3_400 }, basis: 'assumed', source: 'in one market with the United States; marketing from memory' },
  DE: { value: { marketing: 136_500, utility: 55_000 }, basis: 'assumed', source: 'card of Jul 2025 from memory; 0.0550 is the top of the card of Apr 2026' },
  ES: { value: { marketing: 61_500, utility: 20_000 }, basis: 'assumed', source: 'card of Jul 2025 from memory' },
  GB: { value: { marketing: 52_900, utility: 22_000 }, basis: 'assumed', source: 'card of Jul 2025 from memory' },
  IT: { value: { marketing: 69_100, utility: 30_000 }, basis: 'assumed', source: 'card of Jul 2025 from memory' },
  NL: { value: { marketing: 159_700, utility: 50_000 }, basis: 'assumed', source: 'marketing: formbeep.pages.dev, Apr 2026; utility: card of Jul 2025 from memory' },
  other: { value: { marketing: 60_400, utility: 7_700 }, basis: 'assumed', source: 'docs.sent.dm/docs/guides/whatsapp-pricing, row "other" of the card of Jul 2025' },
};

export function priceOf(market: string): Price {
  return (PRICES[market] ?? PRICES['other']!).value;
}
