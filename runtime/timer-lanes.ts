import { NEVER, type Ms } from './units.js';

/**
 * Deadlines that stay in arming order. A lane is a linked list over subjects, kept sorted by inserting from its
 * tail: with a constant delay that is one comparison, and a late platform timestamp walks past the few it overtakes.
 * All lanes of a group share the storage of their subjects, so a subject has at most one timer in a group.
 * Arming, moving and disarming leave nothing stale behind, which a heap cannot say of cancelled timers.
 */
export class TimerLanes {
  /** Earliest deadline over all lanes; NEVER when nothing is armed. */
  minDue: Ms = NEVER;
  minOrder = NEVER;
  private minLane: Lane | null = null;
  private readonly lanes: Lane[] = [];

  openGroup(): LaneGroup {
    return new LaneGroup();
  }

  /** A list of deadlines in `group` that ring as `kind`. */
  openLane(group: LaneGroup, kind: number): Lane {
    const lane = new Lane(group, kind);
    this.lanes.push(lane);
    return lane;
  }

  arm(lane: Lane, subject: number, due: Ms, order: number): void {
    const group = lane.group;
    if (subject >= group.due.length) group.grow(subject);
    if (group.armed[subject] !== null) this.disarm(group, subject);
    let after = lane.tail;
    while (after >= 0 && group.due[after]! > due) after = group.previous[after]!;
    const before = after >= 0 ? group.next[after]! : lane.head;
    group.due[subject] = due;
    group.order[subject] = order;
    group.previous[subject] = after;
    group.next[subject] = before;
    group.armed[subject] = lane;
    if (before >= 0) group.previous[before] = subject;
    else lane.tail = subject;
    if (after >= 0) {
      group.next[after] = subject;
    } else {
      lane.head = subject;
      if (due < this.minDue || (due === this.minDue && order < this.minOrder)) this.lead(lane);
      else if (lane === this.minLane) this.findMin();
    }
  }

  disarm(group: LaneGroup, subject: number): void {
    const lane = subject < group.armed.length ? group.armed[subject]! : null;
    if (lane === null) return;
    const before = group.previous[subject]!;
    const after = group.next[subject]!;
    group.armed[subject] = null;
    if (after >= 0) group.previous[after] = before;
    else lane.tail = before;
    if (before >= 0) {
      group.next[before] = after;
    } else {
      lane.head = after;
      if (lane === this.minLane) this.findMin();
    }
  }

  /** Takes the earliest deadline out and returns its lane; `lane.popped` names its subject. */
  pop(): Lane {
    const lane = this.minLane!;
    lane.popped = lane.head;
    this.disarm(lane.group, lane.head);
    return lane;
  }

  private lead(lane: Lane): void {
    this.minLane = lane;
    this.minDue = lane.group.due[lane.head]!;
    this.minOrder = lane.group.order[lane.head]!;
  }

  private findMin(): void {
    this.minLane = null;
    this.minDue = NEVER;
    this.minOrder = NEVER;
    for (const lane of this.lanes) {
      const head = lane.head;
      if (head < 0) continue;
      const due = lane.group.due[head]!;
      if (due < this.minDue || (due === this.minDue && lane.group.order[head]! < this.minOrder)) this.lead(lane);
    }
  }
}

export class Lane {
  readonly group: LaneGroup;
  readonly kind: number;
  head = -1;
  tail = -1;
  popped = -1;

  constructor(group: LaneGroup, kind: number) {
    this.group = group;
    this.kind = kind;
  }
}

export class LaneGroup {
  due = new Float64Array(64);
  order = new Float64Array(64);
  next = new Int32Array(64);
  previous = new Int32Array(64);
  readonly armed: (Lane | null)[] = new Array<Lane | null>(64).fill(null);

  isArmed(subject: number): boolean {
    return subject < this.armed.length && this.armed[subject] !== null;
  }

  grow(subject: number): void {
    const size = Math.max(subject + 1, this.due.length * 2);
    this.due = copyInto(new Float64Array(size), this.due);
    this.order = copyInto(new Float64Array(size), this.order);
    this.next = copyInto(new Int32Array(size), this.next);
    this.previous = copyInto(new Int32Array(size), this.previous);
    while (this.armed.length < size) this.armed.push(null);
  }
}

function copyInto<T extends Float64Array | Int32Array>(target: T, source: T): T {
  target.set(source as never);
  return target;
}
