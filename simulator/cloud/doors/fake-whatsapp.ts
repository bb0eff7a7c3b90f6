import type { HttpHandler } from 'msw';
import { Agenda } from '../../../runtime/agenda.js';
import { exchangeOf, packContent, CONTENT } from '../../../runtime/content.js';
import type { FactSink } from '../../../runtime/facts.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { NEVER, type Ms } from '../../../runtime/units.js';
import { Streams } from '../../random.js';
import type { Network } from '../../scenario/scenario.js';
import { WORLD_FACTS } from '../../world-facts.js';
import { AddressBook, displayPhoneOf, phoneNumberIdOf, wamidOf } from '../graph/addresses.js';
import { WEBHOOK } from '../cloud-entries.js';
import type { CloudHooks } from '../cloud-ports.js';
import { Cloud } from '../cloud.js';
import { overridden, type RuleOverrides } from '../rule-overrides.js';
import { NEWEST_RULE_SET, RULE_SETS, type RuleSetName } from '../rule-sets.js';
import { CATEGORY_NAMES } from '../graph/template-names.js';
import { limitWebhook, messageWebhook, statusWebhook, type Webhook } from '../webhooks/webhook-json.js';
import { createHandlers, type CloudHttp } from './msw.js';

/** A WhatsApp platform for tests of any client: `setupServer(...fakeWhatsApp().handlers)`. */
export function fakeWhatsApp(options: FakeOptions = {}): FakeWhatsApp {
  return new FakeWhatsApp(options);
}

export interface FakeOptions {
  readonly rules?: RuleSetName;
  /** Rules that differ from the rule set's, by name: `desksim explain RULE` says what each is. */
  readonly override?: RuleOverrides;
  /** Messaging limit at the start; Infinity = unlimited. Default 250. */
  readonly tier?: number;
  readonly numbers?: number;
  readonly mps?: number;
  readonly quality?: 'high' | 'low';
  /** ISO country code, for prices. */
  readonly market?: string;
  /** Latency and faults; by default everything arrives at once and nobody shows read receipts. */
  readonly network?: Partial<Network>;
  /** Template names and their categories. */
  readonly templates?: Readonly<Record<string, 'utility' | 'marketing' | 'authentication'>>;
  /** The only bearer token that passes; by default any does. */
  readonly token?: string;
  readonly onWebhook?: (webhook: Webhook) => void;
  readonly seed?: number;
  /** Epoch milliseconds of a clock that stands still but for `advance`; by default the real time goes on by itself. */
  readonly startAt?: Ms;
}

/** What the client under test sent and the platform accepted. */
export interface SentMessage {
  readonly wamid: string;
  readonly to: string;
  readonly phoneNumberId: string;
  readonly body: unknown;
}

export class FakeWhatsApp {
  readonly handlers: HttpHandler[];
  readonly cloud: Cloud;
  readonly phoneNumberIds: readonly string[];
  readonly displayPhoneNumbers: readonly string[];
  readonly sent: SentMessage[] = [];
  readonly #agenda = new Agenda();
  readonly #book = new AddressBook();
  readonly #rules;
  readonly #onWebhook: (webhook: Webhook) => void;
  /** Texts of customers; a message's content says which. */
  readonly #texts: string[] = [];
  readonly #outbound = new Map<number, { readonly number: number; readonly contact: number; readonly category: number; readonly opaque: string }>();
  readonly #charged = new Set<number>();
  readonly #standing: boolean;
  #now: Ms;
  #ahead: Ms = 0;
  #wake: NodeJS.Timeout | null = null;

