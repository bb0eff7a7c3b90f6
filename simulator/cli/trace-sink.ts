import { FACTS, type FactShape, type FactSink } from '../../runtime/facts.js';
import { NONE, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';

/** Every fact's shape by its number. */
export const FACT_BY_KIND: ReadonlyMap<number, FactShape & { readonly name: string }> = new Map(
  Object.entries({ ...FACTS, ...WORLD_FACTS }).map(([name, shape]) => [shape.kind, { name, ...shape }]),
);

export interface TracedFact {
  readonly at: Ms;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * Keeps the facts of one ticket: those that name it and, while it is open, those of its contact, of the sends to this
 * contact and of their messages.
 */
export class TraceSink implements FactSink {
  readonly facts: TracedFact[] = [];
  /** How many tickets were opened in all: the ids are 0 to this less one. */
  tickets = 0;
  private readonly ticket: number;
  private contact = NONE;
  private readonly intents = new Set<number>();
  private readonly messages = new Set<number>();

  constructor(ticket: number) {
    this.ticket = ticket;
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    if (kind === FACTS.ticketOpened.kind) {
      this.tickets++;
      if (a === this.ticket) this.contact = b;
    }
    const { a: first, b: second, c: third } = FACT_BY_KIND.get(kind)!;
    if (!this.concerns(first, a) && !this.concerns(second, b) && !this.concerns(third, c)) return;
    this.facts.push({ at, kind, a, b, c });
    if (kind === FACTS.sendIntended.kind) this.intents.add(a);
    if (kind === FACTS.sendAccepted.kind) this.messages.add(b);
    if (kind === FACTS.ticketClosed.kind && a === this.ticket) this.contact = NONE;
  }

  private concerns(column: string, value: number): boolean {
    switch (column) {
      case 'ticket':
        return value === this.ticket;
      case 'contact':
      case 'customer':
        return this.contact !== NONE && value === this.contact;
      case 'intent':
        return this.intents.has(value);
      case 'message':
        return this.messages.has(value);
      default:
        return false;
    }
  }
}
