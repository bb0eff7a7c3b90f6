import type { Bounds } from '../kpis/estimate.js';
import type { KpiUnit } from '../kpis/definitions.js';

/** A value as people read it; `–` when there is none. Written by hand: `Intl` differs between engines. */
export function formatValue(value: number | null, unit: KpiUnit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'share':
      return `${fixed(value * 100, 1)} %`;
    case 'usd':
      return fixed(value, 2);
    case 'ratio':
      return fixed(value, 3);
    case 'count':
      return fixed(value, Number.isInteger(value) || Math.abs(value) >= 1_000 ? 0 : 1);
  }
}

/** `92.4 – 93.8 %`: the unit stands once. */
export function formatInterval(bounds: Bounds | null, unit: KpiUnit): string {
  if (bounds === null) return '–';
  const [low, high] = bounds.map((bound) => formatValue(bound, unit)) as [string, string];
  return unit === 'share' ? `${low.replace(' %', '')} – ${high}` : `${low} – ${high}`;
}

/** Two units at most: `350ms`, `4.2s`, `1m42s`, `3h05m`, `2d4h`. */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const size = Math.abs(ms);
  if (size < 1_000) return `${sign}${Math.round(size)}ms`;
  if (size < 59_950) return `${sign}${fixed(size / 1_000, 1)}s`;
  const seconds = Math.round(size / 1_000);
  if (seconds < 3_600) return `${sign}${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  const minutes = Math.round(size / 60_000);
  if (minutes < 1_440) return `${sign}${Math.floor(minutes / 60)}h${two(minutes % 60)}m`;
  const hours = Math.round(size / 3_600_000);
  return `${sign}${Math.floor(hours / 24)}d${hours % 24}h`;
}

function fixed(value: number, digits: number): string {
  const [whole, fraction] = value.toFixed(digits).split('.') as [string, string | undefined];
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
