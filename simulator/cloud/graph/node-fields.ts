import { CODE } from '../errors.js';
import { problem, type Problem } from './graph-answer.js';
import type { Members } from './members.js';

/** What a node can tell about itself: name of the field to its value; undefined leaves it out. */
export type Fields<T> = Readonly<Record<string, (node: T) => unknown>>;

/** The fields that `fields=` asks for, or the usual ones; `id` comes along in any case, last. */
export function askedFields<T>(members: Members, fields: Fields<T>, usual: readonly string[], nodeType: string): readonly string[] | Problem {
  const asked = members['fields'];
  if (asked === undefined || asked === '') return usual;
  // Nested selections such as quality_score{score} and modifiers such as .limit(3) are answered whole.
  const names = String(asked).replace(/\{[^{}]*\}/g, '').split(',').map((name) => name.trim().replace(/\..*$/, ''));
  const unknown = names.find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return problem(CODE.badParameter, null, { message: `(#100) Tried accessing nonexisting field (${unknown.slice(0, 64)}) on node type (${nodeType})` });
  return [...new Set([...names.filter((name) => name !== 'id'), 'id'])];
}

export function shown<T>(node: T, names: readonly string[], fields: Fields<T>): object {
  return Object.fromEntries(names.map((name) => [name, fields[name]!(node)]));
}
