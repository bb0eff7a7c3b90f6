import type { Compared, ComparedSpan, HistoryComparison, Waits } from '../simulator/kpis/compare-history.js';
import { paragraph, row, type Column } from './columns.js';
import { formatCount, formatDifference, formatDuration, formatLimit, formatShare, NOTHING } from './format.js';

/** What was observed beside what is simulated, hour by hour and in total, as lines no longer than `width`. */
export function renderHistory({ queuedAfterMs, replications, all, without }: HistoryComparison, width: number): string[] {
  const runs = `${replications} ${replications === 1 ? 'replication' : 'replications'}`;
  const lines = paragraph(`HISTORY observed → simulated, mean of ${runs}; queued: waited more than ${formatLimit(queuedAfterMs)}; waits of the queued who were served`, width);
  const rows = [...all.hours.map((hour) => cellsOf(clockHour(hour.hour), hour)), cellsOf('total', all.total), ...(without === null ? [] : [cellsOf('without*', without.total)])];
  lines.push(...(width >= WIDE ? table(rows) : rows.flatMap((cells) => stacked(cells, width))));
  if (without !== null) lines.push(...paragraph('* without what the scenario excludes from comparison', width, '  '));
  return [...lines, ...gaps('', all, width), ...(without === null ? [] : gaps('without*: ', without, width))];
}

const WIDE = 72;
const HEADS = ['', 'queued', 'gave up', 'median', 'p90'] as const;
const COLUMNS: readonly Column[] = [{ width: 9, align: 'left' }, { width: 16, align: 'right' }, { width: 17, align: 'right' }, { width: 15, align: 'right' }, { width: 15, align: 'right' }];

function table(rows: readonly (readonly string[])[]): string[] {
  return [HEADS, ...rows].flatMap((cells) => row(cells, COLUMNS));
}

function stacked([name, ...values]: readonly string[], width: number): string[] {
  return paragraph(`${name}: ${values.map((value, i) => `${HEADS[i + 1]!} ${value}`).join(' · ')}`, width, '', '  ');
}

function cellsOf(name: string, { observed, simulated }: Compared): string[] {
  const pair = (format: (waits: Waits) => string): string => `${format(observed)} → ${format(simulated)}`;
  return [name, pair(({ queued }) => formatCount(Math.round(queued))), pair(({ left }) => (left === null ? NOTHING : formatShare(left))), pair(({ medianMs }) => wait(medianMs)), pair(({ p90Ms }) => wait(p90Ms))];
}

/** How far off, in words that a threshold can be held against. */
function gaps(head: string, { total, hours, hourlyGap }: ComparedSpan, width: number): string[] {
  const { observed, simulated } = total;
  const parts = [
    simulated.left === null || observed.left === null ? '' : `gave up ${formatDifference(simulated.left - observed.left, 'share')}`,
    hourlyGap === null ? '' : `${(hourlyGap * 100).toFixed(1)} pts off on average over ${hours.length} ${hours.length === 1 ? 'hour' : 'hours'} of the clock`,
    relative('median', observed.medianMs, simulated.medianMs),
    relative('p90', observed.p90Ms, simulated.p90Ms),
  ];
  return paragraph(`${head}${parts.filter((part) => part !== '').join(' · ')}`, width, '  ', '    ');
}

function relative(name: string, observed: number | null, simulated: number | null): string {
  if (observed === null || simulated === null || observed === 0) return '';
  const percent = Math.round((simulated / observed - 1) * 100);
  return `${name} ${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}

function wait(ms: number | null): string {
  return ms === null ? NOTHING : formatDuration(ms);
}

function clockHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}–${String(hour + 1).padStart(2, '0')} h`;
}
