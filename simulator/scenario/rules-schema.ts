import { z } from 'zod';
import { KNOBS, WORDS } from '../cloud/knobs.js';
import type { RuleOverrides } from '../cloud/rule-overrides.js';
import type { Knob } from '../cloud/rule-set.js';
import { NEWEST_RULE_SET, RULE_SETS } from '../cloud/rule-sets.js';
import { Wrong } from './problem.js';
import { scalar, show } from './scalar.js';
import { amount, durationOrForever, flag, names, share, text, wholeFromZero, word } from './scalars.js';

/** A number, or `unlimited`. */
const amountOrUnlimited = scalar<number>(
  (input) => (input === 'unlimited' ? Infinity : typeof input === 'number' && Number.isFinite(input) && input >= 0 ? input : new Wrong('DS103', `${show(input)} is not a number, zero or more, nor \`unlimited\``, '')),
  { anyOf: [{ type: 'number', minimum: 0 }, { type: 'string', enum: ['unlimited'] }], description: 'A number, or `unlimited`.' },
);

const hoursFromUtc = scalar<number>(
  (input) => (typeof input === 'number' && input >= -12 && input <= 14 ? input : new Wrong('DS103', `${show(input)} is not a number of hours from -12 to 14`, '')),
  { type: 'number', minimum: -12, maximum: 14, description: 'Hours, from -12 to 14.' },
);

/**
 * Every rule of the platform as a key: the shape follows from the rule's own value, so that a rule that is added can be
 * changed at once.
 */
export const rulesSchema = z.strictObject(Object.fromEntries((Object.keys(KNOBS) as Knob[]).map((knob) => [knob, leafOf(knob, RULE_SETS[NEWEST_RULE_SET][knob].value).optional().describe(KNOBS[knob])])));

/** What the author changed, as the engine takes it. */
export function readRules(input: z.output<typeof rulesSchema>): RuleOverrides {
  return input as RuleOverrides;
}

function leafOf(name: string, value: unknown): z.ZodType {
  if (name === 'httpOf') return z.record(z.string(), wholeFromZero);
  if (name === 'channelOf') return z.record(z.string(), word('sync', 'async', 'both'));
  if (name === 'accountUtcOffsetHours') return hoursFromUtc;
  if (name in WORDS) return word(...WORDS[name as keyof typeof WORDS]);
  if (typeof value === 'boolean') return flag;
  if (typeof value === 'number') return name.endsWith('Ms') ? durationOrForever : /share$|Share$|Rejects$/.test(name) ? share : /code$|Code$/.test(name) ? wholeFromZero : amountOrUnlimited;
  if (typeof value === 'string') return text;
  if (!Array.isArray(value)) return z.strictObject(Object.fromEntries(Object.entries(value as object).map(([part, item]) => [part, leafOf(part, item).optional()])));
  if (typeof value[0] === 'string') return names;
  if (typeof value[0] === 'number') return z.array(leafOf(name, value[0]));
  return z.array(z.strictObject({ market: text, category: word('utility', 'authentication'), after: amount, share }));
}
