import type { FactShape } from '../runtime/facts.js';

/**
 * Facts that no desk can tell: what customers felt at their phones, what agents did, what the platform charged.
 * They share the journal with the desk's facts; their numbers start at 64.
 */
export const WORLD_FACTS = {
  customerArrived: { kind: 64, a: 'customer', b: 'attempt', c: 'class' }, // class = vip + 2 * intent
  customerAnswered: { kind: 65, a: 'customer', b: 'exchange', c: 'waitMs' }, // exchange 0 = first reply felt at the phone
  customerServed: { kind: 66, a: 'customer', b: 'exchanges', c: 'stayMs' }, // all exchanges done
  customerLeft: { kind: 67, a: 'customer', b: 'manner', c: 'waitMs' }, // manner = MANNER + 2 * exchange
  customerReturns: { kind: 68, a: 'customer', b: 'attempt', c: 'delayMs' },
  agentWorked: { kind: 69, a: 'agent', b: 'handle', c: 'workMs' }, // told when a piece of work ends; the handle is the screen's, not the ticket's number
  agentAbsent: { kind: 70, a: 'agent', b: 'shift', c: '' },
  tierUsed: { kind: 71, a: 'used', b: 'limit', c: '' }, // at each send outside a window
  tierRaised: { kind: 72, a: 'limit', b: 'from', c: '' },
  feeCharged: { kind: 73, a: 'message', b: 'category', c: 'microUsd' },
  webhookRepeated: { kind: 74, a: 'message', b: 'webhook', c: 'delayMs' }, // a second delivery of the same notification
  campaignStarted: { kind: 75, a: 'campaign', b: 'contacts', c: '' },
} as const satisfies Record<string, FactShape>;

/** How a customer gave up waiting. */
export const MANNER = { aloud: 0, silent: 1 } as const;
