import { HOUR, type Ms } from '../../runtime/units.js';
import type { AgentPlan } from '../scenario/scenario.js';
import type { HourClock } from './hour-clock.js';
import { AVERAGED, type TimeAverages } from './time-averages.js';

/**
 * What agents' time was spent on. Available = signed in and not on a break; ghost time = work outside available time
 * (a reply finished after the shift). Pieces of work that overlap, as of agents who work on all chats at once, count once.
 */
export class AgentHours {
  private readonly values: Float64Array;
  private readonly workRow: number;
  private readonly ghostRow: number;
  private readonly clock: HourClock;
  private readonly averages: TimeAverages;
  private readonly parallel: Uint8Array;
  private readonly signedIn: Uint8Array;
  private readonly slots: Int32Array;
  private readonly open: Int32Array;
  /** Infinity while away. */
  private readonly presentSince: Float64Array;
  /** The last time of going away. */
  private readonly presentUntil: Float64Array;
  private readonly workedTo: Float64Array;
  private readonly gaps: Float64Array;
  /** In a ring for each agent: place of the newest gap, and how many there are. */
  private readonly newestGap: Int32Array;
  private readonly gapCount: Int32Array;
  /** Inside the run, by agent. */
  readonly workMs: Float64Array;
  readonly availableMs: Float64Array;

  constructor(values: Float64Array, workRow: number, ghostRow: number, clock: HourClock, averages: TimeAverages, agents: readonly AgentPlan[]) {
    const n = agents.length;
    this.values = values;
    this.workRow = workRow;
    this.ghostRow = ghostRow;
    this.clock = clock;
    this.averages = averages;
    this.parallel = Uint8Array.from(agents, (agent) => (agent.work === 'parallel' ? 1 : 0));
    this.signedIn = new Uint8Array(n);
    this.slots = new Int32Array(n);
    this.open = new Int32Array(n);
    this.presentSince = new Float64Array(n).fill(Infinity);
    this.presentUntil = new Float64Array(n);
    this.workedTo = new Float64Array(n);
    this.gaps = new Float64Array(n * GAPS * 2);
    this.newestGap = new Int32Array(n);
    this.gapCount = new Int32Array(n);
    this.workMs = new Float64Array(n);
    this.availableMs = new Float64Array(n);
  }

  signIn(agent: number, slots: number): void {
    if (this.signedIn[agent] !== 0) return;
    this.signedIn[agent] = 1;
    this.slots[agent] = slots;
    this.averages.change(AVERAGED.signedIn, 1);
    this.resume(agent);
  }

  signOut(agent: number): void {
    if (this.signedIn[agent] !== 1) return;
    this.pause(agent);
    this.signedIn[agent] = 0;
    this.averages.change(AVERAGED.signedIn, -1);
  }

  pause(agent: number): void {
    const since = this.presentSince[agent]!;
    if (since === Infinity) return;
    this.presentSince[agent] = Infinity;
    this.presentUntil[agent] = this.clock.now;
    this.availableMs[agent]! += this.clipped(this.clock.now) - this.clipped(since);
    this.present(agent, -1);
  }

  resume(agent: number): void {
    if (this.presentSince[agent] !== Infinity) return;
    this.presentSince[agent] = this.clock.now;
    this.present(agent, 1);
  }

  chatOpened(agent: number): void {
    const open = ++this.open[agent]!;
    if (this.presentSince[agent] === Infinity) return;
    this.averages.change(AVERAGED.openChats, 1);
    if (open === 1) this.averages.change(AVERAGED.withChat, 1);
  }

  chatEnded(agent: number): void {
    const open = --this.open[agent]!;
    if (this.presentSince[agent] === Infinity) return;
    this.averages.change(AVERAGED.openChats, -1);
    if (open === 0) this.averages.change(AVERAGED.withChat, -1);
  }

  /** A piece of work ends now; it took `spans[place]` ms. */
  worked(agent: number, spans: Float64Array, place: number): void {
    const at = this.clock.now;
    const from = at - spans[place]!;
    const to = this.workedTo[agent]!;
    this.workedTo[agent] = at;
    const uncounted = from > to ? from : to;
    if (uncounted >= this.clock.startMs && uncounted >= this.presentSince[agent]!) {
      // Nearly always: begun in this hour, by an agent who has been there since.
      this.workMs[agent]! += at - uncounted;
      this.values[this.workRow + this.clock.hour]! += at - uncounted;
    } else {
      this.busy(agent, uncounted, at);
    }
    if (from < to) this.fillGaps(agent, from);
    else if (from > to && this.parallel[agent] === 1) this.leaveGap(agent, to, from);
  }

  /** Closes the books of whoever is still signed in. */
  finish(endMs: Ms): void {
    this.presentSince.forEach((since, agent) => {
      if (since !== Infinity) this.availableMs[agent]! += this.clipped(endMs) - this.clipped(since);
    });
  }

  private present(agent: number, by: 1 | -1): void {
    const open = this.open[agent]!;
    this.averages.change(AVERAGED.available, by);
    this.averages.change(AVERAGED.openSlots, by * this.slots[agent]!);
    if (open === 0) return;
    this.averages.change(AVERAGED.openChats, by * open);
    this.averages.change(AVERAGED.withChat, by);
  }

  private busy(agent: number, from: Ms, to: Ms): void {
    const end = this.clipped(to);
    if (from >= end) return;
    this.workMs[agent]! += end - from;
    this.spread(this.workRow, from, end);
    const ghostFrom = Math.max(from, this.presentUntil[agent]!);
    const ghostTo = Math.min(end, this.presentSince[agent]!);
    if (ghostTo > ghostFrom) this.spread(this.ghostRow, ghostFrom, ghostTo);
  }

  /** Adds a span of time to the hours it touches, newest first: nearly always only the present one. */
  private spread(row: number, from: Ms, to: Ms): void {
    const clock = this.clock;
    if (from >= clock.startMs) {
      this.values[row + clock.hour]! += to - from;
      return;
    }
    for (let hour = clock.hourOf(from); hour < clock.hours; hour++) {
      const start = hour * HOUR;
      const end = start + clock.lengthMs(hour);
      this.values[row + hour]! += Math.min(to, end) - Math.max(from, start);
      if (to <= end) return;
    }
  }

  // Work told later may have begun before a gap between two earlier pieces: it fills the gap. Only the newest gaps
  // are kept; work that bridges more than that many pieces is counted a little short.
  private leaveGap(agent: number, from: Ms, to: Ms): void {
    const newest = (this.newestGap[agent]! + 1) & (GAPS - 1);
    const place = 2 * (agent * GAPS + newest);
    this.newestGap[agent] = newest;
    this.gaps[place] = from;
    this.gaps[place + 1] = to;
    if (this.gapCount[agent]! < GAPS) this.gapCount[agent]!++;
  }

  private fillGaps(agent: number, from: Ms): void {
    let newest = this.newestGap[agent]!;
    let count = this.gapCount[agent]!;
    for (; count > 0; count--) {
      const place = 2 * (agent * GAPS + newest);
      if (this.gaps[place + 1]! <= from) break;
      const start = Math.max(this.gaps[place]!, from);
      this.busy(agent, start, this.gaps[place + 1]!);
      if (start > this.gaps[place]!) {
        this.gaps[place + 1] = start;
        break;
      }
      newest = (newest - 1) & (GAPS - 1);
    }
    this.newestGap[agent] = newest;
    this.gapCount[agent] = count;
  }

  private clipped(at: Ms): Ms {
    return Math.min(at, this.clock.lastsMs);
  }
}

const GAPS = 16;
