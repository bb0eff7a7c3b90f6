import { CLOCK } from '../../runtime/facts.js';
import { SCALAR } from './layout.js';
import { TICKET, type TicketMemory } from './ticket-memory.js';

/** One result for each ticket and clock: a breach stays, whatever is met later. Only tickets of the cohort count. */
export class SlaResults {
  private readonly values: Float64Array;
  private readonly tickets: TicketMemory;

  constructor(values: Float64Array, tickets: TicketMemory) {
    this.values = values;
    this.tickets = tickets;
  }

  met(ticket: number, clock: number): void {
    const first = clock === CLOCK.firstResponse;
    const met = first ? TICKET.firstMet : TICKET.resolutionMet;
    const breached = first ? TICKET.firstBreached : TICKET.resolutionBreached;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.cohort | met | breached)) !== TICKET.cohort) return;
    this.tickets.flags[ticket] = flags | met;
    this.values[first ? SCALAR.firstMet : SCALAR.resolutionMet]!++;
  }

  breached(ticket: number, clock: number): void {
    const first = clock === CLOCK.firstResponse;
    const met = first ? TICKET.firstMet : TICKET.resolutionMet;
    const breached = first ? TICKET.firstBreached : TICKET.resolutionBreached;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.cohort | breached)) !== TICKET.cohort) return;
    this.tickets.flags[ticket] = flags | breached;
    this.values[first ? SCALAR.firstBreached : SCALAR.resolutionBreached]!++;
    if ((flags & met) !== 0) this.values[first ? SCALAR.firstMet : SCALAR.resolutionMet]!--;
  }
}
