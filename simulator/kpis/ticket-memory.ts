import { NONE, type Ms } from '../../runtime/units.js';

/** What a collector must remember of a ticket that no later fact repeats. */
export const TICKET = {
  /** Opened during the run; tickets of the drain belong to no cohort. */
  cohort: 1 << 0,
  open: 1 << 1,
  /** The last word is the customer's. */
  onUs: 1 << 2,
  holdsSlot: 1 << 3,
  isResolved: 1 << 4,
  /** Resolved by an agent, not by time. */
  byAgent: 1 << 5,
  // What happened at least once:
  answered: 1 << 6,
  handled: 1 << 7,
  transferred: 1 << 8,
  escalated: 1 << 9,
  resolved: 1 << 10,
  /** First resolved so early that its reopening window ends before the run. */
  reopenable: 1 << 11,
  reopened: 1 << 12,
  expired: 1 << 13,
  withdrawn: 1 << 14,
  firstMet: 1 << 15,
  firstBreached: 1 << 16,
  resolutionMet: 1 << 17,
  resolutionBreached: 1 << 18,
} as const;

/** Columns by ticket number, which counts from 0 and is never used again; they double when it outgrows them. */
export class TicketMemory {
  flags = new Int32Array(FIRST_ROOM);
  agent = new Int32Array(FIRST_ROOM).fill(NONE);
  bornMs = new Float64Array(FIRST_ROOM);
  /** Since when the customer waits for a word of ours. */
  turnMs = new Float64Array(FIRST_ROOM);
  count = 0;

  open(ticket: number, at: Ms, flags: number): void {
    if (ticket >= this.flags.length) this.grow(ticket);
    this.flags[ticket] = flags;
    this.agent[ticket] = NONE;
    this.bornMs[ticket] = at;
    this.turnMs[ticket] = at;
    if (ticket >= this.count) this.count = ticket + 1;
  }

  private grow(ticket: number): void {
    const room = Math.max(2 * this.flags.length, ticket + 1);
    this.flags = copied(new Int32Array(room), this.flags);
    this.agent = copied(new Int32Array(room).fill(NONE), this.agent);
    this.bornMs = copied(new Float64Array(room), this.bornMs);
    this.turnMs = copied(new Float64Array(room), this.turnMs);
  }
}

const FIRST_ROOM = 1024;

function copied<T extends Int32Array | Float64Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
