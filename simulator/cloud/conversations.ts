import { DAY, type Ms } from '../../runtime/units.js';

/**
 * Conversations as statuses name them where conversations are charged: 24 h of one category between a number and a
 * customer, from the first message on. Messages are charged when they are delivered (fees.ts), and named when they are
 * sent, so that both statuses of a message name the same one. Only doors ask.
 */
export class Conversations {
  readonly #beganAt = new Map<number, Ms>();
  #sweepAt = SWEEP;

  /** When the conversation of a message began. @param sentAt when the message was sent: by how it is asked, in this order */
  beganAt(number: number, contact: number, category: number, sentAt: Ms): Ms {
    const key = (number * 8 + category) * 2 ** 32 + contact;
    const known = this.#beganAt.get(key);
    if (known !== undefined && sentAt < known + DAY) return known;
    this.#beganAt.set(key, sentAt);
    if (this.#beganAt.size >= this.#sweepAt) this.#sweep(sentAt);
    return sentAt;
  }

  snapshot(): ConversationsState {
    return [...this.#beganAt];
  }

  restore(state: ConversationsState): void {
    this.#beganAt.clear();
    for (const [key, at] of state) this.#beganAt.set(key, at);
    this.#sweepAt = Math.max(SWEEP, 2 * state.length);
  }

  #sweep(now: Ms): void {
    for (const [key, at] of this.#beganAt) if (at + DAY <= now) this.#beganAt.delete(key);
    this.#sweepAt = Math.max(SWEEP, 2 * this.#beganAt.size);
  }
}

export type ConversationsState = readonly (readonly [number, Ms])[];

const SWEEP = 1_024;
