import { exchangeOf } from '../../runtime/content.js';
import { SEND_KIND, type FactSink } from '../../runtime/facts.js';
import { IntMap } from '../../runtime/int-map.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DebtBucket, RefillBucket, type PairBucket } from '../../runtime/ledgers/pair-bucket.js';
import { ThroughputMeter } from '../../runtime/ledgers/throughput-meter.js';
import { DAY, SECOND, type Ms } from '../../runtime/units.js';
import type { Phone } from '../people/ports.js';
import { PURPOSE, type Streams } from '../random.js';
import type { Network, Platform } from '../scenario/scenario.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CLOUD_ENTRY, WEBHOOK } from './cloud-entries.js';
import { FATE, type CloudHooks, type CloudTimers } from './cloud-ports.js';
import { draw, FAULT, LEG, placeOf } from './draws.js';
import { CODE } from './errors.js';
import { Fees } from './fees.js';
import { Legs } from './legs.js';
import { Messages, type Message } from './messages.js';
import { MessagingLimit } from './messaging-limit.js';
import { Pairs } from './pairs.js';
import type { RuleSet } from './rule-set.js';

/**
 * The WhatsApp platform in virtual time: between phones and a desk, with limits that follow from traffic.
 * Message ids count up from 0, both directions together.
 */
export class Cloud implements Phone {
  readonly #numbers: number;
  readonly #instant: boolean;
  readonly #rules: RuleSet;
  readonly #streams: Streams;
  readonly #timers: CloudTimers;
  readonly #sink: FactSink;
  readonly #hooks: CloudHooks;
  readonly #bucket: PairBucket;
  readonly #pairs: Pairs;
  readonly #messages = new Messages();
  readonly #meters: readonly ThroughputMeter[];
  /** One for the portfolio, or one for each number. */
  readonly #limits: readonly MessagingLimit[];
  readonly #fees: Fees;
  readonly #legs: Legs;
  readonly #marketingStops: boolean;
  /** By category: the error that its templates meet, 0 while they are approved. */
  readonly #templateCode = new Int32Array(8);
  readonly #stopped = new IntMap();
  #nextMessage = 0;

  /** @param startsAtEpochMs epoch of instant 0, a whole second; decides where calendar months begin */
  constructor(plan: Platform, network: Network, rules: RuleSet, streams: Streams, timers: CloudTimers, sink: FactSink, hooks: CloudHooks, startsAtEpochMs = 0) {
    this.#numbers = plan.numbers;
    this.#instant = network.instant;
    this.#rules = rules;
    this.#streams = streams;
    this.#timers = timers;
    this.#sink = sink;
    this.#hooks = hooks;
    const { intervalMs, burst } = rules.pair.value;
    this.#bucket = rules.pairReading.value === 'debt' ? new DebtBucket(intervalMs, burst) : new RefillBucket(intervalMs, burst);
    this.#pairs = new Pairs(this.#bucket, plan.numbers);
    this.#meters = Array.from({ length: plan.numbers }, () => new ThroughputMeter(plan.mps));
    const owners = rules.limitScope.value === 'portfolio' ? 1 : plan.numbers;
    this.#limits = Array.from({ length: owners }, (_, owner) => new MessagingLimit(rules, plan.tier, plan.qualityHigh, owner, timers, sink));
    this.#fees = new Fees(rules, plan.market, plan.numbers, startsAtEpochMs);
    this.#legs = new Legs(network, streams);
    this.#templateCode[CATEGORY.none] = CODE.unknownTemplate;
    this.#marketingStops = rules.noMarketingIn.value.includes(plan.market);
  }

  /** Messages under way; 0 when everything has arrived. */
  get openMessages(): number {
    return this.#messages.open;
  }

  /** Pairs that are not forgotten yet. */
  get knownPairs(): number {
    return this.#pairs.known;
  }

  get messageCount(): number {
    return this.#nextMessage;
  }

  get numbers(): number {
    return this.#numbers;
  }

  /** The messaging limit now. */
  limitOf(number: number): number {
    return this.#limitOf(number).limit;
  }

  /** Unique recipients outside windows in the last 24 h. */
  limitUsed(now: Ms, number: number): number {
    return this.#limitOf(number).used(now);
  }

  windowIsOpen(now: Ms, number: number, contact: number): boolean {
    const pair = this.#pairs.find(number, contact);
    return pair >= 0 && now < this.#pairs.windowEndsAt[pair]!;
  }

  /** The recipient stops or resumes marketing from this business. */
  stopMarketing(contact: number, stopped: boolean): void {
    if (stopped) this.#stopped.set(contact, 1);
    else this.#stopped.delete(contact);
  }

  /** Templates of a category meet this error (132001, 132015, 132016) from now on; 0 approves them again. */
  setTemplates(category: number, code: number): void {
    this.#templateCode[category] = code;
  }

