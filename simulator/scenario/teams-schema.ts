import { z } from 'zod';
import { clockSpan, dayPicks, moment } from './clock-scalars.js';
import { durationDistribution } from './distribution-schema.js';
import { duration, money, names, positive, share, text, wholeFromOne, word } from './scalars.js';

const spans = z.union([clockSpan.transform((span) => [span]), z.array(clockSpan)]);

const pause = z.union([
  clockSpan,
  z.strictObject({ between: clockSpan, lasts: duration }).describe('Each agent of the group takes it at another time.'),
]);

const readinessSchema = z.strictObject({
  handover: duration.optional().describe('Away from the desk after each reply.'),
  readyShare: share.optional().describe('Ready at once, if nobody waits then.'),
  pauseBusy: durationDistribution.optional().describe('How long callers wait for an agent who saw them waiting.'),
  pauseIdle: durationDistribution.optional().describe('How long callers wait for an agent who saw nobody waiting, and was not ready at once.'),
});

const staffingSchema = z.strictObject({
  fromHistory: z
    .strictObject({
      absentAfter: duration.optional().describe('An agent for whom callers waited longer between two services was away.'),
      seesWithin: duration.optional().describe('Whoever left while callers waited had them in sight within this time.'),
      takesUp: duration.optional().describe('From coming to the first call taken from the line.'),
      leavesEarly: duration.optional().describe('Whoever left while callers waited would have gone after any call from so long before on.'),
      longest: duration.optional().describe('Longer services are not believed.'),
      skills: z
        .strictObject({ ofLog: share.optional(), ofDay: share.optional() })
        .optional()
        .describe('A skill is what an agent served on the day, and in the log at this share of what all served, or as this share of the day.'),
      pace: z.record(z.string(), positive).optional().describe('Multiplies the work of agents, by their names in the history.'),
    })
    .describe('When a history names agents and services: in place of `agents`, who was there is read from who served whom.'),
});

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
  readiness: readinessSchema.optional().describe('In place of the readiness of the team.'),
});

export const teamsSchema = z.record(
  z.string(),
  z.strictObject({
    work: durationDistribution.optional().describe('Agent work for one reply.'),
    agents: z.array(groupSchema),
    staffing: staffingSchema.optional(),
    readiness: readinessSchema.optional().describe('What lies between a reply and the next chat; left out: nothing.'),
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
export type ReadinessInput = z.output<typeof readinessSchema>;
export type StaffingInput = z.output<typeof staffingSchema>;
