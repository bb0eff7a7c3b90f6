import { NEVER, NONE, type Ms } from './units.js';
import type { Conversation } from './conversation.js';
import type { WaitingQueue } from './waiting-line.js';

/** The six stages of a ticket's life, and FREE for a record that waits to be used again. */
export const STAGE = { free: 0, created: 1, assigned: 2, inProgress: 3, pending: 4, resolved: 5, closed: 6 } as const;
export type Stage = (typeof STAGE)[keyof typeof STAGE];

/** The four statuses the trade knows. */
export function publicStatus(stage: Stage): 'open' | 'pending' | 'resolved' | 'closed' {
  if (stage === STAGE.pending) return 'pending';
  if (stage === STAGE.resolved) return 'resolved';
  return stage === STAGE.closed || stage === STAGE.free ? 'closed' : 'open';
}

/** A ticket as a router may see it. */
export interface TicketView {
  /** Handle: what a router answers. It may be used again after the ticket is closed; `number` never is. */
  readonly slot: number;
  readonly number: number;
  readonly contact: number;
  readonly priority: number;
  readonly vip: number;
  readonly intent: number;
  readonly language: number;
  /** Bit masks of what an agent must have; 0 = anybody. */
  readonly needsSkill: number;
  readonly needsLanguage: number;
  /** Place in line: lower is served first. It is the instant waited since, less the head start. */
  readonly rank: Ms;
  readonly openedAt: Ms;
  /** Oldest unanswered customer message; NEVER when the customer owes the next word. */
  readonly awaitingSince: Ms;
  readonly level: number;
  readonly agent: number;
  readonly lastAgent: number;
  readonly replies: number;
  readonly stage: Stage;
}

/**
 * The desk's record of one ticket. Records are used again after a ticket is closed, because births are what the
 * loop pays for most; every field is set in `open`.
 */
export class Ticket implements TicketView {
  readonly slot: number;
  number = NONE;
  conversation: Conversation | null = null;
  contact = NONE;
  stage: Stage = STAGE.free;
  cls = 0;
  priority = 0;
  vip = 0;
  intent = 0;
  language = 0;
  needsSkill = 0;
  needsLanguage = 0;
  level = 0;
  episode = 0;
  agent = NONE;
  lastAgent = NONE;
  holdsSlot = false;
  replies = 0;
  /** The newest customer message: what it says, for the agent's screen. */
  content = 0;
  openedAt: Ms = NEVER;
  queuedAt: Ms = NEVER;
  awaitingSince: Ms = NEVER;
  lastReplyAt: Ms = NEVER;
  resolvedAt: Ms = NEVER;
  rank: Ms = NEVER;
  boostMs: Ms = 0;
  /** Stages of its two clocks already rung, and how long the resolution clock stood still. */
  firstStage = 0;
  resolutionStage = 0;
  pausedSince: Ms = NEVER;
  pausedMs: Ms = 0;
  /** Links of the waiting line. */
  queue: WaitingQueue | null = null;
  next: Ticket | null = null;
  previous: Ticket | null = null;

  constructor(slot: number) {
    this.slot = slot;
  }

  open(number: number, conversation: Conversation, cls: number, now: Ms): void {
    this.number = number;
    this.conversation = conversation;
    this.contact = conversation.contact;
    this.stage = STAGE.created;
    this.cls = cls;
    this.priority = cls & 3;
    this.vip = (cls >> 2) & 1;
    this.intent = (cls >> 3) & 255;
    this.language = cls >> 11;
    this.level = 0;
    this.episode = 0;
    this.agent = NONE;
    this.lastAgent = NONE;
    this.holdsSlot = false;
    this.replies = 0;
    this.openedAt = now;
    this.queuedAt = now;
    this.awaitingSince = now;
    this.lastReplyAt = NEVER;
    this.resolvedAt = NEVER;
    this.boostMs = 0;
    this.firstStage = 0;
    this.resolutionStage = 0;
    this.pausedSince = NEVER;
    this.pausedMs = 0;
  }

  get awaitsAgent(): boolean {
    return this.awaitingSince !== NEVER;
  }

  get isLive(): boolean {
    return this.stage !== STAGE.free && this.stage !== STAGE.resolved && this.stage !== STAGE.closed;
  }
}
