import type { HourRow } from '../simulator/kpis/hour-rows.js';
import { DAY, HOUR } from '../runtime/units.js';
import { escapeHtml } from './escape-html.js';
import { formatCount, formatLimit, formatShare } from './format.js';

export interface HoursChartOptions {
  readonly zone: string;
  readonly thresholdMs: number;
  /** Share wanted of every hour, drawn as a line; null draws none. */
  readonly target: number | null;
  /** Name of the hour to mark; null marks none. */
  readonly worst: string | null;
}

/** Arrivals above, the share answered in time below, by hour; bars and lines are means, whiskers and bands p10 to p90. */
export function hoursChart(hours: readonly HourRow[], options: HoursChartOptions): string {
  const limit = formatLimit(options.thresholdMs);
  const x = (hour: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * hour) / hours.length;
  const most = roundUp(Math.max(1, ...hours.map((row) => row.arrivals.p90)));
  const parts = [
    days(hours, x),
    scale([0, most / 2, most], (value) => ARRIVALS.bottom - ((ARRIVALS.bottom - ARRIVALS.top) * value) / most, formatCount),
    label('arrivals per hour', ARRIVALS.top),
    bars(hours, x, most),
    scale([0, 0.5, 1], shareY, (share) => `${share * 100} %`),
    label(`answered within ${limit}`, SHARE.top),
    options.target === null ? '' : line(LEFT, WIDTH - RIGHT, shareY(options.target), 'goal'),
    shares(hours, x),
    marker(hours, options, x),
  ];
  const title = `Arrivals and first responses within ${limit} by hour, local time of ${options.zone}`;
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="hours-title"><title id="hours-title">${escapeHtml(title)}</title>${parts.join('')}</svg>`;
}

const WIDTH = 960;
const HEIGHT = 330;
const LEFT = 52;
const RIGHT = 8;
const ARRIVALS = { top: 20, bottom: 140 } as const;
const SHARE = { top: 172, bottom: 292 } as const;

function shareY(share: number): number {
  return SHARE.bottom - (SHARE.bottom - SHARE.top) * share;
}

function bars(hours: readonly HourRow[], x: (hour: number) => number, most: number): string {
  const y = (value: number): number => ARRIVALS.bottom - ((ARRIVALS.bottom - ARRIVALS.top) * value) / most;
  const wide = (x(1) - x(0)) * 0.8;
  return hours
    .map(({ hour, name, arrivals }) => {
      const middle = x(hour + 0.5);
      const bar = `<rect class="arrivals" x="${px(middle - wide / 2)}" y="${px(y(arrivals.mean))}" width="${px(wide)}" height="${px(ARRIVALS.bottom - y(arrivals.mean))}"><title>${escapeHtml(name)}: ${formatCount(arrivals.mean)} (${formatCount(arrivals.p10)} – ${formatCount(arrivals.p90)})</title></rect>`;
      return `${bar}<path class="whisker" d="M${px(middle)} ${px(y(arrivals.p10))}V${px(y(arrivals.p90))}"/>`;
    })
    .join('');
}

/** Hours without a value leave a gap: nothing is drawn where nothing is known. */
function shares(hours: readonly HourRow[], x: (hour: number) => number): string {
  return runs(hours)
    .map((run) => {
      const point = (row: HourRow, share: number): string => `${px(x(row.hour + 0.5))} ${px(shareY(share))}`;
      const upper = run.map((row) => point(row, row.inTime!.p90));
      const lower = run.map((row) => point(row, row.inTime!.p10)).reverse();
      const mean = run.map((row) => point(row, row.inTime!.mean));
      const dots = run.map((row) => `<circle class="share" cx="${px(x(row.hour + 0.5))}" cy="${px(shareY(row.inTime!.mean))}" r="2"><title>${escapeHtml(row.name)}: ${formatShare(row.inTime!.mean)}</title></circle>`);
      return `<path class="band" d="M${[...upper, ...lower].join('L')}Z"/><path class="share" d="M${mean.join('L')}"/>${dots.join('')}`;
    })
    .join('');
}

function runs(hours: readonly HourRow[]): HourRow[][] {
  const all: HourRow[][] = [];
  let run: HourRow[] = [];
  for (const row of hours) {
    if (row.inTime !== null) run.push(row);
    else if (run.length > 0) all.push(run.splice(0));
  }
  if (run.length > 0) all.push(run);
  return all;
}

function marker(hours: readonly HourRow[], { worst }: HoursChartOptions, x: (hour: number) => number): string {
  const row = hours.find((hour) => hour.name === worst && hour.inTime !== null);
  if (row === undefined) return '';
  const middle = x(row.hour + 0.5);
  const anchor = middle < WIDTH / 2 ? 'start' : 'end';
  const text = `worst: ${row.name}, ${formatShare(row.inTime!.mean)}`;
  return `<circle class="worst" cx="${px(middle)}" cy="${px(shareY(row.inTime!.mean))}" r="5"/><text class="worst" x="${px(middle + (anchor === 'start' ? 9 : -9))}" y="${px(Math.min(SHARE.bottom - 4, shareY(row.inTime!.mean) + 4))}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
}

/** Midnights with their day; in runs of at most two days the even hours too. */
function days(hours: readonly HourRow[], x: (hour: number) => number): string {
  const short = hours.length * HOUR <= 2 * DAY;
  return hours
    .map(({ hour, name }) => {
      const time = name.slice(-5);
      const isDay = time === '00:00' || hour === 0;
      if (isDay) {
        return `<path class="grid" d="M${px(x(hour))} ${ARRIVALS.top}V${SHARE.bottom}"/><text x="${px(x(hour) + 3)}" y="${SHARE.bottom + 32}">${escapeHtml(name.slice(0, -6))}</text>${short ? tick(x(hour), time) : ''}`;
      }
      return short && /^(\d[02468]):00$/.test(time) ? tick(x(hour), time) : '';
    })
    .join('');
}

function tick(at: number, time: string): string {
  return `<text x="${px(at + 3)}" y="${SHARE.bottom + 16}">${time}</text>`;
}

function scale(values: readonly number[], y: (value: number) => number, format: (value: number) => string): string {
  return values.map((value) => `${line(LEFT, WIDTH - RIGHT, y(value), 'grid')}<text x="${LEFT - 6}" y="${px(y(value) + 4)}" text-anchor="end">${format(value)}</text>`).join('');
}

function label(text: string, y: number): string {
  return `<text class="label" x="${LEFT}" y="${y - 8}">${escapeHtml(text)}</text>`;
}

function line(from: number, to: number, y: number, kind: string): string {
  return `<path class="${kind}" d="M${from} ${px(y)}H${to}"/>`;
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  let unit = 1;
  while (unit * 10 <= value) unit *= 10;
  return unit * ([1, 2, 5, 10].find((times) => times * unit >= value) ?? 10);
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}
