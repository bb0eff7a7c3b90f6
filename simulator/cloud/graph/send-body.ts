import { CODE } from '../errors.js';
import type { RuleSet } from '../rule-set.js';
import { BUSINESS_DIAL_CODE } from './addresses.js';
import { charactersOf } from './field-checks.js';
import { interactiveProblem } from './interactive-node.js';
import { isObject, unwrapped, type Members } from './members.js';
import { nodeProblem, shownBy, type FieldLimits, type ShownMedia } from './message-nodes.js';
import { problem, type Problem } from './graph-answer.js';
import { templateProblem } from './template-node.js';

/** A well-formed body of POST /messages. */
export type SendBody = MessageBody | ReadReceipt;

export interface ReadReceipt {
  readonly kind: 'read';
  readonly messageId: string;
  readonly typing: boolean;
}

export interface MessageBody {
  readonly kind: 'message';
  /** As written; '' if only `recipient` is given. */
  readonly to: string;
  /** Digits of `to`. */
  readonly digits: string;
  /** BSUID, or ''. */
  readonly recipient: string;
  /** Lower case. */
  readonly type: string;
  /** The member called as the type says. */
  readonly node: unknown;
  /** `biz_opaque_callback_data`, or ''. */
  readonly opaque: string;
  /** `context.message_id`, or ''. */
  readonly repliesTo: string;
  readonly members: Members;
}

/** Reads a body, or says what the platform would object to, in the order of section "JSON shape" of the checks. */
export function readSendBody(members: Members, rules: FieldLimits & Pick<RuleSet, 'toWithoutPlus'>): SendBody | Problem {
  if (members['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
  if (members['status'] !== undefined) return readReceipt(members);

  const recipientType = members['recipient_type'] ?? 'individual';
  if (recipientType !== 'individual') return problem(CODE.badParameter, 'Param recipient_type must be one of {INDIVIDUAL}: groups are not part of this platform.');
  const address = readAddress(members, rules.toWithoutPlus.value === 'ofTheBusiness' ? BUSINESS_DIAL_CODE : '');
  if (isRefused(address)) return address;

  const type = typeOf(members['type']);
  if (type === null && CUSTOMERS_ONLY.has(String(members['type']).toLowerCase())) return problem(CODE.unsupportedType);
  if (type === null) return problem(CODE.badParameter, `Param type must be one of {${TYPE_NAMES}}`);
  const node = unwrapped(members[type]);
  const objection = objectionTo(type, node, rules) ?? contextProblem(members['context']);
  if (objection !== null) return objection;

  const opaque = members['biz_opaque_callback_data'] ?? '';
  if (typeof opaque !== 'string') return problem(CODE.badParameter, 'Param biz_opaque_callback_data must be a string.');
  if (charactersOf(opaque) > 512) return problem(CODE.badParameter, 'Param biz_opaque_callback_data must be at most 512 characters long.');
  const context = members['context'];
  const repliesTo = isObject(context) ? (context['message_id'] as string) : '';
  return { kind: 'message', to: address.to, digits: address.digits, recipient: address.recipient, type, node, opaque, repliesTo, members };
}

/** Uploaded media that a message shows, in its headers and cards as well; most show none. */
export function mediaOf({ type, node }: MessageBody): readonly ShownMedia[] {
  if (type === 'text') return NO_MEDIA;
  if (type === 'template') return componentsMedia(memberOf(node, 'components'));
  if (type === 'interactive') return [node, ...listIn(memberOf(memberOf(node, 'action'), 'cards'))].flatMap((one) => shownBy(memberOf(one, 'header')));
  return shownBy({ [type]: node });
}

function componentsMedia(components: unknown): readonly ShownMedia[] {
  return listIn(components).flatMap((one) => [...listIn(memberOf(one, 'parameters')).flatMap(shownBy), ...listIn(memberOf(one, 'cards')).flatMap((card) => componentsMedia(memberOf(card, 'components')))]);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

interface Address {
  readonly to: string;
  readonly digits: string;
  readonly recipient: string;
}

/** `to` wins over `recipient`. @param prefix of digits without `+` */
function readAddress(members: Members, prefix: string): Address | Problem {
  const raw = members['to'];
  const to = typeof raw === 'number' ? String(raw) : raw;
  if (to === undefined || to === '') return readRecipient(members['recipient']);
  if (typeof to !== 'string') return problem(CODE.missingParameter, 'The parameter to is required.');
  const digits = PLAIN_PHONE.test(to) ? prefix + to : (to.trimStart().startsWith('+') ? '' : prefix) + to.replace(/[+\s()-]/g, '');
  if (!PLAIN_PHONE.test(digits)) return problem(CODE.badValue, `Param to is not a phone number: ${to.slice(0, 64)}`);
  return { to, digits, recipient: '' };
}

function readRecipient(recipient: unknown): Address | Problem {
  if (recipient === undefined || recipient === '') return problem(CODE.missingParameter, 'The parameter to is required.');
  if (typeof recipient !== 'string' || !BSUID.test(recipient)) return problem(CODE.badValue, 'Param recipient is not a business-scoped user ID.');
  return { to: '', digits: '', recipient };
}

/** Whether a user id is one that several portfolios of one parent share. */
export function isParentUserId(userId: string): boolean {
  return userId.startsWith('.ENT.', 2);
}

function isRefused(read: Address | Problem): read is Problem {
  return 'code' in read;
}

function typeOf(raw: unknown): string | null {
  if (raw === undefined) return 'text';
  if (typeof raw !== 'string') return null;
  if (TYPES.has(raw)) return raw;
  const type = raw.toLowerCase();
  return TYPES.has(type) ? type : null;
}

function objectionTo(type: string, node: unknown, limits: FieldLimits): Problem | null {
  if (type === 'contacts' ? !Array.isArray(node) : !isObject(node)) return problem(CODE.missingParameter, `Parameter '${type}' is mandatory for type '${type}'`);
  if (type === 'interactive') return interactiveProblem(node as Record<string, unknown>, limits);
  return type === 'template' ? templateProblem(node as Record<string, unknown>) : nodeProblem(type, node, limits);
}

function contextProblem(context: unknown): Problem | null {
  if (context === undefined) return null;
  if (!isObject(context) || typeof context['message_id'] !== 'string') return problem(CODE.missingParameter, "The parameter context['message_id'] is required.");
  return null;
}

function readReceipt(members: Members): SendBody | Problem {
  if (members['status'] !== 'read') return problem(CODE.badParameter, 'Param status must be one of {READ}');
  const messageId = members['message_id'];
  if (typeof messageId !== 'string') return problem(CODE.missingParameter, 'The parameter message_id is required.');
  const typing = members['typing_indicator'];
  if (typing !== undefined && !(isObject(typing) && typing['type'] === 'text')) return problem(CODE.badParameter, 'Param typing_indicator.type must be one of {TEXT}');
  return { kind: 'read', messageId, typing: typing !== undefined };
}

const PLAIN_PHONE = /^\d{5,15}$/;
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}$/;
const NO_MEDIA: readonly ShownMedia[] = [];
const TYPES: ReadonlySet<string> = new Set([
  'audio', 'contacts', 'document', 'image', 'interactive', 'location', 'reaction', 'sticker', 'template', 'text', 'video',
]);
/** Types that the platform knows from customers and takes from no business; that they have an error of their own is our reading. */
const CUSTOMERS_ONLY: ReadonlySet<string> = new Set(['button', 'edit', 'ephemeral', 'order', 'poll', 'request_welcome', 'revoke', 'system', 'unsupported']);
const TYPE_NAMES = [...TYPES].map((type) => type.toUpperCase()).join(', ');
