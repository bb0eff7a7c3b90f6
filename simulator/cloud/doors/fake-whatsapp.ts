import { Agenda } from '../../../runtime/agenda.js';
import { exchangeOf, packContent, CONTENT } from '../../../runtime/content.js';
import { CATEGORY } from '../../../runtime/intent.js';
import type { Ms } from '../../../runtime/units.js';
import { Streams } from '../../random.js';
import type { Network } from '../../scenario/scenario.js';
import { Cloud } from '../cloud.js';
import { FaultPlan } from '../faults/fault-plan.js';
import { AddressBook, displayPhoneOf, phoneNumberIdOf, wamidOf } from '../graph/addresses.js';
import { GraphApi } from '../graph/graph-api.js';
import { problem, refusal } from '../graph/graph-answer.js';
import type { GraphRequest } from '../graph/graph-request.js';
import { NEWEST_RULE_SET, RULE_SETS } from '../rule-sets.js';
import { Deliveries, DELIVERY_RULES, type DeliveryEvent } from '../webhooks/deliveries.js';
import { completeNode } from '../webhooks/inbound-node.js';
import { isNews, messageUpdate, type InboundNode } from '../webhooks/message-update.js';
import { Subscribers } from '../webhooks/subscribers.js';
import type { Update } from '../webhooks/webhook.js';
import { untroubled, type Answers, type FakeAnswer } from './fake-answer.js';
import { FakeClock } from './fake-clock.js';
import type { FakeOptions, LogEntry, SentMessage } from './fake-options.js';
import { mediaStub } from './media-stub.js';
import { People, type Profile } from './people.js';
import { PostOffice } from './post-office.js';
import { Recent } from './recent.js';
import { Told } from './told.js';
import { WABA_ID } from './waba.js';

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
  readonly totals = { requests: 0, accepted: 0, refused: 0, inbound: 0 };
  /** The messages accepted last, oldest first. */
  readonly sent: SentMessage[] = [];
  readonly #agenda = new Agenda();
  readonly #book = new AddressBook();
  readonly #post: PostOffice;
  readonly #told: Told;
  readonly #graph: GraphApi;
  /** What customers wrote and no webhook has told yet, by place in the row of inbound messages. */
  readonly #inbound = new Recent<{ readonly node: InboundNode }>(100_000);
  readonly #keepSent: number;
  readonly #onLog: ((entry: LogEntry) => void) | null;
  #written = 0;

  constructor(options: FakeOptions = {}) {
    const rules = RULE_SETS[options.rules ?? NEWEST_RULE_SET];
    const streams = new Streams(options.seed ?? 1, 0);
    const startAt = options.startAt ?? Date.now();
    const network = { ...AT_ONCE, ...options.network };
    const platform = {
      tier: options.tier ?? 250, numbers: options.numbers ?? 1, mps: options.mps ?? 80,
      qualityHigh: options.quality !== 'low', market: options.market ?? 'other',
    };
    this.#onLog = options.onLog ?? null;
    this.#keepSent = options.keepSent ?? 10_000;
    this.clock = new FakeClock(startAt, options.speed ?? (options.startAt === undefined ? 1 : 0), () => {
      this.settle();
      this.#wakeLater();
    });
    const timers = {
      at: (due: Ms, kind: number, subject: number): void => {
        this.#agenda.at(due, kind, subject);
        this.clock.wakeAt(due);
      },
    };
    this.faults = new FaultPlan(streams);
    for (const fault of options.faults ?? []) this.faults.add(fault);
    this.deliveries = new Deliveries({ ...DELIVERY_RULES, ...options.deliveries }, subscribersOf(options), this.faults, timers, DELIVERY_ENTRY, (event) => this.#logDelivery(event));
    this.#post = new PostOffice(this.deliveries, options, () => this.now(), (entry) => this.log(entry));
    this.people = new People(this.#book, options.userIds ?? false);
    this.#told = new Told(rules, network, options.webhookVersion, this.people, (now, update) => this.#tell(now, update));
    const hooks = this.#told.hooks((now, number, contact, message, timestampMs, content) => this.#tellMessage(now, number, contact, message, timestampMs, content), options.onPhone);
    this.cloud = new Cloud(platform, network, rules, streams, timers, this.#told.sink, hooks, startAt);
    this.phoneNumberIds = Array.from({ length: platform.numbers }, (_, number) => phoneNumberIdOf(number));
    this.displayPhoneNumbers = Array.from({ length: platform.numbers }, (_, number) => displayPhoneOf(number));
    this.#graph = this.#newGraph(options);
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
      const answer = refusal(problem(code), this.totals.requests);
      const headers = retryAfterS === 0 ? answer.headers : { ...answer.headers, 'retry-after': String(retryAfterS) };
      return this.#logged(now, request, { ...answer, headers, delayMs, transport: null });
    }
    const lostBefore = transport === 'reset' || transport === 'empty' || transport === 'timeOut';
    const answer = lostBefore ? NOTHING : this.#graph.handle(request, now);
    return this.#logged(now, request, { ...answer, delayMs, transport });
  }

  /**
   * A customer writes to one of the business numbers: a text, or a message of any kind as the webhook will show it,
   * in which defaults stand for what is left out.
   *
   * @param phone digits with country code
   * @throws Error that says what is wrong with the message
   */
  customerWrites(phone: string, message: string | InboundNode, number = 0, profile?: Profile): void {
    const node = completeNode(message, mediaStub(this.#written));
    if (typeof node === 'string') throw new Error(node);
    this.settle();
    const contact = this.#contactOf(phone);
    if (profile !== undefined) this.people.describe(contact, profile);
    const place = this.#written++;
    this.totals.inbound += 1;
    const now = this.now();
    if (isNews(node.type)) {
      const wamid = wamidOf(place, this.#book.digitsOf(contact), true);
      this.#tell(now, messageUpdate(number, contact, this.people.of(contact), wamid, now, node));
    } else {
      this.#inbound.keep(place, { node });
      this.cloud.write(now, contact, packContent(place, CONTENT.last), number);
    }
    this.settle();
  }

  /** The customer stops or resumes marketing messages from this business; the business is told. */
  customerWantsMarketing(phone: string, wanted: boolean, number = 0): void {
    this.settle();
    const contact = this.#contactOf(phone);
    this.cloud.stopMarketing(contact, !wanted);
    this.#told.preference(this.now(), number, contact, wanted);
    this.settle();
  }

  /** Lets time pass at the platform, and everything happen that is due until then. */
  advance(ms: Ms): void {
    const until = this.now() + ms;
    while (this.#agenda.peek() <= until) this.#ringNext(this.#agenda.peek());
    this.clock.set(until);
    this.#post.send();
    this.#wakeLater();
  }

  /** The clock runs so many times as fast as the real one from now on; 0 stands. */
  runClock(speed: number): void {
    this.settle();
    this.clock.run(speed);
    this.#wakeLater();
  }

  /** Everything that is due by now happens. */
  settle(): void {
    if (this.#agenda.peek() <= this.now()) {
      while (this.#agenda.peek() <= this.now()) this.#ringNext(this.now());
    }
    this.#post.send();
  }

  log(entry: LogEntry): void {
    this.#onLog?.(entry);
  }

  /** Nothing leaves any more: its timer stops, its connections are closed. */
  close(): void {
    this.clock.close();
    this.#post.close();
  }

  #ringNext(until: Ms): void {
    if (!this.#agenda.next(until)) return;
    const { now, kind, subject } = this.#agenda;
    if (this.clock.speed === 0) this.clock.set(now);
    if (kind === DELIVERY_ENTRY) this.deliveries.ring(subject);
    else this.cloud.ring(now, kind, subject);
  }

  #wakeLater(): void {
    this.clock.wakeAt(this.#agenda.peek());
  }

  #contactOf(phone: string): number {
    return this.#book.contactOf(phone.replace(/\D/g, ''));
  }

  #tell(now: Ms, update: Update): void {
    this.deliveries.tell(now, update);
  }

  #tellMessage(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void {
    const inbound = this.#inbound.find(exchangeOf(content));
    if (inbound === undefined) return;
    if (!this.#told.repeats) this.#inbound.forget(exchangeOf(content));
    const wamid = wamidOf(message, this.#book.digitsOf(contact), true);
    if (this.#onLog !== null) this.log({ at: now, type: 'inbound', wamid, from: this.#book.digitsOf(contact), to: phoneNumberIdOf(number), kind: inbound.node.type });
    this.#tell(now, messageUpdate(number, contact, this.people.of(contact), wamid, timestampMs, inbound.node));
  }

  #newGraph(options: FakeOptions): GraphApi {
    const templates = Object.entries(options.templates ?? {}).map(([name, category]) => [name, CATEGORY[category]] as const);
    return new GraphApi(this.cloud, {
      book: this.#book,
      wabaId: WABA_ID,
      templates: new Map(templates),
      token: options.token ?? null,
      accepted: ({ message, wamid, number, contact, category, to, body }) => {
        this.#told.accepted(message, number, contact, category, body.opaque);
        if (this.#keepSent === 0) return;
        this.sent.push({ wamid, to, phoneNumberId: phoneNumberIdOf(number), body: body.members });
        if (this.sent.length > 2 * this.#keepSent) this.sent.splice(0, this.#keepSent);
      },
    });
  }

  #logged(now: Ms, request: GraphRequest, answer: FakeAnswer): FakeAnswer {
    if (answer.status === 200) this.totals.accepted += 1;
    else this.totals.refused += 1;
    if (this.#onLog === null) return answer;
    const { status, delayMs, transport } = answer;
    this.log({ at: now, type: 'request', method: request.method, path: request.path, status, delayMs, fault: transport });
    return answer;
  }

  #logDelivery(event: DeliveryEvent): void {
    if (this.#onLog === null) return;
    const { at, updates, ...rest } = event;
    this.log({ at, type: 'webhook', ...rest, fields: [...new Set(updates.map((update) => update.field))], updates: updates.length });
  }
}

function subscribersOf(options: FakeOptions): Subscribers {
  const subscribers = new Subscribers();
  const secret = options.appSecret ?? 'desksim';
  if (options.onWebhook !== undefined) subscribers.add({ url: '', secret, verifyToken: null, verified: true });
  const verifyToken = options.verifyToken ?? null;
  if (options.webhookUrl !== undefined) subscribers.add({ url: options.webhookUrl, secret, verifyToken, verified: verifyToken === null });
  return subscribers;
}

/** Kind of the deliveries' entries on the agenda; the cloud's are 16 to 31. */
const DELIVERY_ENTRY = 60;
const NOTHING = { status: 0, headers: {}, body: '' };
const ZERO = { kind: 'constant', value: 0 } as const;
const AT_ONCE: Network = {
  instant: false, inboundMs: ZERO, outboundMs: ZERO, webhookMs: ZERO, readShare: 0, readDelayMs: ZERO,
  faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: ZERO, storms: [] },
};
