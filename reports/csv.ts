import type { Spread } from '../simulator/kpis/estimate.js';
import type { RunResult } from '../simulator/kpis/run-result.js';

/**
 * intervals.csv: one row for each hour of the run, means over the replications and how the replications differ.
 * Durations in milliseconds, shares from 0 to 1, times local with their offset; an empty cell has no value. RFC 4180.
 */
export function renderIntervalsCsv({ hours, scenario }: RunResult): string {
  const head = ['hour', 'startsAt', 'zone', 'name', 'samples', ...MEASURES.flatMap((name) => [name, `${name}P10`, `${name}P90`])];
  const rows = hours.map((row) => [row.hour, row.startsAt, scenario.zone, row.name, row.samples, ...MEASURES.flatMap((name) => cells(row[name]))]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

const MEASURES = ['arrivals', 'answered', 'inTime', 'abandoned', 'firstResponseMs', 'signedIn', 'occupancy', 'backlog'] as const;

function cells(spread: Spread | null): (number | null)[] {
  return spread === null ? [null, null, null] : [spread.mean, spread.p10, spread.p90];
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(12))) : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
