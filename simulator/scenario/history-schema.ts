import { z } from 'zod';
import { scalar, show } from './scalar.js';
import { clockSpan, moment } from './clock-scalars.js';
import { duration, names, share, text, word } from './scalars.js';
import { Wrong } from './problem.js';

/** One column with a whole instant, or a date and a time of day apart. */
const whole = text.transform((column): TimeColumn => ({ columns: [column] }));
const apart = z.tuple([text, text]).transform((columns): TimeColumn => ({ columns }));
const time = z.union([whole, apart]);

/** A value as it stands in the CSV. */
const cell = scalar<string>(
  (input) => (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean' ? String(input) : new Wrong('DS103', `${show(input)} is not a value of a column`, '')),
  { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
);
const cells = z.union([cell.transform((value) => [value]), z.array(cell)]);
const mark = z.strictObject({ column: text, is: cells });
const condition = z.record(z.string(), cells);
const firstOf = z.union([
  whole.transform((only): readonly TimeColumn[] => [only]),
  apart.transform((only): readonly TimeColumn[] => [only]),
  z.strictObject({ first: z.array(time) }).transform((input): readonly TimeColumn[] => input.first),
]);
const vipMark = z.strictObject({
  column: text,
  is: cells,
  share: share.optional().describe('How many of those marked are treated so; left out: all.'),
  unknown: z
    .strictObject({ where: condition, shares: z.record(z.string(), share) })
    .optional()
    .describe('Rows that do not say, and the share of VIPs among them by intent.'),
});
const conditions = z.union([condition.transform((one) => [one]), z.array(condition)]);

export const historySchema = z.strictObject({
  files: z
    .union([text.transform((file) => [file]), names])
    .optional()
    .describe('CSV files, plain or .gz, relative to this scenario; left out: `--history` names them.'),
  order: word('time', 'any').optional().describe('`time` (the default): inside one date, rows must not go back in time.'),
  columns: z.strictObject({
    at: time.describe('When the customer arrived.'),
    asksAt: firstOf.optional().describe('When they asked for an agent, where that is later: one column, or the first filled one of several.'),
    intent: text.optional(),
    vip: vipMark.optional(),
    left: mark.optional().describe('Rows of customers who gave up.'),
    waitFrom: time.optional(),
    waitTo: time.optional(),
    agent: text.optional(),
    serviceStart: time.optional(),
    serviceEnd: time.optional(),
  }),
  where: conditions.optional().describe('Keep only the rows that match all columns of one of these groups.'),
  except: conditions.optional().describe("Drop the rows that match all columns of one of these groups; '' is an empty cell."),
  queuedAfter: duration.optional().describe('Who waited longer counts as queued when observed and simulated are compared.'),
  hours: clockSpan.optional().describe('Hours of the clock to compare one by one; left out: all.'),
  exclude: z
    .array(z.strictObject({ from: moment, lasts: duration, why: text.optional() }))
    .optional()
    .describe('Spans without which the comparison is told a second time.'),
  intents: z.record(z.string(), text).optional().describe("From the column's value to the intent; '*' for all others."),
});

/** How to read a history: what the scenario says, with the files still unread. Plain data. */
export type HistoryInput = z.output<typeof historySchema>;

export interface TimeColumn {
  readonly columns: readonly string[];
}
