/**
 * Looks at a value that may be anything.
 * @param path members and places down to it, with dots @returns null, or what is wrong and where: `a.0.b` is no number
 */
export type Check = (value: unknown, path: string) => string | null;

export const number: Check = (value, path) => (typeof value === 'number' && !Number.isNaN(value) ? null : wrong(path, 'number'));
export const text: Check = (value, path) => (typeof value === 'string' ? null : wrong(path, 'string'));
export const flag: Check = (value, path) => (typeof value === 'boolean' ? null : wrong(path, 'boolean'));
export const nothing: Check = (value, path) => (value === null ? null : wrong(path, 'null'));
/** Whatever it holds: nobody reads it but to show it. */
export const object: Check = (value, path) => (isObject(value) ? null : wrong(path, 'object'));

/** A whole number, such as an index. @param below itself not allowed */
export function whole(from = Number.MIN_SAFE_INTEGER, below: number = Number.MAX_SAFE_INTEGER): Check {
  return (value, path) => {
    if (!Number.isSafeInteger(value)) return wrong(path, 'whole number');
    return (value as number) >= from && (value as number) < below ? null : `\`${path}\` is ${String(value)}, not within ${from} to ${below - 1}`;
  };
}

/** @param to itself allowed */
export function between(from: number, to: number): Check {
  return (value, path) => number(value, path) ?? ((value as number) >= from && (value as number) <= to ? null : `\`${path}\` is ${String(value)}, not within ${from} to ${to}`);
}

export function word(...words: readonly string[]): Check {
  return (value, path) => (words.some((one) => one === value) ? null : `\`${path}\` is none of ${words.join(', ')}`);
}

export function orNull(check: Check): Check {
  return (value, path) => (value === null ? null : check(value, path));
}

/** For a member that may be left out. */
export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? null : check(value, path));
}

/** @param length of the list; Infinity: any */
export function list(item: Check, length = Infinity): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return wrong(path, 'list');
    if (length !== Infinity && value.length !== length) return `\`${path}\` is no list of ${length}`;
    return first(value, (one, i) => item(one, `${path}.${i}`));
  };
}

/** A list of a known length, each place with a check of its own. */
export function row(...items: readonly Check[]): Check {
  return (value, path) => list(() => null, items.length)(value, path) ?? first(items, (item, i) => item((value as unknown[])[i], `${path}.${i}`));
}

/** An object with these members and no others. */
export function members<T extends object>(checks: { readonly [K in keyof T]-?: Check }): Check {
  const all = Object.entries<Check>(checks);
  return (value, path) => {
    if (!isObject(value)) return wrong(path, 'object');
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
    const stranger = Object.keys(value).find((key) => !Object.hasOwn(checks, key));
    return first(all, ([key, check]) => check(value[key], at(key))) ?? (stranger === undefined ? null : `\`${at(stranger)}\` is not known`);
  };
}

/** An object of several kinds: the member that says which, and a check for each. */
export function kinds(member: string, checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return wrong(path, 'object');
    const kind = value[member];
    if (typeof kind !== 'string' || !Object.hasOwn(checks, kind)) return word(...Object.keys(checks))(kind, `${path}.${member}`);
    return checks[kind]!(value, path);
  };
}

/** A check that depends on what is looked at. */
export function depending(on: (value: unknown) => Check): Check {
  return (value, path) => on(value)(value, path);
}

/** What lies under this path in something that may be anything; undefined for nothing. */
export function under(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

/** Length of the list there; Infinity if it is none, so that nothing else is blamed for it. */
export function sizeOf(value: unknown, ...path: readonly string[]): number {
  const found = under(value, ...path);
  return Array.isArray(found) ? found.length : Infinity;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function first<T>(items: readonly T[], check: (item: T, index: number) => string | null): string | null {
  for (let i = 0; i < items.length; i += 1) {
    const problem = check(items[i]!, i);
    if (problem !== null) return problem;
  }
  return null;
}

function wrong(path: string, kind: string): string {
  return `\`${path}\` is no ${kind}`;
}
