import { INBOUND_TYPES, type InboundNode } from './message-update.js';

/**
 * Fills in what a customer's message of this kind cannot lack, so that `{ type: 'image' }` is one; what is given stays.
 * Answers a sentence when it is no message at all.
 *
 * @param fileNode the node of a kind that brings a file, or what is wrong with what was given of it
 */
export function completeNode(value: unknown, fileNode: (type: string, given: Record<string, unknown>) => object | string): InboundNode | string {
  if (typeof value === 'string') return { type: 'text', text: { body: value } };
  if (!isObject(value)) return 'a message is a text, or an object with a `type`';
  const type = value['type'];
  if (typeof type !== 'string' || !INBOUND_TYPES.includes(type)) return `\`type\` is one of ${INBOUND_TYPES.join(', ')}`;
  const given = value[type];
  if (given !== undefined && type !== 'unsupported' && (type === 'contacts' ? !Array.isArray(given) : !isObject(given))) {
    return `\`${type}\` is ${type === 'contacts' ? 'a list' : 'an object'}`;
  }
  if (!BRINGS_FILE.has(type)) return { ...value, ...membersOf(type, given) } as InboundNode;
  const node = fileNode(type, isObject(given) ? given : {});
  return typeof node === 'string' ? node : { ...value, type, [type]: node };
}

function membersOf(type: string, given: unknown): object {
  const own = isObject(given) ? given : {};
  if (type === 'contacts') return { contacts: given ?? [{ name: { formatted_name: 'Lucia Gomez', first_name: 'Lucia' }, phones: [{ phone: '+1 (983) 555-2319', wa_id: '19835552319', type: 'MOBILE' }] }] };
  if (type === 'unsupported') return { errors: [UNSUPPORTED], unsupported: { type: 'poll_creation', ...own } };
  return { [type]: { ...DEFAULTS[type], ...own } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const BRINGS_FILE: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);
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
