import { readMultipart, type FilePart } from './multipart.js';
import type { GraphRequest } from './graph-request.js';

/** What a request says, wherever it says it: the Graph API takes members from query, form, multipart and JSON alike. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of a request, the body's before the query's; null: a body that cannot be read. */
export function readMembers(request: GraphRequest): Members | null {
  const { query } = request;
  const body = unmarked(request.body);
  if (body.length === 0) return query === '' ? NONE : formMembers(query);
  const type = typeof body === 'string' && body.charCodeAt(0) === BRACE ? JSON_TYPE : (request.headers.get('content-type') ?? JSON_TYPE);
  const inBody = bodyMembers(body, type);
  return query === '' || inBody === null ? inBody : { ...formMembers(query), ...inBody };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A file of a multipart body. */
export function isFile(value: unknown): value is FilePart {
  return isObject(value) && value['bytes'] instanceof Uint8Array;
}

/** Scalars are taken as the strings they print as; undefined for everything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A byte order mark says nothing in UTF-8; some editors and clients write one. */
function unmarked(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' && body.charCodeAt(0) === BYTE_ORDER_MARK ? body.slice(1) : body;
}

function bodyMembers(body: string | Uint8Array, type: string): Members | null {
  if (/^multipart\/form-data/i.test(type)) {
    const parts = readMultipart(typeof body === 'string' ? new TextEncoder().encode(body) : body, type);
    return parts === null ? null : Object.fromEntries(parts.map(({ name, value }) => [name, typeof value === 'string' ? unwrapped(value) : value]));
  }
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return /^application\/x-www-form-urlencoded/i.test(type) ? formMembers(text) : jsonMembers(text);
}

function jsonMembers(text: string): Members | null {
  const value = parsed(text);
  return isObject(value) && isShallow(value, text.length) ? value : null;
}

function formMembers(text: string): Members {
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, unwrapped(value)]));
}

/** Objects and lists inside a form are written as JSON; some clients write them so inside JSON, too (contacts of R-WAJS). */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.charCodeAt(0) !== BRACE && value.charCodeAt(0) !== BRACKET) return value;
  const inner = parsed(value);
  return typeof inner === 'object' && inner !== null && isShallow(inner, value.length) ? inner : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Deeper nesting than any request has would overflow the stack of whoever prints it. A level takes two characters. */
function isShallow(value: object, characters: number): boolean {
  if (characters < 2 * DEEPEST) return true;
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((node) => Object.values(node).filter((inner): inner is object => typeof inner === 'object' && inner !== null));
  }
  return true;
}

const NONE: Members = {};
const JSON_TYPE = 'application/json';
const BYTE_ORDER_MARK = 0xfeff;
const BRACE = '{'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const DEEPEST = 500;
