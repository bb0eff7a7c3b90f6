import { exchangeOf } from '../../runtime/content.js';
import { SEND_KIND, type FactSink } from '../../runtime/facts.js';
import type { ThroughputMeter } from '../../runtime/ledgers/throughput-meter.js';
import { DAY, NONE, SECOND, type Ms } from '../../runtime/units.js';
import type { Phone } from '../people/ports.js';
import { PURPOSE, type Streams } from '../random.js';
import type { Network, Platform } from '../scenario/scenario.js';
import { WORLD_FACTS } from '../world-facts.js';
import { Account } from './account.js';
import { Business } from './business.js';
import { CLOUD_ENTRY, WEBHOOK } from './cloud-entries.js';
import { FATE, type CloudHooks, type CloudTimers } from './cloud-ports.js';
import { decoded, encoded, type CloudState } from './cloud-state.js';
import type { EntryPoints } from './entry-points.js';
import { CODE } from './errors.js';
import { Legs } from './legs.js';
import { Messages, TERMS, type Message } from './messages.js';
import { Pairs } from './pairs.js';
import type { RuleSet } from './rule-set.js';

/**
 * The WhatsApp platform in virtual time: between phones and a desk, with limits that follow from traffic.
 * Message ids count up from 0, both directions together.
 */
export class Cloud extends Account implements Phone {
  /** Id of the last message that pacing held: the answer to its send says so. */
  lastHeld = NONE;
  readonly numbers: number;
  readonly #instant: boolean;
  readonly #windowMs: Ms;
  readonly #timers: CloudTimers;
  readonly #sink: FactSink;
  readonly #hooks: CloudHooks;
  readonly #pairs: Pairs;
  readonly #messages: Messages;
  readonly #closedBy: Int32Array;
  readonly #meters: ThroughputMeter[];
  readonly #entryPoints: EntryPoints;
  readonly #streams: Streams;
  readonly #legs: Legs;
  #nextMessage = 0;

