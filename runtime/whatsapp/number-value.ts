import type { Ms } from '../units.js';
import { ERROR, type ErrorRecord } from './error-record.js';
import { listOf, maybe, needed, objectOf, orUnread, secondsNumber, text, type Form, type Unread } from './form.js';
import type { JsonObject } from './json.js';
import { MESSAGE, type MessageRecord } from './message-record.js';
import { STATUS_FORM, type StatusRecord } from './status-record.js';

/** What the platform tells about one business number and its customers: messages, statuses, echoes, wishes. */
export interface NumberValue {
  readonly product: string | null;
  readonly number: { readonly id: string; readonly display: string | null; readonly rest: JsonObject };
  readonly profiles: readonly ProfileRecord[] | null;
  readonly messages: readonly (MessageRecord | Unread)[] | null;
  readonly statuses: readonly (StatusRecord | Unread)[] | null;
  /** What the business wrote in its own app. */
  readonly echoes: readonly (MessageRecord | Unread)[] | null;
  readonly preferences: readonly (PreferenceRecord | Unread)[] | null;
  /** Trouble of the number itself. */
  readonly errors: readonly ErrorRecord[] | null;
  readonly rest: JsonObject;
}

/** Who the customers are, as far as they show it. */
export interface ProfileRecord {
  /** Digits; null where the platform withholds the number. */
  readonly waId: string | null;
  readonly userId: string | null;
  readonly parentUserId: string | null;
  readonly profile: { readonly name: string | null; readonly username: string | null; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

/** A customer stops, resumes or wants marketing. */
export interface PreferenceRecord {
  readonly category: string;
  /** `stop`, `resume`, `signup`. */
  readonly value: string;
  /** Epoch, from whole seconds. */
  readonly timestampMs: Ms;
  readonly waId: string | null;
  readonly detail: string | null;
  readonly rest: JsonObject;
}

const PROFILE = objectOf<ProfileRecord>({
  waId: maybe('wa_id', text),
  userId: maybe('user_id', text),
  parentUserId: maybe('parent_user_id', text),
  profile: maybe('profile', objectOf({ name: maybe('name', text), username: maybe('username', text) })),
});

const PREFERENCE = objectOf<PreferenceRecord>({
  category: needed('category', text),
  value: needed('value', text),
  timestampMs: needed('timestamp', secondsNumber),
  waId: maybe('wa_id', text),
  detail: maybe('detail', text),
});

export const NUMBER_VALUE: Form<NumberValue> = objectOf<NumberValue>({
  product: maybe('messaging_product', text),
  number: needed('metadata', objectOf({ id: needed('phone_number_id', text), display: maybe('display_phone_number', text) })),
  profiles: maybe('contacts', listOf(PROFILE)),
  messages: maybe('messages', listOf(orUnread(MESSAGE))),
  statuses: maybe('statuses', listOf(orUnread(STATUS_FORM))),
  echoes: maybe('message_echoes', listOf(orUnread(MESSAGE))),
  preferences: maybe('user_preferences', listOf(orUnread(PREFERENCE))),
  errors: maybe('errors', listOf(ERROR)),
});
