import type { Ms } from '../../../runtime/units.js';
import type { Network } from '../../scenario/scenario.js';
import { WEBHOOK } from '../cloud-entries.js';
import { FATE, type CloudHooks } from '../cloud-ports.js';
import type { Cloud } from '../cloud.js';
import { isOwn, wamidOf } from '../graph/addresses.js';
import { marketOf } from '../graph/calling-codes.js';
import type { Pricing } from '../pricing.js';
import { noticeUpdate } from '../webhooks/notice-update.js';
import { errorNode } from '../webhooks/message-update.js';
import { statusUpdate, type ConversationNode, type StatusName } from '../webhooks/status-update.js';
import { unixSeconds, type Update } from '../webhooks/webhook.js';
import type { FakeOptions } from './fake-options.js';
import { fateOf } from './magic-numbers.js';
import type { People } from './people.js';
import { Recent } from './recent.js';

/** What the client gave to a send, and statuses give back. */
interface Given {
  /** `biz_opaque_callback_data`. */
  readonly opaque: string;
  /** It named the user id, not the number. */
  readonly toUserId: boolean;
}

/** Makes updates of what the cloud says in numbers. */
export class Told {
  /** Whether the cloud may say the same twice. */
  readonly repeats: boolean;
  readonly #cloud: () => Cloud;
  readonly #readsFollow: boolean;
  readonly #people: People;
  readonly #isHeard: (number: number) => boolean;
  readonly #tell: (now: Ms, update: Update) => void;
  /** Only sends that gave something. */
  readonly #given = new Recent<Given>(100_000);

  /** @param cloud whose hooks these are, once it exists @param isHeard whether anybody gets webhooks of a number */
  constructor(cloud: () => Cloud, network: Network, people: People, isHeard: (number: number) => boolean, tell: (now: Ms, update: Update) => void) {
    this.#cloud = cloud;
    this.#people = people;
    this.#isHeard = isHeard;
    this.#tell = tell;
    this.repeats = network.faults.duplicate > 0;
    this.#readsFollow = network.readShare > 0;
  }

  hooks(webhookMessage: CloudHooks['webhookMessage'], onPhone: NonNullable<FakeOptions['onPhone']> = () => {}): CloudHooks {
    const subjects = {
      template: (slot: number) => this.#cloud().templates.at(slot),
      person: (now: Ms, number: number, contact: number) => this.#people.of(now, number, contact),
    };
    return {
      phoneReceives: (_now, contact) => onPhone(this.#people.phoneOf(contact), 'message'),
      phoneSeesRead: (_now, contact) => onPhone(this.#people.phoneOf(contact), 'read'),
      webhookMessage,
      webhookStatus: (now, message, status, code) => this.#status(now, message, status, code),
      webhookNotice: (now, notice) => this.#tell(now, noticeUpdate(now, notice, this.#cloud().rules, subjects)),
      marketOf: (contact) => (isOwn(contact) ? null : marketOf(this.#people.phoneOf(contact))),
      fateOf: (contact) => (this.#people.isInChat(contact) ? FATE.readAtOnce : isOwn(contact) ? 0 : fateOf(this.#people.phoneOf(contact))),
    };
  }

  /** A send was accepted: statuses will follow. */
  accepted(message: number, opaque: string, toUserId: boolean): void {
    if (opaque !== '' || toUserId) this.#given.keep(message, { opaque, toUserId });
  }

  snapshot(): [number, Given][] {
    return this.#given.all();
  }

  restore(given: readonly (readonly [number, Given])[]): void {
    this.#given.restore(given);
  }

  #status(now: Ms, message: number, status: number, code: number): void {
    const cloud = this.#cloud();
    const { number, contact } = cloud.told;
    const inChat = this.#people.isInChat(contact);
    if (!this.#isHeard(number) || (inChat && status === WEBHOOK.delivered)) return;
    const { opaque, toUserId } = this.#given.find(message) ?? NOTHING_GIVEN;
    const recipient = this.#people.of(now, number, contact);
    if (opaque !== '' && !this.repeats && this.#isLast(status, recipient.phone)) this.#given.forget(message);
    const pricing = status === WEBHOOK.sent || status === (inChat ? WEBHOOK.read : WEBHOOK.delivered) ? cloud.pricing(now) : null;
    this.#tell(now, statusUpdate(number, contact, {
      wamid: wamidOf(message, recipient.phone, false),
      status: STATUS_NAMES[status]!,
      timestampMs: now,
      recipient,
      sentToUserId: toUserId,
      error: code === 0 ? null : errorNode(code, cloud.rules.webhookVersion.value),
      pricing: pricing === null ? null : { billable: pricing.billable, pricing_model: pricing.model, type: pricing.type, category: pricing.category },
      conversation: pricing === null ? null : conversationOf(pricing, status === WEBHOOK.sent),
      opaque,
    }));
  }

  #isLast(status: number, phone: string): boolean {
    if (status === WEBHOOK.failed || status === WEBHOOK.read) return true;
    return status === WEBHOOK.delivered && !this.#readsFollow && fateOf(phone) !== FATE.readAtOnce;
  }
}

function conversationOf({ conversation }: Pricing, sent: boolean): ConversationNode | null {
  if (conversation === null) return null;
  const { origin, expiresAtMs, key } = conversation;
  return { id: hexId(...key), ...(sent ? { expiration_timestamp: String(unixSeconds(expiresAtMs)) } : {}), origin: { type: origin } };
}

/** 32 hexadecimal digits that are a function of two numbers. */
function hexId(a: number, b: number): string {
  let word = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 1, 0xc2b2ae35);
  let id = '';
  for (let i = 0; i < 4; i++) {
    word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    id += (word >>> 0).toString(16).padStart(8, '0');
  }
  return id;
}

const NOTHING_GIVEN: Given = { opaque: '', toUserId: false };
const STATUS_NAMES: readonly StatusName[] = ['sent', 'sent', 'delivered', 'read', 'failed'];
