import { Agenda } from '../../runtime/agenda.js';
import { NEVER } from '../../runtime/units.js';
import { Streams } from '../random.js';

const ARRIVAL = 0;
const END = 1;
const SERVERS = 10;

export interface ModelAResult {
  readonly events: number;
  readonly meanWait: number;
  readonly pWait: number;
}

/** M/M/10 at load 9 on the bare agenda: 2 logical events a customer. Erlang C: P(wait) = mean wait = 0.66873. */
export function runModelA(customers: number, seed: number): ModelAResult {
  const model = new ModelA(customers, seed);
  while (model.run(4096));
  return { events: model.events, meanWait: model.waited / customers, pWait: model.delayed / customers };
}

class ModelA {
  events = 0;
  waited = 0;
  delayed = 0;
  private readonly agenda = new Agenda();
  private readonly streams: Streams;
  private readonly customers: number;
  private readonly line = new Float64Array(1 << 20);
  private head = 0;
  private tail = 0;
  private busy = 0;
  private arrived = 0;
  private served = 0;

  constructor(customers: number, seed: number) {
    this.customers = customers;
    this.streams = new Streams(seed, 0);
    this.agenda.at(this.gap(), ARRIVAL, 0);
  }

  run(entries: number): boolean {
    const { agenda, line } = this;
    for (let i = 0; i < entries; i++) {
      if (!agenda.next(NEVER)) return false;
      const { now } = agenda;
      this.events++;
      if (agenda.kind === ARRIVAL) {
        if (++this.arrived < this.customers) agenda.at(now + this.gap(), ARRIVAL, 0);
        if (this.busy < SERVERS) {
          this.busy++;
          agenda.at(now + this.service(), END, 0);
        } else {
          line[this.tail++ & (line.length - 1)] = now;
          this.delayed++;
        }
      } else if (this.head !== this.tail) {
        this.waited += now - line[this.head++ & (line.length - 1)]!;
        agenda.at(now + this.service(), END, 0);
      } else {
        this.busy--;
      }
    }
    return true;
  }

  private gap(): number {
    return -Math.log(this.streams.uniform(this.arrived, 0, 0)) / 9;
  }

  private service(): number {
    return -Math.log(this.streams.uniform(this.served++, 6, 0));
  }
}
