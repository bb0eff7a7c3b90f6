import { Alarms } from './alarms.js';
import type { Agenda } from './agenda.js';
import type { Agent } from './agent.js';
import type { ConversationBook } from './conversation-book.js';
import type { Conversation } from './conversation.js';
import type { Reader, Screen } from './desk-ports.js';
import type { DeskConfig } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import type { Dispatcher } from './dispatcher.js';
import { FACTS, QUEUED, SEND_KIND, type FactSink } from './facts.js';
import { CATEGORY } from './intent.js';
import type { Outbox } from './outbox.js';
import type { SlaClocks } from './sla-clocks.js';
import { CLASS_COLUMN } from './ticket-class.js';
import type { Pool } from './pool.js';
import { STAGE, type Ticket } from './ticket.js';
import type { Lane } from './lanes.js';
import { NEVER, NONE, type Ms } from './units.js';

/** What a ticket's life needs of the rest of the desk. */
export interface LifeParts {
  readonly config: DeskConfig;
  readonly agenda: Agenda;
  readonly sink: FactSink;
  readonly screen: Screen;
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly sla: SlaClocks;
  readonly dispatcher: Dispatcher;
  readonly conversations: ConversationBook;
  readonly tickets: Pool<Ticket>;
}

/** The stages of a ticket from its first message to its close, and every way from one to the next. */
export class TicketLife {
  private readonly parts: LifeParts;
  private readonly config: DeskConfig;
  private readonly sink: FactSink;
  private readonly dispatcher: Dispatcher;
  private readonly sla: SlaClocks;
  private readonly tickets: Pool<Ticket>;
  private readonly idle: Alarms;
  private readonly slotLane: Lane;
  private readonly resolveLane: Lane;
  private readonly closeLane: Lane;
  private count = 0;

  constructor(parts: LifeParts) {
    this.parts = parts;
    this.config = parts.config;
    this.sink = parts.sink;
    this.dispatcher = parts.dispatcher;
    this.sla = parts.sla;
    this.tickets = parts.tickets;
    this.idle = new Alarms(parts.agenda, DESK_ENTRY.idle);
    this.slotLane = this.idle.lane(parts.config.pendingHoldsSlotMs);
    this.resolveLane = this.idle.lane(parts.config.autoResolveMs);
    this.closeLane = this.idle.lane(parts.config.closeMs);
  }

  /** A customer's message on a conversation: opens, goes on with, resumes or reopens its ticket. */
  message(now: Ms, conversation: Conversation, message: number, content: number): void {
    conversation.unread++;
    const ticket = conversation.ticket;
    if (ticket === null) return this.open(now, conversation, message, content);
    if (ticket.stage === STAGE.resolved && now - ticket.resolvedAt > this.config.reopenMs) {
      this.close(now, ticket);
      return this.open(now, conversation, message, content);
    }
    this.sink.tell(FACTS.messageReceived.kind, now, ticket.number, conversation.contact, message);
    ticket.content = content;
    if (ticket.stage === STAGE.resolved) return this.reopen(now, ticket);
    if (ticket.awaitsAgent) {
      if (ticket.agent !== NONE) this.show(now, ticket);
      return;
    }
    this.oweWord(now, ticket);
    this.wantsAgent(now, ticket);
  }

  /** The agent answered: the customer owes the next word. */
  reply(now: Ms, ticket: Ticket): void {
    const conversation = ticket.conversation!;
    const agent = ticket.agent;
    if (ticket.replies++ === 0) {
      this.sink.tell(FACTS.firstReplied.kind, now, ticket.number, agent, now - ticket.openedAt);
      this.sla.firstReplied(now, ticket);
    }
    const responseMs = ticket.awaitsAgent ? now - ticket.awaitingSince : 0;
    this.sink.tell(FACTS.replied.kind, now, ticket.number, agent, responseMs);
    ticket.stage = STAGE.pending;
    ticket.awaitingSince = NEVER;
    ticket.lastReplyAt = now;
    conversation.unread = 0;
    this.sla.pause(now, ticket);
    this.parts.outbox.submit(now, conversation, SEND_KIND.reply, CATEGORY.service, ticket.content);
    this.armIdle(now, ticket);
  }