  /** A customer writes. @param number business number; by default each customer keeps to one */
  write(now: Ms, customer: number, content: number, number: number = customer % this.#numbers): void {
    const pair = this.#pairs.meet(now, number, customer);
    if (this.#legs.calm) {
      const id = this.#nextMessage++;
      this.#hooks.webhookMessage(now, number, customer, id, this.#takeIn(now, pair, number), content);
      return;
    }
    const place = this.#pairs.nextPlace(pair, 0, exchangeOf(content));
    const message = this.#birth(pair, number, customer, content, place);
    if (this.#instant) this.#arrive(now, message);
    else this.#plan(now + this.#legs.inboundMs(customer, place), CLOUD_ENTRY.arrives, message);
  }

  /**
   * One API send: throughput, pair limit, template, then what fails later (an assumed order, Meta publishes none).
   * Returns the message's id, or minus the error code of a refusal; later failures come as `failed` webhooks.
   *
   * @param kind one of SEND_KIND: a reply is free-form, anything else a template
   * @param category one of CATEGORY
   */
  send(now: Ms, number: number, contact: number, kind: number, category: number, content: number): number {
    const fate = this.#hooks.fateOf?.(contact) ?? 0;
    if (fate < 0) return fate;
    const meter = this.#meters[number]!;
    if (!meter.canPass(now)) return -CODE.throughput;
    const pairs = this.#pairs;
    const pair = pairs.meet(now, number, contact);
    const bucket = pairs.bucket[pair]!;
    if (!this.#bucket.passes(bucket, now)) return -CODE.pairRate;
    if (kind !== SEND_KIND.reply && this.#templateCode[category] !== 0) return -this.#templateCode[category]!;

    meter.count(now);
    pairs.bucket[pair] = this.#bucket.after(bucket, now);
    const id = this.#nextMessage++;
    const inside = now < pairs.windowEndsAt[pair]!;
    const code = fate > FATE.readAtOnce ? fate : this.#failure(now, number, contact, kind, category, inside);
    if (code === 0 && this.#instant) {
      this.#charge(now, id, number, contact, category, inside);
      this.#hooks.phoneReceives(now, contact, number, content);
      return id;
    }
    const place = pairs.nextPlace(pair, 1, exchangeOf(content));
    const message = this.#birth(pair, number, contact, content, place);
    message.id = id;
    message.category = category;
    message.insideWindow = inside;
    message.code = code;
    message.happenedAt = now;
    if (code !== 0) {
      this.#post(now, WEBHOOK.failed, message);
    } else {
      this.#post(now, WEBHOOK.sent, message);
      if (fate !== FATE.neverDelivered) this.#plan(now + this.#legs.outboundMs(contact, place), CLOUD_ENTRY.delivers, message);
    }
    return id;
  }

  /** Blue ticks and typing: no limit counts them. */
  markRead(now: Ms, number: number, contact: number): void {
    if (this.#instant) return this.#hooks.phoneSeesRead(now, contact);
    const pair = this.#pairs.meet(now, number, contact);
    const place = this.#pairs.lastPlace(pair, 0);
    this.#plan(now + this.#legs.markMs(contact, place), CLOUD_ENTRY.marks, this.#birth(pair, number, contact, 0, place));
  }

  /** An entry of one of CLOUD_ENTRY's kinds is due. */
  ring(now: Ms, kind: number, subject: number): void {
    if (kind === CLOUD_ENTRY.raises) return this.#hooks.webhookNotice(now, { kind: 'limit', limit: this.#limits[subject]!.raise(now) });
    const message = this.#messages.at(subject);
    message.entries -= 1;
    if (kind === CLOUD_ENTRY.arrives) return this.#arrive(now, message);
    if (kind === CLOUD_ENTRY.delivers) return this.#deliver(now, message);
    if (kind === CLOUD_ENTRY.marks) return this.#mark(now, message);
    if (kind < CLOUD_ENTRY.webhookAgain) this.#tell(now, kind - CLOUD_ENTRY.webhook, 1, message);
    else this.#tell(now, kind - CLOUD_ENTRY.webhookAgain, 2, message);
  }

  /** What becomes of an accepted message: 0, or the code it fails with. */
  #failure(now: Ms, number: number, contact: number, kind: number, category: number, inside: boolean): number {
    if (kind === SEND_KIND.reply) {
      if (!inside) return CODE.windowClosed;
    } else {
      if (!inside && !this.#limitOf(number).tryCount(now, contact)) return this.#rules.limitCode.value;
      if (category === CATEGORY.marketing) {
        if (this.#stopped.size > 0 && this.#stopped.has(contact)) return CODE.stoppedMarketing;
        if (this.#marketingStops || this.#chance(contact, FAULT.capped, Math.floor(now / DAY), this.#rules.marketingCapShare.value)) return CODE.marketingCap;
      }
    }
    return this.#chance(contact, FAULT.undeliverable, 0, this.#rules.undeliverableShare.value) ? CODE.undeliverable : 0;
  }

  #arrive(now: Ms, message: Message): void {
    message.id = this.#nextMessage++;
    message.timestampMs = this.#takeIn(now, message.pair, message.number);
    message.happenedAt = now;
    this.#post(now, WEBHOOK.message, message);
  }

  /** Counts an inbound message and opens its window; returns the platform's timestamp. */
  #takeIn(now: Ms, pair: number, number: number): Ms {
    this.#meters[number]!.count(now);
    const timestampMs = Math.floor(now / SECOND) * SECOND;
    const endsAt = timestampMs + this.#rules.windowMs.value;
    if (endsAt > this.#pairs.windowEndsAt[pair]!) this.#pairs.windowEndsAt[pair] = endsAt;
    return timestampMs;
  }

  #deliver(now: Ms, message: Message): void {
    const { contact, number, content, place } = message;
    this.#charge(now, message.id, number, contact, message.category, message.insideWindow);
    message.deliveredAt = now;
    this.#post(now, WEBHOOK.delivered, message);
    const fate = this.#hooks.fateOf?.(contact) ?? 0;
    if (fate === FATE.readAtOnce || (fate !== FATE.deliveredOnly && this.#legs.showsReads(contact))) {
      message.readAt = now + this.#legs.readDelayMs(contact, place);
      this.#post(message.readAt, WEBHOOK.read, message);
    }
    this.#hooks.phoneReceives(now, contact, number, content);
  }

  #mark(now: Ms, message: Message): void {
    this.#forget(message);
    this.#hooks.phoneSeesRead(now, message.contact);
  }

  /** Sends a webhook off to the desk, about something that happened at `at`. */
  #post(at: Ms, webhook: number, message: Message): void {
    const { contact, place } = message;
    const due = this.#legs.webhookDue(at, contact, place, webhook);
    const copyDue = this.#legs.copyDue(due, contact, place, webhook);
    // A customer's own entry may call the desk; the answer to a send may not come before the send has returned.
    const atOnce = this.#instant && due === at && webhook === WEBHOOK.message;
    if (!atOnce) this.#plan(due, CLOUD_ENTRY.webhook + webhook, message);
    if (copyDue >= 0) this.#plan(copyDue, CLOUD_ENTRY.webhookAgain + webhook, message);
    if (atOnce) this.#tell(at, webhook, 1, message);
  }

  /** @param copy 1 for the first, 2 for a duplicate */
  #tell(now: Ms, webhook: number, copy: number, message: Message): void {
    const { id, number, contact, content, code, timestampMs } = message;
    const since = webhook === WEBHOOK.read ? message.readAt : webhook === WEBHOOK.delivered ? message.deliveredAt : message.happenedAt;
    if (copy > 1) this.#sink.tell(WORLD_FACTS.webhookRepeated.kind, now, id, webhook, now - since);
    if (message.entries === 0) this.#forget(message);
    if (webhook === WEBHOOK.message) this.#hooks.webhookMessage(now, number, contact, id, timestampMs, content);
    else this.#hooks.webhookStatus(now, id, webhook, webhook === WEBHOOK.failed ? code : 0);
  }

  #charge(now: Ms, id: number, number: number, contact: number, category: number, inside: boolean): void {
    const fee = this.#fees.charge(now, number, contact, category, inside);
    if (fee > 0) this.#sink.tell(WORLD_FACTS.feeCharged.kind, now, id, category, fee);
  }

  #plan(due: Ms, kind: number, message: Message): void {
    message.entries += 1;
    this.#timers.at(due, kind, message.slot);
  }

  #birth(pair: number, number: number, contact: number, content: number, place: number): Message {
    const message = this.#messages.birth();
    message.pair = pair;
    message.number = number;
    message.contact = contact;
    message.content = content;
    message.place = place;
    this.#pairs.open[pair] = this.#pairs.open[pair]! + 1;
    return message;
  }

  #forget(message: Message): void {
    this.#pairs.open[message.pair] = this.#pairs.open[message.pair]! - 1;
    this.#messages.forget(message);
  }

  #limitOf(number: number): MessagingLimit {
    return this.#limits.length === 1 ? this.#limits[0]! : this.#limits[number]!;
  }

  /** A trait of the customer (or of the customer on one day), never of the send. */
  #chance(contact: number, what: number, day: number, share: number): boolean {
    return share > 0 && this.#streams.uniform(contact, PURPOSE.fault, draw(placeOf(day, 0), LEG.customer, what)) < share;
  }
}
