import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { Problem, ProblemCode, Wrong } from './problem.js';

export type Path = readonly (string | number)[];

/** `teams.support.agents[0].count` */
export function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}

/** The text of one YAML (or JSON) file, its data, and the way back from a path in the data to a place in the text. */
export class YamlSource {
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** What keeps the text from being YAML; when there is any, `data` is null. */
  readonly problems: readonly Problem[];
  readonly #document: Document.Parsed;
  /** Where each line begins. The parser's own counter misses breaks inside broken flow collections. */
  readonly #lineStarts: readonly number[];

  constructor(text: string, file: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((lineBreak) => lineBreak.index + 1)];
    this.#document = parseDocument(text, { prettyErrors: false });
    const problems = this.#document.errors.map((error) => this.#syntaxProblem(error.code, error.message, error.pos));
    let data: unknown = null;
    if (problems.length === 0) {
      try {
        data = this.#document.toJS();
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error; // an alias bomb
        problems.push({ severity: 'error', code: 'DS001', message: error.message, hint: '', file, ...this.#span(0, 0) });
      }
    }
    this.data = data;
    this.problems = problems;
  }

  /** A problem with the value at a path; with `part`, only that part of its text. */
  atValue(path: Path, wrong: Pick<Wrong, 'code' | 'message' | 'hint'> & Partial<Wrong>, severity: Problem['severity'] = 'error'): Problem {
    return this.#problem(wrong, severity, this.#valueSpan(path, wrong.offset ?? 0, wrong.length ?? 0));
  }

  /** A problem with the key at the end of a path. */
  atKey(path: Path, wrong: Pick<Wrong, 'code' | 'message' | 'hint'> & Partial<Wrong>, severity: Problem['severity'] = 'error'): Problem {
    const found = this.#find(path);
    const key = found?.key?.range ?? found?.value?.range;
    return this.#problem(wrong, severity, key ? this.#span(key[0], key[1]) : this.#valueSpan(path, 0, 0));
  }

  #problem(wrong: Pick<Wrong, 'code' | 'message' | 'hint'> & Partial<Wrong>, severity: Problem['severity'], span: Span): Problem {
    const { code, message, hint, allowed } = wrong;
    return { severity, code, message, file: this.file, ...span, hint, ...(allowed === undefined ? {} : { allowed }) };
  }

  #syntaxProblem(code: string, message: string, [from, to]: readonly [number, number]): Problem {
    const own: { code: ProblemCode; message: string; hint: string } =
      code === 'DUPLICATE_KEY'
        ? { code: 'DS002', message: `the key \`${this.#wordAt(from)}\` stands twice`, hint: 'keep one of them' }
        : { code: 'DS001', message: message.split('\n')[0]!, hint: code === 'TAB_AS_INDENT' ? 'indent with blanks' : '' };
    const end = code === 'DUPLICATE_KEY' ? from + this.#wordAt(from).length : to;
    return { severity: 'error', file: this.file, ...own, ...this.#span(from, end) };
  }

  #wordAt(offset: number): string {
    return /^("[^"]*"|'[^']*'|[^\s:,}]+)/.exec(this.text.slice(offset))?.[0] ?? '';
  }

  #valueSpan(path: Path, offset: number, length: number): Span {
    for (let depth = path.length; depth >= 0; depth--) {
      const found = this.#find(path.slice(0, depth));
      if (found === null) continue;
      const range = found.value?.range;
      if (range && isScalar(found.value) && range[1] > range[0]) {
        const quote = found.value.type === 'QUOTE_DOUBLE' || found.value.type === 'QUOTE_SINGLE' ? 1 : 0;
        return depth < path.length || length === 0 ? this.#span(range[0], range[1]) : this.#span(range[0] + quote + offset, range[0] + quote + offset + length);
      }
      if (range && isCollection(found.value) && found.value.flow === true) return this.#span(range[0], range[1]);
      const key = found.key?.range;
      if (key) return this.#span(key[0], key[1]);
      if (range && depth > 0) return this.#span(range[0], range[1]);
    }
    return this.#span(0, 0);
  }

  #find(path: Path): Found | null {
    let found: Found = { key: null, value: this.#document.contents };
    for (const step of path) {
      const node = isAlias(found.value) ? (found.value.resolve(this.#document) ?? null) : found.value;
      const next = isMap(node)
        ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
        : isSeq(node) ? node.items[Number(step)] : undefined;
      if (next === undefined) return null;
      found = isPair(next) ? { key: (next as Pair<Node, Node | null>).key, value: (next as Pair<Node, Node | null>).value } : { key: null, value: next as Node };
    }
    return found;
  }

  /** Never past the end of its line: a frame shows one line. */
  #span(from: number, to: number): Span {
    const line = this.#lineStarts.findLastIndex((start) => start <= from);
    const lineEnd = this.text.indexOf('\n', from);
    const end = Math.min(to, lineEnd < 0 ? this.text.length : lineEnd);
    return { line: line + 1, column: from - this.#lineStarts[line]! + 1, length: Math.max(1, end - from) };
  }
}

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
}

interface Span {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}
