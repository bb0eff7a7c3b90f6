import { Calendar } from '../../runtime/calendar.js';
import type { DeskConfig } from '../../runtime/desk-config.js';
import { CLOCK, FACTS, type FactSink } from '../../runtime/facts.js';
import { NONE, type Ms } from '../../runtime/units.js';
import { ClockAccount, targetsOf } from './clock-account.js';

/** Where a ticket stands, as the journal tells it. */
export type Standing = 'waiting' | 'withAgent' | 'pending' | 'resolved';

export class TicketAccount {
  readonly number: number;
  readonly contact: number;
  /** Without the language: priority + 4 * vip + 8 * intent. */
  readonly cls: number;
  readonly clocks: readonly [ClockAccount, ClockAccount];
  agent = NONE;
  live = true;
  inLine = false;
  holdsSlot = false;
  /** The customer has the last word. */
  awaits = true;
  replies = 0;
  level = 0;
  episodes = 1;

  constructor(number: number, contact: number, cls: number, clocks: readonly [ClockAccount, ClockAccount]) {
    this.number = number;
    this.contact = contact;
    this.cls = cls;
    this.clocks = clocks;
  }

  get standing(): Standing {
    if (!this.live) return 'resolved';
    if (this.agent === NONE) return 'waiting';
    return this.awaits ? 'withAgent' : 'pending';
  }
}

export class AgentAccount {
  readonly slots: number;
  signedIn = false;
  paused = false;
  load = 0;
  owned = 0;

  constructor(slots: number) {
    this.slots = slots;
  }

  get available(): boolean {
    return this.signedIn && !this.paused;
  }
}

/** How often what happened; every fate has its own. */
export class Sums {
  messages = 0;
  repeated = 0;
  opened = 0;
  resolved = 0;
  withdrawn = 0;
  reopened = 0;
  closed = 0;
  intended = 0;
  accepted = 0;
  refused = 0;
  dropped = 0;
  windowsOpened = 0;
  windowsClosed = 0;
}

/** Refusals worth another try, and how many tries there are: stated here a second time, on purpose. */
const RETRYABLE: readonly number[] = [4, 80007, 130429, 131056, 133016];
const ATTEMPTS = 4;

/**
 * The other account of one truth (law 3): rebuilds tickets, loads, the waiting line, windows, clocks and sends from the
 * facts alone. Give it to a desk as a sink, then compare it with the desk by `disagreements`.
 */
export class Project implements FactSink {
  readonly config: DeskConfig;
  readonly agents: readonly AgentAccount[];
  /** Closed tickets have left. */
  readonly tickets = new Map<number, TicketAccount>();
  /** How many windows each contact has open. */
  readonly windows = new Map<number, number>();
  /** Sends without a fate yet. */
  readonly underWay = new Set<number>();
  readonly sums = new Sums();
  now: Ms = 0;
  private readonly calendar: Calendar;

  constructor(config: DeskConfig) {
    this.config = config;
    this.calendar = new Calendar(config.openMs);
    this.agents = config.agents.map((agent) => new AgentAccount(agent.slots));
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    this.now = at;
    if (kind >= FACTS.agentSignedIn.kind && kind <= FACTS.agentResumed.kind) return this.presence(kind, a);
    if (kind >= FACTS.sendIntended.kind && kind <= FACTS.sendDropped.kind) return this.send(kind, a, b, c);
    if (kind >= FACTS.slaWarned.kind && kind <= FACTS.slaMet.kind) return this.clock(kind, a, b);
    if (kind >= FACTS.windowOpened.kind && kind <= FACTS.windowClosed.kind) return this.window(kind, a);
    this.ticket(kind, at, a, b, c);
  }

  /** The contact's ticket that is not closed. */
  ticketOf(contact: number): TicketAccount | undefined {
    for (const ticket of this.tickets.values()) if (ticket.contact === contact) return ticket;
    return undefined;
  }

  get waiting(): TicketAccount[] {
    return [...this.tickets.values()].filter((ticket) => ticket.inLine);
  }

  private ticket(kind: number, at: Ms, a: number, b: number, c: number): void {
    const ticket = this.tickets.get(a);
    switch (kind) {
      case FACTS.messageReceived.kind:
        this.sums.messages++;
        return ticket === undefined ? undefined : this.message(ticket, at);
      case FACTS.messageRepeated.kind:
        this.sums.repeated++;
        return;
      case FACTS.ticketOpened.kind:
        return this.open(at, a, b, c);
    }
    if (ticket === undefined) return;
    switch (kind) {
      case FACTS.ticketQueued.kind:
        ticket.inLine = true;
        return;
      case FACTS.ticketAssigned.kind:
        return this.assign(ticket, b);
      case FACTS.ticketUnassigned.kind:
        return this.unassign(ticket);
      case FACTS.slotReleased.kind:
        return this.freeSlot(ticket);
      case FACTS.replied.kind:
        return this.replied(ticket, at);
      case FACTS.ticketTransferred.kind:
        return;
      case FACTS.ticketEscalated.kind:
        ticket.level = b;
        return;
      case FACTS.ticketResolved.kind:
      case FACTS.ticketWithdrawn.kind:
        return this.end(ticket, kind, at);
      case FACTS.ticketReopened.kind:
        return this.reopen(ticket, at);
      case FACTS.ticketClosed.kind:
        this.sums.closed++;
        this.tickets.delete(a);
    }
  }

