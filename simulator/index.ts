// The public door `desksim`: the reference desk, and simulate. Everything else is reached by the CLI or the other doors.

// the desk
export { Agenda } from '../runtime/agenda.js';
export { Desk } from '../runtime/desk.js';
export type { Reader, Screen } from '../runtime/desk-ports.js';
export { DEFAULT_DESK, type DeskConfig, type SlaTargets } from '../runtime/desk-config.js';
export { FACTS, CLOCK, OBEDIENCE, SEND_KIND, STATUS, silentSink, type FactName, type FactSink } from '../runtime/facts.js';
export type { Ask } from '../runtime/intent.js';
export { packClass } from '../runtime/ticket-class.js';
export { CONTENT, exchangeOf, packContent } from '../runtime/content.js';
export { DAY, HOUR, MINUTE, NEVER, NONE, SECOND, type Ms } from '../runtime/units.js';

// webhooks as records
export { isRead, type FormProblem, type Unread } from '../runtime/whatsapp/form.js';
export type { MessageRecord } from '../runtime/whatsapp/message-record.js';
export type { NumberValue } from '../runtime/whatsapp/number-value.js';
export type { StatusRecord } from '../runtime/whatsapp/status-record.js';
export { choiceOf, mediaOf, textOf } from '../runtime/whatsapp/said.js';
export { readWebhook, writeWebhook, type ChangeRecord, type WebhookReading, type WebhookRecord } from '../runtime/whatsapp/webhook.js';

// routers of one's own
export type { AgentView } from '../runtime/agent.js';
export type { DeskView, Router } from '../runtime/router.js';
export type { TicketView } from '../runtime/ticket.js';
export { createSelector, type SelectorName, type Ties } from '../runtime/routers/selectors.js';
export { isEligible, whyNot } from '../runtime/eligibility.js';

// simulation
export { simulate, type SimulateOptions } from './simulate.js';
export { parseScenario } from './scenario/parse-scenario.js';
export { renderProblems } from './scenario/render-problems.js';
export type { Scenario } from './scenario/scenario.js';
export { measure, type Kpi, type Kpis } from './kpis/measure.js';
export { judge, exitCodeOf, type Verdict } from './kpis/judge.js';
export { WORLD_FACTS } from './world-facts.js';
export type { ReplicationRecord } from './kpis/record.js';
