import type { Agenda } from './agenda.js';
import { Bug } from './bug.js';
import { CONTENT } from './content.js';
import { ConversationBook } from './conversation-book.js';
import type { DeskConfig } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import type { Reader, Screen } from './desk-ports.js';
import { Dispatcher } from './dispatcher.js';
import { FACTS, SEND_KIND, type FactSink } from './facts.js';
import { Outbox } from './outbox.js';
import { Pool } from './pool.js';
import { Presence } from './presence.js';
import type { Router } from './router.js';
import { SeenIds } from './seen-ids.js';
import { SlaClocks } from './sla-clocks.js';
import { StatusBook } from './status-book.js';
import { TicketLife } from './ticket-life.js';
import { Ticket } from './ticket.js';
import type { Ms } from './units.js';
import { WindowKeeper } from './window-keeper.js';

/**
 * The reference help desk. Commands in, facts out; told the time with every command, it asks for the future only
 * through the agenda. What it wants to send waits in `outbox` until whoever drives the desk has asked the platform.
 */
export class Desk {
  readonly outbox: Outbox;
  readonly dispatcher: Dispatcher;
  readonly conversations: ConversationBook;
  readonly sla: SlaClocks;
  readonly seen = new SeenIds();
  private readonly sink: FactSink;
  private readonly windows: WindowKeeper;
  private readonly presence: Presence;
  private readonly life: TicketLife;
  private readonly statuses = new StatusBook();
  private readonly tickets = new Pool((slot) => new Ticket(slot));

  constructor(config: DeskConfig, agenda: Agenda, sink: FactSink, router: Router, screen: Screen, reader: Reader) {
    this.sink = sink;
    this.conversations = new ConversationBook(config.numbers, config.forgets);
    this.outbox = new Outbox(config, agenda, sink, (conversation) => this.conversations.maybeForget(conversation));
    this.sla = new SlaClocks(config, agenda, sink, this.tickets, (now, ticket) => this.life.escalate(now, ticket));
    this.windows = new WindowKeeper(config, agenda, sink, this.conversations, (ticket) => this.life.hurry(ticket));
    this.dispatcher = new Dispatcher(
      config,
      this.tickets.records,
      router,
      sink,
      (now, ticket) => this.life.assigned(now, ticket),
      (at) => this.sla.isOpen(at),
    );
    this.presence = new Presence(agenda, sink, this.dispatcher, config.graceMs);
    const { outbox, sla, dispatcher, conversations, tickets } = this;
    this.life = new TicketLife({ config, agenda, sink, screen, reader, outbox, sla, dispatcher, conversations, tickets });
  }

  /** Tickets that are neither resolved nor closed. For views and checks. */
  get liveTickets(): readonly Ticket[] {
    return this.tickets.records.filter((ticket) => ticket.isLive);
  }

  // --- what the platform brings ---

  /**
   * A customer's message. The same message id changes nothing a second time.
   * @param timestampMs The platform's time of the message, in whole seconds: windows follow it.
   */
  receive(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void {
    if (!this.seen.add(now, message)) {
      this.sink.tell(FACTS.messageRepeated.kind, now, contact, message, 0);
      return;
    }
    this.outbox.countInbound(now, number);
    const conversation = this.conversations.of(number, contact);
    this.windows.inbound(now, conversation, timestampMs);
    if ((content & CONTENT.withdraws) !== 0) this.life.withdraw(now, conversation, message);
    else this.life.message(now, conversation, message, content);
  }

  /** A message's status as the platform tells it: late and repeated tellings change nothing. */
  statusTold(now: Ms, message: number, status: number, code: number): void {
    if (this.statuses.advance(now, message, status)) this.sink.tell(FACTS.statusChanged.kind, now, message, status, code);
  }

  limitTold(now: Ms, limit: number): void {
    this.sink.tell(FACTS.limitChanged.kind, now, limit, 0, 0);
    this.outbox.limitChanged(now, limit);
  }

  // --- what agents press; `slot` is the ticket's handle on their screen ---

  signIn(now: Ms, agent: number): void {
    this.presence.signIn(now, this.presence.agentOf(agent));
  }

  signOut(now: Ms, agent: number): void {
    this.presence.signOut(now, this.presence.agentOf(agent));
  }

  pause(now: Ms, agent: number): void {
    this.presence.pause(now, this.presence.agentOf(agent));
  }

  resume(now: Ms, agent: number): void {
    this.presence.resume(now, this.presence.agentOf(agent));
  }

  reply(now: Ms, agent: number, slot: number): void {
    this.life.reply(now, this.ownTicket(agent, slot));
  }

  resolve(now: Ms, agent: number, slot: number): void {
    this.life.resolve(now, this.ownTicket(agent, slot), agent);
  }

  /** What the wallboard says: somebody stands in line for this agent, who may be on a break. */
  waitingFor(agent: number): boolean {
    return this.dispatcher.waitingFor(this.presence.agentOf(agent));
  }

  /** Back to routing, which may choose anybody with room. */
  transfer(now: Ms, agent: number, slot: number): void {
    const ticket = this.ownTicket(agent, slot);
    this.life.handOver(now, ticket);
    this.sink.tell(FACTS.ticketTransferred.kind, now, ticket.number, agent, ticket.agent);
  }

  /** A template to somebody, whether they wrote before or not. */
  sendTemplate(now: Ms, number: number, contact: number, category: number, optedIn: boolean, content: number): void {
    const conversation = this.conversations.of(number, contact);
    conversation.optedIn = optedIn;
    this.outbox.submit(now, conversation, SEND_KIND.campaign, category, content);
  }

  /** An entry that the desk put on the agenda is due. */
  ring(now: Ms, kind: number, subject: number): void {
    switch (kind) {
      case DESK_ENTRY.firstResponse:
        return this.sla.firstDue(now, subject);
      case DESK_ENTRY.resolution:
        return this.sla.resolutionDue(now, subject);
      case DESK_ENTRY.window:
        return this.windows.due(now, subject);
      case DESK_ENTRY.idle:
        return this.life.idleDue(now, subject);
      case DESK_ENTRY.grace: {
        const agent = this.presence.agentOf(subject);
        if (this.presence.isGone(now, agent)) this.life.agentGone(now, agent);
        return;
      }
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

  private ownTicket(agent: number, slot: number): Ticket {
    const ticket = this.tickets.records[slot];
    if (ticket !== undefined && ticket.agent === agent && ticket.isLive) return ticket;
    throw new Bug(`agent ${agent} pressed a key on ticket slot ${slot}, which is not theirs`);
  }
}
