import type { FactSink } from '../../../runtime/facts.js';
import type { Ms } from '../../../runtime/units.js';
import type { Network } from '../../scenario/scenario.js';
import { WORLD_FACTS } from '../../world-facts.js';
import { WEBHOOK } from '../cloud-entries.js';
import type { CloudHooks, Notice } from '../cloud-ports.js';
import { wamidOf } from '../graph/addresses.js';
import { CATEGORY_NAMES } from '../graph/template-names.js';
import type { RuleSet } from '../rule-set.js';
import { capabilityUpdate, preferencesUpdate } from '../webhooks/account-updates.js';
import { contactNode } from '../webhooks/person.js';
import { statusUpdate, type PricingNode, type StatusName } from '../webhooks/status-update.js';
import type { Update } from '../webhooks/webhook.js';
import type { FakeOptions } from './fake-options.js';
import type { People } from './people.js';
import { Recent } from './recent.js';

/** What statuses of a message under way need to know about its send. */
interface Outbound {
  readonly number: number;
  readonly contact: number;
  readonly category: number;
  /** `biz_opaque_callback_data`, '' for none. */
  readonly opaque: string;
  /** A fee was charged. */
  charged: boolean;
  /** `delivered` carried the pricing, so `read` does not. */
  priced: boolean;
}

/** Makes updates of what the cloud says in numbers. */
export class Told {
  /** Whether the cloud may say the same twice. */
  readonly repeats: boolean;
  readonly sink: FactSink;
  readonly #rules: RuleSet;
  readonly #readsFollow: boolean;
  readonly #version: number;
  readonly #people: People;
  readonly #tell: (now: Ms, update: Update) => void;
  readonly #outbound = new Recent<Outbound>(100_000);

  /** @param version Graph version of the webhooks */
  constructor(rules: RuleSet, network: Network, version: number | undefined, people: People, tell: (now: Ms, update: Update) => void) {
    this.#rules = rules;
    this.#version = version ?? VERSIONS[rules.name] ?? 25;
    this.#people = people;
    this.#tell = tell;
    this.repeats = network.faults.duplicate > 0;
    this.#readsFollow = network.readShare > 0;
    this.sink = {
      tell: (kind, _at, message) => {
        if (kind !== WORLD_FACTS.feeCharged.kind) return;
        const outbound = this.#outbound.find(message);
        if (outbound !== undefined) outbound.charged = true;
      },
    };
  }

  hooks(webhookMessage: CloudHooks['webhookMessage'], onPhone: NonNullable<FakeOptions['onPhone']> = () => {}): CloudHooks {
    return {
      phoneReceives: (_now, contact) => onPhone(this.#people.of(contact).phone, 'message'),
      phoneSeesRead: (_now, contact) => onPhone(this.#people.of(contact).phone, 'read'),
      webhookMessage,
      webhookStatus: (now, message, status, code) => this.#status(now, message, status, code),
      webhookNotice: (now, notice) => this.#notice(now, notice),
    };
  }

  /** A send was accepted: statuses will follow. */
  accepted(message: number, number: number, contact: number, category: number, opaque: string): void {
    this.#outbound.keep(message, { number, contact, category, opaque, charged: false, priced: false });
  }

  preference(now: Ms, number: number, contact: number, wanted: boolean): void {
    const person = this.#people.of(contact);
    this.#tell(now, preferencesUpdate(number, contact, person.phone, contactNode(person), wanted ? 'resume' : 'stop', now));
  }

  #status(now: Ms, message: number, status: number, code: number): void {
    const outbound = this.#outbound.find(message);
    if (outbound === undefined) return;
    const { number, contact, opaque } = outbound;
    const last = status === WEBHOOK.failed || status === WEBHOOK.read || (status === WEBHOOK.delivered && !this.#readsFollow);
    if (last && !this.repeats) this.#outbound.forget(message);
    const recipient = this.#people.of(contact);
    const pricing = status === WEBHOOK.delivered ? this.#pricing(outbound) : null;
    if (pricing !== null) outbound.priced = true;
    this.#tell(now, statusUpdate(number, contact, {
      wamid: wamidOf(message, recipient.phone, false),
      status: STATUS_NAMES[status]!,
      timestampMs: now,
      recipient,
      sentToUserId: false,
      code,
      pricing,
      conversation: null,
      opaque,
    }));
  }

  #pricing({ charged, category }: Outbound): PricingNode {
    const pricing_model = this.#rules.chargedFor.value === 'message' ? 'PMP' : 'CBP';
    return { billable: charged, pricing_model, type: charged ? 'regular' : 'free_customer_service', category: CATEGORY_NAMES[category]! };
  }

  #notice(now: Ms, notice: Notice): void {
    this.#tell(now, capabilityUpdate(notice.limit, this.#version));
  }
}

const STATUS_NAMES: readonly StatusName[] = ['sent', 'sent', 'delivered', 'read', 'failed'];
/** Graph version that was current when a rule set came into force. */
const VERSIONS: Readonly<Record<string, number>> = { 'meta-2025-06': 23, 'meta-2025-10': 24, 'meta-2026-10': 25 };
