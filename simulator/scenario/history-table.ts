import { parse, type CsvError } from 'csv-parse/sync';
import type { Problem, ProblemCode } from './problem.js';
import type { ProblemTally } from './problem-tally.js';
import { suggest } from './suggest.js';

/** One CSV text with a header line: UTF-8, separated by comma, semicolon or tab. */
export class HistoryTable {
  readonly #file: string;
  readonly #header: readonly string[];
  readonly #records: readonly { readonly record: readonly string[]; readonly line: number }[];
  readonly #lines: readonly string[];
  readonly #problems: ProblemTally;

  constructor(file: string, text: string, problems: ProblemTally) {
    this.#file = file;
    this.#problems = problems;
    this.#lines = text.split(/\r?\n/);
    const [header, ...records] = readRecords(file, text, problems);
    this.#header = header?.record.map((name) => name.trim()) ?? [];
    this.#records = records;
    if (header === undefined) problems.add(this.#place('DS305', 'the history is empty', 'it needs a header line and at least one row'));
  }

  get count(): number {
    return this.#records.length;
  }

  /** False, with a problem for each, when columns are missing. */
  hasColumns(wanted: readonly { readonly role: string; readonly column: string }[]): boolean {
    if (this.#header.length === 0) return false;
    const missing = wanted.filter(({ column }) => !this.#header.includes(column));
    for (const { role, column } of missing) {
      const near = suggest(column, this.#header);
      this.#problems.add({ ...this.#place('DS301', `there is no column \`${column}\`, wanted for ${role}`, near === null ? '' : `did you mean \`${near}\`?`), allowed: this.#header });
    }
    return missing.length === 0;
  }

  *rows(): Iterable<Row> {
    const indices = new Map(this.#header.map((name, i) => [name, i]));
    for (const { record, line } of this.#records) {
      yield {
        cell: (column) => (record[indices.get(column)!] ?? '').trim(),
        problem: (code, column, message, hint) => this.#problem(code, record, line, indices.get(column)!, `${column}: ${message}`, hint),
      };
    }
  }

  #problem(code: ProblemCode, record: readonly string[], line: number, index: number, message: string, hint: string): Problem {
    const cell = record[index] ?? '';
    const before = record.slice(0, index).reduce((length, other) => length + other.length + 1, 0);
    const plain = this.#lines[line - 1]?.slice(before, before + cell.length) === cell;
    return { severity: 'error', code, message, file: this.#file, line, column: plain ? before + 1 : 1, length: Math.max(1, cell.length), hint };
  }

  #place(code: ProblemCode, message: string, hint: string): Problem {
    return { severity: 'error', code, message, file: this.#file, line: 1, column: 1, length: 1, hint };
  }
}

export interface Row {
  /** Without blanks around it; empty where the row has no such cell. */
  cell(column: string): string;
  problem(code: ProblemCode, column: string, message: string, hint: string): Problem;
}

interface Recorded {
  readonly record: readonly string[];
  readonly line: number;
}

/** A broken row is told and skipped, so that the rest can be judged as well. */
function readRecords(file: string, text: string, problems: ProblemTally): Recorded[] {
  const delimiter = delimiterOf(text);
  const broken: CsvError[] = [];
  const read = parse(text, {
    bom: true,
    delimiter,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined) broken.push(error);
      return undefined;
    },
  }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
  const refuse = (message: string, line: number, hint: string): void => problems.add({ severity: 'error', code: 'DS302', message, file, line, column: 1, length: 1, hint });
  let lastRead = read[read.length - 1]?.info.lines ?? 0;
  for (const error of broken) {
    // A quote that never closes swallows the rest: it opens after whatever was read last.
    const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
    const line = open ? lastRead + 1 : Number(error['lines']);
    refuse(open ? 'a quote is opened and never closed' : error.message.split('\n')[0]!, line, 'quote a cell that holds a quote, and double the quote inside');
    lastRead = Math.max(lastRead, line);
  }
  const width = read[0]?.record.length ?? 0;
  return read.flatMap(({ record, info }) => {
    const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    if (record.length === width) return [{ record, line }];
    refuse(`${record.length} cells under a header of ${width}`, line, `the separator is taken to be ${delimiter === '\t' ? 'the tab' : `\`${delimiter}\``}`);
    return [];
  });
}

function delimiterOf(text: string): string {
  const header = text.slice(0, Math.max(0, text.indexOf('\n')) || undefined);
  return [',', ';', '\t'].reduce((best, candidate) => (header.split(candidate).length > header.split(best).length ? candidate : best));
}
