import { ERRORS } from './errors.js';
import type { Knob } from './rule-set.js';

/** How we know what a table of errors says: `documented` by a source, or `assumed`, and why. */
export interface Basis {
  readonly basis: 'documented' | 'assumed';
  readonly source: string;
}

/** Of an error's HTTP status. The platform's table of today has none, and advises against relying on any. */
export function httpBasis(code: number): Basis {
  const conflict = HTTP_CONFLICTS[code];
  if (conflict !== undefined) return assumed(conflict);
  if (code === 104) return documented('R-OPENAPI');
  return OLDER_TABLE.has(code) ? documented('R-OLDERR-400, an older table of the platform; that of today has no HTTP status') : assumed('not published');
}

/** Of whether an error answers the send or comes later. */
export function channelBasis(code: number): Basis {
  const source = CHANNELS[code];
  if (source !== undefined) return documented(source);
  const later = ERRORS.get(code)?.channel !== 'sync';
  return assumed(UNSURE_CHANNELS[code] ?? `not stated; ${later ? 'it is found after the message was accepted' : 'it is found in the request itself'}`);
}

/** Nothing that a client or a customer does leads to these: only recipients with a fixed outcome and faults do. Each with the reason. */
export function onlyOnDemand(code: number): string | null {
  return ON_DEMAND[code] ?? null;
}

/** Figures that decide when it comes and that nobody publishes, where no rule holds them. */
export function assumedFigure(code: number): string | null {
  return FIGURES[code] ?? null;
}

/** The rules that decide when it comes. */
export function rulesBehind(code: number): readonly Knob[] {
  return BEHIND[code] ?? [];
}

function documented(source: string): Basis {
  return { basis: 'documented', source };
}

function assumed(source: string): Basis {
  return { basis: 'assumed', source };
}

const HTTP_CONFLICTS: Readonly<Record<number, string>> = {
  1: '400 in R-OLDERR-400, 500 in R-WHALOC',
  4: '429 in R-OPENAPI, 400 in R-OLDERR-400',
  80007: '429 in R-OLDERR-429, 400 in R-OLDERR-400',
  130429: '429 in B-YCLOUD, R-OLDERR-429 and R-WHALOC, 400 in R-OLDERR-400',
  131016: '500 in R-OLDERR-400; 503 would be plausible',
  131048: '400 in R-OLDERR-400, 429 in R-OLDERR-429',
  131056: '400 in R-WHALOC and R-OLDERR-400, 429 in R-OLDERR-429',
};

const OLDER_TABLE: ReadonlySet<number> = new Set([
  0, 2, 3, 10, 33, 100, 190, 200, 368, 130472, 131000, 131005, 131008, 131009, 131021, 131026, 131030, 131031, 131042, 131045, 131047, 131049, 131051, 131052,
  131053, 131057, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015,
  133016, 135000,
]);

const CHANNELS: Readonly<Record<number, string>> = {
  100: 'R-WHALOC', 104: 'R-OPENAPI', 80007: 'M-ABOUT', 130429: 'M-THRU', 130472: 'R-WHALOC', 131000: 'S-ISSUES', 131009: 'M-REACT for the failures that come later', 131026: 'restfb #1344',
  131047: 'R-PYWA, R-WHALOC, chatwoot #10143', 131049: 'M-CAP, M-STATUS', 131050: 'M-STATUS', 131051: "M-UNSUP inside customers' messages; as an answer to a send of a type that only customers have it is assumed", 131052: 'M-MEDIA', 131053: 'R-PYWA, chatwoot #14120',
  131055: 'M-ERR', 131056: 'M-ABOUT', 131057: 'M-THRU', 131060: 'M-UNSUP', 131062: 'M-BSUID', 132000: 'R-WHALOC', 132015: 'M-TPAUSE; M-TPACE for messages that were held', 132018: 'M-ERR',
  133016: 'M-REG', 134100: 'M-ERR', 134101: 'M-ERR', 134102: 'M-ERR', 137000: 'R-PYWA',
  139100: 'M-BLOCK', 139101: 'R-PYWA', 139102: 'R-PYWA', 139103: 'R-PYWA', 147001: 'M-BSUID', 147002: 'M-BSUID', 147003: 'M-BSUID', 147004: 'M-BSUID',
  2388019: 'M-ERR', 2388039: 'M-ERR', 2388040: 'M-ERR', 2388047: 'M-ERR', 2388072: 'M-ERR', 2388073: 'M-ERR', 2388293: 'M-ERR', 2388299: 'M-ERR',
};

const UNSURE_CHANNELS: Readonly<Record<number, string>> = {
  130403: 'not stated', 130497: 'not stated', 131037: 'not stated', 131042: 'not stated', 131064: 'not stated', 134011: 'not stated',
  131048: 'no code is documented for the messaging limit; the older Restricted status was reported with this one (B-QISCUS, B-SINCH)',
};

const FIGURES: Readonly<Record<number, string>> = {
  133008: 'five wrong PINs in a row',
  136024: 'five codes an hour',
  2388293: 'a body with n variables needs 2n + 1 other words at least',
};

const BEHIND: Readonly<Record<number, readonly Knob[]>> = {
  368: ['enforcement'], 80007: ['managementCalls'], 130429: ['throughput'], 131031: ['enforcement'], 131042: ['unpaid', 'freeServiceMessages'], 131047: ['windowMs', 'opensWindow'],
  131048: ['limitCode', 'limitSteps', 'limitScope', 'countedAt'], 131049: ['marketingCap'], 131056: ['pair', 'pairReading', 'pairRefusalCounts'], 131057: ['upgrade'], 131064: ['misclassified'],
  132015: ['templateQuality', 'templatePauseMs'], 132016: ['templateQuality', 'templatePauseMs'], 133016: ['registrations'], 2388019: ['templates'],
};

const PAYMENTS = 'payments and calls are not part of the fake';
const OTHER_INTERFACE = 'the marketing messages interface is not part of the fake';
const SERVERS = 'nothing in a request leads to it';
const USERNAMES = 'which of these codes means what is not known: the fake answers 147001';
const ON_DEMAND: Readonly<Record<number, string>> = {
  2: SERVERS, 3: SERVERS, 10: 'access tokens have no permissions here', 33: 'numbers are not deleted here', 200: 'access tokens have no permissions here',
  130472: 'who is in an experiment is not published', 130497: 'which business may not write where is not published', 131000: SERVERS, 131005: 'access tokens have no permissions here', 131016: SERVERS,
  131030: 'no number is a test number here, which may write to five recipients only', 131037: 'display names are approved here', 131044: PAYMENTS, 131045: 'certificates are not part of the fake',
  131052: 'files of customers always arrive here', 131055: OTHER_INTERFACE, 131060: 'of a number that is shared with the Business app only the throughput is modelled', 131063: OTHER_INTERFACE,
  132007: 'which characters offend is not published', 132008: 'one source only names it', 132068: 'Flows are not blocked here: what leads to it is not published', 132069: 'Flows are not throttled here: 10 messages an hour is what a throttled one may send, and what throttles one is a state of it that the fake does not know',
  133000: SERVERS, 133004: SERVERS, 133009: 'how fast is too fast is not published', 133015: 'numbers are not deleted here', 134011: PAYMENTS, 134100: OTHER_INTERFACE, 134101: OTHER_INTERFACE, 134102: OTHER_INTERFACE,
  135000: SERVERS, 137000: 'the identity check is not part of sends here', 139102: SERVERS, 139103: SERVERS, 147002: USERNAMES, 147003: USERNAMES, 147004: USERNAMES,
};