  constructor(options: FakeOptions) {
    this.#rules = overridden(RULE_SETS[options.rules ?? NEWEST_RULE_SET], options.override);
    this.#onWebhook = options.onWebhook ?? (() => {});
    this.#standing = options.startAt !== undefined;
    this.#now = options.startAt ?? 0;
    const platform = {
      tier: options.tier ?? 250, numbers: options.numbers ?? 1, mps: options.mps ?? 80,
      qualityHigh: options.quality !== 'low', market: options.market ?? 'other',
    };
    const timers = {
      at: (due: Ms, kind: number, subject: number): void => {
        this.#agenda.at(due, kind, subject);
        this.#wakeLater();
      },
    };
    const sink: FactSink = { tell: (kind, _at, message) => void (kind === WORLD_FACTS.feeCharged.kind && this.#charged.add(message)) };
    this.cloud = new Cloud(platform, { ...AT_ONCE, ...options.network }, this.#rules, new Streams(options.seed ?? 1, 0), timers, sink, this.#hooks());
    this.phoneNumberIds = Array.from({ length: platform.numbers }, (_, number) => phoneNumberIdOf(number));
    this.displayPhoneNumbers = Array.from({ length: platform.numbers }, (_, number) => displayPhoneOf(number));
    this.handlers = createHandlers(this.#http(options));
  }

  /** Epoch milliseconds at the platform. */
  now(): Ms {
    return this.#standing ? this.#now : Date.now() + this.#ahead;
  }

  /** A customer writes to one of the business numbers. @param phone digits with country code */
  customerWrites(phone: string, text: string, number = 0): void {
    this.settle();
    const content = packContent(this.#texts.length, CONTENT.last);
    this.#texts.push(text);
    this.cloud.write(this.now(), this.#book.contactOf(phone.replace(/\D/g, '')), content, number);
    this.settle();
  }

  /** Lets time pass at the platform, and everything happen that is due until then. */
  advance(ms: Ms): void {
    const until = this.now() + ms;
    while (this.#agenda.peek() <= until) this.#ringNext(this.#agenda.peek());
    if (this.#standing) this.#now = until;
    else this.#ahead += ms;
    this.#wakeLater();
  }

  /** Everything that is due by now happens. */
  settle(): void {
    while (this.#agenda.peek() <= this.now()) this.#ringNext(this.now());
  }

  /** Stops its timer. */
  close(): void {
    if (this.#wake !== null) clearTimeout(this.#wake);
    this.#wake = null;
  }

  #ringNext(until: Ms): void {
    if (!this.#agenda.next(until)) return;
    if (this.#standing && this.#agenda.now > this.#now) this.#now = this.#agenda.now;
    this.cloud.ring(this.#agenda.now, this.#agenda.kind, this.#agenda.subject);
  }

  /** One timer to the earliest entry. With a standing clock only entries that are due already are rung. */
  #wakeLater(): void {
    this.close();
    const due = this.#agenda.peek();
    if (due === NEVER || (this.#standing && due > this.#now)) return;
    this.#wake = setTimeout(() => {
      this.#wake = null;
      this.settle();
      this.#wakeLater();
    }, Math.min(LONGEST_TIMEOUT, Math.max(0, due - this.now())));
    this.#wake.unref();
  }

  #http(options: FakeOptions): CloudHttp {
    const templates = Object.entries(options.templates ?? {}).map(([name, category]) => [name, CATEGORY[category]] as const);
    return {
      cloud: this.cloud,
      book: this.#book,
      templates: new Map(templates),
      token: options.token ?? null,
      now: () => {
        this.settle();
        return this.now();
      },
      accepted: (message, number, contact, text, category) => {
        const to = this.#book.digitsOf(contact);
        const body = JSON.parse(text) as { biz_opaque_callback_data?: string };
        this.#outbound.set(message, { number, contact, category, opaque: body.biz_opaque_callback_data ?? '' });
        this.sent.push({ wamid: wamidOf(message, to, false), to, phoneNumberId: phoneNumberIdOf(number), body });
      },
    };
  }

  #hooks(): CloudHooks {
    return {
      phoneReceives() {},
      phoneSeesRead() {},
      webhookMessage: (_now, number, contact, message, timestampMs, content) => {
        const from = this.#book.digitsOf(contact);
        this.#onWebhook(messageWebhook(number, from, wamidOf(message, from, true), timestampMs, this.#texts[exchangeOf(content)]!));
      },
      webhookStatus: (now, message, status, code) => this.#tellStatus(now, message, status, code),
      webhookNotice: (now, notice) => {
        if (notice.kind === 'limit') this.#onWebhook(limitWebhook(notice.limit, now));
      },
    };
  }

  #tellStatus(now: Ms, message: number, status: number, code: number): void {
    const { number, contact, category, opaque } = this.#outbound.get(message)!;
    const recipient = this.#book.digitsOf(contact);
    const billable = this.#charged.has(message);
    const model = this.#rules.chargedFor.value === 'message' ? 'PMP' : 'CBP';
    const pricing = { billable, pricing_model: model, type: billable ? 'regular' : 'free_customer_service', category: CATEGORY_NAMES[category]! };
    this.#onWebhook(statusWebhook(number, {
      wamid: wamidOf(message, recipient, false),
      status: STATUS_NAMES[status]!,
      timestampMs: now,
      recipient,
      code,
      pricing: status === WEBHOOK.delivered ? pricing : null,
      opaque,
    }));
  }
}

const STATUS_NAMES = ['accepted', 'sent', 'delivered', 'read', 'failed'];
const ZERO = { kind: 'constant', value: 0 } as const;
const AT_ONCE: Network = {
  instant: false, inboundMs: ZERO, outboundMs: ZERO, webhookMs: ZERO, readShare: 0, readDelayMs: ZERO,
  faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: ZERO, storms: [] },
};
/** setTimeout wraps around beyond this. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
