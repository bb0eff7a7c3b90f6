import type { Ms } from '../units.js';
import { ERROR, type ErrorRecord } from './error-record.js';
import { flag, listOf, maybe, needed, objectOf, secondsText, text, type Form } from './form.js';
import type { JsonObject } from './json.js';

/** What became of a message of the business. */
export interface StatusRecord {
  /** Id of the message. */
  readonly id: string;
  /** `sent`, `delivered`, `read`, `played`, `failed`. */
  readonly status: string;
  /** Epoch, from whole seconds. */
  readonly timestampMs: Ms;
  /** Digits; null where the platform withholds the number. */
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly recipientParentUserId: string | null;
  /** `group`; null for a person. */
  readonly recipientType: string | null;
  /** Who in the group. */
  readonly participant: string | null;
  /** `biz_opaque_callback_data` of the send. */
  readonly opaque: string | null;
  readonly pricing: PricingRecord | null;
  readonly conversation: ConversationRecord | null;
  readonly errors: readonly ErrorRecord[] | null;
  readonly rest: JsonObject;
}

export interface PricingRecord {
  readonly category: string;
  /** `PMP`, before July 2025 `CBP`. */
  readonly model: string;
  /** `regular`, `free_customer_service`, `free_entry_point`. */
  readonly type: string | null;
  readonly billable: boolean | null;
  readonly rest: JsonObject;
}

export interface ConversationRecord {
  readonly id: string;
  readonly expiresAtMs: Ms | null;
  readonly origin: { readonly type: string; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

export const STATUS_FORM: Form<StatusRecord> = objectOf<StatusRecord>({
  id: needed('id', text),
  status: needed('status', text),
  timestampMs: needed('timestamp', secondsText),
  recipient: maybe('recipient_id', text),
  recipientUserId: maybe('recipient_user_id', text),
  recipientParentUserId: maybe('recipient_parent_user_id', text),
  recipientType: maybe('recipient_type', text),
  participant: maybe('recipient_participant_id', text),
  opaque: maybe('biz_opaque_callback_data', text),
  pricing: maybe('pricing', objectOf<PricingRecord>({
    category: needed('category', text), model: needed('pricing_model', text), type: maybe('type', text), billable: maybe('billable', flag),
  })),
  conversation: maybe('conversation', objectOf<ConversationRecord>({
    id: needed('id', text), expiresAtMs: maybe('expiration_timestamp', secondsText), origin: maybe('origin', objectOf({ type: needed('type', text) })),
  })),
  errors: maybe('errors', listOf(ERROR)),
});
