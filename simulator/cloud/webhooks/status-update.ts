import type { Ms } from '../../../runtime/units.js';
import { contactNode, type Person } from './person.js';
import { messagesUpdate } from './message-update.js';
import { unixSeconds, type Update } from './webhook.js';

export interface StatusParts {
  readonly wamid: string;
  readonly status: StatusName;
  readonly timestampMs: Ms;
  readonly recipient: Person;
  /** The send named the business-scoped user id and not the number. */
  readonly sentToUserId: boolean;
  /** Of a failed message: `errorNode`. */
  readonly error: object | null;
  readonly pricing: PricingNode | null;
  readonly conversation: ConversationNode | null;
  /** `biz_opaque_callback_data` of the send, '' for none. */
  readonly opaque: string;
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed' | 'played';

export interface PricingNode {
  readonly billable: boolean;
  readonly pricing_model: 'PMP' | 'CBP';
  readonly type: 'regular' | 'free_customer_service' | 'free_entry_point';
  readonly category: string;
}

export interface ConversationNode {
  readonly id: string;
  /** Unix seconds as a string; only on `sent`. */
  readonly expiration_timestamp?: string;
  readonly origin: { readonly type: string };
}

/** What became of a message of the business: M-STATUS, with M-BSUID for user ids. */
export function statusUpdate(number: number, lane: number, parts: StatusParts): Update {
  const { error, opaque, pricing, conversation, recipient, status, sentToUserId } = parts;
  const failed = status === 'failed';
  const showsNumber = !(sentToUserId && recipient.withheld);
  const showsUserId = recipient.userId !== null && (!failed || sentToUserId);
  const node = {
    id: parts.wamid,
    status,
    timestamp: String(unixSeconds(parts.timestampMs)),
    ...(showsNumber ? { recipient_id: recipient.phone } : {}),
    ...(showsUserId ? { recipient_user_id: recipient.userId } : {}),
    ...(showsUserId && recipient.parentUserId !== null ? { recipient_parent_user_id: recipient.parentUserId } : {}),
    ...(recipient.identityHash === null ? {} : { recipient_identity_key_hash: recipient.identityHash }),
    ...(opaque === '' ? {} : { biz_opaque_callback_data: opaque }),
    ...(conversation === null ? {} : { conversation }),
    ...(pricing === null ? {} : { pricing }),
    ...(error === null ? {} : { errors: [error] }),
  };
  const contacts = recipient.userId === null || failed ? {} : { contacts: [contactNode(recipient, status !== 'sent')] };
  return messagesUpdate(number, lane, { ...contacts, statuses: [node] });
}
