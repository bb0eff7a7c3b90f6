import { CATEGORY } from '../../runtime/intent.js';
import { DAY, SECOND, type Ms } from '../../runtime/units.js';
import type { Conversations } from './conversations.js';
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
  /** Null where the webhook version leaves it out. `expiresAtMs` is told on `sent` only; `key`: two numbers that no other conversation has. */
  readonly conversation: { readonly origin: string; readonly expiresAtMs: Ms; readonly key: readonly [number, number] } | null;
}

/**
 * Source: Meta, statuses webhook (30 Apr 2026). That later messages of a paid conversation are billable as well, and
 * bear its id, is our reading: the page of today has an id for each message, and conversations are charged no more.
 */
export function pricingOf(now: Ms, message: Message, rules: RuleSet, fees: Fees, points: EntryPoints, conversations: Conversations): Pricing {
  const { number, contact, category, terms } = message;
  const fee = message.fee >= 0 ? message.fee : fees.quote(now, number, contact, category, terms);
  const free = (terms & TERMS.free) !== 0;
  const international = !free && fees.isInternational(now, contact, category);
  const origin = free ? 'referral_conversion' : international ? 'authentication_international' : CATEGORY_WORDS[category]!;
  const allowance = category === CATEGORY.service && rules.freeServiceMessages.value !== Infinity ? rules.freeServiceType.value : 'free_customer_service';
  const billable = fee > 0 || (!free && rules.chargedFor.value === 'conversation' && fees.isInPaidConversation(category, terms));
  return {
    billable,
    fee,
    model: rules.chargedFor.value === 'message' ? 'PMP' : 'CBP',
    type: free ? 'free_entry_point' : billable ? 'regular' : allowance,
    // The samples have a hyphen here and none there (M-STATUS).
    category: international ? rules.internationalOnTheWire.value : origin,
    conversation: free || rules.webhookVersion.value < 24 ? { origin, ...conversationOf(message, rules, points, conversations) } : null,
  };
}

function conversationOf({ id, number, contact, category, terms, happenedAt }: Message, rules: RuleSet, points: EntryPoints, conversations: Conversations): { expiresAtMs: Ms; key: readonly [number, number] } {
  if ((terms & TERMS.free) !== 0) return { expiresAtMs: points.endsAt(number, contact), key: [contact, number + 1] };
  if (rules.chargedFor.value === 'message') return { expiresAtMs: happenedAt + DAY, key: [id, 0] };
  const beganAt = conversations.beganAt(number, contact, category, happenedAt);
  return { expiresAtMs: beganAt + DAY, key: [contact, Math.floor(beganAt / SECOND) * 1_024 + number * 8 + category] };
}

/** By CATEGORY. */
const CATEGORY_WORDS: readonly string[] = ['none', 'service', 'utility', 'marketing', 'authentication'];
