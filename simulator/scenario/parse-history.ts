import type { Ms } from '../../runtime/units.js';
import type { HistoryInput, TimeColumn } from './history-schema.js';
import { HistoryTable, type Row } from './history-table.js';
import { HistoryTimes } from './history-times.js';
import type { Problem } from './problem.js';
import { ProblemTally } from './problem-tally.js';
import type { History, Scenario } from './scenario.js';
import { suggest } from './suggest.js';

export interface HistoryFile {
  readonly file: string;
  readonly text: string;
}

export interface ParsedHistory {
  /** Null when there are errors. */
  readonly history: History | null;
  /** Who served whom and when, where the columns are mapped: what staffing can be estimated from. */
  readonly served: ServedRows;
  readonly problems: readonly Problem[];
  readonly rows: { readonly read: number; readonly filtered: number; readonly outsideRun: number; readonly kept: number };
}

/** Columns of equal length, in the order of the arrivals. */
export interface ServedRows {
  readonly agents: readonly string[];
  /** Index into `agents`; -1 where no agent is named. */
  readonly agent: Int32Array;
  /** Index into the rows of the history. */
  readonly arrival: Int32Array;
  readonly serviceStartMs: Float64Array;
  readonly serviceEndMs: Float64Array;
}

/**
 * Reads real arrivals from CSV texts. Rows outside the run are left out; the rest is sorted by arrival.
 *
 * Time may not run backwards: inside one file and one date each row must arrive no earlier than the row before it
 * (whole days may come in any order), unless the scenario says `order: any`.
 * A time of day from a date column that lies more than 12 hours before the arrival belongs to the next day.
 */
export function parseHistory(files: readonly HistoryFile[], input: HistoryInput, scenario: Scenario): ParsedHistory {
  const problems = new ProblemTally();
  const arrivals: Arrival[] = [];
  const rows = { read: 0, filtered: 0, outsideRun: 0, kept: 0 };
  for (const { file, text } of files) {
    const table = new HistoryTable(file, text, problems);
    if (!table.hasColumns(columnsOf(input))) continue;
    const reader = new RowReader(input, scenario, problems);
    for (const row of table.rows()) {
      rows.read++;
      if (isFilteredOut(row, input)) rows.filtered++;
      else {
        const arrival = reader.read(row);
        if (arrival === null) continue;
        if (arrival.atMs < 0 || arrival.atMs >= scenario.lastsMs) rows.outsideRun++;
        else arrivals.push(arrival);
      }
    }
    if (table.count === 0 && problems.errorsIn(file) === 0) problems.add({ severity: 'error', code: 'DS305', message: 'the history has no rows', file, line: 0, column: 0, length: 0, hint: '' });
  }
  rows.kept = arrivals.length;
  if (arrivals.length === 0 && problems.errors === 0) problems.add({ severity: 'error', code: 'DS305', message: `no row of the history is left: ${rows.filtered} filtered out, ${rows.outsideRun} outside the run`, file: files[0]?.file ?? '', line: 0, column: 0, length: 0, hint: 'see `where`, `except`, `starts` and `lasts`' });
  arrivals.sort((a, b) => a.atMs - b.atMs);
  return { history: problems.errors > 0 ? null : columnar(arrivals), served: servedRows(arrivals), problems: problems.list(), rows };
}

interface Arrival {
  readonly atMs: Ms;
  readonly intent: number;
  readonly vip: number;
  readonly waitMs: Ms;
  readonly left: number;
  readonly agent: string;
  readonly serviceStartMs: Ms;
  readonly serviceEndMs: Ms;
}

const UNKNOWN = 255;

/** Reads the rows of one file, in its order. */
class RowReader {
  readonly #input: HistoryInput;
  readonly #intents: readonly string[];
  readonly #times: HistoryTimes;
  readonly #problems: ProblemTally;

  constructor(input: HistoryInput, scenario: Scenario, problems: ProblemTally) {
    this.#input = input;
    this.#intents = scenario.customers.intents.map((intent) => intent.name);
    this.#times = new HistoryTimes(scenario.zone, scenario.startsAtEpochMs, problems);
    this.#problems = problems;
  }