  private open(at: Ms, number: number, contact: number, cls: number): void {
    this.sums.opened++;
    const { firstResponseMs, resolutionMs } = targetsOf(this.config, cls);
    const first = new ClockAccount(this.calendar, firstResponseMs, at, false);
    const resolution = new ClockAccount(this.calendar, resolutionMs, at, true);
    this.tickets.set(number, new TicketAccount(number, contact, cls, [first, resolution]));
  }

  private message(ticket: TicketAccount, at: Ms): void {
    if (!ticket.live) return;
    ticket.awaits = true;
    ticket.clocks[CLOCK.resolution].goOn(at);
  }

  private replied(ticket: TicketAccount, at: Ms): void {
    ticket.replies++;
    ticket.awaits = false;
    ticket.clocks[CLOCK.resolution].standStill(at);
  }

  private assign(ticket: TicketAccount, agent: number): void {
    const { [agent]: account } = this.agents;
    ticket.inLine = false;
    ticket.agent = agent;
    ticket.holdsSlot = true;
    account!.load++;
    account!.owned++;
  }

  /** A ticket that nobody owns any more owes its customer a word, whoever had the last one. */
  private unassign(ticket: TicketAccount): void {
    this.leave(ticket);
    ticket.awaits = true;
    ticket.clocks[CLOCK.resolution].goOn(this.now);
  }

  private leave(ticket: TicketAccount): void {
    if (ticket.agent === NONE) return;
    this.freeSlot(ticket);
    this.agents[ticket.agent]!.owned--;
    ticket.agent = NONE;
  }

  private freeSlot(ticket: TicketAccount): void {
    if (ticket.holdsSlot) this.agents[ticket.agent]!.load--;
    ticket.holdsSlot = false;
  }

  private end(ticket: TicketAccount, kind: number, at: Ms): void {
    const withdrawn = kind === FACTS.ticketWithdrawn.kind;
    if (withdrawn) this.sums.withdrawn++;
    else this.sums.resolved++;
    for (const clock of ticket.clocks) if (clock.end === 'running') clock.end = 'cancelled';
    ticket.clocks[CLOCK.resolution].standStill(at);
    this.leave(ticket);
    ticket.live = false;
    ticket.inLine = false;
    ticket.awaits = false;
  }

  private reopen(ticket: TicketAccount, at: Ms): void {
    this.sums.reopened++;
    const clock = ticket.clocks[CLOCK.resolution];
    if (clock.end === 'met') clock.end = 'running';
    clock.goOn(at);
    ticket.live = true;
    ticket.awaits = true;
    ticket.episodes++;
  }

  private clock(kind: number, number: number, which: number): void {
    const clock = this.tickets.get(number)?.clocks[which as 0 | 1];
    if (clock === undefined) return;
    if (kind === FACTS.slaWarned.kind) clock.warnings++;
    else if (kind === FACTS.slaMet.kind) clock.end = 'met';
    else {
      clock.breaches++;
      clock.end = 'missed';
    }
  }

  private presence(kind: number, id: number): void {
    const agent = this.agents[id]!;
    if (kind === FACTS.agentSignedIn.kind) agent.signedIn = true;
    else if (kind === FACTS.agentSignedOut.kind) agent.signedIn = false;
    agent.paused = kind === FACTS.agentPaused.kind;
  }

  private window(kind: number, contact: number): void {
    const open = this.windows.get(contact) ?? 0;
    if (kind === FACTS.windowOpened.kind) {
      this.sums.windowsOpened++;
      this.windows.set(contact, open + 1);
    } else if (kind === FACTS.windowClosed.kind) {
      this.sums.windowsClosed++;
      if (open === 1) this.windows.delete(contact);
      else this.windows.set(contact, open - 1);
    }
  }

  private send(kind: number, intent: number, code: number, attempt: number): void {
    switch (kind) {
      case FACTS.sendIntended.kind:
        this.sums.intended++;
        this.underWay.add(intent);
        return;
      case FACTS.sendRefused.kind:
        if (RETRYABLE.includes(code) && attempt < ATTEMPTS) return;
        this.sums.refused++;
        break;
      case FACTS.sendAccepted.kind:
        this.sums.accepted++;
        break;
      case FACTS.sendDropped.kind:
        this.sums.dropped++;
        break;
      default:
        return;
    }
    this.underWay.delete(intent);
  }
}
