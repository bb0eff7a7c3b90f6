import type { Ms } from '../units.js';
import { isObject, type Json, type JsonObject } from './json.js';

/** One form of JSON and the record it stands for, both ways: `write(read(json))` equals `json`. */
export interface Form<T> {
  /** Undefined when the JSON has another form; why is added to the problems. */
  read(json: Json, path: string, problems: FormProblem[]): T | undefined;
  write(record: T): Json;
}

export interface FormProblem {
  /** Such as `entry[0].changes[0].value.messages[3].timestamp`. */
  readonly path: string;
  readonly message: string;
}

/** Something in a list that could not be read: kept as it came, so that the others in the list are not lost with it. */
export interface Unread {
  readonly unread: Json;
}

export function isRead<T extends object>(record: T | Unread): record is T {
  return !('unread' in record);
}

/** A member of an object: its name in JSON and its form. */
export interface Member<V> {
  readonly name: string;
  readonly form: Form<NonNullable<V>>;
  readonly needed: boolean;
}

/** Without this member, or with a wrong one, the whole object cannot be read. */
export function needed<V extends {}>(name: string, form: Form<V>): Member<V> {
  return { name, form, needed: true };
}

/** Null in the record when it is absent. Null or something unexpected in the JSON stays in `rest`. */
export function maybe<V extends {}>(name: string, form: Form<V>): Member<V | null> {
  return { name, form: form as Form<NonNullable<V | null>>, needed: false };
}

/** An object. Whatever it has beside its members stays in `rest`. */
export function objectOf<T extends { readonly rest: JsonObject }>(members: { readonly [K in Exclude<keyof T, 'rest'>]-?: Member<T[K]> }): Form<T> {
  const fields = Object.entries(members) as [string, Member<unknown>][];
  return {
    read(json, path, problems) {
      if (!isObject(json)) return wrong(json, 'an object', path, problems);
      const record: Record<string, unknown> = {};
      const taken = new Set<string>();
      for (const [field, { name, form, needed: isNeeded }] of fields) {
        const value = Object.hasOwn(json, name) ? json[name]! : null;
        const known = value === null ? undefined : form.read(value, `${path}.${name}`, problems);
        if (known === undefined && isNeeded) {
          if (value === null) problems.push({ path: `${path}.${name}`, message: 'is missing' });
          return undefined;
        }
        record[field] = known ?? null;
        if (known !== undefined) taken.add(name);
      }
      record['rest'] = Object.fromEntries(Object.entries(json).filter(([name]) => !taken.has(name)));
      return record as T;
    },
    write(record) {
      const values = record as Readonly<Record<string, unknown>>;
      const known = fields.filter(([field]) => values[field] !== null).map(([field, { name, form }]) => [name, form.write(values[field]!)]);
      return { ...record.rest, ...Object.fromEntries(known) } as JsonObject;
    },
  };
}

/** A list of which every item must have the form. */
export function listOf<T>(form: Form<T>): Form<readonly T[]> {
  return {
    read(json, path, problems) {
      if (!Array.isArray(json)) return wrong(json, 'a list', path, problems);
      const records: T[] = [];
      for (const [i, item] of (json as readonly Json[]).entries()) {
        const record = form.read(item, `${path}[${i}]`, problems);
        if (record === undefined) return undefined;
        records.push(record);
      }
      return records;
    },
    write: (records) => records.map((record) => form.write(record)),
  };
}

/** The form, or the JSON as it came. */
export function orUnread<T extends object>(form: Form<T>): Form<T | Unread> {
  return {
    read: (json, path, problems) => form.read(json, path, problems) ?? { unread: json },
    write: (record) => (isRead(record) ? form.write(record) : record.unread),
  };
}

export const anything: Form<Json> = { read: (json) => json, write: (json) => json };

export const text: Form<string> = {
  read: (json, path, problems) => (typeof json === 'string' ? json : wrong(json, 'text', path, problems)),
  write: (value) => value,
};

export const number: Form<number> = {
  read: (json, path, problems) => (typeof json === 'number' ? json : wrong(json, 'a number', path, problems)),
  write: (value) => value,
};

export const flag: Form<boolean> = {
  read: (json, path, problems) => (typeof json === 'boolean' ? json : wrong(json, 'true or false', path, problems)),
  write: (value) => value,
};

/** Epoch milliseconds from whole seconds in text, as messages and statuses have them. */
export const secondsText: Form<Ms> = {
  read: (json, path, problems) => (typeof json === 'string' && WHOLE.test(json) ? Number(json) * 1_000 : wrong(json, 'whole seconds in text', path, problems)),
  write: (ms) => String(ms / 1_000),
};

/** Epoch milliseconds from whole seconds in a number, as entries and accounts have them. */
export const secondsNumber: Form<Ms> = {
  read: (json, path, problems) => (typeof json === 'number' && WHOLE.test(String(json)) ? json * 1_000 : wrong(json, 'whole seconds', path, problems)),
  write: (ms) => ms / 1_000,
};

/** No leading zero, so that writing gives the same text; up to the year 33658, so that milliseconds are exact. */
const WHOLE = /^(?:0|[1-9]\d{0,11})$/;

function wrong(json: Json, wanted: string, path: string, problems: FormProblem[]): undefined {
  const found = json === null ? 'null' : Array.isArray(json) ? 'a list' : typeof json === 'object' ? 'an object' : JSON.stringify(json).slice(0, 40);
  problems.push({ path, message: `is ${found}; ${wanted} was expected` });
  return undefined;
}
