import type { KpiUnit } from '../simulator/kpis/definitions.js';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../runtime/units.js';

/** What stands where there is no value. */
export const NOTHING = '–';

/** Any value in its unit; `currency` is what money is counted in. */
export function formatValue(value: number | null, unit: KpiUnit, currency = 'USD'): string {
  if (value === null) return NOTHING;
  switch (unit) {
    case 'ms': return formatDuration(value);
    case 'share': return formatShare(value);
    case 'count': return formatCount(value);
    case 'usd': return formatMoney(value, currency);
    case 'ratio': return value.toFixed(3);
  }
}

/** `4.2s`, `47s`, `1m42s`, `2h05m`, `3d04h`. */
export function formatDuration(ms: Ms): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms === Infinity) return '∞';
  if (ms < 0.5) return '0s';
  if (ms < 999.5) return `${Math.round(ms)}ms`;
  if (ms < 9.95 * SECOND) return `${(ms / SECOND).toFixed(1)}s`;
  if (ms < 59.5 * SECOND) return `${Math.round(ms / SECOND)}s`;
  if (ms < HOUR - SECOND / 2) return twoUnits(ms, MINUTE, 'm', SECOND, 's');
  if (ms < DAY - MINUTE / 2) return twoUnits(ms, HOUR, 'h', MINUTE, 'm');
  return twoUnits(ms, DAY, 'd', HOUR, 'h');
}

/** As an author would write it: `5m`, `1h`, `90s`; else like `formatDuration`. */
export function formatLimit(ms: Ms): string {
  for (const [unitMs, unit] of [[DAY, 'd'], [HOUR, 'h'], [MINUTE, 'm'], [SECOND, 's']] as const) {
    if (ms >= unitMs && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
  }
  return formatDuration(ms);
}

/** `93.1 %`. Rounding never makes it none or all: `0 %` and `100 %` are said only when they are exact. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  if (share > 0 && share < 0.0005) return '≈0 %';
  if (share >= 0.9995 && share < 1) return '≈100 %';
  return `${grouped((share * 100).toFixed(1))} %`;
}

/** `4,812`; one decimal below 100. */
export function formatCount(count: number): string {
  return plain(count, Math.abs(count) < 100 ? 1 : 0);
}

/** `1,249.82 USD` */
export function formatMoney(amount: number, currency: string): string {
  return `${grouped(amount.toFixed(2))} ${currency}`;
}

/** `92.4 – 93.8 %`: the unit once, where both ends share it. A null high end lies beyond what was seen. */
export function formatRange(range: readonly [low: number, high: number | null] | null, unit: KpiUnit, currency = 'USD'): string {
  if (range === null) return NOTHING;
  const low = formatValue(range[0], unit, currency);
  const high = range[1] === null ? '?' : formatValue(range[1], unit, currency);
  const suffix = unit === 'share' ? ' %' : unit === 'usd' ? ` ${currency}` : '';
  const bare = suffix !== '' && low.endsWith(suffix) && high.endsWith(suffix) ? low.slice(0, -suffix.length) : low;
  return `${bare} – ${high}`;
}

/** With its sign; shares in points of a hundred: `−3.9 pts`. */
export function formatDifference(value: number | null, unit: KpiUnit): string {
  if (value === null) return NOTHING;
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  const size = Math.abs(value);
  return unit === 'share' ? `${sign}${(size * 100).toFixed(1)} pts` : `${sign}${formatValue(size, unit)}`;
}

function twoUnits(ms: Ms, bigMs: Ms, big: string, smallMs: Ms, small: string): string {
  const smalls = Math.round(ms / smallMs);
  const each = bigMs / smallMs;
  return `${Math.floor(smalls / each)}${big}${String(smalls % each).padStart(2, '0')}${small}`;
}

function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const trimmed = text.endsWith('.0') ? text.slice(0, -2) : text;
  return grouped(trimmed === '-0' ? '0' : trimmed);
}

/** Commas between thousands, and a true minus. */
function grouped(text: string): string {
  const [whole, decimals] = text.replace('-', '').split('.');
  const commas = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${text.startsWith('-') ? '−' : ''}${commas}${decimals === undefined ? '' : `.${decimals}`}`;
}
