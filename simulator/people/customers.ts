import type { Agenda } from '../../runtime/agenda.js';
import { CONTENT, packContent } from '../../runtime/content.js';
import type { FactSink } from '../../runtime/facts.js';
import { IntMap } from '../../runtime/int-map.js';
import { Pool } from '../../runtime/pool.js';
import { intentOf, vipOf } from '../../runtime/ticket-class.js';
import { NEVER, NONE, type Ms } from '../../runtime/units.js';
import type { Customers as CustomersPlan } from '../scenario/scenario.js';
import { MANNER, WORLD_FACTS } from '../world-facts.js';
import type { Phone, PhoneOwner } from './ports.js';
import { Story } from './story.js';

/** Kinds of the customers' entries; subjects are record slots. */
export const CUSTOMER_ENTRY = { burst: 32, reply: 33, patience: 34, returns: 35 } as const;

/**
 * The customers and their phones. They write bursts, wait, lose patience aloud or silently, answer after a while, come
 * back. All they know of the desk is what reaches the phone.
 */
export class Customers implements PhoneOwner {
  private readonly plan: CustomersPlan;
  private readonly story: Story;
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly phone: Phone;
  private readonly pool = new Pool((slot) => new Customer(slot));
  private readonly byId = new IntMap();
  private readonly impatient: boolean;
  private readonly readEnds: boolean;
  /** Whoever began to wait in this entry: patience starts once the desk had its say. */
  private startsWaiting: Customer | null = null;
  /** Arrivals, answers received that were awaited, leavers: the events every tool counts alike. */
  events = 0;

  constructor(plan: CustomersPlan, story: Story, agenda: Agenda, sink: FactSink, phone: Phone) {
    this.plan = plan;
    this.story = story;
    this.agenda = agenda;
    this.sink = sink;
    this.phone = phone;
    this.impatient = plan.patienceMs !== null || plan.patienceMsByIntent !== null;
    this.readEnds = plan.patienceEnds === 'read';
  }

  get present(): number {
    return this.pool.size;
  }

  arrive(now: Ms, id: number): void {
    const customer = this.pool.take();
    customer.id = id;
    customer.attempt = 0;
    this.byId.set(id, customer.slot);
    this.begin(now, customer);
  }

  ring(now: Ms, kind: number, slot: number): void {
    const customer = this.pool.at(slot);
    switch (kind) {
      case CUSTOMER_ENTRY.burst:
        if (customer.writesAt === now) this.writeNext(now, customer);
        return;
      case CUSTOMER_ENTRY.reply:
        this.events++;
        customer.exchange++;
        return this.ask(now, customer);
      case CUSTOMER_ENTRY.patience:
        if (customer.patienceDueAt === now && customer.waiting) this.leave(now, customer);
        return;
      case CUSTOMER_ENTRY.returns:
        customer.attempt++;
        return this.begin(now, customer);
    }
  }

  /** A business message reached the phone. */
  received(now: Ms, id: number, _content: number): void {
    const slot = this.byId.get(id);
    if (slot < 0) return;
    const customer = this.pool.at(slot);
    // An answer in the middle of a burst: they read it, and finish what they were writing.
    if (!customer.waiting || customer.burstLeft > 0) return;
    customer.waiting = false;
    customer.patienceDueAt = NEVER;
    this.sink.tell(WORLD_FACTS.customerAnswered.kind, now, id, customer.exchange, now - customer.askedAt);
    if (customer.exchange + 1 >= customer.exchanges) {
      this.sink.tell(WORLD_FACTS.customerServed.kind, now, id, customer.exchanges, now - customer.arrivedAt);
      return this.forget(customer);
    }
    const delay = this.story.replyDelayMs(id, Story.draw(customer.attempt, customer.exchange));
    this.agenda.at(now + delay, CUSTOMER_ENTRY.reply, slot);
  }

  sawRead(_now: Ms, id: number): void {
    if (!this.readEnds) return;
    const slot = this.byId.get(id);
    if (slot >= 0) this.pool.at(slot).patienceDueAt = NEVER;
    if (slot >= 0 && this.startsWaiting === this.pool.at(slot)) this.startsWaiting = null;
  }

