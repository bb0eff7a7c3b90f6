import { DAY, HOUR } from '../../runtime/units.js';
import type { Rule, RuleSet } from './rule-set.js';

export type RuleSetName = 'meta-2025-06' | 'meta-2025-10' | 'meta-2026-10';

export const NEWEST_RULE_SET: RuleSetName = 'meta-2026-10';

const JUNE_2025: RuleSet = {
  name: 'meta-2025-06',
  since: '2025-06-01',
  limitScope: documented('number', 'B-WATI'),
  limitSteps: documented([250, 1_000, 10_000, 100_000, Infinity], 'B-OLDTIER'),
  firstRaise: documented({ from: 250, users: 1_000, withinMs: 30 * DAY }, 'B-OLDTIER'),
  raise: documented({ share: 0.5, withinMs: 7 * DAY }, 'B-OLDTIER, B-DOUBLETICK'),
  raiseDelayMs: documented(24 * HOUR, 'B-OLDTIER, B-DOUBLETICK'),
  limitCode: assumed(131048, 'no official code; B-QISCUS, B-SINCH, Twilio 63018 = on-premises 471'),
  windowMs: documented(24 * HOUR, 'M-SEND'),
  pair: documented({ intervalMs: 6_000, burst: 45 }, 'M-ABOUT'),
  pairReading: assumed('refill', 'fits every number of M-ABOUT; its "burst of 20: about 2 minutes" may also mean debt'),
  chargedFor: documented('conversation', 'M-PRICING (per message from 1 Jul 2025)'),
  freeServiceMessages: documented(Infinity, 'M-PRICING (free since 1 Nov 2024)'),
  utilityFreeInWindow: documented(false, 'M-PRICING (free inside the window from 1 Jul 2025)'),
  noMarketingIn: documented(['US'], 'M-CAP; start date 1 Apr 2025 from memory'),
  marketingCapShare: assumed(0, 'dynamic and unpublished, M-CAP'),
  undeliverableShare: assumed(0, 'vendors report 92-98 % delivery: S-RICH, S-CHATARMIN'),
};

const OCTOBER_2025: RuleSet = {
  ...JUNE_2025,
  name: 'meta-2025-10',
  since: '2025-10-07',
  limitScope: documented('portfolio', 'M-LIMITS, B-DOUBLETICK, B-WATI'),
  limitSteps: documented([250, 2_000, 10_000, 100_000, Infinity], 'M-LIMITS'),
  firstRaise: documented({ from: 250, users: 2_000, withinMs: 30 * DAY }, 'M-LIMITS, path (c); business verification is quicker'),
  raise: documented({ share: 0.5, withinMs: 7 * DAY }, 'M-LIMITS'),
  raiseDelayMs: documented(6 * HOUR, 'M-LIMITS ("within 6 hours": we take the longest)'),
  chargedFor: documented('message', 'M-PRICING'),
  utilityFreeInWindow: documented(true, 'M-PRICING'),
};

const OCTOBER_2026: RuleSet = {
  ...OCTOBER_2025,
  name: 'meta-2026-10',
  since: '2026-10-01',
  freeServiceMessages: documented(1_000, 'M-NONTPL; M-PRICING-OCT26 second-hand'),
  utilityFreeInWindow: documented(false, 'M-NONTPL'),
};

/** The platform's rules by date; the newest is the default. */
export const RULE_SETS: Readonly<Record<RuleSetName, RuleSet>> = {
  'meta-2025-06': JUNE_2025,
  'meta-2025-10': OCTOBER_2025,
  'meta-2026-10': OCTOBER_2026,
};

function documented<T>(value: T, source: string): Rule<T> {
  return { value, basis: 'documented', source };
}

function assumed<T>(value: T, source: string): Rule<T> {
  return { value, basis: 'assumed', source };
}
