import { Pool } from '../../runtime/pool.js';
import { NONE, type Ms } from '../../runtime/units.js';

/** A message under way between a phone, the platform and the desk. Records are used again. */
export class Message {
  readonly slot: number;
  id = 0;
  pair = 0;
  number = 0;
  contact = 0;
  category = 0;
  content = 0;
  /** Place in the contact's draws. */
  place = 0;
  /** The platform's timestamp of an inbound message, whole seconds in ms. */
  timestampMs: Ms = 0;
  /** Bits of TERMS. Of a customer's message: `free` when it came from an ad, `noWindow`. */
  terms = 0;
  /** Slot of its template, or NONE. */
  template = NONE;
  /** Micro-USD charged at delivery; -1 before. */
  fee = -1;
  /** When it was accepted (outbound) or arrived (inbound), reached the phone, and will be read. */
  happenedAt: Ms = 0;
  deliveredAt: Ms = 0;
  readAt: Ms = 0;
  /** Error code of a message that failed. */
  code = 0;
  /** Entries on the agenda that still name this record. */
  entries = 0;

  constructor(slot: number) {
    this.slot = slot;
  }
}

/** Under which terms a message was sent: inside an open service window, free of charge by an entry point; or by a customer, opening none. */
export const TERMS = { window: 1, free: 2, noWindow: 4 } as const;

/** The messages under way, by slot. */
export class Messages {
  readonly #pool = new Pool((slot) => new Message(slot));

  get open(): number {
    return this.#pool.size;
  }

  at(slot: number): Message {
    return this.#pool.at(slot);
  }

  birth(): Message {
    return this.#pool.take();
  }

  forget(message: Message): void {
    this.#pool.give(message.slot);
  }

  snapshot(): MessagesState {
    return { records: this.#pool.records.map((record) => ({ ...record })), spare: this.#pool.free };
  }

  restore({ records, spare }: MessagesState): void {
    this.#pool.restore(records.map((record) => Object.assign(new Message(record.slot), record)), spare);
  }
}

export interface MessagesState {
  readonly records: readonly Readonly<Message>[];
  readonly spare: readonly number[];
}
