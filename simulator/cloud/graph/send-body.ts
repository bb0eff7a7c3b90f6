import { CODE } from '../errors.js';

/** A well-formed body of POST /messages. */
export type SendBody =
  | { readonly kind: 'read'; readonly messageId: string }
  | { readonly kind: 'message'; readonly to: string; readonly type: string; readonly template: string | null; readonly opaque: string };

export interface BodyProblem {
  readonly code: number;
  readonly details: string;
}

/** Reads a body, or says what the platform would object to. Media, interactive and other nodes are taken as they are. */
export function readSendBody(text: string): SendBody | BodyProblem {
  const body = parsed(text);
  if (!isObject(body)) return problem(CODE.badParameter, 'Invalid JSON in request body');
  if (body['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
  if (body['status'] !== undefined) return readReceipt(body);

  const to = body['to'];
  if (typeof to !== 'string' || to === '') return problem(CODE.missingParameter, 'The parameter to is required.');
  const digits = to.replace(/[+\s()-]/g, '');
  if (!/^\d{5,15}$/.test(digits)) return problem(CODE.badValue, `Param to is not a phone number: ${to}`);
  const type = body['type'] ?? 'text';
  if (typeof type !== 'string' || !TYPES.has(type)) {
    return problem(CODE.badParameter, `Param type must be one of {${[...TYPES].map((t) => t.toUpperCase()).join(', ')}}`);
  }
  const node = body[type];
  if (type === 'contacts' ? !Array.isArray(node) : !isObject(node)) return problem(CODE.missingParameter, `Parameter '${type}' is mandatory for type '${type}'`);
  const objection = isObject(node) ? objectionTo(type, node) : null;
  if (objection !== null) return objection;

  const opaque = body['biz_opaque_callback_data'];
  if (typeof opaque === 'string' && opaque.length > 512) return problem(CODE.badParameter, 'Param biz_opaque_callback_data must be at most 512 characters long.');
  const template = type === 'template' && isObject(node) ? String(node['name']) : null;
  return { kind: 'message', to: digits, type, template, opaque: typeof opaque === 'string' ? opaque : '' };
}

export function isProblem(read: SendBody | BodyProblem): read is BodyProblem {
  return 'code' in read;
}

function readReceipt(body: Record<string, unknown>): SendBody | BodyProblem {
  if (body['status'] !== 'read') return problem(CODE.badParameter, 'Param status must be one of {READ}');
  const messageId = body['message_id'];
  if (typeof messageId !== 'string') return problem(CODE.missingParameter, 'The parameter message_id is required.');
  const typing = body['typing_indicator'];
  if (typing !== undefined && !(isObject(typing) && typing['type'] === 'text')) return problem(CODE.badParameter, 'Param typing_indicator.type must be one of {TEXT}');
  return { kind: 'read', messageId };
}

function objectionTo(type: string, node: Record<string, unknown>): BodyProblem | null {
  if (type === 'text') {
    const text = node['body'];
    if (typeof text !== 'string' || text === '') return problem(CODE.missingParameter, "The parameter text['body'] is required.");
    // Limits of fields: Meta's pages on each message type, and R-OPENAPI.
    if (text.length > 4_096) return problem(CODE.badParameter, "Param text['body'] must be at most 4096 characters long.");
  }
  if (type === 'template') {
    const language = node['language'];
    if (typeof node['name'] !== 'string') return problem(CODE.missingParameter, "The parameter template['name'] is required.");
    if (!isObject(language) || typeof language['code'] !== 'string') return problem(CODE.missingParameter, "The parameter template['language'] is required.");
  }
  return null;
}

function problem(code: number, details: string): BodyProblem {
  return { code, details };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TYPES: ReadonlySet<string> = new Set([
  'audio', 'contacts', 'document', 'image', 'interactive', 'location', 'reaction', 'sticker', 'template', 'text', 'video',
]);
