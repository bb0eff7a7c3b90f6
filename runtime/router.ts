import type { AgentView } from './agent.js';
import type { TicketView } from './ticket.js';
import type { Ms } from './units.js';

/**
 * The two questions of routing. The desk asks them at every event that could change the answer: a ticket enters the
 * line, an agent gets room, signs in or comes back from a break. It checks each answer against eligibility and
 * throws when it does not hold.
 */
export interface Router {
  readonly name: string;
  /** Who takes this ticket? Answer an agent's id, or NONE to let it wait. */
  selectAgent(ticket: TicketView, desk: DeskView): number;
  /** Which waiting ticket does this agent take? Answer a ticket's slot, or NONE to leave the agent idle. */
  selectTicket(agent: AgentView, desk: DeskView): number;
}

/** What a router may know. Read-only. */
export interface DeskView {
  readonly now: Ms;
  readonly agents: readonly AgentView[];
  /** How many wait; first() and waiting() say who. */
  readonly waitingCount: number;
  /** The waiting ticket with the best rank that this agent has the skills for, or null. */
  first(agent: AgentView): TicketView | null;
  /** All waiting tickets, best rank first. */
  waiting(): readonly TicketView[];
  ticket(slot: number): TicketView;
  eligible(agent: AgentView, ticket: TicketView): boolean;
  /** Opening hours of the desk. */
  isOpen(at: Ms): boolean;
}
