import type { Ms } from '../units.js';
import { ERROR, type ErrorRecord } from './error-record.js';
import { anything, flag, listOf, maybe, needed, number, objectOf, secondsText, text, type Form } from './form.js';
import type { Json, JsonObject } from './json.js';

/**
 * One message as the platform tells it. `kind` names the member that holds its content; the others are null. Everything
 * that has no field here is in the `rest` of its object.
 */
export interface MessageRecord {
  /** The message id, `wamid....`. */
  readonly id: string;
  /** Epoch, from whole seconds. */
  readonly timestampMs: Ms;
  /** `text`, `image`, `interactive`, `system`, `unsupported` and so on. */
  readonly kind: string;
  /** Digits of the sender; null where the platform withholds the number. */
  readonly from: string | null;
  readonly fromUserId: string | null;
  readonly fromParentUserId: string | null;
  /** Digits of the recipient, in echoes of what the business wrote in its own app. */
  readonly to: string | null;
  readonly context: ContextRecord | null;
  readonly referral: ReferralRecord | null;
  readonly text: { readonly body: string; readonly rest: JsonObject } | null;
  readonly image: MediaRecord | null;
  readonly video: MediaRecord | null;
  readonly audio: MediaRecord | null;
  readonly document: MediaRecord | null;
  readonly sticker: MediaRecord | null;
  readonly location: LocationRecord | null;
  /** Address cards, as they came. */
  readonly contacts: readonly Json[] | null;
  /** A quick reply of a template was pressed. */
  readonly button: { readonly text: string; readonly payload: string | null; readonly rest: JsonObject } | null;
  readonly interactive: InteractiveRecord | null;
  /** `emoji` is null or '' when a reaction is taken back. */
  readonly reaction: { readonly messageId: string; readonly emoji: string | null; readonly rest: JsonObject } | null;
  readonly order: OrderRecord | null;
  readonly system: SystemRecord | null;
  readonly edit: EditRecord | null;
  readonly revoke: { readonly originalId: string; readonly rest: JsonObject } | null;
  /** The platform cannot pass this on; what it was. */
  readonly unsupported: { readonly type: string; readonly rest: JsonObject } | null;
  /** Why it could not be passed on. */
  readonly errors: readonly ErrorRecord[] | null;
  readonly rest: JsonObject;
}

