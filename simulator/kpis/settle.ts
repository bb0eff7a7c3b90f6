import type { Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { gini, jain } from '../stats/intervals.js';
import type { AgentHours } from './agent-hours.js';
import { WATCHED, type GoalCounters } from './goal-counters.js';
import type { HourClock } from './hour-clock.js';
import { SCALAR, type Layout, type ScalarName } from './layout.js';
import { paidHours } from './paid-hours.js';
import { TICKET, type TicketMemory } from './ticket-memory.js';

/** The last entries of a block: what is still open, sums over the hours, the fairness of the whole run. */
export function settle(
  scenario: Scenario, layout: Layout, values: Float64Array, endMs: Ms,
  clock: HourClock, tickets: TicketMemory, agents: AgentHours, goals: GoalCounters,
): void {
  for (let ticket = 0; ticket < tickets.count; ticket++) {
    if ((tickets.flags[ticket]! & TICKET.cohort) !== 0) settleTicket(ticket, layout, values, endMs, clock, tickets, goals);
  }
  sumRows(layout, values);
  settleFairness(scenario, values, agents);
  const paid = paidHours(scenario);
  values[SCALAR.paidMs] = paid.ms;
  values[SCALAR.paidCost] = paid.cost;
  values[SCALAR.phoneWaiting] = Math.max(0, values[SCALAR.attempts]! - values[SCALAR.phoneAnswered]! - values[SCALAR.left]!);
}

/** What is still owed at the end has waited longer than this, nobody knows how long. */
function settleTicket(
  ticket: number, layout: Layout, values: Float64Array, endMs: Ms,
  clock: HourClock, tickets: TicketMemory, goals: GoalCounters,
): void {
  const flags = tickets.flags[ticket]!;
  const hour = clock.hourOf(tickets.bornMs[ticket]!);
  const ageMs = endMs - tickets.bornMs[ticket]!;
  const isOpen = (flags & TICKET.open) !== 0;
  if ((flags & (TICKET.answered | TICKET.withdrawn)) === 0) {
    // Closed without a word: no answer will ever come.
    goals.inVain(WATCHED.firstResponse, hour, isOpen ? ageMs : Infinity);
    values[SCALAR.unanswered]!++;
    if (isOpen && ageMs <= layout.thresholdMs) {
      values[SCALAR.notDue]!++;
      values[layout.rows.notDue + hour]!++;
    }
  }
  if ((flags & (TICKET.handled | TICKET.withdrawn)) === 0) {
    goals.inVain(WATCHED.slotWait, hour, isOpen ? ageMs : Infinity);
    values[SCALAR.unassigned]!++;
  }
  if (!isOpen) return;
  if ((flags & TICKET.onUs) !== 0) {
    goals.inVain(WATCHED.responseTime, hour, endMs - tickets.turnMs[ticket]!);
    values[SCALAR.owedReplies]!++;
  }
  if ((flags & TICKET.resolved) === 0) {
    goals.inVain(WATCHED.resolution, hour, ageMs);
    values[SCALAR.unresolved]!++;
  }
}

const SUMMED = [
  'backlogMs', 'backlogOnUsMs', 'signedInMs', 'availableMs', 'withChatMs', 'openChatsMs', 'openSlotsMs', 'workMs', 'ghostMs',
] as const satisfies readonly ScalarName[];

function sumRows(layout: Layout, values: Float64Array): void {
  for (const row of SUMMED) {
    let sum = 0;
    for (let hour = 0; hour < layout.hours; hour++) sum += values[layout.rows[row] + hour]!;
    values[SCALAR[row]] = sum;
  }
}

/** By team, weighted by the agents in it; a team of one has nobody to be fair to, nor has one that did no work. */
function settleFairness(scenario: Scenario, values: Float64Array, agents: AgentHours): void {
  for (let team = 0; team < scenario.teams.length; team++) {
    const loads: number[] = [];
    scenario.agents.forEach((agent, i) => {
      if (agent.team === team && agents.availableMs[i]! > 0) loads.push(agents.workMs[i]! / agents.availableMs[i]!);
    });
    if (loads.length < 2 || loads.every((load) => load === 0)) continue;
    values[SCALAR.jain]! += loads.length * jain(loads);
    values[SCALAR.gini]! += loads.length * gini(loads);
    values[SCALAR.fairnessAgents]! += loads.length;
  }
}
