import type { Ms } from '../../runtime/units.js';

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
  insideWindow = false;
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

/** The messages under way, by slot. */
export class Messages {
  readonly #records: Message[] = [];
  readonly #spare: Message[] = [];

  get open(): number {
    return this.#records.length - this.#spare.length;
  }

  at(slot: number): Message {
    return this.#records[slot]!;
  }

  birth(): Message {
    const spare = this.#spare.pop();
    if (spare !== undefined) return spare;
    const message = new Message(this.#records.length);
    this.#records.push(message);
    return message;
  }

  forget(message: Message): void {
    this.#spare.push(message);
  }
}