  /** @param startsAtEpochMs epoch of instant 0, a whole second; decides where calendar months begin */
  constructor(plan: Platform, network: Network, rules: RuleSet, streams: Streams, timers: CloudTimers, sink: FactSink, hooks: CloudHooks, startsAtEpochMs = 0) {
    super(new Business(plan, rules, streams, timers, sink, hooks, startsAtEpochMs, (now, message, code) => this.#unhold(now, this.#messages.at(message), code)));
    this.numbers = plan.numbers;
    this.#instant = network.instant;
    this.#windowMs = rules.windowMs.value;
    this.#timers = timers;
    this.#sink = sink;
    this.#hooks = hooks;
    this.#pairs = new Pairs(rules, plan.numbers);
    this.#messages = new Messages(this.#pairs);
    this.#closedBy = this.business.numbers.closedBy;
    this.#meters = this.business.meters;
    this.#entryPoints = this.business.entryPoints;
    this.#streams = streams;
    this.#legs = new Legs(network, streams);
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

  windowIsOpen(now: Ms, number: number, contact: number): boolean {
    const pair = this.#pairs.find(number, contact);
    return pair >= 0 && now < this.#pairs.windowEndsAt[pair]!;
  }

  /**
   * A customer writes. A number that is not registered hears nothing.
   * @param number business number; by default each customer keeps to one @param fromAd from an ad that clicks to WhatsApp
   * @param opens whether it opens the service window
   */
  write(now: Ms, customer: number, content: number, number: number = customer % this.numbers, fromAd = false, opens = true): void {
    if (this.#closedBy[number] === CODE.notRegistered) return;
    const pair = this.#pairs.meet(now, number, customer);
    if (this.#legs.calm) {
      const id = this.#nextMessage++;
      if (fromAd) this.#entryPoints.open(now, number, customer);
      this.#hooks.webhookMessage(now, number, customer, id, this.#takeIn(now, pair, number, opens), content);
      return;
    }
    const place = this.#pairs.nextPlace(pair, 0, exchangeOf(content));
    const message = this.#messages.birth(pair, number, customer, content, place);
    if (fromAd) message.terms = TERMS.free;
    if (!opens) message.terms |= TERMS.noWindow;
    if (this.#instant) this.#arrive(now, message);
    else this.#plan(now + this.#legs.inboundMs(customer, place), CLOUD_ENTRY.arrives, message);
  }

  /**
   * One API send: is the number open, throughput, pair limit, template, then what fails later (an assumed order).
   * Returns the message's id, or minus the error code of a refusal; later failures come as `failed` webhooks. The rule
   * channelOf turns one into the other.
   *
   * @param kind one of SEND_KIND: a reply is free-form, anything else a template
   * @param category one of CATEGORY
   * @param template slot of `templates`; NONE: one that exists and is approved as far as `setTemplates` says
   * @param fault what the API found wrong: minus an error code meets it where templates are checked, an error code fails it later, unless a closed window has done so already
   */
  send(now: Ms, number: number, contact: number, kind: number, category: number, content: number, template: number = NONE, fault = 0): number {
    const fate = this.#hooks.fateOf?.(contact) ?? 0;
    if (fate < 0) return this.#fail(now, -fate, false, number, contact, category, content, template);
    const closed = this.#closedBy[number]!;
    if (closed !== 0 && (closed > 0 || kind !== SEND_KIND.reply)) return this.#fail(now, Math.abs(closed), false, number, contact, category, content, template);
    const meter = this.#meters[number]!;
    if (!meter.canPass(now)) return this.#fail(now, CODE.throughput, false, number, contact, category, content, template);
    const pairs = this.#pairs;
    const pair = pairs.meet(now, number, contact);
    if (pairs.refuses(now, pair)) return this.#fail(now, CODE.pairRate, false, number, contact, category, content, template);
    if (kind !== SEND_KIND.reply) {
      const refusal = fault < 0 ? -fault : template === NONE ? this.business.templateCode[category]! : this.business.templates.refusal(template);
      if (refusal !== 0) return this.#fail(now, refusal, false, number, contact, category, content, template);
    }
    meter.count(now);
    pairs.take(now, pair);
    let terms = now < pairs.windowEndsAt[pair]! ? TERMS.window : 0;
    const entryPoints = this.#entryPoints;
    if (entryPoints.inUse && entryPoints.isFree(now, number, contact)) terms |= TERMS.free;
    const code = fate > FATE.readAtOnce ? fate : fault > 0 && (kind !== SEND_KIND.reply || (terms & TERMS.window) !== 0) ? fault : this.business.failure(now, number, contact, kind, category, terms);
    if (code !== 0) return this.#fail(now, code, true, number, contact, category, content, template);
    if ((terms & TERMS.free) !== 0) entryPoints.answered(now, number, contact);
    if (this.#instant && template === NONE) {
      const id = this.#nextMessage++;
      this.business.delivered(now, id, number, contact, category, terms, NONE);
      this.#hooks.phoneReceives(now, contact, number, content);
      return id;
    }
    const message = this.#accept(now, pair, number, contact, category, content, template);
    message.terms = terms;
    if (template !== NONE && this.business.templates.paces(now, template)) {
      this.business.templates.hold(now, template, message.slot);
      this.lastHeld = message.id;
    } else {
      this.#goOn(now, message);
    }
    return message.id;
  }

  /** Blue ticks and typing: no limit counts them. */
  markRead(now: Ms, number: number, contact: number): void {
    if (this.#instant) return this.#hooks.phoneSeesRead(now, contact);
    const pair = this.#pairs.meet(now, number, contact);
    const place = this.#pairs.lastPlace(pair, 0);
    this.#plan(now + this.#legs.markMs(contact, place), CLOUD_ENTRY.marks, this.#messages.birth(pair, number, contact, 0, place));
  }

  /** An entry of one of CLOUD_ENTRY's kinds is due. */
  ring(now: Ms, kind: number, subject: number): void {
    if (kind === CLOUD_ENTRY.raises) return this.business.raise(now, subject);
    if (kind === CLOUD_ENTRY.errand) return this.business.ring(now, subject);
    const message = this.#messages.at(subject);
    message.entries -= 1;
    if (kind === CLOUD_ENTRY.arrives) return this.#arrive(now, message);
    if (kind === CLOUD_ENTRY.delivers) return this.#deliver(now, message);
    if (kind === CLOUD_ENTRY.marks) return this.#mark(now, message);
    if (kind === CLOUD_ENTRY.lapses) return this.#lapse(now, message);
    if (kind < CLOUD_ENTRY.webhookAgain) this.#tell(now, kind - CLOUD_ENTRY.webhook, 1, message);
    else this.#tell(now, kind - CLOUD_ENTRY.webhookAgain, 2, message);
  }

  /** Everything there is to know, as JSON; a cloud made with the same parameters goes on from it as this one does. */
  snapshot(): CloudState {
    return encoded({ nextMessage: this.#nextMessage, lastHeld: this.lastHeld, pairs: this.#pairs.snapshot(), messages: this.#messages.snapshot(), business: this.business.snapshot() });
  }

  /** Its entries on the agenda are the owner's to restore: `Agenda.pending`. */
  restore(state: CloudState): void {
    const { nextMessage, lastHeld, pairs, messages, business } = decoded(state);
    this.#nextMessage = nextMessage;
    this.lastHeld = lastHeld;
    this.#pairs.restore(pairs);
    this.#messages.restore(messages);
    this.business.restore(business);
  }

  /** What becomes of a send that something is against: by the rules it is refused, or accepted and fails. @param later where no rule says which */
  #fail(now: Ms, code: number, later: boolean, number: number, contact: number, category: number, content: number, template: number): number {
    const channel = this.rules.channelOf.value[code] ?? (later ? 'async' : 'sync');
    if (channel === 'sync' || (channel === 'both' && this.#streams.uniform(contact, PURPOSE.channel, Math.floor(now) % 2 ** 24) < 0.5)) return -code;
    const message = this.#accept(now, this.#pairs.meet(now, number, contact), number, contact, category, content, template);
    message.code = code;
    this.#goOn(now, message);
    return message.id;
  }

  #accept(now: Ms, pair: number, number: number, contact: number, category: number, content: number, template: number): Message {
    const message = this.#messages.birth(pair, number, contact, content, this.#pairs.nextPlace(pair, 1, exchangeOf(content)));
    message.id = this.#nextMessage++;
    message.category = category;
    message.template = template;
    message.code = 0;
    message.acceptedAt = now;
    return message;
  }

  /** An accepted message leaves the platform, or fails. */
  #goOn(now: Ms, message: Message): void {
    message.happenedAt = now;
    if (message.code !== 0) return this.#post(now, WEBHOOK.failed, message);
    if (this.#instant) return this.#plan(now, CLOUD_ENTRY.delivers, message);
    this.#post(now, WEBHOOK.sent, message);
    const wayMs = this.#hooks.fateOf?.(message.contact) === FATE.neverDelivered ? Infinity : this.#legs.outboundMs(message.contact, message.place);
    const lifeMs = this.business.lifeOf(message);
    if (wayMs < lifeMs) this.#plan(now + wayMs, CLOUD_ENTRY.delivers, message);
    else if (lifeMs < DAY) this.#plan(now + lifeMs, CLOUD_ENTRY.lapses, message); // after a day nobody holds its recipient for it
  }

  #unhold(now: Ms, message: Message, code: number): void {
    if (code !== 0) this.business.failedLater(now, message);
    message.code = code;
    this.#goOn(now, message);
  }

  #arrive(now: Ms, message: Message): void {
    message.id = this.#nextMessage++;
    message.timestampMs = this.#takeIn(now, message.pair, message.number, (message.terms & TERMS.noWindow) === 0);
    message.happenedAt = now;
    if ((message.terms & TERMS.free) !== 0) this.#entryPoints.open(now, message.number, message.contact);
    this.#post(now, WEBHOOK.message, message);
  }

  /** Counts an inbound message and opens its window, if it opens one; returns the platform's timestamp. */
  #takeIn(now: Ms, pair: number, number: number, opens: boolean): Ms {
    this.#meters[number]!.count(now);
    const timestampMs = Math.floor(now / SECOND) * SECOND;
    const endsAt = timestampMs + this.#windowMs;
    if (opens && endsAt > this.#pairs.windowEndsAt[pair]!) this.#pairs.windowEndsAt[pair] = endsAt;
    return timestampMs;
  }

  #deliver(now: Ms, message: Message): void {
    const { contact, number, content, place } = message;
    message.fee = this.business.delivered(now, message.id, number, contact, message.category, message.terms, message.template);
    message.deliveredAt = now;
    if (this.#instant) {
      this.#messages.forget(message);
    } else {
      this.#post(now, WEBHOOK.delivered, message);
      if (this.#legs.showsReads(contact, this.#hooks.fateOf?.(contact))) {
        message.readAt = now + this.#legs.readDelayMs(contact, place);
        this.#post(message.readAt, WEBHOOK.read, message);
      }
    }
    this.#hooks.phoneReceives(now, contact, number, content);
  }

  /** Dropped in silence. */
  #lapse(now: Ms, message: Message): void {
    this.business.failedLater(now, message);
    if (message.entries === 0) this.#messages.forget(message);
  }

  #mark(now: Ms, message: Message): void {
    this.#messages.forget(message);
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
    if (webhook === WEBHOOK.read && copy === 1 && message.template !== NONE) this.templates.countRead(now, message.template);
    if (message.entries === 0) this.#messages.forget(message);
    this.told = message;
    if (webhook === WEBHOOK.message) this.#hooks.webhookMessage(now, number, contact, id, timestampMs, content);
    else this.#hooks.webhookStatus(now, id, webhook, webhook === WEBHOOK.failed ? code : 0);
  }

  #plan(due: Ms, kind: number, message: Message): void {
    message.entries += 1;
    this.#timers.at(due, kind, message.slot);
  }
}
