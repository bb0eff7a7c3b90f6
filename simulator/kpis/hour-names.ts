import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { dayText, weekdayOf } from '../calendar-day.js';
import { Calendar } from '../calendar.js';
import type { Scenario } from '../scenario/scenario.js';

/** The hours of a run as its people would name them. */
export interface HourName {
  /** `Fri 18:00`; in runs of more than a week `Fri 11-27 18:00`. */
  readonly name: string;
  /** `2026-11-27T18:00+01:00` */
  readonly startsAt: string;
}

export function hourNames(scenario: Scenario, hours: number): HourName[] {
  const calendar = Calendar.of(scenario.zone);
  const withDate = scenario.lastsMs > 7 * DAY;
  return Array.from({ length: hours }, (_, hour) => {
    const epochMs = scenario.startsAtEpochMs + hour * HOUR;
    const offsetMs = calendar === null ? 0 : calendar.offsetAt(epochMs);
    const day = Math.floor((epochMs + offsetMs) / DAY);
    const time = clock(epochMs + offsetMs - day * DAY);
    const date = dayText(day);
    const name = [NAMES[weekdayOf(day)]!, ...(withDate ? [date.slice(5)] : []), time].join(' ');
    const sign = offsetMs < 0 ? '-' : '+';
    return { name, startsAt: `${date}T${time}${sign}${clock(Math.abs(offsetMs))}` };
  });
}

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function clock(ms: number): string {
  return `${twoDigits(Math.floor(ms / HOUR))}:${twoDigits(Math.floor(ms / MINUTE) % 60)}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
