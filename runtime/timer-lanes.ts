import { NEVER, type Ms } from './units.js';

/**
 * Deadlines that stay in arming order. A lane is a linked list over subjects, kept sorted by inserting from its
 * tail: with a constant delay that is one comparison, and a late platform timestamp walks past the few it overtakes.
 * All lanes of a group share the storage of their subjects, so a subject has at most one timer in a group.
 * Arming, moving and disarming leave nothing stale behind, which a heap cannot say of cancelled timers.
 */
export class TimerLanes {
  private readonly lanes: Lane[] = [];
  /** Due time of each lane's head, NEVER when it is empty: the search for the earliest reads nothing else. */
  private headDue = new Float64Array(8).fill(NEVER);
  private first = -1;
  private isFirstKnown = true;

  openGroup(): LaneGroup {
    return new LaneGroup();
  }

  /** A list of deadlines in `group` that ring as `kind`. */
  openLane(group: LaneGroup, kind: number): Lane {
    const lane = new Lane(group, kind, this.lanes.length);
    this.lanes.push(lane);
    if (this.lanes.length > this.headDue.length) {
      const longer = new Float64Array(this.headDue.length * 2).fill(NEVER);
      longer.set(this.headDue);
      this.headDue = longer;
    }
    return lane;
  }

  /** The earliest deadline over all lanes; NEVER when nothing is armed. */
  get minDue(): Ms {
    if (!this.isFirstKnown) this.findFirst();
    return this.first < 0 ? NEVER : this.headDue[this.first]!;
  }

  /** Its place in the order of arming. */
  get minOrder(): number {
    if (this.first < 0) return NEVER;
    const lane = this.lanes[this.first]!;
    return lane.group.order[lane.head]!;
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
    if (after >= 0) group.next[after] = subject;
    else this.setHead(lane, subject, due);
  }

  disarm(group: LaneGroup, subject: number): void {
    const lane = subject < group.armed.length ? group.armed[subject]! : null;
    if (lane === null) return;
    const before = group.previous[subject]!;
    const after = group.next[subject]!;
    group.armed[subject] = null;
    if (after >= 0) group.previous[after] = before;
    else lane.tail = before;
    if (before >= 0) group.next[before] = after;
    else this.setHead(lane, after, after >= 0 ? group.due[after]! : NEVER);
  }

  /** Takes the earliest deadline out and returns its lane; `lane.popped` names its subject. Ask `minDue` first. */
  pop(): Lane {
    const lane = this.lanes[this.first]!;
    lane.popped = lane.head;
    this.disarm(lane.group, lane.head);
    return lane;
  }

  private setHead(lane: Lane, subject: number, due: Ms): void {
    lane.head = subject;
    this.headDue[lane.index] = due;
    // A later head elsewhere changes nothing; all else is looked up when somebody asks.
    if (this.isFirstKnown && this.first >= 0 && lane.index !== this.first && due > this.headDue[this.first]!) return;
    this.isFirstKnown = false;
  }

  private findFirst(): void {
    const { headDue, lanes } = this;
    let first = -1;
    let firstDue = NEVER;
    for (let i = 0; i < lanes.length; i++) {
      const due = headDue[i]!;
      if (due > firstDue || due === NEVER) continue;
      if (due === firstDue && orderOf(lanes[i]!) > orderOf(lanes[first]!)) continue;
      first = i;
      firstDue = due;
    }
    this.first = first;
    this.isFirstKnown = true;
  }
}

function orderOf(lane: Lane): number {
  return lane.group.order[lane.head]!;
}

export class Lane {
  readonly group: LaneGroup;
  readonly kind: number;
  readonly index: number;
  head = -1;
  tail = -1;
  popped = -1;

  constructor(group: LaneGroup, kind: number, index: number) {
    this.group = group;
    this.kind = kind;
    this.index = index;
  }
}

export class LaneGroup {
  due = new Float64Array(1024);
  order = new Float64Array(1024);
  next = new Int32Array(1024);
  previous = new Int32Array(1024);
  readonly armed: (Lane | null)[] = new Array<Lane | null>(1024).fill(null);

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
