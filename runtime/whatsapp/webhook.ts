import type { Ms } from '../units.js';
import * as account from './account-values.js';
import { anything, listOf, maybe, needed, objectOf, secondsNumber, text, type Form, type FormProblem } from './form.js';
import type { Json, JsonObject } from './json.js';
import { NUMBER_VALUE } from './number-value.js';

/**
 * A webhook of the WhatsApp Business Platform as plain records. What a desk needs has a field with a type; everything
 * else stays in the `rest` of its object, so that writing gives back what was read.
 */
export interface WebhookRecord {
  readonly object: string;
  readonly entries: readonly EntryRecord[];
  readonly rest: JsonObject;
}

export interface EntryRecord {
  /** Id of the WhatsApp Business account. */
  readonly id: string;
  /** When the notice was sent, epoch; fields about messages have none. */
  readonly sentAtMs: Ms | null;
  readonly changes: readonly ChangeRecord[];
  readonly rest: JsonObject;
}

/** One change. `kind` is the field's name, `other` for a field that has no records here, or a value that could not be read. */
export type ChangeRecord =
  | { readonly [K in KnownField]: { readonly kind: K; readonly value: ValueOf<K>; readonly rest: JsonObject } }[KnownField]
  | { readonly kind: 'other'; readonly field: string; readonly value: NonNullable<Json>; readonly rest: JsonObject };

const FIELDS = {
  messages: NUMBER_VALUE,
  smb_message_echoes: NUMBER_VALUE,
  user_preferences: NUMBER_VALUE,
  account_update: account.ACCOUNT_VALUE,
  account_alerts: account.ALERT_VALUE,
  business_capability_update: account.CAPABILITY_VALUE,
  phone_number_quality_update: account.NUMBER_QUALITY_VALUE,
  message_template_status_update: account.TEMPLATE_STATUS_VALUE,
  message_template_quality_update: account.TEMPLATE_QUALITY_VALUE,
  message_template_components_update: account.TEMPLATE_VALUE,
  template_category_update: account.TEMPLATE_CATEGORY_VALUE,
} as const;

export type KnownField = keyof typeof FIELDS;
type ValueOf<K extends KnownField> = (typeof FIELDS)[K] extends Form<infer T> ? T : never;

export interface WebhookReading {
  /** Null when it is no webhook at all. */
  readonly webhook: WebhookRecord | null;
  /** What could not be read as expected; it is kept in the records as it came. */
  readonly problems: readonly FormProblem[];
}

/** Parsed JSON into records. Never throws. */
export function readWebhook(json: Json): WebhookReading {
  const problems: FormProblem[] = [];
  const webhook = WEBHOOK.read(json, 'webhook', problems) ?? null;
  return { webhook, problems };
}

/** Records into JSON, equal to what was read. */
export function writeWebhook(webhook: WebhookRecord): Json {
  return WEBHOOK.write(webhook);
}

const OTHER = objectOf<{ readonly field: string; readonly value: NonNullable<Json>; readonly rest: JsonObject }>({
  field: needed('field', text),
  value: needed('value', anything as Form<NonNullable<Json>>),
});

const CHANGE: Form<ChangeRecord> = {
  read(json, path, problems) {
    const change = OTHER.read(json, path, problems);
    if (change === undefined) return undefined;
    const { field, value, rest } = change;
    const form = formOf(field);
    const known = form?.read(value, `${path}.value`, problems);
    return known === undefined ? { kind: 'other', field, value, rest } : ({ kind: field, value: known, rest } as ChangeRecord);
  },
  write(change) {
    if (change.kind === 'other') return OTHER.write(change);
    return OTHER.write({ field: change.kind, value: formOf(change.kind)!.write(change.value)!, rest: change.rest });
  },
};

function formOf(field: string): Form<unknown> | undefined {
  return Object.hasOwn(FIELDS, field) ? (FIELDS[field as KnownField] as Form<unknown>) : undefined;
}

const WEBHOOK = objectOf<WebhookRecord>({
  object: needed('object', text),
  entries: needed('entry', listOf(objectOf<EntryRecord>({
    id: needed('id', text),
    sentAtMs: maybe('time', secondsNumber),
    changes: needed('changes', listOf(CHANGE)),
  }))),
});
