import { IntMap } from './int-map.js';
import { DAY, type Ms } from './units.js';

/**
 * The furthest status of each message sent lately. Statuses come late, twice and in any order; the book only moves
 * forward, so the last word does not depend on the order of telling. Remembers for two to four days.
 */
export class StatusBook {
  private young = new IntMap();
  private old = new IntMap();
  private turnedAt: Ms = 0;

  /** True when this status is further than what was known. */
  advance(now: Ms, message: number, status: number): boolean {
    if (now - this.turnedAt >= HORIZON_MS) this.turn(now);
    if (this.old.size > 0 && status <= this.old.get(message)) return false;
    return this.young.raise(message, status);
  }

  private turn(now: Ms): void {
    this.old = this.young;
    this.young = new IntMap();
    this.turnedAt = now;
  }
}

const HORIZON_MS = 2 * DAY;
