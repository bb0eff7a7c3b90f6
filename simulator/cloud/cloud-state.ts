import type { BusinessState } from './business.js';
import type { MessagesState } from './messages.js';
import type { PairsState } from './pairs.js';

/** A cloud at rest, as JSON. Opaque: only `Cloud.restore` reads it. */
export type CloudState = { readonly [key: string]: unknown };

export interface CloudParts {
  readonly nextMessage: number;
  readonly lastHeld: number;
  readonly pairs: PairsState;
  readonly messages: MessagesState;
  readonly business: BusinessState;
}

/** JSON has no Infinity: it stands as a word that no part uses. */
export function encoded(parts: CloudParts): CloudState {
  return mapped(parts, (value) => (value === Infinity ? FOREVER : value === -Infinity ? NEVER_YET : value)) as CloudState;
}

export function decoded(state: CloudState): CloudParts {
  return mapped(state, (value) => (value === FOREVER ? Infinity : value === NEVER_YET ? -Infinity : value)) as CloudParts;
}

/** Whether it stands for what JSON has not. */
export function isEndless(value: unknown): boolean {
  return value === FOREVER || value === NEVER_YET;
}

/** A deep copy with its leaves changed. */
function mapped(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, leaf));
  if (typeof value !== 'object' || value === null) return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, leaf)]));
}

const FOREVER = '\u0000Infinity';
const NEVER_YET = '\u0000-Infinity';
