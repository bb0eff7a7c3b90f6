import { z } from 'zod';
import { arrivalsSchema } from './arrivals-schema.js';
import { moment } from './clock-scalars.js';
import { customersSchema } from './customers-schema.js';
import { deskSchema, routingSchema, slaSchema } from './desk-schema.js';
import { goal } from './goal-scalar.js';
import { campaignsSchema, networkSchema, platformSchema } from './platform-schema.js';
import { calendarDuration, duration, text } from './scalars.js';
import { teamsSchema } from './teams-schema.js';

/** The scenario format, and the only description of it: the parser, the JSON Schema and the editor's help come from here. */
export const scenarioSchema = z.strictObject({
  name: text,
  about: text.optional(),
  rules: text.optional().describe('Dated rule set of the platform, such as meta-2026-10.'),
  starts: moment.describe('Local date, or date with a time, at which the run starts.'),
  lasts: calendarDuration.describe('How long customers arrive; days are days of the calendar.'),
  drain: duration.optional().describe('How long conversations may go on afterwards.'),
  zone: text.describe('Time zone by name, such as Europe/Rome.'),
  arrivals: arrivalsSchema.optional(),
  campaigns: campaignsSchema.optional(),
  customers: customersSchema.optional(),
  teams: teamsSchema,
  routing: routingSchema.optional(),
  sla: slaSchema.optional(),
  desk: deskSchema.optional(),
  platform: platformSchema.optional(),
  network: networkSchema.optional(),
  goals: z.array(goal).optional(),
});

export type ScenarioInput = z.output<typeof scenarioSchema>;
