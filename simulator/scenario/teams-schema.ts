import { z } from 'zod';
import { clockSpan, dayPicks, moment } from './clock-scalars.js';
import { durationDistribution } from './distribution-schema.js';
import { duration, money, names, positive, share, text, wholeFromOne, word } from './scalars.js';

const spans = z.union([clockSpan.transform((span) => [span]), z.array(clockSpan)]);

const pause = z.union([
  clockSpan,
  z.strictObject({ between: clockSpan, lasts: duration }).describe('Each agent of the group takes it at another time.'),
]);

const groupSchema = z.strictObject({
  count: wholeFromOne.describe('How many agents are alike.'),
  shift: spans.optional().describe('08:00-16:00, overnight 22:00-06:00, a list for split shifts, or always.'),
  days: dayPicks.optional().describe('mon-fri, [sat, sun], dates; left out: every day.'),
  breaks: z.array(pause).optional(),
  slots: wholeFromOne.optional().describe('Chats at once.'),
  languages: names.optional().describe('Left out: all.'),
  skills: names.optional().describe('Intents these agents can answer; left out: all.'),
  pace: positive.optional().describe('Multiplies the work: 1 ordinary, 1.3 slower.'),
  absence: share.optional().describe('Chance that an agent misses a shift.'),
});

export const teamsSchema = z.record(
  z.string(),
  z.strictObject({
    work: durationDistribution.optional().describe('Agent work for one reply.'),
    agents: z.array(groupSchema),
    costPerHour: money.optional(),
    mode: word('serial', 'parallel').optional().describe('One reply at a time, or all open chats at once.'),
    switchCost: duration.optional().describe('Lost when an agent turns from one chat to another.'),
    outages: z
      .array(z.strictObject({ at: moment, lasts: duration, share: share, why: text.optional() }))
      .optional()
      .describe('Part of the team drops out for a while.'),
  }),
);

export type TeamsInput = z.output<typeof teamsSchema>;
export type TeamInput = TeamsInput[string];
export type GroupInput = z.output<typeof groupSchema>;
