import { z } from 'zod';
import { date, moment } from './clock-scalars.js';
import { HOUR_CURVES } from './hour-curves.js';
import { historySchema } from './history-schema.js';
import { amount, duration, flag, text, word } from './scalars.js';

const curve = word(...(Object.keys(HOUR_CURVES) as (keyof typeof HOUR_CURVES)[]));

export const arrivalsSchema = z.strictObject({
  perDay: amount.optional().describe('Conversations on an ordinary weekday.'),
  weekdays: z
    .strictObject({ mon: amount.optional(), tue: amount.optional(), wed: amount.optional(), thu: amount.optional(), fri: amount.optional(), sat: amount.optional(), sun: amount.optional() })
    .optional()
    .describe('Factors for days of the week; a day left out counts 1.'),
  hours: z.union([curve, z.array(amount)]).optional().describe('How a day spreads over its hours: a named curve, or 24 weights.'),
  dayFactor: z.strictObject({ cv: amount }).optional().describe('Days differ by more than chance: a gamma factor of mean 1 for each day.'),
  peaks: z.array(peakSchema()).optional(),
  history: historySchema.optional(),
});

export type ArrivalsInput = z.output<typeof arrivalsSchema>;
export type PeakInput = NonNullable<ArrivalsInput['peaks']>[number];

function peakSchema() {
  return z.strictObject({
    on: date.optional().describe('A whole day.'),
    at: moment.optional().describe('Or a moment, with `lasts`.'),
    lasts: duration.optional(),
    factor: amount.describe('Multiplies the arrivals.'),
    unforecast: flag.optional().describe('Nobody saw it coming: kept out of the forecast and reported apart from the goals.'),
    why: text.optional(),
  });
}
