import { isAlias, isCollection, isMap, isScalar, isSeq, parse, parseDocument, stringify, YAMLParseError, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { allowedKeys } from './json-schema.js';
import type { Problem, ProblemCode } from './problem.js';
import { suggest } from './suggest.js';

/**
 * Edits a scenario's text as `--set path=value` asks, before it is parsed: `platform.tier=2000`,
 * `teams.support.agents[0].count=20`, `desk.obeys=[]`. Only the value is spliced into the text: comments stay, and so do
 * line numbers (a new key adds a line), so problems still point at the author's file. With problems, the text comes back as it was.
 */
export function applySet(text: string, assignment: string): { readonly text: string; readonly problems: readonly Problem[] } {
  const split = /^\s*([^=\s][^=]*?)\s*=(.*)$/s.exec(assignment);
  if (split === null) return refused(text, assignment, 'DS150', `\`--set ${assignment}\` has no \`=\``, 'write `--set platform.tier=2000`', 0, assignment.length);
  const path = split[1]!.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const unknown = unknownStep(path);
  if (unknown !== null) {
    const { step, allowed } = unknown;
    const near = suggest(path[step]!, allowed);
    const list = allowedKeys([...path.slice(0, step), '0']) !== null;
    const hint = near !== null ? `did you mean \`${near}\`?` : list ? `it is a list: \`${path.slice(0, step).join('.')}[0].${path[step]}\`` : '';
    return refused(text, assignment, 'DS151', `no scenario has \`${path.slice(0, step + 1).join('.')}\``, hint, offsetOf(assignment, path, step), path[step]!.length, allowed);
  }
  const value = readValue(split[2]!);
  if (value instanceof YAMLParseError) return refused(text, assignment, 'DS150', `the value is not YAML: ${value.message.split('\n')[0]}`, '', assignment.indexOf('=') + 1, split[2]!.length);
  const document = parseDocument(text);
  if (document.errors.length > 0) return { text, problems: [] }; // the parser will say so, with its place
  const edited = splice(text, document, path, value);
  if (edited !== null) return { text: edited, problems: [] };
  return refused(text, assignment, 'DS151', `this scenario has no \`${split[1]}\` to set`, 'a list grows only in the file', 0, split[1]!.length);
}

/** Where the path leaves the format; null when it stays inside. */
function unknownStep(path: readonly string[]): { step: number; allowed: readonly string[] } | null {
  for (let step = 0; step < path.length; step++) {
    if (allowedKeys(path.slice(0, step + 1)) !== null) continue;
    return { step, allowed: (allowedKeys(path.slice(0, step)) ?? []).filter((key) => key !== '*') };
  }
  return null;
}

function readValue(text: string): unknown {
  try {
    return text.trim() === '' ? null : parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) return error;
    throw error;
  }
}

/** Replaces the value in the text or, where there is none yet, adds it to the nearest group above; null when that is a list. */
function splice(text: string, document: Document.Parsed, path: readonly string[], value: unknown): string | null {
  let node: Node | null = document.contents;
  for (let depth = 0; depth < path.length; depth++) {
    if (isAlias(node)) return null;
    const step = path[depth]!;
    const pair = isMap(node) ? pairOf(node, step) : undefined;
    const next: Node | null | undefined = pair !== undefined ? (pair.value ?? null) : isSeq(node) ? (node.items[Number(step)] as Node | undefined) : undefined;
    if (next === undefined) return isMap(node) ? added(text, document, node, path.slice(depth), value) : null;
    if (next !== null && depth + 1 < path.length && (isCollection(next) || isAlias(next))) {
      node = next;
      continue;
    }
    return replaced(text, pair, next, nested(path.slice(depth + 1), value));
  }
  return null;
}

function replaced(text: string, pair: Pair<Node, Node | null> | undefined, old: Node | null, value: unknown): string {
  const range = old?.range;
  if (!range || range[1] === range[0]) {
    const afterKey = text.indexOf(':', pair!.key.range![1]) + 1;
    return `${text.slice(0, afterKey)} ${flow(value)}${text.slice(afterKey)}`;
  }
  const block = isCollection(old) && old.flow !== true;
  // A block begins on its own line and ends at the start of a later one: the one-line value takes its place after the key.
  const from = block && pair !== undefined ? text.indexOf(':', pair.key.range![1]) + 1 : range[0];
  if (!block) return text.slice(0, from) + flow(value) + text.slice(range[1]);
  const lines = text.slice(from, range[1]).split('\n').length - 1;
  return `${text.slice(0, from)} ${flow(value)}${'\n'.repeat(lines)}${text.slice(range[1])}`;
}

function added(text: string, document: Document.Parsed, group: YAMLMap, path: readonly string[], value: unknown): string {
  const line = `${stringify(path[0]).trim()}: ${flow(nested(path.slice(1), value))}`;
  if (group.flow === true) {
    const brace = group.range![1] - 1;
    const before = text.slice(0, brace).trimEnd();
    return `${before}${group.items.length > 0 && !before.endsWith(',') ? ',' : ''} ${line} ${text.slice(brace)}`;
  }
  const first = (group.items[0]!.key as Node).range![0];
  const indent = first - (text.lastIndexOf('\n', first - 1) + 1);
  const end = group === document.contents ? text.length : group.range![1];
  const before = text.slice(0, end).trimEnd();
  return `${before}\n${' '.repeat(indent)}${line}\n${text.slice(end)}`;
}

function pairOf(map: YAMLMap, step: string): Pair<Node, Node | null> | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === step) as Pair<Node, Node | null> | undefined;
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
}

/** JSON is YAML on one line, safe inside braces and brackets too. */
function flow(value: unknown): string {
  return JSON.stringify(value);
}

function offsetOf(assignment: string, path: readonly string[], step: number): number {
  let offset = 0;
  for (let i = 0; i < step; i++) offset = assignment.indexOf(path[i]!, offset) + path[i]!.length;
  return assignment.indexOf(path[step]!, offset);
}

function refused(text: string, assignment: string, code: ProblemCode, message: string, hint: string, offset: number, length: number, allowed?: readonly string[]) {
  const problem: Problem = { severity: 'error', code, message, file: `--set ${assignment}`, line: 1, column: offset + 1, length: Math.max(1, length), hint, ...(allowed === undefined || allowed.length === 0 ? {} : { allowed }) };
  return { text, problems: [problem] };
}
