import type { Ms } from '../../../runtime/units.js';
import type { Network } from '../../scenario/scenario.js';
import type { FaultSpec } from '../faults/fault-spec.js';
import type { RuleOverrides } from '../rule-overrides.js';
import type { RuleSetName } from '../rule-sets.js';
import type { Throughput } from '../throughput.js';
import type { DeliveryRules } from '../webhooks/deliveries.js';
import type { Webhook } from '../webhooks/webhook.js';

export interface FakeOptions {
  readonly rules?: RuleSetName;
  /** Rules that differ from the rule set's, by name: `desksim explain RULE` says what each is. */
  readonly override?: RuleOverrides;
  /** Messaging limit at the start; Infinity = unlimited. Default 250, of a verified business the next one. */
  readonly tier?: number;
  /** Whether the business is verified at the start; `platformDecides` verifies it later. Default false. */
  readonly verified?: boolean;
  readonly numbers?: number;
  /** Messages a second of each number. Default `standard`; `coexistence`: shared with the Business app. */
  readonly mps?: Throughput;
  readonly quality?: 'high' | 'low';
  /**
   * ISO country code: where recipients are, for prices and the rules of marketing, whose phone number tells no country
   * (that of any other one counts). Default `other`.
   */
  readonly market?: string;
  /** ISO country code of the business. Default: the market. */
  readonly home?: string;
  /** Whether the business can pay. Default true. */
  readonly paymentMethod?: boolean;
  /** Latency; by default everything arrives at once and nobody shows read receipts. */
  readonly network?: Partial<Network>;
  /** Template names and their categories. */
  readonly templates?: Readonly<Record<string, 'utility' | 'marketing' | 'authentication'>>;
  /** The only bearer token that passes; by default any does. */
  readonly token?: string;
  /** Epoch milliseconds of the platform's clock from which every token has expired (190, subcode 463). Default: never. */
  readonly tokenExpiresAt?: Ms;
  /** Display name of the business numbers. Default 'desksim'. */
  readonly verifiedName?: string;
  readonly seed?: number;

  /** Epoch milliseconds at which the platform's clock starts; by default now. */
  readonly startAt?: Ms;
  /** How many times faster than real time its clock runs; 0 stands but for `advance`. Default 1, or 0 with `startAt`. */
  readonly speed?: number;

  /** Hears every webhook in this process. */
  readonly onWebhook?: (webhook: Webhook) => void;
  /** Hears what reaches a customer's phone: a message of the business, or blue ticks and typing. */
  readonly onPhone?: (phone: string, what: 'message' | 'read') => void;
  /** Gets every webhook over HTTP. */
  readonly webhookUrl?: string;
  /** Signs webhooks to `webhookUrl`. Default 'desksim'. */
  readonly appSecret?: string;
  /** Token of the handshake with `webhookUrl`, before which nothing is delivered; without it there is no handshake. */
  readonly verifyToken?: string;
  readonly deliveries?: Partial<DeliveryRules>;

  readonly faults?: readonly FaultSpec[];
  /** Where the URLs inside answers begin (media, next pages). Default: the platform's own, or the HTTP door's address. */
  readonly urlBase?: string;
  /** Sent messages that `sent` remembers, newest last. Default 10,000. */
  readonly keepSent?: number;
  /** Hears of every request, webhook and customer's message. */
  readonly onLog?: (entry: LogEntry) => void;
}

/** What the client under test sent and the platform accepted. */
export interface SentMessage {
  readonly wamid: string;
  readonly to: string;
  readonly phoneNumberId: string;
  readonly body: unknown;
}

/** One line of the log. `at`: epoch milliseconds of the platform's clock. */
export interface LogEntry {
  readonly at: Ms;
  readonly type: 'request' | 'webhook' | 'inbound' | 'handshake' | 'control' | 'started' | 'stopped';
  readonly [member: string]: unknown;
}
