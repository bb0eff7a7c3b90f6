import type { Ms } from '../../../runtime/units.js';
import { displayPhoneOf, phoneNumberIdOf } from '../graph/addresses.js';
import { ERRORS } from '../errors.js';

/** The envelope of every webhook. */
export interface Webhook {
  readonly object: 'whatsapp_business_account';
  readonly entry: readonly { readonly id: string; readonly time?: number; readonly changes: readonly { readonly field: string; readonly value: object }[] }[];
}

/** A customer's text. @param timestampMs epoch */
export function messageWebhook(number: number, from: string, wamid: string, timestampMs: Ms, text: string): Webhook {
  return messages(number, {
    contacts: [{ profile: { name: `Customer ${from}` }, wa_id: from }],
    messages: [{ from, id: wamid, timestamp: seconds(timestampMs), type: 'text', text: { body: text } }],
  });
}

export interface StatusParts {
  readonly wamid: string;
  readonly status: string;
  readonly timestampMs: Ms;
  readonly recipient: string;
  /** Error code of a failed message, otherwise 0. */
  readonly code: number;
  readonly pricing: { readonly billable: boolean; readonly pricing_model: string; readonly type: string; readonly category: string } | null;
  /** `biz_opaque_callback_data` of the send, '' for none. */
  readonly opaque: string;
}

export function statusWebhook(number: number, parts: StatusParts): Webhook {
  const { code, opaque, pricing } = parts;
  const status = {
    id: parts.wamid,
    status: parts.status,
    timestamp: seconds(parts.timestampMs),
    recipient_id: parts.recipient,
    ...(opaque === '' ? {} : { biz_opaque_callback_data: opaque }),
    ...(pricing === null ? {} : { pricing }),
    ...(code === 0 ? {} : { errors: [asyncError(code)] }),
  };
  return messages(number, { statuses: [status] });
}

/** business_capability_update; unlimited is -1. */
export function limitWebhook(limit: number, nowMs: Ms): Webhook {
  const perBusiness = limit === Infinity ? -1 : limit;
  const numbers = limit <= 250 ? { max_phone_numbers_per_business: 2 } : { max_phone_numbers_per_waba: 25 };
  const value = { max_daily_conversations_per_business: perBusiness, ...numbers };
  return { object: 'whatsapp_business_account', entry: [{ id: WABA, time: Math.floor(nowMs / 1_000), changes: [{ field: 'business_capability_update', value }] }] };
}

function messages(number: number, parts: object): Webhook {
  const metadata = { display_phone_number: displayPhoneOf(number), phone_number_id: phoneNumberIdOf(number) };
  return { object: 'whatsapp_business_account', entry: [{ id: WABA, changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...parts } }] }] };
}

function asyncError(code: number): object {
  const { title, when } = ERRORS.get(code)!;
  return { code, title, message: title, error_data: { details: when }, href: '/documentation/business-messaging/whatsapp/support/error-codes' };
}

function seconds(epochMs: Ms): string {
  return String(Math.floor(epochMs / 1_000));
}

const WABA = '102290129340398';
