import type { Agenda } from './agenda.js';
import { NONE, NEVER, type Ms } from './units.js';
import { Bug } from './bug.js';
import { CONTENT } from './content.js';
import type { Agent } from './agent.js';
import { Conversation } from './conversation.js';
import type { DeskConfig } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import { Dispatcher } from './dispatcher.js';
import { FACTS, QUEUED, SEND_KIND, STATUS, type FactSink } from './facts.js';
import { IntMap } from './int-map.js';
import { CATEGORY } from './intent.js';
import { Outbox } from './outbox.js';
import type { Router } from './router.js';
import { SeenIds } from './seen-ids.js';
import { SlaClocks } from './sla-clocks.js';
import { StatusBook } from './status-book.js';
import { CLASS_COLUMN } from './ticket-class.js';
import { STAGE, Ticket } from './ticket.js';
import type { Lane, LaneGroup } from './timer-lanes.js';
import { WindowKeeper } from './window-keeper.js';

/** What an agent's screen is told: a chat wants an answer, a chat was taken away. */
export interface Screen {
  shown(now: Ms, agent: number, ticket: number, contact: number, content: number): void;
  cleared(now: Ms, agent: number, ticket: number): void;
}

/** Makes sense of a first message: `packClass` of its priority, vip, intent, language. */
export interface Reader {
  classify(contact: number, content: number): number;
}

/**
 * The reference help desk. Commands in, facts out; told the time with every command, it asks for the future only
 * through the agenda. Sends wait in `outbox` until whoever drives the desk has asked the platform.
 */
export class Desk {
  readonly outbox: Outbox;
  readonly dispatcher: Dispatcher;
  readonly seen = new SeenIds();
  private readonly config: DeskConfig;
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly screen: Screen;
  private readonly reader: Reader;
  private readonly sla: SlaClocks;
  private readonly windows: WindowKeeper;
  private readonly statuses = new StatusBook();
  private readonly tickets: Ticket[] = [];
  private readonly spareTickets: Ticket[] = [];
  private readonly conversations: Conversation[] = [];
  private readonly spareConversations: Conversation[] = [];
  /** contact * numbers + number -> conversation slot. */
  private readonly byPair = new IntMap();
  private readonly idle: LaneGroup;
  private readonly slotLane: Lane;
  private readonly resolveLane: Lane;
  private readonly closeLane: Lane;
  private ticketCount = 0;

  constructor(config: DeskConfig, agenda: Agenda, sink: FactSink, router: Router, screen: Screen, reader: Reader) {
    this.config = config;
    this.agenda = agenda;
    this.sink = sink;
    this.screen = screen;
    this.reader = reader;
    this.outbox = new Outbox(config, agenda, sink, (conversation) => this.maybeForget(conversation));
    this.sla = new SlaClocks(config, agenda, sink, (now, ticket) => this.escalate(now, ticket));
    this.windows = new WindowKeeper(config, agenda, sink, (now, ticket) => this.hurry(now, ticket), (c) => this.maybeForget(c));
    this.dispatcher = new Dispatcher(config, this.tickets, router, sink, (now, t, a) => this.assigned(now, t, a), (at) =>
      this.sla.isOpen(at),
    );
    this.idle = agenda.openGroup();
    this.slotLane = agenda.openLane(this.idle, DESK_ENTRY.idle);
    this.resolveLane = agenda.openLane(this.idle, DESK_ENTRY.idle);
    this.closeLane = agenda.openLane(this.idle, DESK_ENTRY.close);
  }

  /** Open tickets, for views and checks. */
  get liveTickets(): readonly Ticket[] {
    return this.tickets.filter((ticket) => ticket.isLive);
  }

  get openConversations(): number {
    return this.conversations.length - this.spareConversations.length;
  }

  // --- what the platform brings ---

