import { HOUR, type Ms } from '../../runtime/units.js';

/** What time and which hour of the run it is. Told the time in order, so that it divides only when an hour ends. */
export class HourClock {
  readonly hours: number;
  readonly lastsMs: Ms;
  now: Ms = 0;
  /** `hours` once the run is over. */
  hour = 0;
  /** Infinity, like `endMs`, once the run is over: no span lies in that hour. */
  startMs: Ms = 0;
  endMs: Ms;

  constructor(hours: number, lastsMs: Ms) {
    this.hours = hours;
    this.lastsMs = lastsMs;
    this.endMs = Math.min(HOUR, lastsMs);
  }

  tick(at: Ms): void {
    this.now = at;
    if (at >= this.endMs) this.advance(at);
  }

  hourOf(at: Ms): number {
    return at >= this.lastsMs ? this.hours : at < HOUR ? 0 : (at / HOUR) | 0;
  }

  lengthMs(hour: number): Ms {
    return Math.min(HOUR, this.lastsMs - hour * HOUR);
  }

  private advance(at: Ms): void {
    this.hour = this.hourOf(at);
    const over = this.hour === this.hours;
    this.startMs = over ? Infinity : this.hour * HOUR;
    this.endMs = over ? Infinity : Math.min(this.startMs + HOUR, this.lastsMs);
  }
}
