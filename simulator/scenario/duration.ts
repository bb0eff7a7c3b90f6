import { DAY, HOUR, MINUTE, NEVER, SECOND, type Ms } from '../../runtime/units.js';
import { Wrong } from './problem.js';

/** Reads `90s`, `5m`, `1h30m`, `7d`, `250ms`. Units go from large to small, each at most once. */
export function parseDuration(text: string): Ms | Wrong {
  const compact = text.trim().replaceAll(/\s+/g, '');
  if (!DURATION.test(compact)) return new Wrong('DS110', `\`${text}\` is not a duration`, HINT);
  let ms = 0;
  let smallest = Infinity;
  for (const [, amount, unit] of compact.matchAll(PART)) {
    const size = UNITS[unit!]!;
    if (size >= smallest) return new Wrong('DS110', `\`${text}\` names its units out of order`, 'write the large unit first: `1h30m`');
    smallest = size;
    ms += Number(amount) * size;
  }
  return Math.round(ms * 1000) / 1000;
}

/** The shortest spelling that `parseDuration` reads back to the same value: `1h30m`, `250ms`, `forever`. */
export function formatDuration(ms: Ms): string {
  if (ms === NEVER) return 'forever';
  if (ms === 0) return '0s';
  let rest = ms;
  let text = '';
  for (const [unit, size] of [['d', DAY], ['h', HOUR], ['m', MINUTE], ['s', SECOND]] as const) {
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return rest > 0 ? `${text}${Math.round(rest * 1000) / 1000}ms` : text;
}

export const DURATION_PATTERN = '^\\s*(\\d+(\\.\\d+)?\\s*(w|d|h|ms|m|s)\\s*)+$';

const DURATION = new RegExp(DURATION_PATTERN);
const PART = /(\d+(?:\.\d+)?)(w|d|h|ms|m|s)/g;
const UNITS: Readonly<Record<string, Ms>> = { w: 7 * DAY, d: DAY, h: HOUR, m: MINUTE, s: SECOND, ms: 1 };
const HINT = 'write a number with its unit: `90s`, `5m`, `1h30m`, `7d`, `250ms`';
