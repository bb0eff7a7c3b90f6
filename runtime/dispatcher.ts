import { Agent, type AgentView } from './agent.js';
import { Bug } from './bug.js';
import type { DeskConfig } from './desk-config.js';
import { isEligible } from './eligibility.js';
import { FACTS, type FactSink } from './facts.js';
import type { DeskView, Router } from './router.js';
import { STAGE, type Ticket, type TicketView } from './ticket.js';
import { NONE, type Ms } from './units.js';
import { WaitingLine } from './waiting-line.js';

/** Who wants to know that a ticket got its agent. */
export type Assigned = (now: Ms, ticket: Ticket) => void;

/**
 * Brings tickets and agents together: asks the router, checks its answer, keeps the waiting line. It is woken by
 * every event that could change an answer; missing one of them is the classic "never assigned" bug.
 */
export class Dispatcher implements DeskView {
  now: Ms = 0;
  readonly agents: readonly Agent[];
  private readonly line = new WaitingLine();
  private turns = 0;
  private readonly config: DeskConfig;
  private readonly tickets: readonly Ticket[];
  private readonly router: Router;
  private readonly sink: FactSink;
  private readonly assigned: Assigned;
  private readonly openAt: (at: Ms) => boolean;

  constructor(
    config: DeskConfig,
    tickets: readonly Ticket[],
    router: Router,
    sink: FactSink,
    assigned: Assigned,
    openAt: (at: Ms) => boolean,
  ) {
    this.config = config;
    this.agents = config.agents.map((agent, id) => new Agent(id, agent, config.salt));
    this.tickets = tickets;
    this.router = router;
    this.sink = sink;
    this.assigned = assigned;
    this.openAt = openAt;
  }

  get waitingCount(): number {
    return this.line.length;
  }

  first(agent: AgentView): TicketView | null {
    return this.line.length === 0 ? null : this.line.firstFor(agent);
  }

  /** Whether somebody stands in line whom this agent could take, were the agent there and free. */
  waitingFor(agent: AgentView): boolean {
    return this.line.length > 0 && this.line.firstFor(agent) !== null;
  }

  waiting(): readonly Ticket[] {
    return this.line.inOrder();
  }

  ticket(slot: number): TicketView {
    return this.tickets[slot]!;
  }

  eligible(agent: AgentView, ticket: TicketView): boolean {
    return isEligible(agent, ticket);
  }

  isOpen(at: Ms): boolean {
    return this.openAt(at);
  }

  /** A ticket needs somebody: it gets an agent now or a place in line. */
  route(now: Ms, ticket: Ticket, reason: number): void {
    this.now = now;
    ticket.queuedAt = now;
    this.place(ticket);
    const id = this.router.selectAgent(ticket, this);
    if (id !== NONE) {
      this.assign(now, ticket, this.checkedAgent(id, ticket));
      return;
    }
    ticket.stage = STAGE.created;
    this.line.enter(ticket);
    this.sink.tell(FACTS.ticketQueued.kind, now, ticket.number, reason, now - ticket.openedAt);
  }

  /** An agent may have room: tickets are pulled until the router leaves the agent idle. */
  roomAt(now: Ms, agent: Agent): void {
    this.now = now;
    while (this.line.length > 0 && agent.available && agent.load < agent.slots) {
      const slot = this.router.selectTicket(agent, this);
      if (slot === NONE) return;
      const ticket = this.checkedTicket(slot, agent);
      this.line.leave(ticket);
      this.assign(now, ticket, agent);
    }
  }

  /** Gives a ticket to an agent who already knows it, if eligible now. */
  returnTo(now: Ms, ticket: Ticket, agentId: number): boolean {
    const agent = this.agents[agentId];
    if (agent === undefined || !isEligible(agent, ticket)) return false;
    this.now = now;
    ticket.queuedAt = now;
    this.assign(now, ticket, agent);
    return true;
  }

  leaveLine(ticket: Ticket): void {
    if (ticket.queue !== null) this.line.leave(ticket);
  }

  /** Its head start changed: a new place in line, the same age. */
  rankAgain(ticket: Ticket): void {
    if (ticket.queue === null) return;
    this.line.leave(ticket);
    this.place(ticket);
    this.line.enter(ticket);
  }

  takeSlot(ticket: Ticket, agent: Agent): void {
    ticket.holdsSlot = true;
    agent.load++;
  }

  /** Gives the slot back without waking the router: the caller finishes its own change first. */
  freeSlot(ticket: Ticket): void {
    if (!ticket.holdsSlot) return;
    ticket.holdsSlot = false;
    this.agents[ticket.agent]!.load--;
  }

  /** The agent no longer owns the ticket. */
  disown(ticket: Ticket): void {
    if (ticket.agent === NONE) return;
    this.freeSlot(ticket);
    this.agents[ticket.agent]!.owned--;
    ticket.lastAgent = ticket.agent;
    ticket.agent = NONE;
  }

  private assign(now: Ms, ticket: Ticket, agent: Agent): void {
    ticket.agent = agent.id;
    ticket.stage = STAGE.assigned;
    agent.owned++;
    agent.lastAssignedAt = now;
    agent.lastTurn = ++this.turns;
    this.takeSlot(ticket, agent);
    this.sink.tell(FACTS.ticketAssigned.kind, now, ticket.number, agent.id, now - ticket.queuedAt);
    this.assigned(now, ticket);
  }

  private place(ticket: Ticket): void {
    const vipMs = ticket.vip === 1 ? this.config.vipHeadStartMs : 0;
    const since = ticket.awaitsAgent ? ticket.awaitingSince : ticket.queuedAt;
    ticket.rank = since - this.config.headStartMs[ticket.priority]! - vipMs - ticket.boostMs;
    ticket.needsSkill = this.config.requireSkill ? 1 << ticket.intent : 0;
    ticket.needsLanguage = this.config.requireLanguage ? 1 << ticket.language : 0;
  }

  private checkedAgent(id: number, ticket: Ticket): Agent {
    const agent = this.agents[id];
    if (agent !== undefined && isEligible(agent, ticket)) return agent;
    throw new Bug(`router ${this.router.name} gave ticket ${ticket.number} to agent ${id}, who is not eligible at ${this.now} ms`);
  }

  private checkedTicket(slot: number, agent: Agent): Ticket {
    const ticket = this.tickets[slot];
    if (ticket !== undefined && ticket.queue !== null && isEligible(agent, ticket)) return ticket;
    throw new Bug(`router ${this.router.name} gave agent ${agent.id} ticket slot ${slot}, which is not a waiting ticket for them at ${this.now} ms`);
  }
}
