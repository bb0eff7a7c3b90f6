import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { parseDay, WEEKDAYS } from '../calendar-day.js';
import { Wrong } from './problem.js';
import { show, textScalar } from './scalar.js';
import { suggest } from './suggest.js';

/** The leaves about dates and clocks. They stay on the wall until the scenario's zone is known. */
export const date = textScalar<number>('a date such as 2026-11-27', 'DS112', (value) => parseDay(value.trim()) ?? notADate(value), {
  pattern: datePattern(''),
  description: 'A local date: 2026-11-27.',
});

/** `2026-11-24T18:00`, or a date for its first instant. */
export const moment = textScalar<Moment>('a date, or a date with a time', 'DS112', readMoment, {
  pattern: datePattern('([T ]\\d{1,2}:\\d{2}(:\\d{2})?)?'),
  description: 'A local date with a time: 2026-11-24T18:00.',
});

/** `08:00-16:00`; `22:00-06:00` ends on the next day; `always` where a shift has no end. */
export const clockSpan = textScalar<ClockSpan>('a span of the clock such as 08:00-16:00', 'DS113', readClockSpan, {
  pattern: '^(always|\\d{1,2}:\\d{2}\\s*-\\s*\\d{1,2}:\\d{2})$',
  description: 'A span of the local clock: 08:00-16:00, overnight 22:00-06:00, or always.',
});

/** `mon-fri`, `sat`, or a date; a list of them for several. */
export const dayPick = textScalar<DayPick>('a weekday, a span of weekdays or a date', 'DS115', readDayPick, {
  description: 'mon, mon-fri, or a date.',
});
export const dayPicks = z.union([dayPick.transform((pick) => [pick]), z.array(dayPick)]);

export interface Moment {
  readonly day: number;
  readonly wallMs: Ms;
  readonly text: string;
}

export interface ClockSpan {
  readonly fromMs: Ms;
  /** Beyond 24 h when the span passes midnight; Infinity for `always`. */
  readonly toMs: Ms;
  readonly text: string;
}

export interface DayPick {
  readonly weekdays: readonly number[];
  readonly day: number | null;
}

/** `18:30`; a time beyond midnight shows as the clock will. */
export function formatClock(wallMs: Ms): string {
  const minutes = Math.floor((((wallMs % DAY) + DAY) % DAY) / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export function picks(days: readonly DayPick[], day: number, weekday: number): boolean {
  return days.some((pick) => (pick.day === null ? pick.weekdays.includes(weekday) : pick.day === day));
}

function readMoment(text: string): Moment | Wrong {
  const parts = /^(\d{4}-\d{1,2}-\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  const day = parts === null ? null : parseDay(parts[1]!);
  if (parts === null || day === null) return notADate(text);
  const wallMs = Number(parts[2] ?? 0) * HOUR + Number(parts[3] ?? 0) * MINUTE + Number(parts[4] ?? 0) * SECOND;
  if (Number(parts[3] ?? 0) > 59 || Number(parts[4] ?? 0) > 59 || wallMs > DAY) return new Wrong('DS112', `\`${text}\` is not a time of day`, 'hours go from 00:00 to 24:00');
  return { day, wallMs, text };
}

function readClockSpan(text: string): ClockSpan | Wrong {
  if (text === 'always') return { fromMs: 0, toMs: Infinity, text };
  const parts = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (parts === null) return new Wrong('DS113', `\`${text}\` is not a span of the clock`, 'write `08:00-16:00`; `22:00-06:00` ends on the next day');
  const fromMs = Number(parts[1]) * HOUR + Number(parts[2]) * MINUTE;
  const toMs = Number(parts[3]) * HOUR + Number(parts[4]) * MINUTE;
  if (Number(parts[2]) > 59 || Number(parts[4]) > 59 || fromMs >= DAY || toMs > DAY) return new Wrong('DS113', `\`${text}\` has a time that no clock shows`, 'hours go from 00:00 to 24:00');
  if (fromMs === toMs) return new Wrong('DS113', `\`${text}\` is empty`, 'for the whole day write `00:00-24:00`');
  return { fromMs, toMs: toMs > fromMs ? toMs : toMs + DAY, text };
}

function readDayPick(text: string): DayPick | Wrong {
  const day = parseDay(text);
  if (day !== null) return { weekdays: [], day };
  const [from, to = from] = text.toLowerCase().split('-').map((part) => part.trim());
  const first = WEEKDAYS.findIndex((name) => name === from);
  const last = WEEKDAYS.findIndex((name) => name === to);
  if (first < 0 || last < 0) {
    const near = suggest(first < 0 ? from! : to!, WEEKDAYS);
    return new Wrong('DS115', `${show(text)} is not a weekday, a span of weekdays or a date`, near ? `did you mean \`${near}\`?` : 'write `mon-fri` or `[sat, sun]`', { allowed: WEEKDAYS });
  }
  const length = ((last - first + 7) % 7) + 1;
  return { weekdays: Array.from({ length }, (_, i) => (first + i) % 7), day: null };
}

function notADate(text: string): Wrong {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text.trim());
  const last = parts === null ? undefined : ['31', '30', '29', '28'].map((day) => `${parts[1]}-${parts[2]}-${day}`).find((day) => parseDay(day) !== null);
  if (last !== undefined) return new Wrong('DS112', `\`${text}\` is not on the calendar`, `the month ends with \`${last}\``);
  return new Wrong('DS112', `\`${text}\` is not a date`, 'write `2026-11-27`, with a time `2026-11-27T18:00`');
}

function datePattern(time: string): string {
  return `^\\d{4}-\\d{1,2}-\\d{1,2}${time}$`;
}