  read(row: Row): Arrival | null {
    const { columns } = this.#input;
    const atMs = this.#times.arrival(row, columns.at, this.#input.order !== 'any');
    if (atMs === null) return null;
    const time = (column: TimeColumn | undefined): Ms => (column === undefined ? NaN : this.#times.after(row, column, atMs));
    const serviceStartMs = time(columns.serviceStart);
    const waitFrom = time(columns.waitFrom);
    return {
      atMs,
      intent: columns.intent === undefined ? UNKNOWN : this.#intent(row, columns.intent),
      vip: columns.vip === undefined ? UNKNOWN : Number(columns.vip.is.includes(row.cell(columns.vip.column))),
      waitMs: Number.isNaN(waitFrom) && !Number.isNaN(serviceStartMs) ? 0 : time(columns.waitTo) - waitFrom,
      left: columns.left === undefined ? UNKNOWN : Number(columns.left.is.includes(row.cell(columns.left.column))),
      agent: columns.agent === undefined ? '' : row.cell(columns.agent),
      serviceStartMs,
      serviceEndMs: time(columns.serviceEnd),
    };
  }

  #intent(row: Row, column: string): number {
    const value = row.cell(column);
    const map = this.#input.intents ?? {};
    const name = Object.hasOwn(map, value) ? map[value]! : (map['*'] ?? value);
    const index = this.#intents.indexOf(name);
    if (index >= 0) return index;
    const near = suggest(name, this.#intents);
    this.#problems.add(row.problem('DS306', column, `\`${name}\` is no intent of this scenario`, near === null ? `map \`${value}\` under \`history.intents\`; '*' stands for all others` : `did you mean \`${near}\`?`));
    return UNKNOWN;
  }
}

function columnsOf({ columns, where = [], except = [] }: HistoryInput): { readonly role: string; readonly column: string }[] {
  const times = (['at', 'waitFrom', 'waitTo', 'serviceStart', 'serviceEnd'] as const).flatMap((role) => (columns[role]?.columns ?? []).map((column) => ({ role, column })));
  const others = [['intent', columns.intent], ['vip', columns.vip?.column], ['left', columns.left?.column], ['agent', columns.agent]] as const;
  const filters = [...where, ...except].flatMap((condition) => Object.keys(condition).map((column) => ({ role: 'a filter', column })));
  return [...times, ...others.flatMap(([role, column]) => (column === undefined ? [] : [{ role, column }])), ...filters];
}

function isFilteredOut(row: Row, { where, except }: HistoryInput): boolean {
  const matches = (condition: Readonly<Record<string, readonly string[]>>): boolean => Object.entries(condition).every(([column, values]) => values.includes(row.cell(column)));
  return (where !== undefined && !where.some(matches)) || (except !== undefined && except.some(matches));
}

function columnar(arrivals: readonly Arrival[]): History {
  return {
    atMs: Float64Array.from(arrivals, (arrival) => arrival.atMs),
    intent: Uint8Array.from(arrivals, (arrival) => arrival.intent),
    vip: Uint8Array.from(arrivals, (arrival) => arrival.vip),
    observedWaitMs: Float64Array.from(arrivals, (arrival) => arrival.waitMs),
    observedLeft: Uint8Array.from(arrivals, (arrival) => arrival.left),
  };
}

function servedRows(arrivals: readonly Arrival[]): ServedRows {
  const served = [...arrivals.keys()].filter((i) => !Number.isNaN(arrivals[i]!.serviceStartMs) && !Number.isNaN(arrivals[i]!.serviceEndMs));
  const agents = [...new Set(served.map((i) => arrivals[i]!.agent).filter((agent) => agent !== ''))].sort();
  const indices = new Map(agents.map((agent, i) => [agent, i]));
  return {
    agents,
    agent: Int32Array.from(served, (i) => indices.get(arrivals[i]!.agent) ?? -1),
    arrival: Int32Array.from(served),
    serviceStartMs: Float64Array.from(served, (i) => arrivals[i]!.serviceStartMs),
    serviceEndMs: Float64Array.from(served, (i) => arrivals[i]!.serviceEndMs),
  };
}
