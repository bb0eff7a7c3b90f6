import { Conversation } from './conversation.js';
import { IntMap } from './int-map.js';
import { Pool } from './pool.js';
import { NONE } from './units.js';

/** All conversations the desk remembers, one for each (business number, contact). */
export class ConversationBook {
  private readonly numbers: number;
  private readonly forgets: boolean;
  private readonly pool = new Pool((slot) => new Conversation(slot));
  /** contact * numbers + number -> slot. */
  private readonly byPair = new IntMap();

  constructor(numbers: number, forgets: boolean) {
    this.numbers = numbers;
    this.forgets = forgets;
  }

  get size(): number {
    return this.pool.size;
  }

  /** Those it holds now. For views and checks. */
  all(): Conversation[] {
    return this.pool.records.filter((conversation) => conversation.contact !== NONE);
  }

  at(slot: number): Conversation {
    return this.pool.at(slot);
  }

  /** The conversation of the pair, opened if there is none. */
  of(number: number, contact: number): Conversation {
    const key = contact * this.numbers + number;
    const slot = this.byPair.get(key);
    if (slot >= 0) return this.pool.at(slot);
    const conversation = this.pool.take();
    conversation.open(contact, number);
    this.byPair.set(key, conversation.slot);
    return conversation;
  }

  /** No ticket, its window told closed, nothing to send: the record may serve somebody else. */
  maybeForget(conversation: Conversation): void {
    if (!this.forgets || conversation.ticket !== null || conversation.pendingSends > 0) return;
    if (conversation.contact === NONE || conversation.hasWindow) return;
    this.byPair.delete(conversation.contact * this.numbers + conversation.number);
    conversation.contact = NONE;
    this.pool.give(conversation.slot);
  }
}