  /** @param by The agent who resolves, or NONE: time does. */
  resolve(now: Ms, ticket: Ticket, by: number): void {
    this.sla.resolved(now, ticket);
    this.sink.tell(FACTS.ticketResolved.kind, now, ticket.number, by, now - ticket.openedAt);
    this.end(now, ticket);
  }

  /** The customer gave up and said so. */
  withdraw(now: Ms, conversation: Conversation, message: number): void {
    const ticket = conversation.ticket;
    const number = ticket === null ? NONE : ticket.number;
    this.sink.tell(FACTS.messageReceived.kind, now, number, conversation.contact, message);
    if (ticket === null || !ticket.isLive) return this.parts.conversations.maybeForget(conversation);
    this.dispatcher.leaveLine(ticket);
    this.sla.cancel(ticket);
    this.sink.tell(FACTS.ticketWithdrawn.kind, now, ticket.number, ticket.contact, now - ticket.openedAt);
    if (ticket.agent !== NONE) this.parts.screen.cleared(now, ticket.agent, ticket.slot);
    this.end(now, ticket);
  }

  /** Resolved long enough ago: the record may serve another ticket. */
  close(now: Ms, ticket: Ticket): void {
    const conversation = ticket.conversation!;
    this.idle.clear(ticket.slot);
    this.sink.tell(FACTS.ticketClosed.kind, now, ticket.number, ticket.replies, now - ticket.openedAt);
    ticket.stage = STAGE.free;
    ticket.conversation = null;
    this.tickets.give(ticket.slot);
    conversation.ticket = null;
    this.parts.conversations.maybeForget(conversation);
  }

  /**
   * Handed over by its agent: back to routing. The slot serves the line first, so that nobody there is overtaken; a
   * customer who owed the next word is owed one now.
   */
  handOver(now: Ms, ticket: Ticket): void {
    const agent = this.dispatcher.agents[ticket.agent]!;
    if (!ticket.awaitsAgent) this.oweWord(now, ticket);
    this.takeAway(now, ticket, QUEUED.returned);
    this.dispatcher.roomAt(now, agent);
    this.dispatcher.route(now, ticket, QUEUED.returned);
  }

  /** The customer has been silent: first the slot is given back, then the ticket is resolved, at last closed. */
  idleDue(now: Ms, slot: number): void {
    if (!this.idle.isDue(now, slot)) return;
    const ticket = this.tickets.at(slot);
    if (ticket.stage === STAGE.resolved) return this.close(now, ticket);
    if (!ticket.holdsSlot || now - ticket.lastReplyAt >= this.config.autoResolveMs) return this.resolve(now, ticket, NONE);
    this.releaseSlot(now, ticket);
    this.dispatcher.roomAt(now, this.dispatcher.agents[ticket.agent]!);
  }

  /** Its agent is gone for good: who waits goes back to the line with the old age, who is silent only frees the slot. */
  agentGone(now: Ms, agent: Agent): void {
    for (const ticket of this.tickets.records) {
      if (ticket.agent !== agent.id || !ticket.isLive) continue;
      if (ticket.awaitsAgent) {
        this.takeAway(now, ticket, QUEUED.agentLeft);
        this.dispatcher.route(now, ticket, QUEUED.agentLeft);
      } else if (ticket.holdsSlot) this.releaseSlot(now, ticket);
    }
  }

  assigned(now: Ms, ticket: Ticket): void {
    if (this.config.markRead) this.parts.outbox.markRead(now, ticket.conversation!);
    this.show(now, ticket);
  }

  escalate(now: Ms, ticket: Ticket): void {
    ticket.level++;
    this.sink.tell(FACTS.ticketEscalated.kind, now, ticket.number, ticket.level, now - ticket.openedAt);
    this.hurry(ticket);
  }

