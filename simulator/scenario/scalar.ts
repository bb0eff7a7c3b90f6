import { z } from 'zod';
import { Wrong } from './problem.js';

/**
 * A leaf of the schema: reads one YAML scalar, or answers what is wrong with it.
 * `json` is what the JSON Schema says about it, since an editor cannot run the reader.
 */
export function scalar<T>(read: (input: unknown) => T | Wrong, json: Record<string, unknown>) {
  return z
    .unknown()
    .transform((input, context): T => {
      const value = read(input);
      if (!(value instanceof Wrong)) return value;
      context.issues.push({ code: 'custom', input, message: value.message, params: { wrong: value, mismatch: typeof input === 'object' && input !== null } });
      return z.NEVER;
    })
    .meta(json);
}

/** A scalar written as text; a number or a list there is a mistake that `wanted` names. */
export function textScalar<T>(wanted: string, code: Wrong['code'], read: (text: string) => T | Wrong, json: Record<string, unknown>) {
  return scalar<T>(
    (input) => (typeof input === 'string' ? read(input) : new Wrong(code, `${show(input)} is not ${wanted}`, `write ${wanted}`)),
    { type: 'string', ...json },
  );
}

/** A value as the author would recognise it. */
export function show(input: unknown): string {
  if (input === null || input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a group of keys';
  return `\`${String(input)}\``;
}
