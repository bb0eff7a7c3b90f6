import type { Ms } from '../../runtime/units.js';
import { Calendar } from '../calendar.js';
import { dayText } from '../calendar-day.js';
import { applySet } from './apply-set.js';
import type { HistoryInput } from './history-schema.js';
import type { ParsedHistory } from './parse-history.js';
import { parseScenario, type ParsedScenario } from './parse-scenario.js';
import type { Problem } from './problem.js';
import { readHistory, withHistory } from './read-history.js';
import type { Scenario } from './scenario.js';

export interface ReadScenario {
  /** Null when there are errors. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  /** What was read; null without a history. */
  readonly history: ParsedHistory | null;
}

/**
 * Reads a scenario together with its history, and puts those to work whom the history shows at work.
 *
 * @param files History files in the place of the scenario's own. The run then covers the days of the files, whatever
 * `starts` and `lasts` say.
 * @param folders Where relative names are looked for, in order.
 */
export function readScenario(text: string, shown: string, files: readonly string[], folders: readonly string[]): ReadScenario {
  const parsed = parseScenario(text, shown);
  if (parsed.scenario === null) return { ...parsed, history: null };
  const { scenario, history, problems } = parsed;
  if (files.length > 0) return history === null ? unreadable(shown, problems) : replayed(text, shown, { ...history, files: [...files] }, parsed, folders);
  if (history?.files === undefined) return { scenario, problems, history: null };
  return together(parsed, readHistory(history, scenario, folders));
}

type Readable = Extract<ParsedScenario, { readonly history: unknown }>;

function together(parsed: Readable, read: ParsedHistory): ReadScenario {
  const problems = [...parsed.problems, ...read.problems];
  if (read.history === null) return { scenario: null, problems, history: read };
  return { scenario: withHistory(parsed.scenario, read, parsed.staffing), problems, history: read };
}

/** Reads the files on the clock of the epoch first: only they tell which days the run is about. */
function replayed(text: string, shown: string, history: HistoryInput, { scenario, problems }: Readable, folders: readonly string[]): ReadScenario {
  const read = readHistory(history, { ...scenario, startsAtEpochMs: 0, lastsMs: Infinity }, folders);
  if (read.history === null) return { scenario: null, problems: [...problems, ...read.problems], history: read };
  const calendar = Calendar.of(scenario.zone)!;
  const first = calendar.wallAt(read.span.fromMs).day;
  const days = calendar.wallAt(read.span.toMs).day - first + 1;
  const moved = [`starts=${dayText(first)}`, `lasts=${days}d`].reduce((edited, setting) => applySet(edited, setting).text, text);
  const parsed = parseScenario(moved, shown);
  if (parsed.scenario === null) return { ...parsed, history: read };
  return together(parsed, since(read, parsed.scenario.startsAtEpochMs));
}

/** The same history on the clock of the run. */
function since(read: ParsedHistory, startMs: Ms): ParsedHistory {
  const moved = (column: Float64Array): Float64Array => column.map((ms) => ms - startMs);
  const history = read.history!;
  return {
    ...read,
    history: { ...history, atMs: moved(history.atMs), exclude: history.exclude.map(({ fromMs, toMs }) => ({ fromMs: fromMs - startMs, toMs: toMs - startMs })) },
    served: { ...read.served, serviceStartMs: moved(read.served.serviceStartMs), serviceEndMs: moved(read.served.serviceEndMs) },
    span: { fromMs: read.span.fromMs - startMs, toMs: read.span.toMs - startMs },
  };
}

function unreadable(shown: string, problems: readonly Problem[]): ReadScenario {
  const problem: Problem = {
    severity: 'error', code: 'DS101', message: 'a history is given, and the scenario does not say how to read it', file: shown, line: 1, column: 1, length: 1,
    hint: 'give it `arrivals.history` with `columns`',
  };
  return { scenario: null, problems: [...problems, problem], history: null };
}
