import { z } from 'zod';
import { DAY, NEVER, type Ms } from '../../runtime/units.js';
import { DURATION_PATTERN, parseDuration } from './duration.js';
import { Wrong } from './problem.js';
import { scalar, show, textScalar } from './scalar.js';

/** The plain leaves of the format; the leaves about dates and clocks are in `calendar-scalars.ts`. */
export const text = textScalar('a text', 'DS103', (value) => (value.trim() === '' ? new Wrong('DS103', 'an empty text', '') : value), { minLength: 1 });

export const flag = scalar<boolean>(
  (input) => (typeof input === 'boolean' ? input : new Wrong('DS103', `${show(input)} is neither true nor false`, 'write `true` or `false`')),
  { type: 'boolean' },
);

export const duration = scalar<Ms>(readDuration, { type: 'string', pattern: DURATION_PATTERN, description: 'A duration: 90s, 5m, 1h30m, 7d, 250ms.' });

export const durationOrForever = scalar<Ms>((input) => (input === 'forever' ? NEVER : readDuration(input)), {
  type: 'string',
  pattern: `^forever$|${DURATION_PATTERN}`,
  description: 'A duration, or `forever`.',
});

/** `35%` or 0.35. */
export const share = scalar<number>(readShare, {
  anyOf: [{ type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*%$' }, { type: 'number', minimum: 0, maximum: 1 }],
  description: 'A share: 35% or 0.35.',
});

export const amount = numberFrom(0, 'a number, zero or more', false);
export const positive = numberFrom(0, 'a number above zero', true);
export const wholeFromZero = wholeFrom(0);
export const wholeFromOne = wholeFrom(1);

/** A duration whose days and weeks are days of the calendar, however long the clock makes them. */
export const calendarDuration = scalar<CalendarDuration>(readCalendarDuration, { type: 'string', pattern: DURATION_PATTERN, description: 'A duration: 7d, 12h; days are days of the calendar.' });

export interface CalendarDuration {
  readonly days: number;
  readonly restMs: Ms;
}

/** `18 EUR`, or `18` where the currency does not matter. */
export const money = scalar<{ readonly amount: number; readonly currency: string }>(readMoney, {
  anyOf: [{ type: 'number', minimum: 0 }, { type: 'string', pattern: '^\\d+(\\.\\d+)?( [A-Z]{3})?$' }],
  description: 'An amount of money: 18 EUR.',
});

/** One of a few words; the message names them all. */
export function word<const T extends string>(...words: readonly T[]) {
  return scalar<T>(
    (input) => words.find((w) => w === input) ?? new Wrong('DS104', `${show(input)} is not allowed here`, '', { allowed: words }),
    { type: 'string', enum: words },
  );
}

export const names = z.array(text);

export function readShare(input: unknown): number | Wrong {
  if (typeof input === 'number') {
    if (input >= 0 && input <= 1) return input;
    return new Wrong('DS111', `${show(input)} is not between 0 and 1`, input > 1 && input <= 100 ? `write \`${input}%\`` : 'write `35%` or `0.35`');
  }
  const percent = typeof input === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(input.trim()) : null;
  if (percent === null) return new Wrong('DS111', `${show(input)} is not a share`, 'write `35%` or `0.35`');
  const value = Number(percent[1]) / 100;
  return value <= 1 ? value : new Wrong('DS111', `${show(input)} is more than the whole`, 'a share lies between 0% and 100%');
}

function readDuration(input: unknown): Ms | Wrong {
  if (typeof input === 'string') return parseDuration(input);
  if (typeof input === 'number') {
    return new Wrong('DS110', `\`${input}\` has no unit`, `a duration needs one: \`${input}s\`, \`${input}m\` or \`${input}h\``);
  }
  return new Wrong('DS110', `${show(input)} is not a duration`, 'write a number with its unit: `90s`, `5m`, `1h30m`');
}

function readCalendarDuration(input: unknown): CalendarDuration | Wrong {
  const ms = readDuration(input);
  if (ms instanceof Wrong) return ms;
  if (ms === 0) return new Wrong('DS105', 'a run of no time', '');
  const parts = /^(?:(\d+)w)?(?:(\d+)d)?(?![\d.])/.exec(String(input).replaceAll(/\s+/g, ''));
  const days = Number(parts?.[1] ?? 0) * 7 + Number(parts?.[2] ?? 0);
  return { days, restMs: ms - days * DAY };
}

function readMoney(input: unknown): { amount: number; currency: string } | Wrong {
  if (typeof input === 'number' && input >= 0) return { amount: input, currency: '' };
  const parts = typeof input === 'string' ? /^(\d+(?:\.\d+)?)\s*([A-Za-z]{3})?$/.exec(input.trim()) : null;
  if (parts === null) return new Wrong('DS116', `${show(input)} is not an amount of money`, 'write `18 EUR`');
  return { amount: Number(parts[1]), currency: (parts[2] ?? '').toUpperCase() };
}

function numberFrom(least: number, wanted: string, open: boolean) {
  return scalar<number>(
    (input) => {
      if (typeof input !== 'number' || !Number.isFinite(input)) return new Wrong('DS103', `${show(input)} is not ${wanted}`, numberHint(input));
      return input < least || (open && input === least) ? new Wrong('DS105', `\`${input}\` is not ${wanted}`, '') : input;
    },
    open ? { type: 'number', exclusiveMinimum: least } : { type: 'number', minimum: least },
  );
}

function wholeFrom(least: number) {
  return scalar<number>(
    (input) => {
      if (typeof input !== 'number') return new Wrong('DS103', `${show(input)} is not a whole number`, numberHint(input));
      return Number.isSafeInteger(input) && input >= least ? input : new Wrong('DS105', `\`${input}\` is not a whole number from ${least} on`, '');
    },
    { type: 'integer', minimum: least },
  );
}

/** `10_000`, `10,000` and quoted numbers look like numbers to people. */
function numberHint(input: unknown): string {
  const plain = typeof input === 'string' ? input.replaceAll(/[_,\s']/g, '') : '';
  return /^\d+(\.\d+)?$/.test(plain) ? `write \`${plain}\`` : '';
}
