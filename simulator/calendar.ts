import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../runtime/units.js';
import { civilDay } from './calendar-day.js';

/**
 * The wall clock of one time zone, asked before the loop and never inside it.
 * A local day is a number (see `calendar-day.ts`), a wall time the milliseconds that its clock shows.
 */
export class Calendar {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsetsByDay = new Map<number, readonly [Ms, Ms]>();

  /** Null when the engine knows no such zone; offsets such as `+02:00` are no zones, they know no summer. */
  static of(zone: string): Calendar | null {
    if (!/^[A-Za-z]/.test(zone)) return null;
    try {
      return new Calendar(zone);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  private constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  }

  /** The epoch instant at which the clock shows this; `wallMs` may lie beyond the day (an overnight shift). */
  instant(day: number, wallMs: Ms): Instant {
    const local = day * DAY + wallMs;
    const [before, after] = this.#offsetsAround(Math.floor(local / DAY));
    const early = local - Math.max(before, after);
    const late = local - Math.min(before, after);
    if (early === late) return { epochMs: early, laterMs: early, reading: 'plain' };
    const earlyShowsIt = this.offsetAt(early) === local - early;
    const lateShowsIt = this.offsetAt(late) === local - late;
    if (earlyShowsIt) return { epochMs: early, laterMs: lateShowsIt ? late : early, reading: lateShowsIt ? 'twice' : 'plain' };
    return { epochMs: late, laterMs: late, reading: lateShowsIt ? 'plain' : 'skipped' };
  }

  /** The first instant at which the clock shows this time or, where it jumps over it, a later one. */
  boundary(day: number, wallMs: Ms): Ms {
    const { epochMs, reading } = this.instant(day, wallMs);
    if (reading !== 'skipped') return epochMs;
    const shown = this.offsetAt(epochMs);
    let low = epochMs - 4 * HOUR;
    let high = epochMs;
    while (high - low > 1) {
      const middle = low + Math.floor((high - low) / 2);
      if (this.offsetAt(middle) === shown) high = middle;
      else low = middle;
    }
    return high;
  }

  dayStart(day: number): Ms {
    return this.boundary(day, 0);
  }

  wallAt(epochMs: Ms): Wall {
    const local = epochMs + this.offsetAt(epochMs);
    const day = Math.floor(local / DAY);
    return { day, wallMs: local - day * DAY };
  }

  /** What the local clock shows minus UTC. */
  offsetAt(epochMs: Ms): Ms {
    const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
    const wholeSecond = Math.floor(epochMs / SECOND) * SECOND;
    for (const { type, value } of this.#format.formatToParts(wholeSecond)) {
      if (type in parts) parts[type as keyof typeof parts] = Number(value);
    }
    const local = civilDay(parts.year, parts.month, parts.day) * DAY + parts.hour * HOUR + parts.minute * MINUTE + parts.second * SECOND;
    return local - wholeSecond;
  }

  /** Offsets safely before and after the day: where they agree, its clock does not change. */
  #offsetsAround(day: number): readonly [Ms, Ms] {
    let offsets = this.#offsetsByDay.get(day);
    if (offsets === undefined) {
      offsets = [this.offsetAt(day * DAY - DAY), this.offsetAt(day * DAY + 2 * DAY)];
      this.#offsetsByDay.set(day, offsets);
    }
    return offsets;
  }
}

export interface Wall {
  readonly day: number;
  readonly wallMs: Ms;
}

/** `twice`: the clock shows it twice, the first time was taken. `skipped`: it never does, the time before the jump was carried on. */
export interface Instant {
  readonly epochMs: Ms;
  /** The second time, where the clock shows it twice; otherwise the same. */
  readonly laterMs: Ms;
  readonly reading: 'plain' | 'twice' | 'skipped';
}