/** What a message refers to. */
export interface ContextRecord {
  /** The message that is quoted, or whose button was pressed. */
  readonly id: string | null;
  readonly from: string | null;
  readonly forwarded: boolean | null;
  readonly frequentlyForwarded: boolean | null;
  readonly product: { readonly catalogId: string; readonly retailerId: string; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

/** The advertisement or post that brought the customer: opens the free entry point. */
export interface ReferralRecord {
  readonly sourceType: string;
  readonly sourceId: string | null;
  readonly sourceUrl: string | null;
  readonly headline: string | null;
  readonly body: string | null;
  readonly clickId: string | null;
  readonly rest: JsonObject;
}

export interface MediaRecord {
  /** To download it with; null in what is quoted without its file. */
  readonly id: string | null;
  readonly mimeType: string | null;
  readonly sha256: string | null;
  readonly url: string | null;
  readonly caption: string | null;
  readonly filename: string | null;
  /** A voice message. */
  readonly voice: boolean | null;
  readonly animated: boolean | null;
  readonly rest: JsonObject;
}

export interface LocationRecord {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string | null;
  readonly address: string | null;
  readonly rest: JsonObject;
}

/** An answer to buttons, a list or a flow. `kind` says to which. */
export interface InteractiveRecord {
  readonly kind: string;
  readonly button: { readonly id: string; readonly title: string; readonly rest: JsonObject } | null;
  readonly list: { readonly id: string; readonly title: string; readonly description: string | null; readonly rest: JsonObject } | null;
  /** `answers` is JSON in text. */
  readonly flow: { readonly name: string | null; readonly body: string | null; readonly answers: string; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

export interface OrderRecord {
  readonly catalogId: string;
  readonly text: string | null;
  readonly items: readonly Json[];
  readonly rest: JsonObject;
}

/** A customer changed number or identity. */
export interface SystemRecord {
  readonly kind: string | null;
  readonly body: string | null;
  /** Digits of the new number. */
  readonly waId: string | null;
  readonly userId: string | null;
  readonly previousUserId: string | null;
  readonly rest: JsonObject;
}

export interface EditRecord {
  readonly originalId: string;
  /** What it says now: `type` and content, as it came. */
  readonly message: JsonObject;
  readonly rest: JsonObject;
}

const MEDIA = objectOf<MediaRecord>({
  id: maybe('id', text),
  mimeType: maybe('mime_type', text),
  sha256: maybe('sha256', text),
  url: maybe('url', text),
  caption: maybe('caption', text),
  filename: maybe('filename', text),
  voice: maybe('voice', flag),
  animated: maybe('animated', flag),
});

const CONTEXT = objectOf<ContextRecord>({
  id: maybe('id', text),
  from: maybe('from', text),
  forwarded: maybe('forwarded', flag),
  frequentlyForwarded: maybe('frequently_forwarded', flag),
  product: maybe('referred_product', objectOf({ catalogId: needed('catalog_id', text), retailerId: needed('product_retailer_id', text) })),
});

const REFERRAL = objectOf<ReferralRecord>({
  sourceType: needed('source_type', text),
  sourceId: maybe('source_id', text),
  sourceUrl: maybe('source_url', text),
  headline: maybe('headline', text),
  body: maybe('body', text),
  clickId: maybe('ctwa_clid', text),
});

const INTERACTIVE = objectOf<InteractiveRecord>({
  kind: needed('type', text),
  button: maybe('button_reply', objectOf({ id: needed('id', text), title: needed('title', text) })),
  list: maybe('list_reply', objectOf({ id: needed('id', text), title: needed('title', text), description: maybe('description', text) })),
  flow: maybe('nfm_reply', objectOf({ name: maybe('name', text), body: maybe('body', text), answers: needed('response_json', text) })),
});

const SYSTEM = objectOf<SystemRecord>({
  kind: maybe('type', text),
  body: maybe('body', text),
  waId: maybe('wa_id', text),
  userId: maybe('user_id', text),
  previousUserId: maybe('previous_user_id', text),
});

export const MESSAGE: Form<MessageRecord> = objectOf<MessageRecord>({
  id: needed('id', text),
  timestampMs: needed('timestamp', secondsText),
  kind: needed('type', text),
  from: maybe('from', text),
  fromUserId: maybe('from_user_id', text),
  fromParentUserId: maybe('from_parent_user_id', text),
  to: maybe('to', text),
  context: maybe('context', CONTEXT),
  referral: maybe('referral', REFERRAL),
  text: maybe('text', objectOf({ body: needed('body', text) })),
  image: maybe('image', MEDIA),
  video: maybe('video', MEDIA),
  audio: maybe('audio', MEDIA),
  document: maybe('document', MEDIA),
  sticker: maybe('sticker', MEDIA),
  location: maybe('location', objectOf<LocationRecord>({
    latitude: needed('latitude', number), longitude: needed('longitude', number), name: maybe('name', text), address: maybe('address', text),
  })),
  contacts: maybe('contacts', listOf(anything)),
  button: maybe('button', objectOf({ text: needed('text', text), payload: maybe('payload', text) })),
  interactive: maybe('interactive', INTERACTIVE),
  reaction: maybe('reaction', objectOf({ messageId: needed('message_id', text), emoji: maybe('emoji', text) })),
  order: maybe('order', objectOf<OrderRecord>({ catalogId: needed('catalog_id', text), text: maybe('text', text), items: needed('product_items', listOf(anything)) })),
  system: maybe('system', SYSTEM),
  edit: maybe('edit', objectOf<EditRecord>({ originalId: needed('original_message_id', text), message: needed('message', anyObject()) })),
  revoke: maybe('revoke', objectOf({ originalId: needed('original_message_id', text) })),
  unsupported: maybe('unsupported', objectOf({ type: needed('type', text) })),
  errors: maybe('errors', listOf(ERROR)),
});

function anyObject(): Form<JsonObject> {
  const open = objectOf<{ readonly rest: JsonObject }>({});
  return { read: (json, path, problems) => open.read(json, path, problems)?.rest, write: (json) => json };
}
