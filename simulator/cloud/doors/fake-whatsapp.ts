import { Agenda } from '../../../runtime/agenda.js';
import type { FactSink } from '../../../runtime/facts.js';
import type { Ms } from '../../../runtime/units.js';
import { Streams } from '../../random.js';
import { Cloud } from '../cloud.js';
import { FaultPlan } from '../faults/fault-plan.js';
import { AddressBook, displayPhoneOf, phoneNumberIdOf } from '../graph/addresses.js';
import { GraphApi } from '../graph/graph-api.js';
import { problem } from '../graph/graph-answer.js';
import type { GraphRequest } from '../graph/graph-request.js';
import { Deliveries, DELIVERY_RULES } from '../webhooks/deliveries.js';
import type { InboundNode } from '../webhooks/message-update.js';
import type { Update } from '../webhooks/webhook.js';
import { takeSignal, type CustomerSignal } from './customer-signal.js';
import { untroubled, type Answers, type FakeAnswer } from './fake-answer.js';
import type { FakeClock } from './fake-clock.js';
import { AT_ONCE, graphOptionsOf, ladderOf, platformOf, rulesOf, subscribersOf } from './fake-defaults.js';
import type { FakeOptions, LogEntry, SentMessage } from './fake-options.js';
import { putState, stateProblem, takeState, type FakeState, type Remembering } from './fake-state.js';
import { InboundMessages } from './inbound-messages.js';
import { deliveryLine, requestLine } from './log-lines.js';
import { People, type Profile } from './people.js';
import { decide, type PlatformDecision } from './platform-decision.js';
import { playedUpdate } from './played-update.js';
import { PostOffice } from './post-office.js';
import { ReceivedFiles } from './received-files.js';
import { Timeline } from './timeline.js';
import { Told } from './told.js';

/**
 * A WhatsApp platform with a clock: what every door hands requests to. It answers at once; webhooks leave by
 * themselves. Nothing in it touches the network but its post office.
 */
export class FakeWhatsApp implements Answers {
  readonly cloud: Cloud;
  readonly phoneNumberIds: readonly string[];
  readonly displayPhoneNumbers: readonly string[];
  readonly faults: FaultPlan;
  readonly deliveries: Deliveries;
  readonly people: People;
  readonly clock: FakeClock;
  readonly totals = { ...NO_TOTALS };
  /** The messages accepted last, oldest first. */
  readonly sent: SentMessage[] = [];
  readonly #timeline: Timeline;
  readonly #book: AddressBook;
  readonly #post: PostOffice;
  readonly #told: Told;
  readonly #graph: GraphApi;
  readonly #inbound: InboundMessages;
  readonly #keepSent: number;
  readonly #onLog: ((entry: LogEntry) => void) | null;
  readonly #parts: Remembering;
  readonly #atFirst: FakeState;