  /** A customer's message. The same message id changes nothing a second time. */
  receive(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void {
    if (!this.seen.add(now, message)) {
      this.sink.tell(FACTS.messageRepeated.kind, now, contact, message, 0);
      return;
    }
    this.outbox.countInbound(now, number);
    const conversation = this.conversationOf(number, contact);
    this.windows.inbound(now, conversation, timestampMs);
    const ticket = conversation.ticket;
    if ((content & CONTENT.withdraws) !== 0) return this.withdraw(now, conversation, message);
    if (ticket === null) return this.openTicket(now, conversation, message, content);
    this.sink.tell(FACTS.messageReceived.kind, now, ticket.number, contact, message);
    ticket.content = content;
    if (ticket.stage === STAGE.resolved) {
      if (now - ticket.resolvedAt <= this.config.reopenMs) return this.reopen(now, ticket);
      this.close(now, ticket);
      return this.openTicket(now, conversation, NONE, content);
    }
    this.customerSpoke(now, ticket);
  }

  /** A message's status as the platform tells it: late and repeated tellings change nothing. */
  statusTold(now: Ms, message: number, status: number, code: number): void {
    if (this.statuses.advance(now, message, status)) this.sink.tell(FACTS.statusChanged.kind, now, message, status, code);
  }

  limitTold(now: Ms, limit: number): void {
    this.sink.tell(FACTS.limitChanged.kind, now, limit, 0, 0);
    this.outbox.limitChanged(now, limit);
  }

  // --- what agents press ---

  signIn(now: Ms, agentId: number): void {
    const agent = this.agentOf(agentId);
    if (agent.signedIn) return;
    agent.signedIn = true;
    agent.paused = false;
    agent.available = true;
    agent.availableSince = now;
    this.sink.tell(FACTS.agentSignedIn.kind, now, agentId, agent.slots, 0);
    this.dispatcher.roomAt(now, agent);
  }

  signOut(now: Ms, agentId: number): void {
    const agent = this.agentOf(agentId);
    if (!agent.signedIn) return;
    agent.signedIn = false;
    agent.available = false;
    agent.signedOutAt = now;
    this.sink.tell(FACTS.agentSignedOut.kind, now, agentId, agent.owned, 0);
    if (agent.owned > 0) this.agenda.at(now + this.config.graceMs, DESK_ENTRY.grace, agentId);
  }

  pause(now: Ms, agentId: number): void {
    const agent = this.agentOf(agentId);
    if (!agent.signedIn || agent.paused) return;
    agent.paused = true;
    agent.available = false;
    this.sink.tell(FACTS.agentPaused.kind, now, agentId, agent.owned, 0);
  }

  resume(now: Ms, agentId: number): void {
    const agent = this.agentOf(agentId);
    if (!agent.signedIn || !agent.paused) return;
    agent.paused = false;
    agent.available = true;
    agent.availableSince = now;
    this.sink.tell(FACTS.agentResumed.kind, now, agentId, 0, 0);
    this.dispatcher.roomAt(now, agent);
  }

  /** The agent answers: the customer owes the next word. */
  reply(now: Ms, agentId: number, slot: number): void {
    const ticket = this.ownTicket(agentId, slot);
    const conversation = ticket.conversation!;
    if (ticket.replies++ === 0) {
      this.sink.tell(FACTS.firstReplied.kind, now, ticket.number, agentId, now - ticket.openedAt);
      this.sla.firstReplied(now, ticket);
    }
    const since = ticket.awaitsAgent ? now - ticket.awaitingSince : 0;
    this.sink.tell(FACTS.replied.kind, now, ticket.number, agentId, since);
    ticket.stage = STAGE.pending;
    ticket.awaitingSince = NEVER;
    ticket.lastReplyAt = now;
    conversation.unread = 0;
    this.sla.pause(now, ticket);
    this.outbox.submit(now, conversation, SEND_KIND.reply, CATEGORY.service, ticket.content);
    this.armIdle(now, ticket);
  }

  resolve(now: Ms, agentId: number, slot: number): void {
    this.finish(now, this.ownTicket(agentId, slot), agentId);
  }

  transfer(now: Ms, agentId: number, slot: number): void {
    const ticket = this.ownTicket(agentId, slot);
    this.takeAway(now, ticket, QUEUED.returned);
    this.dispatcher.route(now, ticket, QUEUED.returned);
    this.sink.tell(FACTS.ticketTransferred.kind, now, ticket.number, agentId, ticket.agent);
    this.dispatcher.roomAt(now, this.agentOf(agentId));
  }

  /** A template to somebody, whether they wrote before or not. */
  sendTemplate(now: Ms, number: number, contact: number, category: number, optedIn: boolean, content: number): void {
    const conversation = this.conversationOf(number, contact);
    conversation.optedIn = optedIn;
    this.outbox.submit(now, conversation, SEND_KIND.campaign, category, content);
  }

  // --- what the agenda brings ---

  ring(now: Ms, kind: number, subject: number): void {
    switch (kind) {
      case DESK_ENTRY.firstResponse:
        return this.sla.firstDue(now, this.tickets[subject]!);
      case DESK_ENTRY.resolution:
      case DESK_ENTRY.resolutionLate:
        return this.sla.resolutionDue(now, this.tickets[subject]!);
      case DESK_ENTRY.window:
        return this.windows.due(now, this.conversations[subject]!);
      case DESK_ENTRY.idle:
        return this.idleDue(now, this.tickets[subject]!);
      case DESK_ENTRY.close:
        return this.close(now, this.tickets[subject]!);
      case DESK_ENTRY.grace:
        return this.graceOver(now, this.agentOf(subject));
      case DESK_ENTRY.sendAgain:
        return this.outbox.again(now, subject);
      case DESK_ENTRY.sendPaced:
        return this.outbox.pacedDue(now, subject);
      case DESK_ENTRY.sendTier:
        return this.outbox.tierDue(now);
      default:
        throw new Bug(`the desk has no entry kind ${kind}`);
    }
  }

  // --- the life of a ticket ---

  private openTicket(now: Ms, conversation: Conversation, message: number, content: number): void {
    const cls = this.reader.classify(conversation.contact, content);
    const ticket = this.spareTickets.pop() ?? this.newTicket();
    ticket.open(this.ticketCount++, conversation, cls, now);
    ticket.content = content;
    conversation.ticket = ticket;
    conversation.unread++;
    this.sink.tell(FACTS.ticketOpened.kind, now, ticket.number, conversation.contact, cls & CLASS_COLUMN);
    if (message !== NONE) this.sink.tell(FACTS.messageReceived.kind, now, ticket.number, conversation.contact, message);
    this.sla.start(now, ticket);
    this.dispatcher.route(now, ticket, QUEUED.noAgent);
  }

  private customerSpoke(now: Ms, ticket: Ticket): void {
    ticket.conversation!.unread++;
    if (ticket.awaitsAgent) {
      if (ticket.agent !== NONE) this.show(now, ticket);
      return;
    }
    ticket.awaitingSince = now;
    this.agenda.disarm(this.idle, ticket.slot);
    this.sla.resume(now, ticket);
    this.wantsAgent(now, ticket);
  }

  /** A ticket whose customer spoke again: its own agent if possible, else the line. */
  private wantsAgent(now: Ms, ticket: Ticket): void {
    const owner = ticket.agent === NONE ? null : this.agentOf(ticket.agent);
    if (owner !== null && owner.signedIn && ticket.holdsSlot) {
      ticket.stage = STAGE.inProgress;
      return this.show(now, ticket);
    }
    if (owner !== null) this.takeAway(now, ticket, QUEUED.returned);
    const known = ticket.lastAgent;
    if (known !== NONE && this.dispatcher.returnTo(now, ticket, known)) return;
    this.dispatcher.route(now, ticket, QUEUED.returned);
  }

  private assigned(now: Ms, ticket: Ticket, agent: Agent): void {
    if (this.config.markRead) this.outbox.markRead(now, ticket.conversation!);
    this.screen.shown(now, agent.id, ticket.slot, ticket.contact, ticket.content);
  }

  private show(now: Ms, ticket: Ticket): void {
    this.screen.shown(now, ticket.agent, ticket.slot, ticket.contact, ticket.content);
  }

  private escalate(now: Ms, ticket: Ticket): void {
    ticket.level++;
    this.sink.tell(FACTS.ticketEscalated.kind, now, ticket.number, ticket.level, now - ticket.openedAt);
    this.hurry(now, ticket);
  }

  /** Escalated, or its window about to close: further up in line. */
  private hurry(now: Ms, ticket: Ticket): void {
    ticket.boostMs += this.config.windowHeadStartMs;
    this.dispatcher.rankAgain(ticket);
  }

  private finish(now: Ms, ticket: Ticket, by: number): void {
    this.sla.resolved(now, ticket);
    ticket.stage = STAGE.resolved;
    ticket.resolvedAt = now;
    ticket.awaitingSince = NEVER;
    this.sink.tell(FACTS.ticketResolved.kind, now, ticket.number, by, now - ticket.openedAt);
    this.agenda.arm(this.closeLane, ticket.slot, now + this.config.closeMs);
    this.letGo(now, ticket);
  }

  /** The customer gave up and said so. */
  private withdraw(now: Ms, conversation: Conversation, message: number): void {
    const ticket = conversation.ticket;
    this.sink.tell(FACTS.messageReceived.kind, now, ticket === null ? NONE : ticket.number, conversation.contact, message);
    if (ticket === null || !ticket.isLive) return this.maybeForget(conversation);
    this.dispatcher.leaveLine(ticket);
    this.sla.cancel(ticket);
    this.sink.tell(FACTS.ticketWithdrawn.kind, now, ticket.number, ticket.contact, now - ticket.openedAt);
    ticket.stage = STAGE.resolved;
    ticket.resolvedAt = now;
    ticket.awaitingSince = NEVER;
    this.agenda.arm(this.closeLane, ticket.slot, now + this.config.closeMs);
    if (ticket.agent !== NONE) this.screen.cleared(now, ticket.agent, ticket.slot);
    this.letGo(now, ticket);
  }

  private reopen(now: Ms, ticket: Ticket): void {
    ticket.episode++;
    ticket.stage = STAGE.created;
    this.sla.reopened(now, ticket);
    ticket.awaitingSince = now;
    this.agenda.disarm(this.idle, ticket.slot);
    this.sink.tell(FACTS.ticketReopened.kind, now, ticket.number, ticket.lastAgent, now - ticket.resolvedAt);
    this.wantsAgent(now, ticket);
  }

  private close(now: Ms, ticket: Ticket): void {
    const conversation = ticket.conversation!;
    this.agenda.disarm(this.idle, ticket.slot);
    this.sink.tell(FACTS.ticketClosed.kind, now, ticket.number, ticket.replies, now - ticket.openedAt);
    ticket.stage = STAGE.free;
    ticket.conversation = null;
    this.spareTickets.push(ticket);
    conversation.ticket = null;
    this.maybeForget(conversation);
  }

  /** Its agent has room again, which may be what somebody in line was waiting for. */
  private letGo(now: Ms, ticket: Ticket): void {
    if (ticket.agent === NONE) return;
    const agent = this.agentOf(ticket.agent);
    this.dispatcher.disown(ticket);
    this.dispatcher.roomAt(now, agent);
  }

  private takeAway(now: Ms, ticket: Ticket, reason: number): void {
    const agent = ticket.agent;
    this.dispatcher.disown(ticket);
    this.sink.tell(FACTS.ticketUnassigned.kind, now, ticket.number, agent, reason);
    this.screen.cleared(now, agent, ticket.slot);
  }

  // --- time passing over a ticket ---

  private armIdle(now: Ms, ticket: Ticket): void {
    if (ticket.holdsSlot && this.config.pendingHoldsSlotMs < this.config.autoResolveMs) {
      this.agenda.arm(this.slotLane, ticket.slot, now + this.config.pendingHoldsSlotMs);
    } else {
      this.agenda.arm(this.resolveLane, ticket.slot, ticket.lastReplyAt + this.config.autoResolveMs);
    }
  }

  private idleDue(now: Ms, ticket: Ticket): void {
    if (ticket.holdsSlot && now - ticket.lastReplyAt < this.config.autoResolveMs) {
      const agent = this.agentOf(ticket.agent);
      this.dispatcher.freeSlot(ticket);
      this.sink.tell(FACTS.slotReleased.kind, now, ticket.number, agent.id, 0);
      this.armIdle(now, ticket);
      return this.dispatcher.roomAt(now, agent);
    }
    this.finish(now, ticket, NONE);
  }

  /** Awaiting tickets of an agent who did not come back return to the line with their old age. */
  private graceOver(now: Ms, agent: Agent): void {
    if (agent.signedIn || now - agent.signedOutAt < this.config.graceMs) return;
    for (const ticket of this.tickets) {
      if (ticket.agent !== agent.id || !ticket.isLive) continue;
      if (!ticket.awaitsAgent) {
        this.dispatcher.freeSlot(ticket);
        continue;
      }
      this.takeAway(now, ticket, QUEUED.agentLeft);
      this.dispatcher.route(now, ticket, QUEUED.agentLeft);
    }
  }

  // --- records ---

  private conversationOf(number: number, contact: number): Conversation {
    const key = contact * this.config.numbers + number;
    const slot = this.byPair.get(key);
    if (slot >= 0) return this.conversations[slot]!;
    const conversation = this.spareConversations.pop() ?? this.newConversation();
    conversation.open(contact, number);
    this.byPair.set(key, conversation.slot);
    return conversation;
  }

  /** Closed, out of its window, nothing to send: the record may serve somebody else. */
  private maybeForget(conversation: Conversation): void {
    if (!this.config.forgets || conversation.ticket !== null || conversation.pendingSends > 0) return;
    if (conversation.contact === NONE || conversation.windowIsOpen(this.agenda.now)) return;
    this.byPair.delete(conversation.contact * this.config.numbers + conversation.number);
    conversation.contact = NONE;
    this.spareConversations.push(conversation);
  }

  private newTicket(): Ticket {
    const ticket = new Ticket(this.tickets.length);
    this.tickets.push(ticket);
    return ticket;
  }

  private newConversation(): Conversation {
    const conversation = new Conversation(this.conversations.length);
    this.conversations.push(conversation);
    return conversation;
  }

  private agentOf(id: number): Agent {
    const agent = this.dispatcher.agents[id];
    if (agent === undefined) throw new Bug(`there is no agent ${id}`);
    return agent;
  }

  private ownTicket(agentId: number, slot: number): Ticket {
    const ticket = this.tickets[slot];
    if (ticket !== undefined && ticket.agent === agentId && ticket.isLive) return ticket;
    throw new Bug(`agent ${agentId} pressed a key on ticket slot ${slot}, which is not theirs`);
  }

}

/** Statuses a message can no longer leave. */
export const FINAL_STATUSES: readonly number[] = [STATUS.read, STATUS.failed];