  /** Escalated, or its window about to close: further up in line. */
  hurry(ticket: Ticket): void {
    ticket.boostMs += this.config.windowHeadStartMs;
    this.dispatcher.rankAgain(ticket);
  }

  private open(now: Ms, conversation: Conversation, message: number, content: number): void {
    const cls = this.parts.reader.classify(conversation.contact, content);
    const ticket = this.tickets.take();
    ticket.open(this.count++, conversation, cls, now);
    ticket.content = content;
    conversation.ticket = ticket;
    this.sink.tell(FACTS.ticketOpened.kind, now, ticket.number, conversation.contact, cls & CLASS_COLUMN);
    this.sink.tell(FACTS.messageReceived.kind, now, ticket.number, conversation.contact, message);
    this.sla.start(now, ticket);
    this.dispatcher.route(now, ticket, QUEUED.noAgent);
  }

  private reopen(now: Ms, ticket: Ticket): void {
    ticket.episode++;
    ticket.stage = STAGE.created;
    this.sla.reopened(now, ticket);
    ticket.awaitingSince = now;
    this.idle.clear(ticket.slot);
    this.sink.tell(FACTS.ticketReopened.kind, now, ticket.number, ticket.lastAgent, now - ticket.resolvedAt);
    this.wantsAgent(now, ticket);
  }

  /** A ticket whose customer spoke again: the agent who holds it, or the one who knows it, or the line. */
  private wantsAgent(now: Ms, ticket: Ticket): void {
    if (ticket.agent !== NONE) {
      if (ticket.holdsSlot && this.dispatcher.agents[ticket.agent]!.signedIn) {
        ticket.stage = STAGE.inProgress;
        return this.show(now, ticket);
      }
      this.takeAway(now, ticket, QUEUED.returned);
    }
    if (this.dispatcher.returnTo(now, ticket, ticket.lastAgent)) return;
    this.dispatcher.route(now, ticket, QUEUED.returned);
  }

  private end(now: Ms, ticket: Ticket): void {
    ticket.stage = STAGE.resolved;
    ticket.resolvedAt = now;
    ticket.awaitingSince = NEVER;
    this.idle.set(this.closeLane, ticket.slot, now + this.config.closeMs);
    if (ticket.agent === NONE) return;
    const agent = this.dispatcher.agents[ticket.agent]!;
    this.dispatcher.disown(ticket);
    this.dispatcher.roomAt(now, agent);
  }

  /** The next word is ours. */
  private oweWord(now: Ms, ticket: Ticket): void {
    ticket.awaitingSince = now;
    this.idle.clear(ticket.slot);
    this.sla.resume(now, ticket);
  }

  /** A silent customer's chat no longer counts for its agent, who keeps it. */
  private releaseSlot(now: Ms, ticket: Ticket): void {
    this.dispatcher.freeSlot(ticket);
    this.sink.tell(FACTS.slotReleased.kind, now, ticket.number, ticket.agent, 0);
    this.armIdle(now, ticket);
  }

  private takeAway(now: Ms, ticket: Ticket, reason: number): void {
    const agent = ticket.agent;
    this.dispatcher.disown(ticket);
    this.sink.tell(FACTS.ticketUnassigned.kind, now, ticket.number, agent, reason);
    this.parts.screen.cleared(now, agent, ticket.slot);
  }

  private show(now: Ms, ticket: Ticket): void {
    this.parts.screen.shown(now, ticket.agent, ticket.slot, ticket.contact, ticket.content);
  }

  private armIdle(now: Ms, ticket: Ticket): void {
    if (ticket.holdsSlot && this.config.pendingHoldsSlotMs < this.config.autoResolveMs) {
      this.idle.set(this.slotLane, ticket.slot, now + this.config.pendingHoldsSlotMs);
    } else {
      this.idle.set(this.resolveLane, ticket.slot, ticket.lastReplyAt + this.config.autoResolveMs);
    }
  }
}
