import type { Agenda } from './agenda.js';
import { Alarms } from './alarms.js';
import { WINDOW_MS, type Conversation } from './conversation.js';
import type { DeskConfig } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import { FACTS, type FactSink } from './facts.js';
import type { ConversationBook } from './conversation-book.js';
import type { Ticket } from './ticket.js';
import type { Lane } from './lanes.js';
import { NEVER, NONE, type Ms } from './units.js';

/** Watches the service windows: opened and moved by what customers write, warned of, closed by time. */
export class WindowKeeper {
  private readonly sink: FactSink;
  private readonly conversations: ConversationBook;
  private readonly alarms: Alarms;
  private readonly warnMs: readonly Ms[];
  private readonly lanes: Lane[];
  private readonly warned: (ticket: Ticket) => void;

  constructor(
    config: DeskConfig,
    agenda: Agenda,
    sink: FactSink,
    conversations: ConversationBook,
    warned: (ticket: Ticket) => void,
  ) {
    this.sink = sink;
    this.conversations = conversations;
    this.alarms = new Alarms(agenda, DESK_ENTRY.window);
    this.warnMs = config.windowWarnMs;
    this.lanes = [...config.windowWarnMs, 0].map((leadMs) => this.alarms.lane(WINDOW_MS - leadMs));
    this.warned = warned;
  }

  /** A customer wrote. `timestampMs` is the platform's, in whole seconds; an older message never shortens a window. */
  inbound(now: Ms, conversation: Conversation, timestampMs: Ms): void {
    if (timestampMs <= conversation.lastInboundAt) return;
    conversation.lastInboundAt = timestampMs;
    const endsAt = timestampMs + WINDOW_MS;
    if (endsAt <= now) return;
    // A message at the very instant of the end comes before the closing is told: the window goes on.
    if (!conversation.hasWindow) this.sink.tell(FACTS.windowOpened.kind, now, conversation.contact, conversation.number, 0);
    conversation.windowEndsAt = endsAt;
    conversation.windowStage = 0;
    this.arm(now, conversation);
  }

  /** An entry of a window rang: perhaps a warning is due, or its end. */
  due(now: Ms, slot: number): void {
    if (!this.alarms.isDue(now, slot)) return;
    const conversation = this.conversations.at(slot);
    const ticket = conversation.ticket;
    const stage = conversation.windowStage++;
    if (stage < this.warnMs.length) {
      // Only a customer's message makes a ticket wait for us, and it moves the window: nobody waits, nobody is warned again.
      if (ticket === null || !ticket.awaitsAgent) conversation.windowStage = this.warnMs.length;
      this.arm(now, conversation);
      if (ticket === null || !ticket.awaitsAgent) return;
      this.sink.tell(FACTS.windowWarned.kind, now, conversation.contact, ticket.number, conversation.windowEndsAt - now);
      this.warned(ticket);
      return;
    }
    const waitingOnUs = ticket !== null && ticket.awaitsAgent ? 1 : 0;
    const number = ticket === null ? NONE : ticket.number;
    this.sink.tell(FACTS.windowClosed.kind, now, conversation.contact, number, waitingOnUs);
    conversation.windowEndsAt = -NEVER;
    this.conversations.maybeForget(conversation);
  }

  /** A message that was long on its way may come after the moment of a warning: then it is warned of at once. */
  private arm(now: Ms, conversation: Conversation): void {
    const stage = conversation.windowStage;
    const leadMs = stage < this.warnMs.length ? this.warnMs[stage]! : 0;
    this.alarms.set(this.lanes[stage]!, conversation.slot, Math.max(now, conversation.windowEndsAt - leadMs));
  }
}
