import type { Ms } from '../../../runtime/units.js';
import { displayPhoneOf, phoneNumberIdOf } from '../graph/addresses.js';
import { ERRORS } from '../errors.js';
import { contactNode, type Person } from './person.js';
import { unixSeconds, type Update } from './webhook.js';

/** What a customer sends: `type`, the member of that name, and riders such as `context` or `referral`. Id, sender and time come from the platform. */
export interface InboundNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Quotes an earlier message, says that it was forwarded, or asks about a product. */
export interface InboundContext {
  readonly from?: string;
  readonly id?: string;
  readonly forwarded?: boolean;
  readonly frequently_forwarded?: boolean;
  readonly referred_product?: { readonly catalog_id: string; readonly product_retailer_id: string };
}

/** Kinds of inbound messages that the platform knows. */
export const INBOUND_TYPES: readonly string[] = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'system', 'unsupported', 'edit', 'revoke',
];

/** Those that a customer did not write: they open no window. */
export function isNews(type: string): boolean {
  return type === 'system';
}

/** A customer's message of any kind. @param timestampMs epoch */
export function messageUpdate(number: number, lane: number, person: Person, wamid: string, timestampMs: Ms, node: InboundNode): Update {
  const { type, ...members } = node;
  const message = {
    ...(person.withheld ? {} : { from: person.phone }),
    ...(person.userId === null ? {} : { from_user_id: person.userId }),
    ...(person.parentUserId === null ? {} : { from_parent_user_id: person.parentUserId }),
    id: wamid,
    timestamp: String(unixSeconds(timestampMs)),
    type,
    ...members,
  };
  // System messages come without contacts (R-WHALOC, R-OPENAPI).
  return messagesUpdate(number, lane, { ...(isNews(type) ? {} : { contacts: [contactNode(person)] }), messages: [message] });
}

/** Trouble of the system, the app or the account: errors beside metadata, about no message. @param version of webhooks */
export function errorsUpdate(number: number, code: number, version: number): Update {
  return messagesUpdate(number, 0, { errors: [errorNode(code, version)] });
}

/** The value of field `messages`. */
export function messagesUpdate(number: number, lane: number, parts: object): Update {
  const metadata = { display_phone_number: displayPhoneOf(number), phone_number_id: phoneNumberIdOf(number) };
  return { number, lane, field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...parts } };
}

/** An error as webhooks carry it: title and message are the same, without the code in front. @param version of webhooks */
export function errorNode(code: number, version: number): object {
  const { title, when } = ERRORS.get(code)!;
  return { code, title, message: title, error_data: { details: when }, href: version < 25 ? OLDER_HREF : HREF };
}

/** M-STATUS; samples before those of 2026 have the whole address of an older page. */
const HREF = '/documentation/business-messaging/whatsapp/support/error-codes';
const OLDER_HREF = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
