import type { HourRow } from '../simulator/kpis/hour-rows.js';
import type { Spread } from '../simulator/kpis/estimate.js';
import type { Ms } from '../runtime/units.js';
import { escapeHtml } from './escape-html.js';
import { formatLimit, formatValue, NOTHING } from './format.js';
import { htmlTable } from './html-table.js';

/** The hours that had anything to do, in numbers: what the chart shows, for those who cannot see it. */
export function hoursTable(hours: readonly HourRow[], zone: string, thresholdMs: Ms): string {
  const mean = (spread: Spread | null, unit: 'count' | 'share' | 'ms'): string => (spread === null ? NOTHING : formatValue(spread.mean, unit));
  const rows = hours
    .filter((row) => row.arrivals.mean > 0 || row.backlog.mean > 0 || row.signedIn.mean > 0)
    .map((row) => [
      escapeHtml(row.name), mean(row.arrivals, 'count'), mean(row.answered, 'count'), mean(row.inTime, 'share'), mean(row.abandoned, 'count'),
      mean(row.firstResponseMs, 'ms'), mean(row.signedIn, 'count'), mean(row.occupancy, 'share'), mean(row.backlog, 'count'),
    ]);
  const head = ['hour', 'arrivals', 'answered', `within ${formatLimit(thresholdMs)}`, 'gave up', 'first response', 'signed in', 'occupancy', 'backlog'];
  return htmlTable(`Means over the replications, local time of ${escapeHtml(zone)}`, head, rows, 'lrrrrrrrr');
}
