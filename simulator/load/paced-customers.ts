import { Agenda } from '../../runtime/agenda.js';
import { CONTENT, exchangeOf } from '../../runtime/content.js';
import type { FactSink } from '../../runtime/facts.js';
import { LiveAgenda } from '../../runtime/live/live-agenda.js';
import type { Ms } from '../../runtime/units.js';
import { ArrivalDriver } from '../arrival-driver.js';
import { Customers } from '../people/customers.js';
import { Story } from '../people/story.js';
import { Streams } from '../random.js';
import type { Scenario } from '../scenario/scenario.js';

/** The platform as a crowd of phones uses it. */
export interface PhoneNetwork {
  /** Milliseconds since the scenario's start, on a clock that goes by itself. */
  now(): Ms;
  write(customer: number, text: string): void;
}

/**
 * The paced driver: the customers of a scenario in step with the real clock, in front of a platform and a desk that run
 * by themselves. The same customers with the same patience as in virtual time; all they know is what reaches the phone.
 */
export class PacedCustomers {
  /** The furthest that an entry was handled behind its time: what this machine could not keep up with. */
  latestMs: Ms = 0;
  private readonly agenda = new Agenda();
  private readonly live: LiveAgenda;
  private readonly network: PhoneNetwork;
  private readonly customers: Customers;
  private readonly arrivals: ArrivalDriver;
  private readonly untilMs: Ms;

  constructor(scenario: Scenario, seed: number, sink: FactSink, network: PhoneNetwork) {
    const streams = new Streams(seed, 0);
    const story = new Story(scenario.customers, scenario.desk.priorityShares, scenario.arrivals.history, streams);
    this.network = network;
    this.untilMs = scenario.lastsMs + scenario.drainMs;
    this.customers = new Customers(scenario.customers, story, this.agenda, sink, { write: (_now, customer, content) => network.write(customer, wordsOf(content)) });
    this.arrivals = new ArrivalDriver(scenario.arrivals, true, streams, this.agenda, this.customers);
    this.live = new LiveAgenda(this.agenda, (now, kind, subject) => this.ring(now, kind, subject), () => network.now());
  }

  /** A message reached a phone. */
  received(customer: number): void {
    this.live.command((now) => this.customers.received(now, customer, 0));
  }

  /** Blue ticks reached a phone. */
  sawRead(customer: number): void {
    this.live.command((now) => this.customers.sawRead(now, customer));
  }

  /** From the scenario's start to its end, or until nobody is there any more and nobody will come. */
  async run(): Promise<void> {
    this.live.command(() => {});
    while (this.network.now() < this.untilMs && (this.customers.present > 0 || !this.arrivals.over)) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    this.live.stop();
  }

  private ring(now: Ms, kind: number, subject: number): void {
    this.latestMs = Math.max(this.latestMs, this.network.now() - now);
    if (kind >> 3 === CUSTOMERS) this.customers.ring(now, kind, subject);
    else this.arrivals.ring(now, subject);
    this.customers.settle(now);
  }
}

/** What a customer writes, for a desk that reads words. */
export function wordsOf(content: number): string {
  if ((content & CONTENT.withdraws) !== 0) return 'Never mind, it is solved.';
  return `Question ${exchangeOf(content) + 1}${(content & CONTENT.last) !== 0 ? ', the last one' : ''}`;
}

const LOOK_EVERY_MS = 50;
/** Entry kinds come in groups of eight. */
const CUSTOMERS = 4;
