import { createDistribution, type Distribution } from '../distributions.js';
import { PURPOSE, type Streams } from '../random.js';
import type { Customers, History } from '../scenario/scenario.js';
import { HOUR, NEVER, NONE, type Ms } from '../../runtime/units.js';
import { packClass } from '../../runtime/ticket-class.js';

/** Draws of one customer: room for this many exchanges in each attempt. */
const EXCHANGES = 4096;
/** Where a history does not say. */
const UNKNOWN = 255;

/**
 * Who the customers are: every trait a function of (customer, attempt, exchange) alone. Another desk, another staffing
 * meets the same people with the same questions, the same work and the same patience.
 */
export class Story {
  private readonly customers: Customers;
  private readonly streams: Streams;
  private readonly history: History | null;
  private readonly priority: Choice;
  private readonly intent: Choice;
  private readonly language: Choice;
  private readonly exchangeLaw: Distribution;
  private readonly burstLaw: Distribution;
  private readonly burstGapLaw: Distribution;
  private readonly replyLaw: Distribution;
  private readonly patienceLaw: readonly (Distribution | null)[];
  private readonly workLaw: readonly Distribution[];
  private readonly workByHour: readonly number[] | null;
  private readonly returnLaw: Distribution | null;
  private readonly oneWork: boolean;
  private readonly onePatience: boolean;
  private readonly oneBurst: boolean;
  /** Who was asked about last: a customer's beginning asks first, the desk asks at once after it. */
  private lastCustomer = NONE;
  private lastClass = 0;

  constructor(customers: Customers, priorityShares: readonly number[], history: History | null, streams: Streams) {
    this.customers = customers;
    this.streams = streams;
    this.history = history;
    this.priority = new Choice(PURPOSE.priority, priorityShares);
    this.intent = new Choice(PURPOSE.intent, customers.intents.map((intent) => intent.share));
    this.language = new Choice(PURPOSE.language, customers.languages.map((language) => language.share));
    this.exchangeLaw = createDistribution(customers.exchanges);
    this.burstLaw = createDistribution(customers.burstSize);
    this.burstGapLaw = createDistribution(customers.burstGapMs);
    this.replyLaw = createDistribution(customers.replyDelayMs);
    const common = customers.patienceMs === null ? null : createDistribution(customers.patienceMs);
    const special = customers.patienceMsByIntent;
    this.patienceLaw = customers.intents.map((_, i) => {
      const spec = special?.[i];
      return spec ? createDistribution(spec) : common;
    });
    this.workLaw = customers.workMs.map((spec) => createDistribution(spec));
    this.workByHour = customers.workByHour ?? null;
    this.returnLaw = customers.returns === null ? null : createDistribution(customers.returns.delayMs);
    this.oneWork = new Set(customers.workMs.map((spec) => JSON.stringify(spec))).size === 1;
    this.onePatience = special === null;
    this.oneBurst = customers.burstSize.kind === 'constant';
  }

  classOf(customer: number): number {
    if (customer === this.lastCustomer) return this.lastClass;
    this.lastCustomer = customer;
    this.lastClass = packClass(this.priority.of(this.streams, customer), this.vipOf(customer), this.intentOf(customer), this.language.of(this.streams, customer));
    return this.lastClass;
  }

  private intentOf(customer: number): number {
    const known = this.history !== null && customer < this.history.intent.length ? this.history.intent[customer]! : UNKNOWN;
    return known === UNKNOWN ? this.intent.of(this.streams, customer) : known;
  }

  private vipOf(customer: number): number {
    const known = this.history !== null && customer < this.history.vip.length ? this.history.vip[customer]! : UNKNOWN;
    if (known !== UNKNOWN) return known;
    const share = this.customers.vipShare;
    return share > 0 && this.streams.uniform(customer, PURPOSE.vip, 0) < share ? 1 : 0;
  }

  exchanges(customer: number, attempt: number): number {
    const drawn = Math.round(this.exchangeLaw.sample(this.streams.uniform(customer, PURPOSE.exchanges, attempt)));
    return drawn < 1 ? 1 : drawn < EXCHANGES ? drawn : EXCHANGES - 1;
  }

  burstSize(customer: number, draw: number): number {
    if (this.oneBurst) return Math.max(1, Math.round(this.burstLaw.mean));
    return Math.max(1, Math.round(this.burstLaw.sample(this.streams.uniform(customer, PURPOSE.burstSize, draw))));
  }

  burstGapMs(customer: number, draw: number): Ms {
    return this.burstGapLaw.sample(this.streams.uniform(customer, PURPOSE.burstGap, draw));
  }

  replyDelayMs(customer: number, draw: number): Ms {
    return this.replyLaw.sample(this.streams.uniform(customer, PURPOSE.replyDelay, draw));
  }

  patienceMs(customer: number, draw: number): Ms {
    const law = this.onePatience ? this.patienceLaw[0]! : this.patienceLaw[this.intentOf(customer)]!;
    return law === null ? NEVER : law.sample(this.streams.uniform(customer, PURPOSE.patience, draw));
  }

  leavesSilently(customer: number, attempt: number): boolean {
    const share = this.customers.leaveSilently;
    return share > 0 && this.streams.uniform(customer, PURPOSE.leaving, attempt) < share;
  }

  /** How long until this leaver tries again; NEVER when they do not. */
  returnDelayMs(customer: number, attempt: number): Ms {
    if (this.returnLaw === null) return NEVER;
    if (this.streams.uniform(customer, PURPOSE.returns, attempt) >= this.customers.returns!.share) return NEVER;
    return this.returnLaw.sample(this.streams.uniform(customer, PURPOSE.returnDelay, attempt));
  }

  /** Agent work for one reply at ordinary pace. It belongs to the customer and the exchange, not to the agent. */
  workMs(customer: number, exchange: number): Ms {
    const law = this.oneWork ? this.workLaw[0]! : this.workLaw[this.intentOf(customer)]!;
    return law.sample(this.streams.uniform(customer, PURPOSE.work, exchange));
  }

  /** What the time of day does to the work that begins now: people talk longer at noon than at night. */
  workFactor(now: Ms): number {
    return this.workByHour === null ? 1 : (this.workByHour[Math.floor(now / HOUR)] ?? 1);
  }

  /** The draw number of an exchange of an attempt. */
  static draw(attempt: number, exchange: number): number {
    return attempt * EXCHANGES + exchange;
  }
}

/** One of several, by their shares; asks chance only where there is a choice. */
class Choice {
  private readonly purpose: number;
  private readonly shares: readonly number[];
  private readonly certain: number;

  constructor(purpose: number, shares: readonly number[]) {
    this.purpose = purpose;
    this.shares = shares;
    this.certain = shares.length === 1 ? 0 : shares.indexOf(1);
  }

  of(streams: Streams, customer: number): number {
    if (this.certain >= 0) return this.certain;
    let rest = streams.uniform(customer, this.purpose, 0);
    for (let i = 0; i < this.shares.length - 1; i++) {
      rest -= this.shares[i]!;
      if (rest < 0) return i;
    }
    return this.shares.length - 1;
  }
}
