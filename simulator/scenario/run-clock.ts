import { DAY, type Ms } from '../../runtime/units.js';
import type { Calendar } from '../calendar.js';
import { dayText } from '../calendar-day.js';
import { formatClock, type ClockSpan, type Moment } from './clock-scalars.js';
import type { Findings } from './findings.js';
import type { CalendarDuration } from './scalars.js';
import type { Path } from './yaml-source.js';

/** Turns dates and wall-clock times into milliseconds since the start of the run. */
export class RunClock {
  readonly calendar: Calendar;
  readonly startsAtEpochMs: number;
  readonly firstDay: number;
  readonly lastsMs: Ms;
  /** Starts of the local days, and the end; the first is 0 even when the run starts in the middle of a day. */
  readonly dayStartsMs: readonly Ms[];
  readonly #findings: Findings;
  readonly #told = new Set<string>();

  constructor(calendar: Calendar, starts: Moment, lasts: CalendarDuration, findings: Findings) {
    this.calendar = calendar;
    this.#findings = findings;
    this.firstDay = starts.day;
    this.startsAtEpochMs = starts.wallMs === 0 ? calendar.dayStart(starts.day) : this.#epoch(starts.day, starts.wallMs, ['starts']);
    const last = starts.day + lasts.days;
    const end = (starts.wallMs === 0 ? calendar.dayStart(last) : calendar.instant(last, starts.wallMs).epochMs) + lasts.restMs;
    this.lastsMs = end - this.startsAtEpochMs;
    const dayStarts = [0];
    for (let day = this.firstDay + 1; this.startOf(day) < this.lastsMs; day++) dayStarts.push(this.startOf(day));
    this.dayStartsMs = [...dayStarts, this.lastsMs];
  }

  /** The first instant of a local day. */
  startOf(day: number): Ms {
    return this.calendar.dayStart(day) - this.startsAtEpochMs;
  }

  /** When the clock reaches this time on that day or, if it jumps over it, the first instant after. */
  boundary(day: number, wallMs: Ms): Ms {
    return this.calendar.boundary(day, wallMs) - this.startsAtEpochMs;
  }

  /** Warns, once for each place, where the clock shows a time twice or never. */
  at(day: number, wallMs: Ms, path: Path): Ms {
    return this.#epoch(day, wallMs, path) - this.startsAtEpochMs;
  }

  moment(moment: Moment, path: Path): Ms {
    return moment.wallMs === 0 ? this.startOf(moment.day) : this.at(moment.day, moment.wallMs, path);
  }

  span(span: ClockSpan, day: number, path: Path): { fromMs: Ms; toMs: Ms } {
    return { fromMs: this.at(day, span.fromMs, path), toMs: this.at(day, span.toMs, path) };
  }

  #epoch(day: number, wallMs: Ms, path: Path): number {
    const { epochMs, reading } = this.calendar.instant(day, wallMs);
    if (reading === 'plain' || wallMs % DAY === 0) return epochMs;
    const shown = `${dayText(day + Math.floor(wallMs / DAY))} ${formatClock(wallMs)}`;
    const key = `${path.join('.')} ${shown}`;
    if (this.#told.has(key)) return epochMs;
    this.#told.add(key);
    const taken = this.calendar.wallAt(epochMs);
    this.#findings.warn(path, reading === 'twice'
      ? { code: 'DS204', message: `\`${shown}\` happens twice in ${this.calendar.zone}`, hint: 'the first of the two is taken' }
      : { code: 'DS203', message: `\`${shown}\` does not exist in ${this.calendar.zone}`, hint: `${formatClock(taken.wallMs)} is taken` });
    return epochMs;
  }
}
