import { DAY, MINUTE, type Ms } from '../../runtime/units.js';
import { Calendar } from '../calendar.js';
import { PURPOSE, Streams } from '../random.js';
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
  /** The first and the last `at` of the rows inside the run. */
  readonly span: { readonly fromMs: Ms; readonly toMs: Ms };
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
 * A service that begins more than a minute before its customer began to wait is a flaw of the clock: it begins when the
 * waiting ended, and lasts as long.
 */
export function parseHistory(files: readonly HistoryFile[], input: HistoryInput, scenario: Scenario): ParsedHistory {
  const problems = new ProblemTally();
  const arrivals: Arrival[] = [];
  const rows = { read: 0, filtered: 0, outsideRun: 0, kept: 0 };
  const span = { fromMs: Infinity, toMs: -Infinity };
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
        const { loggedMs } = arrival;
        if (loggedMs < 0 || loggedMs >= scenario.lastsMs) rows.outsideRun++;
        else {
          arrivals.push(arrival);
          span.fromMs = Math.min(span.fromMs, loggedMs);
          span.toMs = Math.max(span.toMs, loggedMs);
        }
      }
    }
    if (table.count === 0 && problems.errorsIn(file) === 0) problems.add({ severity: 'error', code: 'DS305', message: 'the history has no rows', file, line: 0, column: 0, length: 0, hint: '' });
  }
  rows.kept = arrivals.length;
  if (arrivals.length === 0 && problems.errors === 0) problems.add({ severity: 'error', code: 'DS305', message: `no row of the history is left: ${rows.filtered} filtered out, ${rows.outsideRun} outside the run`, file: files[0]?.file ?? '', line: 0, column: 0, length: 0, hint: 'see `where`, `except`, `starts` and `lasts`' });
  arrivals.sort((a, b) => a.atMs - b.atMs);
  const history = problems.errors > 0 ? null : columnar(arrivals, input, scenario);
  return { history, served: servedRows(arrivals), problems: problems.list(), rows, span };
}

interface Arrival {
  /** When the row says that the customer arrived; `atMs` is when they asked for an agent. */
  readonly loggedMs: Ms;
  readonly atMs: Ms;
  readonly intent: number;
  /** Of VIPs among those like this customer; 255 unknown. */
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
    const loggedMs = this.#times.arrival(row, columns.at, this.#input.order !== 'any');
    if (loggedMs === null) return null;
    const time = (column: TimeColumn | undefined): Ms => (column === undefined ? NaN : this.#times.after(row, column, loggedMs));
    const asked = (columns.asksAt ?? []).map(time).find((ms) => !Number.isNaN(ms));
    const start = time(columns.serviceStart);
    const end = time(columns.serviceEnd);
    const waitFrom = time(columns.waitFrom);
    const waitTo = time(columns.waitTo);
    const lateMs = start < waitFrom - MINUTE ? waitTo - start : 0;
    const intent = columns.intent === undefined ? UNKNOWN : this.#intent(row, columns.intent);
    return {
      loggedMs,
      atMs: asked ?? loggedMs,
      intent,
      vip: this.#vip(row, intent),
      waitMs: Number.isNaN(waitFrom) && !Number.isNaN(start) ? 0 : waitTo - waitFrom,
      left: columns.left === undefined ? UNKNOWN : Number(columns.left.is.includes(row.cell(columns.left.column))),
      agent: columns.agent === undefined ? '' : row.cell(columns.agent),
      serviceStartMs: start + lateMs,
      serviceEndMs: end + lateMs,
    };
  }

  /** The share of VIPs among customers of whom the row says as much. */
  #vip(row: Row, intent: number): number {
    const mark = this.#input.columns.vip;
    if (mark === undefined) return UNKNOWN;
    const share = mark.share ?? 1;
    if (mark.unknown !== undefined && matches(row, mark.unknown.where)) return share * (mark.unknown.shares[this.#intents[intent] ?? ''] ?? 0);
    return mark.is.includes(row.cell(mark.column)) ? share : 0;
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
  const times = (['at', 'waitFrom', 'waitTo', 'serviceStart', 'serviceEnd'] as const).flatMap((role) => (columns[role]?.columns ?? []).map((column) => ({ role: role as string, column })));
  times.push(...(columns.asksAt ?? []).flatMap((time) => time.columns.map((column) => ({ role: 'asksAt', column }))));
  const others = [['intent', columns.intent], ['vip', columns.vip?.column], ['left', columns.left?.column], ['agent', columns.agent]] as const;
  const filters = [...where, ...except, columns.vip?.unknown?.where ?? {}].flatMap((condition) => Object.keys(condition).map((column) => ({ role: 'a filter', column })));
  return [...times, ...others.flatMap(([role, column]) => (column === undefined ? [] : [{ role, column }])), ...filters];
}

function isFilteredOut(row: Row, { where, except }: HistoryInput): boolean {
  const holds = (condition: Condition): boolean => matches(row, condition);
  return (where !== undefined && !where.some(holds)) || (except !== undefined && except.some(holds));
}

type Condition = Readonly<Record<string, readonly string[]>>;

function matches(row: Row, condition: Condition): boolean {
  return Object.entries(condition).every(([column, values]) => values.includes(row.cell(column)));
}

function columnar(arrivals: readonly Arrival[], input: HistoryInput, scenario: Scenario): History {
  const calendar = Calendar.of(scenario.zone)!;
  return {
    atMs: Float64Array.from(arrivals, (arrival) => arrival.atMs),
    intent: Uint8Array.from(arrivals, (arrival) => arrival.intent),
    vip: Uint8Array.from(arrivals, (arrival, i) => drawnVip(arrival.vip, i)),
    observedWaitMs: Float64Array.from(arrivals, (arrival) => arrival.waitMs),
    observedLeft: Uint8Array.from(arrivals, (arrival) => arrival.left),
    queuedAfterMs: input.queuedAfter ?? 0,
    comparedHoursMs: [input.hours?.fromMs ?? 0, input.hours?.toMs ?? DAY],
    exclude: (input.exclude ?? []).map(({ from, lasts }) => {
      const fromMs = calendar.instant(from.day, from.wallMs).epochMs - scenario.startsAtEpochMs;
      return { fromMs, toMs: fromMs + lasts };
    }),
  };
}

/** Who a customer of the past was is no matter of seed or replication: they are the same in every run. */
function drawnVip(share: number, index: number): number {
  if (share === UNKNOWN || share === 0 || share === 1) return share;
  return PAST.uniform(index, PURPOSE.vip, 0) < share ? 1 : 0;
}

const PAST = new Streams(0, 0);

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
