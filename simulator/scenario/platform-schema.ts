import { z } from 'zod';
import { THROUGHPUTS } from '../cloud/throughput.js';
import { moment } from './clock-scalars.js';
import { durationDistribution } from './distribution-schema.js';
import { rulesSchema } from './rules-schema.js';
import { duration, flag, positive, share, text, wholeFromOne, word } from './scalars.js';

export const platformSchema = z.strictObject({
  tier: z.union([word('unlimited'), wholeFromOne]).optional().describe('Messaging limit: 250, 2000, 10000, 100000 or unlimited.'),
  numbers: wholeFromOne.optional(),
  mps: z.union([word(...THROUGHPUTS), positive]).optional().describe('Messages a second for each number, in and out: standard (80), high (1000), coexistence (20, shared with the Business app), unlimited, or a number.'),
  quality: word('high', 'medium', 'low').optional(),
  market: text.optional().describe('Where the customers are, for prices: a country code such as IT.'),
  home: text.optional().describe('Where the business is: a country code; by default the market. Many one-time codes to another country cost more.'),
  paymentMethod: flag.optional().describe('Without one, messages that cost money fail.'),
  rules: rulesSchema.optional().describe('Rules of the platform that differ from those of the rule set; `desksim explain RULE` says what each is.'),
});

const faults = z.strictObject({
  duplicate: share.optional(),
  reorder: share.optional(),
  delay: z.strictObject({ share, by: durationDistribution }).optional(),
  storms: z.array(z.strictObject({ at: moment, lasts: duration })).optional().describe('Webhooks of this time are kept back and arrive together at its end.'),
});

export const networkSchema = z.union([
  word('instant'),
  z.strictObject({
    inbound: durationDistribution.optional().describe('From the customer to the platform.'),
    outbound: durationDistribution.optional().describe('From the desk to the customer.'),
    webhook: durationDistribution.optional().describe('From the platform to the desk.'),
    readShare: share.optional(),
    readDelay: durationDistribution.optional(),
    faults: faults.optional(),
  }),
]);

export const campaignsSchema = z.array(
  z.strictObject({
    name: text,
    at: moment,
    to: wholeFromOne.describe('Contacts.'),
    category: word('marketing', 'utility', 'authentication').optional(),
    optIn: share.optional().describe('Share of the contacts that agreed.'),
    replyShare: share.optional().describe('Share of those reached that write back.'),
    replyDelay: durationDistribution.optional(),
    blockShare: share.optional().describe('Share of those reached that block the number; quality suffers.'),
    reportShare: share.optional().describe('Share of those reached that report it as spam.'),
  }),
);

export type PlatformInput = z.output<typeof platformSchema>;
export type NetworkInput = z.output<typeof networkSchema>;
export type CampaignInput = z.output<typeof campaignsSchema>[number];
