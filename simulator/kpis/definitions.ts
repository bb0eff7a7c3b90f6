import { REFUSAL_CODES, REFUSAL_MEANINGS, type RefusalCode } from './refusal-codes.js';

/** One KPI as `desksim explain` and the documentation tell it. */
export interface KpiDefinition {
  readonly id: KpiId;
  readonly title: string;
  readonly unit: KpiUnit;
  /** Which way is better for the desk; `none` where it depends. */
  readonly better: 'low' | 'high' | 'none';
  /** What is divided by what, and what happens at the edges. */
  readonly definition: string;
}

export type KpiUnit = 'ms' | 'share' | 'count' | 'usd' | 'ratio';

const COHORT = 'Only tickets opened during the run count, not those of the drain after it.';
const WAITS_IN_VAIN = 'Quantiles rank waits that had not ended when the world stopped behind all others.';

/** Every KPI, once, in the order of reports. No denominator, no value: null, never 0 or 1. */
const TABLE = {
  arrivals: ['Arrivals', 'count', 'none', 'Tickets opened during the run, for each replication. Messages of a ticket already open, and repeated webhooks, open none.'],
  firstResponse: ['First response', 'ms', 'low', `First human reply minus the first message of the ticket, averaged over tickets that got a reply. Customers who left before it are left out here and counted in abandonment; a reopening does not start it again. ${COHORT} ${WAITS_IN_VAIN} A goal "within T for p" divides replies within T by those and all tickets that waited longer than T for nothing.`],
  anyResponse: ['Any response', 'ms', 'low', 'First reply of a person or a bot minus the first message. There is no bot yet, so it equals the first response.'],
  slotWait: ['Wait for an agent', 'ms', 'low', `First assignment minus the opening of the ticket, averaged over assigned tickets; later returns to the line are part of the response time. ${COHORT} ${WAITS_IN_VAIN}`],
  responseTime: ['Response time', 'ms', 'low', `Reply minus the oldest message it answers, averaged over replies; later messages of a burst do not count, nor does a second reply in a row. ${COHORT} ${WAITS_IN_VAIN}`],
  resolution: ['Time to resolution', 'ms', 'low', `First resolution minus the opening of the ticket, averaged over tickets that were resolved, by an agent or by time; waiting for the customer is part of it. ${COHORT} ${WAITS_IN_VAIN}`],
  lastResolution: ['Time to last resolution', 'ms', 'low', `As the time to resolution, but up to the last resolution of tickets that are resolved at the end. ${COHORT}`],
  firstResponseSla: ['First response SLA', 'share', 'high', `Tickets answered within their target / those and the breached ones. Breached: answered late, or open past the target. Exactly on target is met; open and not yet due, or withdrawn in time, is in neither. ${COHORT}`],
  resolutionSla: ['Resolution SLA', 'share', 'high', `Tickets resolved within their target / those and the breached ones, on the clock of the policy: it stands still outside opening hours and while the customer owes the next word. A ticket that breaches after a reopening is breached. ${COHORT}`],
  serviceLevel: ['Service level', 'share', 'high', `Tickets answered within T / (tickets opened - tickets withdrawn within T). T is the limit of the first goal on the first response, else 5 minutes. Not answered and not yet T old at the end: in neither. ${COHORT}`],
  serviceLevelAll: ['Service level of all', 'share', 'high', 'Tickets answered within T / tickets opened: whoever left, however soon, counts as not served. T as in the service level.'],
  serviceLevelServed: ['Service level of the served', 'share', 'high', 'Tickets answered within T / tickets answered: whoever left does not count at all. T as in the service level.'],
  unanswered: ['Unanswered at the end', 'share', 'low', `Tickets neither answered nor withdrawn when the world stopped / tickets opened. ${COHORT}`],
  abandonment: ['Abandonment', 'share', 'low', 'Customers who gave up before the first reply, aloud or silently / tickets opened. Tickets whose window closed unanswered are counted apart, because a silent leaver may be among them.'],
  abandonmentAloud: ['Abandoned aloud', 'share', 'low', 'Tickets that the customer withdrew before the first reply / tickets opened.'],
  abandonmentSilent: ['Abandoned silently', 'share', 'low', 'Customers who stopped waiting without a word / tickets opened. No desk can see them: this is told by the simulated customers.'],
  abandonmentExpired: ['Abandoned by expiry', 'share', 'low', 'Tickets whose 24-hour window closed before the first reply / tickets opened.'],
  backlog: ['Backlog', 'count', 'low', 'Open tickets, averaged over the time of the run (not over the ends of intervals).'],
  backlogOnUs: ['Backlog waiting on us', 'count', 'low', 'Open tickets whose last word is the customer\'s, averaged over the time of the run.'],
  backlogOnCustomer: ['Backlog waiting on customers', 'count', 'none', 'Open tickets whose last word is ours, averaged over the time of the run.'],
  occupancy: ['Occupancy', 'share', 'none', 'Time with work in hand / (time signed in and not on a break + ghost time), over all agents. Ghost time is work outside signed-in time, such as a reply finished after the shift. Several pieces of work at once count once.'],
  occupancyAnyChat: ['Occupancy by open chats', 'share', 'none', 'Time with at least one chat in a slot / time signed in and not on a break, over all agents.'],
  occupancySlots: ['Slots in use', 'share', 'none', 'Open chats in slots / slots, weighted by the time signed in and not on a break.'],
  utilisation: ['Utilisation', 'share', 'none', 'Time with work in hand / paid time. Paid is the plan: shifts with their breaks, also of absent agents.'],
  reopenRate: ['Reopen rate', 'share', 'low', `Tickets reopened at least once / tickets first resolved so early that their whole reopening window lies before the end of the drain. ${COHORT}`],
  transferRate: ['Transfer rate', 'share', 'low', `Tickets that had a second, different agent / tickets that had an agent. Waiting in another line is no transfer. ${COHORT}`],
  escalationRate: ['Escalation rate', 'share', 'low', `Tickets escalated at least once that had an agent / tickets that had an agent. ${COHORT}`],
  resolvedByTime: ['Resolved by time', 'share', 'none', `Tickets that were resolved because the customer did not write any more / tickets resolved at the end. ${COHORT}`],
  windowExpiry: ['Window expiry', 'share', 'low', `Tickets whose 24-hour window closed while the customer waited on us / tickets opened (each has waited on us). Each ticket counts once. ${COHORT}`],
  sends: ['Sends accepted', 'count', 'none', 'Messages the platform accepted, for each replication, drain included.'],
  sendsOutsideWindow: ['Sends outside window', 'count', 'low', 'Free-form messages refused, or failed later, with code 131047, for each replication. Messages that the desk itself held back or replaced by a template were not sent. Without any send: no samples.'],
  sendsDropped: ['Sends dropped', 'count', 'low', 'Messages the desk gave up by its own rules, for each replication.'],
  refusals: ['Refusals', 'count', 'low', 'Answers by which the platform refused a send, at once or by a failed status, for each replication; a send tried again counts again.'],
  tierHeadroom: ['Tier headroom', 'share', 'high', '1 - unique recipients opened outside windows in the last 24 hours / messaging limit, averaged over the sends outside windows; no limit gives 1.'],
  tierHeadroomMin: ['Least tier headroom', 'share', 'high', 'The smallest headroom of a replication, averaged over the replications with a send outside a window.'],
  longestHold: ['Longest hold of a send', 'ms', 'low', 'The longest time between the wish to send a message and its acceptance, averaged over the replications that sent one: how late the last message of a campaign leaves.'],
  firstTierRaise: ['First tier raise', 'ms', 'none', 'When the messaging limit rose for the first time, counted from the first campaign (from the start without one), averaged over the replications in which it did.'],
  secondTierRaise: ['Second tier raise', 'ms', 'none', 'When the messaging limit rose for the second time, counted likewise, averaged over the replications in which it did.'],
  messageFees: ['Message fees', 'usd', 'low', 'What the platform charges for each replication, in US dollars.'],
  costPerResolution: ['Cost per resolution', 'usd', 'low', 'Paid agent hours x rate + message fees / tickets that an agent had resolved at the end; a reopened ticket counts once. Rates and fees are added as they stand, in one currency. Without a wage it has no value.'],
  fairnessJain: ['Fairness (Jain)', 'ratio', 'high', 'Jain\'s index of the work of each agent for each hour signed in and not on a break, by team, weighted by agents: 1 is equal, 1/n all to one. Teams of one, or without work, are left out.'],
  fairnessGini: ['Inequality (Gini)', 'ratio', 'low', 'Gini coefficient of the same work for each hour: 0 is equal.'],
  phoneFirstResponse: ['First response at the phone', 'ms', 'low', 'First reply as it reaches a customer who is still waiting, minus the sending of the first message; averaged over such customers, a return counting again. Includes the platform\'s delays.'],
  customerServed: ['Customers served', 'share', 'high', 'Customers with all their questions answered / customers who came; somebody who gave up and was served on return is served.'],
} as const satisfies Record<string, readonly [title: string, unit: KpiUnit, better: KpiDefinition['better'], definition: string]>;

export type KpiId = keyof typeof TABLE | `refusals${RefusalCode}`;

/** All KPIs, those by refusal code last. */
export const DEFINITIONS: readonly KpiDefinition[] = [
  ...(Object.keys(TABLE) as (keyof typeof TABLE)[]).map((id) => {
    const [title, unit, better, definition] = TABLE[id];
    return { id, title, unit, better, definition };
  }),
  ...REFUSAL_CODES.map((code) => ({
    id: `refusals${code}` as const,
    title: `Refusals ${code}`,
    unit: 'count' as const,
    better: 'low' as const,
    definition: `Refusals with code ${code} (${REFUSAL_MEANINGS[code]}), at once or by a failed status, for each replication.`,
  })),
];

/** Null for a name that no KPI has. */
export function definitionOf(id: string): KpiDefinition | null {
  return DEFINITIONS.find((definition) => definition.id === id) ?? null;
}
