import type { Conversation } from './conversation.js';
import { NEVER, NONE, type Ms } from './units.js';

/** Template categories, also the column `category` of fees. */
export const CATEGORY = { none: 0, service: 1, utility: 2, marketing: 3, authentication: 4 } as const;

/** One question to the platform: may this go out? */
export interface Ask {
  /** Business number it leaves from. */
  readonly business: number;
  readonly contact: number;
  /** SEND_KIND. */
  readonly kind: number;
  readonly category: number;
  readonly content: number;
  /** Marks the customer's message as read instead of sending one: no limit applies to it. */
  readonly readReceipt: boolean;
}

/** A wish of the desk to send something. Records are used again. */
export class Intent implements Ask {
  readonly slot: number;
  business = NONE;
  contact = NONE;
  number = NONE;
  conversation: Conversation | null = null;
  kind = 0;
  category = 0;
  content = 0;
  wantedAt: Ms = NEVER;
  attempt = 0;
  readReceipt = false;
  next: Intent | null = null;

  constructor(slot: number) {
    this.slot = slot;
  }
}

/** First in, first out, through the intents themselves. */
export class IntentQueue {
  head: Intent | null = null;
  length = 0;
  private tail: Intent | null = null;

  push(intent: Intent): void {
    intent.next = null;
    if (this.tail === null) this.head = intent;
    else this.tail.next = intent;
    this.tail = intent;
    this.length++;
  }

  shift(): Intent | null {
    const intent = this.head;
    if (intent === null) return null;
    this.head = intent.next;
    if (this.head === null) this.tail = null;
    intent.next = null;
    this.length--;
    return intent;
  }
}
