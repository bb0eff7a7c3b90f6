import type { Agenda } from './agenda.js';
import type { Lane } from './lanes.js';
import { NEVER, type Ms } from './units.js';

/**
 * One alarm for each subject of a kind. An alarm is a question, never cancelled: moving it or calling it off writes a
 * number, and an entry that rings too early only asks for the next ring. So a window that moves with every message
 * costs the agenda one entry a day.
 */
export class Alarms {
  private readonly agenda: Agenda;
  private readonly kind: number;
  /** For each subject: when the alarm is due, and when the agenda will ring for it. NEVER = not at all. */
  private times = new Float64Array(1024).fill(NEVER);

  constructor(agenda: Agenda, kind: number) {
    this.agenda = agenda;
    this.kind = kind;
  }

  /** The lane for alarms of one constant delay. */
  lane(delayMs: Ms): Lane {
    return this.agenda.lane(this.kind, delayMs);
  }

  /** Sets or moves the subject's alarm. */
  set(lane: Lane, subject: number, due: Ms): void {
    const place = subject << 1;
    if (place >= this.times.length) this.grow(place);
    const times = this.times;
    times[place] = due;
    if (due >= times[place + 1]!) return;
    times[place + 1] = due;
    this.agenda.arm(lane, subject, due);
  }

  clear(subject: number): void {
    const place = subject << 1;
    if (place < this.times.length) this.times[place] = NEVER;
  }

  isSet(subject: number): boolean {
    const place = subject << 1;
    return place < this.times.length && this.times[place] !== NEVER;
  }

  /** Whether the alarm itself is due, now that an entry rang. It is spent then. */
  isDue(now: Ms, subject: number): boolean {
    const times = this.times;
    const place = subject << 1;
    if (times[place + 1] !== now) return false;
    const due = times[place]!;
    if (due > now) {
      times[place + 1] = due;
      if (due !== NEVER) this.agenda.deadline(due, this.kind, subject);
      return false;
    }
    times[place] = NEVER;
    times[place + 1] = NEVER;
    return true;
  }

  private grow(place: number): void {
    const longer = new Float64Array(Math.max(place + 2, this.times.length * 2)).fill(NEVER);
    longer.set(this.times);
    this.times = longer;
  }
}
