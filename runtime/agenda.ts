import { NEVER, NONE, type Ms } from './units.js';
import { Lanes, type Lane } from './lanes.js';

/** Deadlines come after everything else at their instant: whatever happens at the instant of a deadline is in time. */
const DEADLINE_PHASE = 2 ** 50;
const KIND_BITS = 6;
const KIND_MASK = (1 << KIND_BITS) - 1;
/** Children of a place in the heap. */
const FAN = 4;
/** Before the heap lies the entry that looks for its place. */
const HAND = 0;
/** Children of place p lie at 4p - 8 to 4p - 5: together in one line of the processor's cache. */
const ROOT = 3;

/**
 * What will happen, in the order (time, phase, sequence). Entries that nobody moves stand in a stable 4-ary heap of
 * flat arrays; deadlines of a constant delay queue in lanes. One sequence counter serves both.
 */
export class Agenda {
  /** The instant of the entry last taken. */
  now: Ms = 0;
  /** Kind and subject of the entry last taken. */
  kind = 0;
  subject = 0;
  /** Behind the last entry lies NEVER, so that a parent always has four children to compare. */
  private due = new Float64Array(1024).fill(NEVER);
  private order = new Float64Array(1024);
  private load = new Int32Array(1024);
  /** Behind the last place. */
  private end = ROOT;
  /** The root was taken and its place is still free: most entries put another one on the agenda, which then saves a way up and a way down. */
  private rootIsFree = false;
  private sequence = 0;
  private readonly lanes = new Lanes();

  /** Puts an entry on the agenda: `kind` below 64, `subject` below 2^25. What is never due needs no entry. */
  at(due: Ms, kind: number, subject: number): void {
    this.push(due, this.sequence++, (subject << KIND_BITS) | kind);
  }

  /** The same in the deadline phase, for deadlines that left their arming order. */
  deadline(due: Ms, kind: number, subject: number): void {
    this.push(due, DEADLINE_PHASE + this.sequence++, (subject << KIND_BITS) | kind);
  }

  /** The queue for deadlines of one kind and one constant delay, which are armed in the order they are due. */
  lane(kind: number, delayMs: Ms): Lane {
    return this.lanes.of(kind, delayMs);
  }

  /** Puts a deadline into its lane, or into the heap when it is out of order. */
  arm(lane: Lane, subject: number, due: Ms): void {
    if (due === NEVER) return;
    if (due < lane.lastDue) this.deadline(due, lane.kind, subject);
    else this.lanes.append(lane, due, DEADLINE_PHASE + this.sequence++, subject);
  }

  /** Takes the next entry: sets now, kind and subject. False when nothing is left at or before `until`. */
  next(until: Ms): boolean {
    if (this.rootIsFree) this.fillRoot();
    const heapDue = this.due[ROOT]!;
    const laneDue = this.lanes.minDue;
    if (heapDue < laneDue || (heapDue === laneDue && this.order[ROOT]! < this.lanes.minOrder)) {
      if (heapDue > until || heapDue === NEVER) return false;
      const top = this.load[ROOT]!;
      this.now = heapDue;
      this.kind = top & KIND_MASK;
      this.subject = top >> KIND_BITS;
      this.rootIsFree = true;
    } else {
      if (laneDue > until || laneDue === NEVER) return false;
      this.now = laneDue;
      this.kind = this.lanes.firstLane.kind;
      this.subject = this.lanes.shift();
    }
    return true;
  }

  /** The instant of the next entry, NEVER when there is none. */
  peek(): Ms {
    if (this.rootIsFree) this.fillRoot();
    return Math.min(this.due[ROOT]!, this.lanes.minDue);
  }

  /** What stands in the heap, in the order it will leave; put on another agenda in that order it leaves likewise. Lanes are not listed. */
  pending(): { due: Ms; kind: number; subject: number }[] {
    if (this.rootIsFree) this.fillRoot();
    return Array.from({ length: this.end - ROOT }, (_, i) => ({ due: this.due[ROOT + i]!, order: this.order[ROOT + i]!, load: this.load[ROOT + i]! }))
      .toSorted((a, b) => a.due - b.due || a.order - b.order)
      .map(({ due, load }) => ({ due, kind: load & KIND_MASK, subject: load >> KIND_BITS }));
  }

  private push(due: Ms, order: number, load: number): void {
    if (due === NEVER) return;
    this.due[HAND] = due;
    this.order[HAND] = order;
    this.load[HAND] = load;
    this.settle();
  }

  /** Nobody took the free root: the last entry goes there. */
  private fillRoot(): void {
    const last = --this.end;
    this.due[HAND] = this.due[last]!;
    this.order[HAND] = this.order[last]!;
    this.load[HAND] = this.load[last]!;
    this.due[last] = NEVER;
    if (last > ROOT) this.settle();
    this.rootIsFree = false;
  }

  /**
   * The entry in the hand finds its place: from the free root downwards, or from behind the last upwards. It is
   * handed over in memory and not in arguments, for those would be boxed, and a copy of this in the code of each
   * caller would push other code out of the processor's first cache.
   */
  private settle(): void {
    if (!this.rootIsFree && this.end + FAN > this.due.length) this.grow();
    const dues = this.due;
    const orders = this.order;
    const loads = this.load;
    const due = dues[HAND]!;
    const order = orders[HAND]!;
    let place = ROOT;
    if (this.rootIsFree) {
      this.rootIsFree = false;
      const end = this.end;
      for (let child = ROOT + 1; child < end; child = FAN * place - 2 * FAN) {
        // Winner of two pairs, by arithmetic: a branch that goes either way half the time costs more than all of this.
        const first = dues[child]!;
        const second = dues[child + 1]!;
        const third = dues[child + 2]!;
        const fourth = dues[child + 3]!;
        const left = child + (Number(second < first) | 0);
        const right = child + 2 + (Number(fourth < third) | 0);
        const leftDue = dues[left]!;
        const rightDue = dues[right]!;
        let least = left + ((right - left) & -(Number(rightDue < leftDue) | 0));
        const leastDue = dues[least]!;
        if (second === first || fourth === third || rightDue === leftDue) least = this.firstOf(child, leastDue);
        if (leastDue >= due && (leastDue > due || orders[least]! > order)) break;
        dues[place] = leastDue;
        orders[place] = orders[least]!;
        loads[place] = loads[least]!;
        place = least;
      }
    } else {
      place = this.end++;
      while (place > ROOT) {
        const parent = (place >> 2) + 2;
        const parentDue = dues[parent]!;
        if (parentDue < due || (parentDue === due && orders[parent]! < order)) break;
        dues[place] = parentDue;
        orders[place] = orders[parent]!;
        loads[place] = loads[parent]!;
        place = parent;
      }
    }
    dues[place] = due;
    orders[place] = order;
    loads[place] = loads[HAND]!;
  }

  /** Of the four from `child` on that are due then, the one that came first. */
  private firstOf(child: number, due: Ms): number {
    let first = NONE;
    for (let place = child; place < child + FAN; place++) {
      if (this.due[place] === due && (first === NONE || this.order[place]! < this.order[first]!)) first = place;
    }
    return first;
  }

  private grow(): void {
    const length = this.due.length * 2;
    const due = new Float64Array(length).fill(NEVER);
    const order = new Float64Array(length);
    const load = new Int32Array(length);
    due.set(this.due);
    order.set(this.order);
    load.set(this.load);
    this.due = due;
    this.order = order;
    this.load = load;
  }
}
