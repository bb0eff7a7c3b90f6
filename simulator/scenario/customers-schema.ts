import { z } from 'zod';
import { countDistribution, durationDistribution } from './distribution-schema.js';
import { positive, share, word } from './scalars.js';

/** `forever` where a customer never gives up. */
const patience = z.union([word('forever').transform(() => null), durationDistribution]);

const intent = z.union([
  share.transform((value) => ({ share: value, work: undefined, patience: undefined })),
  z.strictObject({
    share: share,
    work: durationDistribution.optional().describe('Agent work for one reply, where this question differs.'),
    patience: patience.optional().describe('How long this customer waits, where this question differs.'),
  }),
]);

export const customersSchema = z.strictObject({
  intents: z.record(z.string(), intent).optional().describe('What people ask for, with shares that make 100%.'),
  workByHour: z.array(positive).optional().describe('Multiplies the work that begins in each of the 24 hours of the clock.'),
  languages: z.record(z.string(), share).optional(),
  priorities: z.strictObject({ low: share.optional(), medium: share.optional(), high: share.optional(), urgent: share.optional() }).optional(),
  vip: share.optional(),
  fromAds: share.optional().describe('Share of customers who come from an ad: answered within a day they cost nothing for 72 hours.'),
  exchanges: countDistribution.optional().describe('Rounds of question and answer in a conversation, at least 1.'),
  burst: z.strictObject({ size: countDistribution.optional(), gap: durationDistribution.optional() }).optional().describe('Messages written in one go, and the time between them.'),
  replyDelay: durationDistribution.optional().describe('How long a customer takes to answer.'),
  patience: patience.optional().describe('How long a customer waits for an answer; `forever` if nobody ever gives up.'),
  patienceEnds: word('read', 'reply').optional().describe('What ends the waiting: the blue ticks, or the answer.'),
  patienceFor: word('first', 'every').optional().describe('Patience for the first answer only, or for every answer.'),
  leaveSilently: share.optional().describe('Share of those who give up without a word.'),
  returns: z
    .union([word('never').transform(() => null), z.strictObject({ share, delay: durationDistribution })])
    .optional()
    .describe('Share of those who gave up and write again, and after how long.'),
});

export type CustomersInput = z.output<typeof customersSchema>;
