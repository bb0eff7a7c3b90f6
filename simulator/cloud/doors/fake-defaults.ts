import { CATEGORY } from '../../../runtime/intent.js';
import type { Network, Platform } from '../../scenario/scenario.js';
import type { GraphOptions } from '../graph/graph-options.js';
import { instead, overridden } from '../rule-overrides.js';
import type { RuleSet } from '../rule-set.js';
import { NEWEST_RULE_SET, RULE_SETS } from '../rule-sets.js';
import type { RetryLadder } from '../webhooks/retry-ladder.js';
import { Subscribers } from '../webhooks/subscribers.js';
import type { FakeOptions } from './fake-options.js';
import { mpsOf } from '../throughput.js';
import { WABA_ID } from './waba.js';

/** @throws Error that names a rule set or rule which does not exist */
export function rulesOf({ rules = NEWEST_RULE_SET, override }: FakeOptions): RuleSet {
  if (!Object.hasOwn(RULE_SETS, rules)) throw new Error(`there is no rule set \`${rules}\`; ${instead(rules, Object.keys(RULE_SETS))}`);
  return overridden(RULE_SETS[rules], override);
}

/** The business of a fake. */
export function platformOf(options: FakeOptions, rules: RuleSet): Platform {
  return {
    tier: options.tier ?? (options.verified === true ? rules.limitSteps.value.find((step) => step > rules.firstRaise.value.from) : undefined) ?? 250, numbers: options.numbers ?? 1, mps: mpsOf(options.mps ?? 'standard', rules),
    qualityHigh: options.quality !== 'low', market: options.market ?? 'other',
    ...(options.home === undefined ? {} : { home: options.home }),
    ...(options.paymentMethod === undefined ? {} : { paymentMethod: options.paymentMethod }),
  };
}

export function ladderOf(rules: RuleSet): RetryLadder {
  return { gapsMs: rules.webhookRetryMs.value, forMs: rules.webhookRetryForMs.value };
}

export function subscribersOf(options: FakeOptions): Subscribers {
  const subscribers = new Subscribers();
  const secret = options.appSecret ?? 'desksim';
  if (options.onWebhook !== undefined) subscribers.add({ url: '', secret, verifyToken: null, verified: true });
  const verifyToken = options.verifyToken ?? null;
  if (options.webhookUrl !== undefined) subscribers.add({ url: options.webhookUrl, secret, verifyToken, verified: verifyToken === null });
  return subscribers;
}

/** What the API is told about the business. */
export function graphOptionsOf(options: FakeOptions): GraphOptions {
  const templates = Object.entries(options.templates ?? {}).map(([name, category]) => [name, CATEGORY[category]] as const);
  const { urlBase, tokenExpiresAt, verifiedName, webhookUrl } = options;
  return {
    wabaId: WABA_ID, token: options.token ?? null, templates: new Map(templates),
    ...(urlBase === undefined ? {} : { urlBase }), ...(tokenExpiresAt === undefined ? {} : { tokenExpiresAt }), ...(verifiedName === undefined ? {} : { verifiedName }),
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
  };
}

const ZERO = { kind: 'constant', value: 0 } as const;
/** Everything arrives at once, and nobody shows read receipts. */
export const AT_ONCE: Network = {
  instant: false, inboundMs: ZERO, outboundMs: ZERO, webhookMs: ZERO, readShare: 0, readDelayMs: ZERO,
  faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: ZERO, storms: [] },
};
