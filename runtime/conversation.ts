import { NEVER, NONE, type Ms } from './units.js';
import type { Ticket } from './ticket.js';

/** The 24-hour customer service window, from the platform's timestamp of the last inbound message. */
export const WINDOW_MS: Ms = 24 * 3_600_000;

/** Everything between one business number and one contact. The window belongs to this pair. */
export class Conversation {
  readonly slot: number;
  contact = NONE;
  /** Business number the customer wrote to. */
  number = NONE;
  ticket: Ticket | null = null;
  lastInboundAt: Ms = -NEVER;
  /** Free-form messages may leave strictly before this instant; -NEVER once its window is told closed. */
  windowEndsAt: Ms = -NEVER;
  windowStage = 0;
  unread = 0;
  /** The outbox's account of the pair limit. */
  pairTat: Ms = 0;
  optedIn = true;
  /** Intents of the outbox that still name this record. */
  pendingSends = 0;

  constructor(slot: number) {
    this.slot = slot;
  }

  open(contact: number, number: number): void {
    this.contact = contact;
    this.number = number;
    this.ticket = null;
    this.lastInboundAt = -NEVER;
    this.windowEndsAt = -NEVER;
    this.windowStage = 0;
    this.unread = 0;
    this.pairTat = 0;
    this.optedIn = true;
    this.pendingSends = 0;
  }

  /** A window was opened, and its closing has not been told. */
  get hasWindow(): boolean {
    return this.windowEndsAt !== -NEVER;
  }

  windowIsOpen(now: Ms): boolean {
    return now < this.windowEndsAt;
  }
}
