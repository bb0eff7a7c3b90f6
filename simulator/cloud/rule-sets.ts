import { DAY, HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import type { Rule, RuleSet, VolumeTier } from './rule-set.js';

export type RuleSetName = 'meta-2025-06' | 'meta-2025-10' | 'meta-2026-10';

export const NEWEST_RULE_SET: RuleSetName = 'meta-2026-10';

const EEA = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

const JUNE_2025: RuleSet = {
  name: 'meta-2025-06',
  since: '2025-06-01',
  limitScope: documented('number', 'B-WATI'),
  limitSteps: documented([250, 1_000, 10_000, 100_000, Infinity], 'B-OLDTIER'),
  firstRaise: documented({ from: 250, users: 1_000, withinMs: 30 * DAY }, 'B-OLDTIER'),
  raise: documented({ share: 0.5, withinMs: 7 * DAY }, 'B-OLDTIER, B-DOUBLETICK'),
  raiseDelayMs: documented(24 * HOUR, 'B-OLDTIER, B-DOUBLETICK'),
  limitCode: assumed(131048, 'no official code; B-QISCUS, B-SINCH, Twilio 63018 = on-premises 471'),
  countedAt: assumed('accepted', 'M-LIMITS says delivered, and nothing about messages under way: we count when a message is accepted that nothing else stops, and take it back if it fails later'),
  lowerAfterMs: documented(7 * DAY, 'B-SINCH, B-CLICKATELL'),
  numberQuality: assumed({ leastMessages: 100, yellowShare: 0.02, redShare: 0.05, reportWeight: 2 }, 'seven days weighted by recency: M-SEND; no formula is published'),
  enforcement: assumed({ reportShare: 0.05, everyMs: DAY, templatesMs: [DAY, 3 * DAY], everythingMs: [5 * DAY, 7 * DAY, 30 * DAY] }, 'the ladder: M-POLICY; what leads to it is not published'),
  throughput: assumed({ standardMps: 80, highMps: 1_000, coexistenceMps: 20 }, 'the numbers: M-THRU; how a second is measured is not published, and we let a full second\'s worth come at once, so that up to 2 n - 1 pass within the second that begins with it'),
  upgrade: documented({ users: 100_000, withinMs: DAY, closedMs: MINUTE }, 'M-THRU ("up to 1 minute": we take the longest)'),
  pair: documented({ intervalMs: 6_000, burst: 45 }, 'M-ABOUT'),
  pairReading: assumed('refill', 'fits every number of M-ABOUT; its "burst of 20: about 2 minutes" may also mean debt'),
  pairRefusalCounts: assumed(false, 'M-ABOUT does not say'),
  windowMs: documented(24 * HOUR, 'M-SEND'),
  entryPoint: documented({ answerWithinMs: 24 * HOUR, lastsMs: 72 * HOUR }, 'M-PRICING'),
  registrations: documented({ count: 10, withinMs: 72 * HOUR, blockedMs: 72 * HOUR }, 'M-REG'),
  managementCalls: documented({ perHour: 200, perHourActive: 5_000 }, 'M-ABOUT'),
  reviewMs: assumed(MINUTE, 'M-TPL: up to 24 hours'),
  reviewRejects: assumed(0, 'not published'),
  templates: documented({ stored: 250, storedVerified: 6_000, createdPerHour: 100, edits: 10, editsWithinMs: 30 * DAY, editEveryMs: DAY }, 'M-TPL; edits R-PYWA'),
  templateQuality: assumed({ leastMessages: 100, yellowShare: 0.02, redShare: 0.05, reportWeight: 2 }, 'M-TQUAL; no formula is published'),
  templatePauseMs: documented([3 * HOUR, 6 * HOUR], 'M-TPAUSE'),
  pacing: assumed({ messages: 1_000, verdictMs: 30 * MINUTE, utilityForMs: 7 * DAY }, 'M-TPACE; the number of messages is not published, 99 % of the held ones leave within an hour'),
  recategoriseAfterMs: documented(24 * HOUR, 'M-TCU'),
  misclassified: assumed({ templates: 2, withinMs: 30 * DAY, blockedMs: 7 * DAY }, 'M-ERR: there is such a limit and it lifts by itself; M-ACU: RESTRICTED_UTILITY_TEMPLATES; what leads to it and for how long is not published'),
  messageLife: documented({ usualMs: 30 * DAY, authenticationMs: 10 * MINUTE }, 'M-SEND, M-TTTL; templates made before 23 Oct 2024 are not told apart; we count from when a message leaves'),
  archive: documented({ idleMs: 365 * DAY, keptMs: 28 * DAY }, 'M-TARCH'),
  noMarketingIn: documented(['US'], 'M-CAP; start date 1 Apr 2025 from memory'),
  marketingCap: assumed({ messages: 2, withinMs: DAY, retryMs: DAY }, 'M-CAP: dynamic and unpublished; two a day is our guess'),
  marketingCapShare: assumed(0, 'dynamic and unpublished, M-CAP'),
  noCapIn: documented([...EEA, 'GB', 'JP', 'KR'], 'M-CAP'),
  undeliverableShare: assumed(0, 'vendors report 92-98 % delivery: S-RICH, S-CHATARMIN'),
  chargedFor: documented('conversation', 'M-PRICING (per message from 1 Jul 2025)'),
  freeServiceMessages: documented(Infinity, 'M-PRICING (free since 1 Nov 2024)'),
  freeServiceScope: assumed('number', 'M-NONTPL, second-hand; some vendors say account'),
  accountUtcOffsetHours: assumed(0, 'M-PRICING: volume tiers go by months in the time zone of the account; that the free service messages do as well is our reading, and so is UTC'),
  utilityFreeInWindow: documented(false, 'M-PRICING (free inside the window from 1 Jul 2025)'),
  internationalRate: documented({ messages: 750_000, withinMs: 30 * DAY, noticeMs: 30 * DAY }, 'M-PRICING, M-INTL'),
  volumeTiers: documented([], 'M-PRICING (volume tiers from 1 Jul 2025)'),
  unpaid: assumed('afterFree', 'code 131042: M-ERR; M-NONTPL: service messages stop after the free ones'),
  webhookVersion: documented(23, 'M-STATUS'),
  webhookRetryMs: assumed([0, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, HOUR, HOUR, HOUR, 6 * HOUR], 'M-HOOKS: at once, then less and less often; the last gap repeats'),
  webhookRetryForMs: documented(7 * DAY, 'M-HOOKS; the generic Graph page says 36 hours'),
  webhookTimeoutMs: assumed(10 * SECOND, 'not published; B-360 cuts at 5 s'),
  bsuids: documented(false, 'M-BSUID (from April 2026)'),
  usernameShare: assumed(0, 'M-BSUID; usernames came in 2026'),
  numbersWithheld: documented(false, 'M-BSUID'),
  numberShownForMs: assumed(30 * DAY, 'M-BSUID: 30 days after a message or call either way, by business number; that the first message itself does not count, and one to a user id neither, is our reading. Beside it the contact book, which we leave out: unlimited is near to it'),
  qualityEvents: assumed(true, 'M-PNQ; FLAGGED and UNFLAGGED from memory and third-party code'),
  messageStatusFor: assumed('templates', 'M-SEND; M-TPACE says always'),
  freeServiceType: assumed('free_customer_service', 'one integrator; M-STATUS does not say'),
  limitOnTheWire: assumed('number', 'M-BCU: the table lists TIER_ strings, the sample is a number'),
  internationalOnTheWire: assumed('authentication-international', 'M-STATUS writes pricing.category with a hyphen, and with an underscore elsewhere'),
  opensWindow: assumed({ reaction: true, edit: true, revoke: false }, 'M-SEND: a message from the customer does; it says nothing of reactions, edits and deletions'),
  waIds: assumed('platform', 'M-SEND: it may differ in Brazil and Mexico; how is from memory'),
  toWithoutPlus: assumed('asItStands', 'M-SEND: it gets the country code of the business; its own samples, and most clients, leave the + out of whole numbers'),
  listBodyChars: documented(4_096, 'M-LIST; R-OPENAPI says 1,024'),
  flowCtaChars: assumed(30, 'R-OPENAPI, whose own sample has 23; R-WAJS says 20'),
  contactsPerMessage: assumed(257, 'older text of the platform; R-OPENAPI says 5'),
  httpOf: assumed({}, 'status codes that differ from the table of errors: `desksim explain CODE`'),
  channelOf: assumed({ 130403: 'async', 131042: 'async', 131048: 'async', 131064: 'async' }, 'M-ERR has no such column'),
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
  lowerAfterMs: documented(Infinity, 'B-DOUBLETICK: no flagged state, no downgrade'),
  chargedFor: documented('message', 'M-PRICING'),
  utilityFreeInWindow: documented(true, 'M-PRICING'),
  volumeTiers: assumed(indianTiers(), 'M-PRICING; steps from memory, first and last rate second-hand (INR 0.1150 and 0.0805)'),
  webhookVersion: documented(24, 'M-STATUS'),
  qualityEvents: documented(false, 'M-PNQ, B-DOUBLETICK'),
};

const OCTOBER_2026: RuleSet = {
  ...OCTOBER_2025,
  name: 'meta-2026-10',
  since: '2026-10-01',
  freeServiceMessages: documented(1_000, 'M-NONTPL; M-PRICING-OCT26 second-hand'),
  utilityFreeInWindow: documented(false, 'M-NONTPL'),
  webhookVersion: documented(25, 'M-LIMITS (samples of 2026)'),
  bsuids: documented(true, 'M-BSUID'),
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

/** From 100 % to 70 % of the list price. */
function indianTiers(): VolumeTier[] {
  const steps: readonly (readonly ['utility' | 'authentication', readonly number[]])[] = [
    ['utility', [25e6, 50e6, 100e6, 150e6, 200e6, 250e6]],
    ['authentication', [750e3, 1.5e6, 3e6, 6e6, 12e6, 25e6]],
  ];
  return steps.flatMap(([category, after]) => after.map((messages, i) => ({ market: 'IN', category, after: messages, share: (95 - 5 * i) / 100 })));
}
