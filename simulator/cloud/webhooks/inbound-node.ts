import { INBOUND_TYPES, type InboundNode } from './message-update.js';

/** Media that the platform made up for a customer's message. */
export interface MediaStub {
  readonly id: string;
  readonly url: string;
  /** Base64. */
  readonly sha256: string;
}

/**
 * Fills in what a customer's message of this kind cannot lack, so that `{ type: 'image' }` is one; what is given stays.
 * Answers a sentence when it is no message at all.
 */
export function completeNode(value: unknown, media: () => MediaStub): InboundNode | string {
  if (typeof value === 'string') return { type: 'text', text: { body: value } };
  if (!isObject(value)) return 'a message is a text, or an object with a `type`';
  const type = value['type'];
  if (typeof type !== 'string' || !INBOUND_TYPES.includes(type)) return `\`type\` is one of ${INBOUND_TYPES.join(', ')}`;
  const given = value[type];
  if (given !== undefined && type !== 'unsupported' && (type === 'contacts' ? !Array.isArray(given) : !isObject(given))) {
    return `\`${type}\` is ${type === 'contacts' ? 'a list' : 'an object'}`;
  }
  return { ...value, ...membersOf(type, given, media) } as InboundNode;
}

function membersOf(type: string, given: unknown, media: () => MediaStub): object {
  const own = isObject(given) ? given : {};
  if (type === 'contacts') return { contacts: given ?? [{ name: { formatted_name: 'Lucia Gomez', first_name: 'Lucia' }, phones: [{ phone: '+1 (983) 555-2319', wa_id: '19835552319', type: 'MOBILE' }] }] };
  if (type === 'unsupported') return { errors: [UNSUPPORTED], unsupported: { type: 'poll_creation', ...own } };
  const mime = MIME_TYPES[type];
  if (mime !== undefined) {
    const { id, url, sha256 } = media();
    return { [type]: { ...EXTRAS[type], mime_type: mime, sha256, id, url, ...own } };
  }
  return { [type]: { ...DEFAULTS[type], ...own } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  image: 'image/jpeg', video: 'video/mp4', audio: 'audio/ogg; codecs=opus', document: 'application/pdf', sticker: 'image/webp',
};
const EXTRAS: Readonly<Record<string, object>> = { audio: { voice: true }, document: { filename: 'document.pdf' }, sticker: { animated: false } };
const DEFAULTS: Readonly<Record<string, object>> = {
  text: { body: 'Hello' },
  location: { latitude: 41.9028, longitude: 12.4964 },
  interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
  button: { payload: 'Yes', text: 'Yes' },
  reaction: { message_id: 'wamid.', emoji: '👍' },
  order: { catalog_id: '194836987003835', text: '', product_items: [{ product_retailer_id: 'sku-1', quantity: 1, item_price: 30, currency: 'EUR' }] },
  system: { body: 'The customer changed their number', type: 'user_changed_number' },
  edit: { original_message_id: 'wamid.', message: { type: 'text', text: { body: 'Hello again' } } },
  revoke: { original_message_id: 'wamid.' },
};
const UNSUPPORTED = { code: 131051, title: 'Message type unknown', message: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } };
