import { CATEGORY } from '../../runtime/intent.js';
import { DAY, type Ms } from '../../runtime/units.js';
import type { EntryPoints } from './entry-points.js';
import type { Fees } from './fees.js';
import { TERMS, type Message } from './messages.js';
import type { RuleSet } from './rule-set.js';

/** What the objects `pricing` and `conversation` of a status say. */
export interface Pricing {
  readonly billable: boolean;
  /** Micro-USD: charged, or what it would be before delivery. */
  readonly fee: number;
  readonly model: 'PMP' | 'CBP';
  readonly type: 'regular' | 'free_customer_service' | 'free_entry_point';
  /** As the wire spells it. */
  readonly category: string;
  /** Null where the webhook version leaves it out. `expiresAtMs` is told on `sent` only. */
  readonly conversation: { readonly origin: string; readonly expiresAtMs: Ms } | null;
}

/** Source: Meta, statuses webhook (30 Apr 2026). */
export function pricingOf(now: Ms, message: Message, rules: RuleSet, fees: Fees, points: EntryPoints): Pricing {
  const { number, contact, category, terms } = message;
  const fee = message.fee >= 0 ? message.fee : fees.quote(now, number, contact, category, terms);
  const free = (terms & TERMS.free) !== 0;
  const international = !free && fees.isInternational(now, contact, category);
  const origin = free ? 'referral_conversion' : international ? 'authentication_international' : CATEGORY_WORDS[category]!;
  const expiresAtMs = free ? points.endsAt(number, contact) : message.happenedAt + DAY;
  const allowance = category === CATEGORY.service && rules.freeServiceMessages.value !== Infinity ? rules.freeServiceType.value : 'free_customer_service';
  return {
    billable: fee > 0,
    fee,
    model: rules.chargedFor.value === 'message' ? 'PMP' : 'CBP',
    type: free ? 'free_entry_point' : fee > 0 ? 'regular' : allowance,
    // With a hyphen here and without one there (M-STATUS).
    category: international ? 'authentication-international' : origin,
    conversation: free || rules.webhookVersion.value < 24 ? { origin, expiresAtMs } : null,
  };
}

/** By CATEGORY. */
const CATEGORY_WORDS: readonly string[] = ['none', 'service', 'utility', 'marketing', 'authentication'];
