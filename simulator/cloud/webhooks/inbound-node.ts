import { INBOUND_TYPES, type InboundNode } from './message-update.js';

/** What a message is completed with. */
export interface InboundSurroundings {
  /** Digits of the customer and the business number. */
  readonly phone: string;
  readonly businessPhone: string;
  /** In the customer's profile. */
  name(): string;
  /** Id of the message of the business that this one answers, and of an earlier one of the customer. */
  answered(): string;
  earlier(): string;
  /** Business-scoped user id of digits, null while there are none. */
  userIdOf(phone: string): string | null;
  /** Unix seconds. */
  readonly seconds: number;
  /** The node of a kind that brings a file, or what is wrong with what was given of it. */
  fileNode(type: string, given: Record<string, unknown>): object | string;
}

/**
 * Fills in what a customer's message of this kind cannot lack, so that `{ type: 'image' }` is one; what is given stays.
 * Answers a sentence when it is no message at all.
 */
export function completeNode(value: unknown, around: InboundSurroundings): InboundNode | string {
  if (typeof value === 'string') return { type: 'text', text: { body: value } };
  if (!isObject(value)) return 'a message is a text, or an object with a `type`';
  const type = value['type'];
  if (typeof type !== 'string' || !INBOUND_TYPES.includes(type)) return `\`type\` is one of ${INBOUND_TYPES.join(', ')}`;
  const given = value[type];
  if (given !== undefined && type !== 'unsupported' && (type === 'contacts' ? !Array.isArray(given) : !isObject(given))) {
    return `\`${type}\` is ${type === 'contacts' ? 'a list' : 'an object'}`;
  }
  if (!BRINGS_FILE.has(type)) return { ...ridersOf(type, given, around), ...value, ...membersOf(type, given, around) } as InboundNode;
  const node = around.fileNode(type, isObject(given) ? given : {});
  return typeof node === 'string' ? node : { ...value, type, [type]: node };
}

/** An answer to buttons, lists and flows quotes what it answers; a new key of the customer comes with its hash. */
function ridersOf(type: string, given: unknown, { businessPhone, answered, seconds, phone }: InboundSurroundings): object {
  if (type === 'interactive' || type === 'button') return { context: { from: businessPhone, id: answered() } };
  if (type !== 'system' || !isObject(given) || given['type'] !== CHANGED_IDENTITY) return {};
  return { identity: { acknowledged: true, created_timestamp: String(seconds), hash: `key-of-${phone.slice(-4)}` } };
}

function membersOf(type: string, given: unknown, around: InboundSurroundings): object {
  const own = isObject(given) ? given : {};
  switch (type) {
    case 'contacts':
      return { contacts: given ?? [around.userIdOf(around.phone) === null ? LUCIA : { ...LUCIA, origin: 'other', vcard: VCARD }] };
    case 'unsupported':
      return { errors: [UNSUPPORTED], unsupported: { type: 'poll_creation', ...own } };
    case 'interactive':
      return { interactive: interactiveOf(own) };
    case 'reaction':
      // Without an emoji it is taken back: only a reaction about which nothing was said has one of ours.
      return { reaction: given === undefined ? { message_id: around.answered(), emoji: '👍' } : { message_id: around.answered(), ...own } };
    case 'system':
      return { system: newsOf(own, around) };
    case 'edit':
      return { edit: { original_message_id: around.earlier(), message: { type: 'text', text: { body: 'Hello again' } }, ...own } };
    case 'revoke':
      return { revoke: { original_message_id: around.earlier(), ...own } };
    default:
      return { [type]: { ...DEFAULTS[type], ...own } };
  }
}

/** One reply only: the one that is named, or given. */
function interactiveOf(own: Record<string, unknown>): object {
  const type = own['type'] ?? Object.keys(REPLIES).find((reply) => reply in own) ?? 'button_reply';
  return { type, ...(typeof type === 'string' && Object.hasOwn(REPLIES, type) ? { [type]: REPLIES[type] } : {}), ...own };
}

/** Who changes the number has a new user id as well; where no number may be shown, that is all that is told (M-CHANGELOG). */
function newsOf(own: Record<string, unknown>, { phone, name, userIdOf }: InboundSurroundings): object {
  const type = own['type'] ?? CHANGED_NUMBER;
  if (type === CHANGED_IDENTITY) return { body: 'User identity changed', ...own };
  if (type !== CHANGED_NUMBER && type !== CHANGED_USER_ID) return own;
  const other = String(own['wa_id'] ?? phone.slice(0, -1) + ((Number(phone.at(-1)) + 1) % 10));
  const [before, after] = [userIdOf(phone), userIdOf(other)];
  const ids = before === null ? {} : { user_id: after, previous_user_id: before };
  if (type === CHANGED_USER_ID) return { body: `User ${name()} changed from ${before} to ${after}`, type, ...ids, ...own };
  return { body: `User ${name()} changed from ${phone} to ${other}`, type, ...ids, ...own, wa_id: own['wa_id'] ?? other };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const BRINGS_FILE: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);
const CHANGED_NUMBER = 'user_changed_number';
const CHANGED_USER_ID = 'user_changed_user_id';
const CHANGED_IDENTITY = 'customer_identity_changed';
const LUCIA = { name: { formatted_name: 'Lucia Gomez', first_name: 'Lucia' }, phones: [{ phone: '+1 (983) 555-2319', wa_id: '19835552319', type: 'MOBILE' }] };
const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nN:Gomez;Lucia;;;\nFN:Lucia Gomez\nTEL;type=MOBILE;waid=19835552319:+1 (983) 555-2319\nEND:VCARD';
const REPLIES: Readonly<Record<string, object>> = {
  button_reply: { id: 'yes', title: 'Yes' },
  list_reply: { id: 'yes', title: 'Yes', description: '' },
  nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"unused"}' },
};
const DEFAULTS: Readonly<Record<string, object>> = {
  text: { body: 'Hello' },
  location: { latitude: 41.9028, longitude: 12.4964 },
  button: { payload: 'Yes', text: 'Yes' },
  order: { catalog_id: '194836987003835', text: '', product_items: [{ product_retailer_id: 'sku-1', quantity: 1, item_price: 30, currency: 'EUR' }] },
};
const UNSUPPORTED = { code: 131051, title: 'Message type unknown', message: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } };
