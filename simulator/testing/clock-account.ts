import { Calendar } from '../../runtime/calendar.js';
import type { DeskConfig, SlaTargets } from '../../runtime/desk-config.js';
import { priorityOf, vipOf } from '../../runtime/ticket-class.js';
import { NEVER, type Ms } from '../../runtime/units.js';

/** A microsecond: sums of pauses round. */
export const ROUNDING: Ms = 1e-3;

/** How a clock of a ticket ended, if it did. */
export type ClockEnd = 'running' | 'met' | 'missed' | 'cancelled';

/** What the timestamps of the journal say about one SLA clock: kept apart from what the desk says about it. */
export class ClockAccount {
  readonly targetMs: Ms;
  readonly pauses: boolean;
  end: ClockEnd = 'running';
  warnings = 0;
  breaches = 0;
  private readonly calendar: Calendar;
  private readonly openedAt: Ms;
  private stoodStill: Ms = 0;
  private stillSince: Ms = NEVER;

  constructor(calendar: Calendar, targetMs: Ms, openedAt: Ms, pauses: boolean) {
    this.calendar = calendar;
    this.targetMs = targetMs;
    this.openedAt = openedAt;
    this.pauses = pauses;
  }

  usedMs(now: Ms): Ms {
    const still = this.stillSince === NEVER ? 0 : this.calendar.between(this.stillSince, now);
    return this.calendar.between(this.openedAt, now) - this.stoodStill - still;
  }

  standStill(now: Ms): void {
    if (this.pauses && this.stillSince === NEVER) this.stillSince = now;
  }

  goOn(now: Ms): void {
    if (this.stillSince === NEVER) return;
    this.stoodStill += this.calendar.between(this.stillSince, now);
    this.stillSince = NEVER;
  }

  /** What the clock must have said by now, all that was due before having happened; NEVER targets never miss. */
  mustBeMissed(now: Ms): boolean {
    return this.end === 'running' && this.usedMs(now) > this.targetMs + ROUNDING;
  }
}

export function targetsOf(config: DeskConfig, cls: number): SlaTargets {
  const targets = config.sla[priorityOf(cls) as 0 | 1 | 2 | 3];
  if (vipOf(cls) === 0) return targets;
  return {
    firstResponseMs: targets.firstResponseMs * config.vipFactor,
    resolutionMs: targets.resolutionMs * config.vipFactor,
    escalateMs: targets.escalateMs * config.vipFactor,
  };
}
