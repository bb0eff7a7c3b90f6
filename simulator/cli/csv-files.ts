import type { HourRow } from '../kpis/hour-rows.js';
import type { Spread } from '../kpis/estimate.js';

/** One row for each hour of the run: means over the replications, and how the replications differ. */
export function intervalsCsv(hours: readonly HourRow[], zone: string): string {
  const measures = ['arrivals', 'answered', 'inTime', 'abandoned', 'firstResponseMs', 'signedIn', 'occupancy', 'backlog'] as const;
  const head = ['hour', 'startsAt', 'zone', 'name', 'samples', ...measures.flatMap((name) => [name, `${name}P10`, `${name}P90`])];
  const rows = hours.map((row) => [row.hour, row.startsAt, zone, row.name, row.samples, ...measures.flatMap((name) => spreadCells(row[name]))]);
  return csv([head, ...rows]);
}

/** RFC 4180, with plain newlines; an empty cell means: no value. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function spreadCells(spread: Spread | null): (number | null)[] {
  return spread === null ? [null, null, null] : [spread.mean, spread.p10, spread.p90];
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
