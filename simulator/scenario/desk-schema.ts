import { z } from 'zod';
import { clockSpan, dayPicks } from './clock-scalars.js';
import { duration, durationOrForever, flag, positive, text, word } from './scalars.js';

const wanted = z.array(word('skill', 'language'));

export const routingSchema = z.strictObject({
  select: text.optional().describe('leastRecent, leastOpen, skills, or the path of a module that exports a router.'),
  ties: word('leastRecent', 'listed').optional(),
  require: wanted.optional().describe('What an agent must have.'),
  prefer: wanted.optional().describe('What an agent should have.'),
  headStart: z
    .strictObject({ low: duration.optional(), medium: duration.optional(), high: duration.optional(), urgent: duration.optional(), vip: duration.optional() })
    .optional()
    .describe('Place in the waiting line, as if the customer had already waited so long.'),
});

const policy = z.strictObject({
  firstResponse: durationOrForever.optional(),
  resolution: durationOrForever.optional(),
  escalateAfter: durationOrForever.optional(),
});

export const slaSchema = z.strictObject({
  all: policy.optional().describe('For every priority that does not say otherwise.'),
  low: policy.optional(),
  medium: policy.optional(),
  high: policy.optional(),
  urgent: policy.optional(),
  vipFactor: positive.optional().describe('Multiplies the targets of VIP customers.'),
});

export const deskSchema = z.strictObject({
  open: z
    .union([clockSpan.transform((span) => [{ days: undefined, hours: [span] }]), z.array(z.strictObject({ days: dayPicks.optional(), hours: z.union([clockSpan.transform((span) => [span]), z.array(clockSpan)]) }))])
    .optional()
    .describe('Opening hours; SLA clocks run in them.'),
  pendingHoldsSlot: durationOrForever.optional().describe('How long a chat that waits for the customer keeps its slot.'),
  autoResolve: durationOrForever.optional().describe('Resolved by itself, this long after an answer without echo.'),
  reopen: durationOrForever.optional().describe('A message within this time after resolution reopens the ticket.'),
  close: durationOrForever.optional().describe('Closed, this long after resolution.'),
  grace: duration.optional().describe('How long a vanished agent keeps the tickets.'),
  markRead: flag.optional().describe('Blue ticks when an agent opens the chat.'),
  reengage: flag.optional().describe('Send a template when an answer comes too late for the window.'),
  obeys: z.array(word('window', 'optIn', 'pair', 'throughput', 'tier')).optional().describe('Platform rules that the outbox keeps by itself; [] for a naive sender.'),
});

export type RoutingInput = z.output<typeof routingSchema>;
export type SlaInput = z.output<typeof slaSchema>;
export type PolicyInput = z.output<typeof policy>;
export type DeskInput = z.output<typeof deskSchema>;
