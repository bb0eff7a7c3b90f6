/** Platform codes counted one by one, as sends are refused at once or fail later; all others are counted together. */
export const REFUSAL_CODES = [
  4, 368, 80007, 130429, 130472, 131000, 131016, 131021, 131026, 131031, 131042, 131047, 131048, 131049, 131050, 131053,
  131056, 131057, 131064, 132000, 132001, 132015, 132016,
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A message in free form that reached the platform outside the customer's 24-hour window. */
export const OUTSIDE_WINDOW: RefusalCode = 131047;

/** What each code says, in the platform's own words where they are short. */
export const REFUSAL_MEANINGS: Readonly<Record<RefusalCode, string>> = {
  4: 'application request limit reached',
  368: 'temporarily blocked for policy violations',
  80007: 'rate limit of the WhatsApp Business Account',
  130429: 'throughput limit of the number',
  130472: "user's number is part of an experiment",
  131000: 'something went wrong',
  131016: 'service unavailable',
  131021: 'recipient cannot be sender',
  131026: 'message undeliverable',
  131031: 'account has been locked',
  131042: 'business eligibility payment issue',
  131047: 're-engagement message: more than 24 hours since the customer last wrote',
  131048: 'spam rate limit, also told when the messaging limit is used up',
  131049: 'not delivered to maintain healthy ecosystem engagement',
  131050: 'customer stopped marketing messages',
  131053: 'media upload error',
  131056: 'pair rate limit: too many messages to one customer',
  131057: 'account in maintenance mode',
  131064: 'messaging limit due to template classification violations',
  132000: 'template parameter count mismatch',
  132001: 'template does not exist',
  132015: 'template is paused',
  132016: 'template is disabled',
};

/** Place of a code in REFUSAL_CODES; the place behind them for every other code. */
export function refusalIndex(code: number): number {
  for (let i = 0; i < CODES.length; i++) if (CODES[i] === code) return i;
  return CODES.length;
}

const CODES = Int32Array.from(REFUSAL_CODES);