  /** Called when the desk and the platform have answered all that an entry asked of them. */
  settle(now: Ms): void {
    const customer = this.startsWaiting;
    if (customer === null) return;
    this.startsWaiting = null;
    if (!customer.waiting) return;
    const patience = this.story.patienceMs(customer.id, Story.draw(customer.attempt, customer.exchange));
    if (patience === NEVER) return;
    customer.patienceDueAt = now + patience;
    this.agenda.at(customer.patienceDueAt, CUSTOMER_ENTRY.patience, customer.slot);
  }

  private begin(now: Ms, customer: Customer): void {
    this.events++;
    customer.exchange = 0;
    customer.exchanges = this.story.exchanges(customer.id, customer.attempt);
    customer.arrivedAt = now;
    const cls = this.story.classOf(customer.id);
    this.sink.tell(WORLD_FACTS.customerArrived.kind, now, customer.id, customer.attempt, vipOf(cls) + 2 * intentOf(cls));
    this.ask(now, customer);
  }

  /** Starts the burst of the present exchange. */
  private ask(now: Ms, customer: Customer): void {
    customer.burstLeft = this.story.burstSize(customer.id, Story.draw(customer.attempt, customer.exchange));
    customer.waiting = true;
    customer.askedAt = now;
    customer.patienceDueAt = NEVER;
    if (this.impatient && (customer.exchange === 0 || this.plan.patienceEvery)) this.startsWaiting = customer;
    this.writeNext(now, customer);
  }

  private writeNext(now: Ms, customer: Customer): void {
    const left = --customer.burstLeft;
    let flags = customer.exchange + 1 >= customer.exchanges ? CONTENT.last : 0;
    if (left > 0) {
      flags |= CONTENT.more;
      const draw = Story.draw(customer.attempt, customer.exchange) * 8 + Math.min(left, 7);
      customer.writesAt = now + this.story.burstGapMs(customer.id, draw & 0xffffff);
      this.agenda.at(customer.writesAt, CUSTOMER_ENTRY.burst, customer.slot);
    }
    this.phone.write(now, customer.id, packContent(Story.draw(customer.attempt, customer.exchange), flags));
  }

  private leave(now: Ms, customer: Customer): void {
    this.events++;
    const id = customer.id;
    const silent = this.story.leavesSilently(id, customer.attempt);
    customer.waiting = false;
    customer.burstLeft = 0;
    customer.writesAt = NEVER;
    customer.patienceDueAt = NEVER;
    const manner = (silent ? MANNER.silent : MANNER.aloud) + 2 * customer.exchange;
    this.sink.tell(WORLD_FACTS.customerLeft.kind, now, id, manner, now - customer.askedAt);
    const content = packContent(Story.draw(customer.attempt, customer.exchange), CONTENT.withdraws);
    const delay = this.story.returnDelayMs(id, customer.attempt);
    if (delay === NEVER) {
      this.forget(customer);
    } else {
      this.sink.tell(WORLD_FACTS.customerReturns.kind, now, id, customer.attempt + 1, delay);
      this.agenda.at(now + delay, CUSTOMER_ENTRY.returns, customer.slot);
    }
    if (!silent) this.phone.write(now, id, content);
  }

  private forget(customer: Customer): void {
    this.byId.delete(customer.id);
    customer.id = NONE;
    customer.waiting = false;
    customer.burstLeft = 0;
    customer.writesAt = NEVER;
    customer.patienceDueAt = NEVER;
    this.pool.give(customer.slot);
  }
}

class Customer {
  readonly slot: number;
  id = NONE;
  attempt = 0;
  exchange = 0;
  exchanges = 0;
  burstLeft = 0;
  writesAt: Ms = NEVER;
  waiting = false;
  arrivedAt: Ms = 0.5;
  askedAt: Ms = 0.5;
  patienceDueAt: Ms = NEVER;

  constructor(slot: number) {
    this.slot = slot;
  }
}
