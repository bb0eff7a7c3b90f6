import { CODE } from '../errors.js';
import { problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { GraphCall } from './graph-call.js';
import { textOf, type Members } from './members.js';

/**
 * One page of an edge, with the platform's cursors: opaque, and good as long as the entry that they point at exists.
 *
 * @param keyOf what tells one entry from the others
 * @param base of the URL to the next page
 */
export function page<T>(call: GraphCall, items: readonly T[], keyOf: (item: T) => string, show: (item: T) => object, base: string): GraphAnswer | Problem {
  const { members } = call;
  const limit = Number(textOf(members['limit']) ?? USUAL_PAGE);
  if (!(Number.isInteger(limit) && limit >= 1)) return problem(CODE.badParameter, null, { message: '(#100) Param limit must be a positive integer' });
  const range = rangeOf(members, items, keyOf, Math.min(limit, LARGEST_PAGE));
  if ('code' in range) return range;
  const { from, to } = range;
  const shown = items.slice(from, to);
  if (shown.length === 0) return success({ data: [] });
  const cursors = { before: cursorOf(keyOf(shown[0]!)), after: cursorOf(keyOf(shown.at(-1)!)) };
  const next = to < items.length ? { next: linkOf(call, base, 'after', cursors.after) } : {};
  const previous = from > 0 ? { previous: linkOf(call, base, 'before', cursors.before) } : {};
  return success({ data: shown.map(show), paging: { cursors, ...next, ...previous } });
}

function rangeOf<T>(members: Members, items: readonly T[], keyOf: (item: T) => string, limit: number): { from: number; to: number } | Problem {
  const after = textOf(members['after']);
  const before = textOf(members['before']);
  if (after === undefined && before === undefined) return { from: 0, to: Math.min(limit, items.length) };
  const cursor = after ?? before!;
  const at = items.findIndex((item) => cursorOf(keyOf(item)) === cursor);
  if (at < 0) return problem(CODE.badParameter, null, { message: '(#100) Invalid cursor' });
  return after !== undefined ? { from: at + 1, to: Math.min(at + 1 + limit, items.length) } : { from: Math.max(0, at - limit), to: at };
}

function linkOf({ path, members }: GraphCall, base: string, direction: string, cursor: string): string {
  const kept = Object.entries(members).filter(([name, value]) => name !== 'after' && name !== 'before' && textOf(value) !== undefined);
  const query = new URLSearchParams([...kept.map(([name, value]): [string, string] => [name, textOf(value)!]), [direction, cursor]]);
  return `${base}${path}?${query.toString()}`;
}

/** Base64 of the key, as opaque as the platform's own. */
function cursorOf(key: string): string {
  return btoa(`desksim:${key}`).replace(/=+$/, '');
}

const USUAL_PAGE = 25;
const LARGEST_PAGE = 1_000;