  constructor(options: FakeOptions = {}) {
    const rules = rulesOf(options);
    const streams = new Streams(options.seed ?? 1, 0);
    this.#book = new AddressBook(rules.waIds.value);
    const startAt = options.startAt ?? Date.now();
    const network = { ...AT_ONCE, ...options.network };
    const platform = platformOf(options, rules);
    this.#onLog = options.onLog ?? null;
    this.#keepSent = options.keepSent ?? 10_000;
    const ring = (now: Ms, kind: number, subject: number): void => (kind === DELIVERY_ENTRY ? this.deliveries.ring(subject) : this.cloud.ring(now, kind, subject));
    const timeline = new Timeline(startAt, options.speed ?? (options.startAt === undefined ? 1 : 0), ring, () => this.#post);
    this.#timeline = timeline;
    this.clock = timeline.clock;
    this.faults = new FaultPlan(streams);
    for (const fault of options.faults ?? []) this.faults.add(fault);
    this.deliveries = new Deliveries({ ...DELIVERY_RULES, ...options.deliveries }, ladderOf(rules), subscribersOf(options), this.faults, timeline, DELIVERY_ENTRY, (event) => this.#onLog?.(deliveryLine(event)));
    this.#post = new PostOffice(this.deliveries, options, rules.webhookTimeoutMs.value, () => this.now(), (entry) => this.log(entry));
    this.people = new People(this.#book, rules, (contact) => this.cloud.hasUsername(contact));
    this.#told = new Told(() => this.cloud, network, this.people, (number) => this.deliveries.subscribers.of(number).length > 0, (now, update) => this.deliveries.tell(now, update));
    this.#inbound = new InboundMessages(this.#book, this.people, new ReceivedFiles(() => this.#graph.media), (number, phone) => this.sent.findLast(({ to, phoneNumberId }) => to === phone && phoneNumberId === phoneNumberIdOf(number))?.wamid, this.#told.repeats, () => this.#graph.reactions, (now, update) => this.deliveries.tell(now, update));
    const hooks = this.#told.hooks((...told) => this.#inbound.arrived(...told), options.onPhone);
    this.cloud = new Cloud(platform, network, rules, streams, timeline, NOBODY, hooks);
    this.cloud.business.verified = options.verified ?? false;
    this.phoneNumberIds = Array.from({ length: platform.numbers }, (_, number) => phoneNumberIdOf(number));
    this.displayPhoneNumbers = Array.from({ length: platform.numbers }, (_, number) => displayPhoneOf(number));
    this.#graph = this.#newGraph(options);
    this.deliveries.subscribers.overrides = this.#graph.subscriptions;
    const { clock, cloud, people, faults, deliveries } = this;
    this.#parts = { clock, cloud, book: this.#book, people, graph: this.#graph, faults, deliveries, inbound: this.#inbound, told: this.#told };
    this.#atFirst = this.snapshot();
  }

  /** Epoch milliseconds at the platform. */
  now(): Ms {
    return this.clock.now();
  }

  /** The one way in for every door: faults first, then the Graph API. */
  request(request: GraphRequest): FakeAnswer {
    this.settle();
    const now = this.now();
    this.totals.requests += 1;
    const fault = this.faults.strikeRequest(request, now);
    if (fault === null) return this.#logged(now, request, untroubled(this.#graph.handle(request, now)));
    const { delayMs, code, retryAfterS, transport } = fault;
    if (code !== 0) {
      const answer = this.#graph.refuse(problem(code));
      const headers = retryAfterS === 0 ? answer.headers : { ...answer.headers, 'retry-after': String(retryAfterS) };
      return this.#logged(now, request, { ...answer, headers, delayMs, transport: null });
    }
    const lostBefore = transport === 'reset' || transport === 'empty' || transport === 'timeOut';
    const answer = lostBefore ? NOTHING : this.#graph.handle(request, now);
    return this.#logged(now, request, { ...answer, delayMs, transport });
  }

  /**
   * A customer writes to one of the business numbers: a text, or a message of any kind as the webhook will show it,
   * in which defaults stand for what is left out. Nothing comes of it while the business has blocked them. A file is `data`: `{ type: 'image', image: { data, mime_type } }`.
   *
   * @param phone digits with country code
   * @throws Error that says what is wrong with the message
   */
  customerWrites(phone: string, message: string | InboundNode, number = 0, profile?: Profile): void {
    const problem = this.tryCustomerWrites(phone, message, number, profile);
    if (problem !== null) throw new Error(problem);
  }

  /** The same for a message that may be anything at all. @returns null, or what is wrong with it */
  tryCustomerWrites(phone: string, message: unknown, number = 0, profile?: Profile): string | null {
    this.settle();
    const contact = this.#contactOf(phone);
    if (profile !== undefined) this.people.describe(contact, profile);
    const now = this.now();
    if (this.#graph.blocked.has(number, contact)) return null;
    const problem = this.#inbound.write(now, this.cloud, contact, message, number);
    if (problem !== null) return problem;
    this.totals.inbound += 1;
    if (this.#onLog !== null) this.log({ at: now, type: 'inbound', from: phone, to: phoneNumberIdOf(number), kind: typeof message === 'string' ? 'text' : (message as InboundNode).type });
    this.settle();
    return null;
  }

  /** What a customer does besides writing. Stopping and resuming marketing is told to the business. */
  customerSignals(phone: string, signal: CustomerSignal, number = 0): void {
    this.settle();
    takeSignal(this.now(), this.cloud, signal, number, this.#contactOf(phone));
    this.settle();
  }

  /** A customer plays a voice message of the business for the first time. @returns null, or why that cannot be */
  customerPlays(wamid: string): string | null {
    const sent = this.sent.findLast((one) => one.wamid === wamid);
    const update = sent === undefined ? null : playedUpdate(this.now(), sent, this.#contactOf(sent.to), this.people);
    if (update === null) return 'no voice message with this id has been sent lately';
    this.tell(update);
    return null;
  }

  /** The platform finds something out about the business, or decides. @returns null, or what is wrong with the decision */
  platformDecides(decision: PlatformDecision | Record<string, unknown>): string | null {
    this.settle();
    const problem = decide(this.now(), this.cloud, decision);
    this.settle();
    return problem;
  }

  /** How webhooks show a customer from now on. */
  describe(phone: string, profile: Profile): void {
    this.people.describe(this.#contactOf(phone), profile);
  }

  /** A webhook about anything. */
  tell(update: Update): void {
    this.settle();
    this.deliveries.tell(this.now(), update);
    this.settle();
  }

  /** Lets time pass at the platform, and everything happen that is due until then. Posts over HTTP are under way when it returns. */
  advance(ms: Ms): void {
    this.#timeline.advance(ms);
  }

  /**
   * The same, but the clock goes on only when every post has its answer, so that retries happen at their time. A receiver
   * that never answers holds it up for the platform's time-out at each attempt. One after another, if asked together.
   */
  advanceAnswered(ms: Ms): Promise<void> {
    return this.#timeline.advanceAnswered(ms);
  }

  /** The clock runs so many times as fast as the real one from now on; 0 stands. */
  runClock(speed: number): void {
    this.settle();
    this.clock.run(speed);
    this.#timeline.wakeLater();
  }

  /** Everything it knows but for the record of what it did (`sent`, `totals`), as JSON; `restore` puts it into a fake with the same options. */
  snapshot(): FakeState {
    this.settle();
    return takeState(this.#parts, this.#timeline.agenda, DELIVERY_ENTRY);
  }

  /** @returns null, or what is wrong with the state, which then changed nothing */
  restore(state: unknown): string | null {
    const problem = stateProblem(state, this.#atFirst);
    if (problem !== null) return problem;
    const before = this.snapshot();
    try {
      this.#put(state as FakeState);
      return null;
    } catch (error) {
      this.#put(before);
      return `the state is damaged: ${(error as Error).message}`;
    }
  }

  /** As it was when it began; a running clock runs on. */
  reset(): void {
    const nowMs = this.clock.speed === 0 ? this.#atFirst.nowMs : this.now();
    this.#put({ ...this.#atFirst, nowMs });
    Object.assign(this.totals, NO_TOTALS);
    this.sent.length = 0;
  }

  /** Everything that is due by now happens. */
  settle(): void {
    this.#timeline.settle();
  }

  /**
   * The handshake with every callback that asks for one.
   * @returns null, or what went wrong
   */
  shakeHands(): Promise<string | null> {
    return this.#post.shakeAllHands();
  }

  log(entry: LogEntry): void {
    this.#onLog?.(entry);
  }

  /** Nothing leaves any more: its timer stops, its connections are closed. */
  close(): void {
    this.clock.close();
    this.#post.close();
  }

  #put(state: FakeState): void {
    this.#timeline.agenda = new Agenda();
    putState(this.#parts, this.#timeline.agenda, state);
    this.settle();
    this.#timeline.wakeLater();
  }

  #contactOf(phone: string): number {
    return this.#book.contactOf(phone.replace(/\D/g, ''));
  }

  #newGraph(options: FakeOptions): GraphApi {
    return new GraphApi(this.cloud, {
      ...graphOptionsOf(options),
      book: this.#book,
      overridden: ({ url, verifyToken }) => void this.#post.shakeHands(this.deliveries.subscribers.meet(url, verifyToken)),
      accepted: ({ message, wamid, number, contact, to, body }) => {
        this.#told.accepted(message, body.opaque, body.recipient !== '');
        if (body.recipient === '') this.people.meet(this.now(), number, contact);
        if (this.#keepSent > 0) this.sent.push({ wamid, to, phoneNumberId: phoneNumberIdOf(number), body: body.members });
        if (this.sent.length > 2 * this.#keepSent) this.sent.splice(0, this.#keepSent);
      },
    });
  }

  #logged(now: Ms, request: GraphRequest, answer: FakeAnswer): FakeAnswer {
    if (answer.status === 200) this.totals.accepted += 1;
    else this.totals.refused += 1;
    this.#onLog?.(requestLine(now, request, answer));
    return answer;
  }
}

/** `bugs`: requests that met an exception. */
const NO_TOTALS = { requests: 0, accepted: 0, refused: 0, inbound: 0, bugs: 0 };
/** Kind of the deliveries' entries on the agenda; the cloud's are 16 to 31. */
const DELIVERY_ENTRY = 60;
const NOBODY: FactSink = { tell() {} };
const NOTHING = { status: 0, headers: {}, body: '' };
