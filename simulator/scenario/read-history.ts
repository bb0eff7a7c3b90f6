import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Calendar } from '../calendar.js';
import type { HistoryInput } from './history-schema.js';
import { parseHistory, type HistoryFile, type ParsedHistory } from './parse-history.js';
import type { Problem } from './problem.js';
import { staffedBy, type StaffingPlan } from './resolve-staffing.js';
import type { Scenario } from './scenario.js';

/**
 * Reads the files of a history, plain or gzip. A relative name is looked for in each of the folders,
 * which should begin with the scenario's own.
 */
export function readHistory(input: HistoryInput, scenario: Scenario, folders: readonly string[]): ParsedHistory {
  const problems: Problem[] = [];
  const files: HistoryFile[] = [];
  for (const file of input.files ?? []) {
    const found = folders.map((folder) => resolve(folder, file)).find((path) => existsSync(path));
    if (found === undefined) {
      problems.push(unreadable(file, `there is no file \`${file}\``, `looked in ${folders.join(', ')}`));
      continue;
    }
    try {
      files.push({ file, text: decoded(readFileSync(found)) });
    } catch (error) {
      problems.push(unreadable(file, `\`${basename(found)}\` cannot be read: ${(error as Error).message}`, ''));
    }
  }
  if (problems.length === 0) return parseHistory(files, input, scenario);
  const parsed = parseHistory([], input, scenario);
  return { ...parsed, history: null, problems };
}

/** The scenario with its history in place of the forecast and, with `staffing`, those at work whom it shows at work. */
export function withHistory(scenario: Scenario, { history, served }: ParsedHistory, staffing: StaffingPlan | null = null): Scenario {
  if (history === null) return scenario;
  const arrivals = { ...scenario.arrivals, boundsMs: [0, scenario.lastsMs], perHour: [0], dayOf: [0], dayFactorCv: 0, shocks: [], history };
  if (staffing === null) return { ...scenario, arrivals };
  const firstDay = Calendar.of(scenario.zone)!.wallAt(scenario.startsAtEpochMs).day;
  return { ...scenario, arrivals, agents: staffedBy(scenario, staffing, history, served, firstDay) };
}

function decoded(bytes: Buffer): string {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new TextDecoder('utf-8', { fatal: true }).decode(gzipped ? gunzipSync(bytes) : bytes);
}

function unreadable(file: string, message: string, hint: string): Problem {
  return { severity: 'error', code: 'DS307', message, file, line: 0, column: 0, length: 0, hint };
}
