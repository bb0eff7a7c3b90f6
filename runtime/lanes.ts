import { NEVER, type Ms } from './units.js';

/**
 * Deadlines that come in the order they were armed, as those of a constant delay do: a queue instead of a heap.
 * Nothing is ever taken out of the middle; a deadline that was moved or called off rings all the same, and whoever
 * armed it knows better.
 */
export class Lane {
  readonly kind: number;
  readonly delayMs: Ms;
  readonly index: number;
  length = 0;
  lastDue: Ms = -NEVER;
  private due = new Float64Array(64);
  private order = new Float64Array(64);
  private subject = new Int32Array(64);
  private first = 0;

  constructor(kind: number, delayMs: Ms, index: number) {
    this.kind = kind;
    this.delayMs = delayMs;
    this.index = index;
  }

  get headDue(): Ms {
    return this.length > 0 ? this.due[this.first]! : NEVER;
  }

  get headOrder(): number {
    return this.order[this.first]!;
  }

  /** `due` must not be before the last one's. */
  append(due: Ms, order: number, subject: number): void {
    if (this.length === this.due.length) this.grow();
    const place = (this.first + this.length++) & (this.due.length - 1);
    this.due[place] = due;
    this.order[place] = order;
    this.subject[place] = subject | 0;
    this.lastDue = due;
  }

  shift(): number {
    const subject = this.subject[this.first]!;
    this.first = (this.first + 1) & (this.due.length - 1);
    if (--this.length === 0) this.lastDue = -NEVER;
    return subject;
  }

  private grow(): void {
    const size = this.due.length;
    const due = new Float64Array(size * 2);
    const order = new Float64Array(size * 2);
    const subject = new Int32Array(size * 2);
    // Full, so it goes from the first to the end and from the start to the first.
    for (const [to, from] of [[due, this.due], [order, this.order], [subject, this.subject]] as const) {
      to.set(from.subarray(this.first));
      to.set(from.subarray(0, this.first), size - this.first);
    }
    this.due = due;
    this.order = order;
    this.subject = subject;
    this.first = 0;
  }
}

/** All lanes of an agenda, and which of them comes first. */
export class Lanes {
  /** The earliest deadline over all lanes; NEVER when there is none. */
  minDue: Ms = NEVER;
  private readonly lanes: Lane[] = [];
  /** Due time of each lane's head, NEVER when it is empty: the search for the earliest reads nothing else. */
  private headDue = new Float64Array(8).fill(NEVER);
  private first = 0;

  /** One lane for each kind and delay: the fewer there are, the shorter the search. */
  of(kind: number, delayMs: Ms): Lane {
    const known = this.lanes.find((lane) => lane.kind === kind && lane.delayMs === delayMs);
    if (known !== undefined) return known;
    const lane = new Lane(kind, delayMs, this.lanes.length);
    this.lanes.push(lane);
    if (this.lanes.length > this.headDue.length) {
      const longer = new Float64Array(this.headDue.length * 2).fill(NEVER);
      longer.set(this.headDue);
      this.headDue = longer;
    }
    return lane;
  }

  append(lane: Lane, due: Ms, order: number, subject: number): void {
    lane.append(due, order, subject);
    if (lane.length > 1) return;
    this.headDue[lane.index] = due;
    // Of two equal heads the one armed before is first.
    if (due >= this.minDue) return;
    this.minDue = due;
    this.first = lane.index;
  }

  /** Its place in the order of arming. */
  get minOrder(): number {
    return this.minDue === NEVER ? NEVER : this.firstLane.headOrder;
  }

  /** The lane whose head is the earliest deadline. */
  get firstLane(): Lane {
    return this.lanes[this.first]!;
  }

  /** Takes the earliest deadline out and returns its subject. */
  shift(): number {
    const lane = this.firstLane;
    const subject = lane.shift();
    this.headDue[lane.index] = lane.headDue;
    this.findFirst();
    return subject;
  }

  private findFirst(): void {
    const { headDue, lanes } = this;
    let first = 0;
    let firstDue = headDue[0]!;
    for (let i = 1; i < lanes.length; i++) {
      const due = headDue[i]!;
      if (due > firstDue) continue;
      if (due === firstDue && (due === NEVER || lanes[i]!.headOrder > lanes[first]!.headOrder)) continue;
      first = i;
      firstDue = due;
    }
    this.first = first;
    this.minDue = firstDue;
  }
}
