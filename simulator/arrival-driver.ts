import type { Agenda } from '../runtime/agenda.js';
import { NEVER, type Ms } from '../runtime/units.js';
import { createArrivals, type ArrivalProcess } from './arrival-process.js';
import type { Customers } from './people/customers.js';
import type { Streams } from './random.js';
import type { Arrivals } from './scenario/scenario.js';

/** Kinds of the arrivals' entries; the subject is the list that the newcomer stands in. */
export const ARRIVAL_ENTRY = { arrives: 48 } as const;

/** Lets customers come when their time is. */
export class ArrivalDriver {
  private readonly lists: readonly ArrivalProcess[];
  private readonly arrived: number[];
  private readonly agenda: Agenda;
  private readonly customers: Customers;
  private pending = 0;

  /** @param shocked with the surges that nobody forecast */
  constructor(plan: Arrivals, shocked: boolean, streams: Streams, agenda: Agenda, customers: Customers) {
    this.lists = createArrivals(plan, streams, shocked);
    this.arrived = this.lists.map(() => 0);
    this.agenda = agenda;
    this.customers = customers;
    this.lists.forEach((_, list) => this.arm(list));
  }

  /** Nobody will come any more. */
  get over(): boolean {
    return this.pending === 0;
  }

  ring(now: Ms, list: number): void {
    this.pending--;
    const who = this.lists[list]!.firstWho + this.arrived[list]!++;
    this.arm(list);
    this.customers.arrive(now, who);
  }

  private arm(list: number): void {
    const at = this.lists[list]!.next();
    if (at === NEVER) return;
    this.pending++;
    this.agenda.at(at, ARRIVAL_ENTRY.arrives, list);
  }
}
