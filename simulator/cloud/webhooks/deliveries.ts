import type { Ms } from '../../../runtime/units.js';
import type { CloudTimers } from '../cloud-ports.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import { isBatch, type Batch } from './batch.js';
import { nextAttemptAt, type RetryLadder } from './retry-ladder.js';
import type { Subscriber, Subscribers } from './subscribers.js';
import type { Update } from './webhook.js';

export interface DeliveryRules extends Batch {
  /** Webhooks under way at the same time; those of one customer share a lane and keep their order. A batch takes from all that are free. */
  readonly lanes: number;
  /** Beyond so many webhooks that wait, new ones are lost: the memory of a fake with a dead receiver is bounded. */
  readonly waitingAtMost: number;
}

export const DELIVERY_RULES: DeliveryRules = { batchUpTo: 1, batchWithinMs: 0, lanes: 16, waitingAtMost: 100_000 };

/** One attempt that is to be made now: post the updates to every target, then say `answered`. */
export interface Posting {
  readonly slot: number;
  readonly delivery: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly updates: readonly Update[];
  readonly targets: readonly Subscriber[];
  readonly badSignature: boolean;
}

/** A line of the log: one attempt, or the end of a webhook that never had one. */
export interface DeliveryEvent {
  readonly at: Ms;
  readonly delivery: number;
  readonly attempt: number;
  readonly updates: readonly Update[];
  /** In the order of the targets; 0: no answer. */
  readonly statuses: readonly number[];
  readonly outcome: 'delivered' | 'retry' | 'gaveUp' | 'dropped' | 'overflow';
  /** Of the retry. */
  readonly nextAt: Ms | null;
}

/** A webhook that waits, as plain data. */
export interface WaitingDelivery {
  readonly due: Ms;
  readonly firstAt: Ms;
  readonly attempts: number;
  readonly updates: readonly Update[];
  readonly badSignature: boolean;
}

/**
 * Webhooks on their way out. Told the time; whoever owns the network takes postings and brings the answers back.
 * Only 200 is success, and a retry goes to all subscribers again (M-HOOKS).
 */
export class Deliveries {
  delivered = 0;
  gaveUp = 0;
  attempts = 0;
  readonly subscribers: Subscribers;
  readonly #rules: DeliveryRules;
  #batch: Batch;
  readonly #ladder: RetryLadder;
  readonly #timers: CloudTimers;
  readonly #entry: number;
  readonly #faults: FaultPlan;
  readonly #log: (event: DeliveryEvent) => void;
  readonly #slots: (Delivery | null)[] = [];
  readonly #spare: number[] = [];
  readonly #lanes: Lane[];
  /** Lanes with something to post and nothing under way, longest first. */
  readonly #free: Lane[] = [];
  #nextId = 1;
  #waiting = 0;

  /**
   * @param entry kind of its entries on the agenda: whoever owns it calls `ring` with their subject
   * @throws Error when the platform could not batch so
   */
  constructor(rules: DeliveryRules, ladder: RetryLadder, subscribers: Subscribers, faults: FaultPlan, timers: CloudTimers, entry: number, log: (event: DeliveryEvent) => void) {
    if (!isBatch(rules)) throw new Error('`batchUpTo` is 1 to 1000 updates, `batchWithinMs` a number of milliseconds');
    this.#rules = rules;
    this.#batch = rules;
    this.#ladder = ladder;
    this.subscribers = subscribers;
    this.#faults = faults;
    this.#timers = timers;
    this.#entry = entry;
    this.#log = log;
    this.#lanes = Array.from({ length: rules.lanes }, () => ({ queue: [], head: 0, busy: false }));
  }

  /** Webhooks that are not delivered yet, nor given up. */
  get waiting(): number {
    return this.#waiting;
  }

  get batch(): Batch {
    const { batchUpTo, batchWithinMs } = this.#batch;
    return { batchUpTo, batchWithinMs };
  }

  /** From now on. */
  batchBy(batch: Batch): void {
    this.#batch = batch;
  }

  /** Something is to be told. */
  tell(now: Ms, update: Update): void {
    const targets = this.subscribers.of(update.number);
    if (targets.length === 0) return;
    const fault = this.#faults.strikeWebhook(update.field, () => JSON.stringify(update.value), now);
    if (fault === null) return this.#birth(now, this.#gatheredAt(now), [update], false);
    if (fault.dropped) return this.#log({ at: now, delivery: this.#nextId++, attempt: 0, updates: [update], statuses: [], outcome: 'dropped', nextAt: null });
    const due = this.#gatheredAt(Math.max(now + fault.delayMs, fault.heldUntil));
    this.#birth(now, due, [update], fault.badSignature);
    if (fault.copyMs >= 0) this.#birth(now, due + fault.copyMs, [update], fault.badSignature);
  }

  /** An entry of it is due. */
  ring(slot: number): void {
    const delivery = this.#slots[slot];
    if (delivery != null) this.#queue(delivery);
  }

  /** The next attempt to make; null: none for the time being. */
  take(): Posting | null {
    const lane = this.#free.shift();
    if (lane === undefined) return null;
    lane.busy = true;
    const delivery = shift(lane);
    if (this.#batch.batchUpTo > 1 && delivery.attempts === 0) this.#gather(lane, delivery);
    delivery.targets = this.subscribers.of(delivery.updates[0]!.number);
    delivery.attempts += 1;
    this.attempts += 1;
    return { slot: delivery.slot, delivery: delivery.id, attempt: delivery.attempts, updates: delivery.updates, targets: delivery.targets, badSignature: delivery.badSignature };
  }

  /** @param statuses HTTP status of each target's answer, 0 for none in time */
  answered(now: Ms, posting: Posting, statuses: readonly number[]): void {
    const delivery = this.#slots[posting.slot];
    if (delivery == null || delivery.id !== posting.delivery) return; // of a state that was replaced
    this.#release(this.#laneOf(delivery));
    for (const lane of delivery.gathered) this.#release(lane);
    delivery.gathered = NO_LANES;
    const good = statuses.every((status) => status === 200);
    const nextAt = good ? -1 : nextAttemptAt(this.#ladder, delivery.firstAt, now, delivery.attempts);
    const outcome = good ? 'delivered' : nextAt < 0 ? 'gaveUp' : 'retry';
    this.#log({ at: now, delivery: delivery.id, attempt: delivery.attempts, updates: delivery.updates, statuses, outcome, nextAt: nextAt < 0 ? null : nextAt });
    if (outcome === 'retry') {
      delivery.due = nextAt;
      return this.#timers.at(nextAt, this.#entry, delivery.slot);
    }
    if (good) this.delivered += 1;
    else this.gaveUp += 1;
    this.#forget(delivery);
  }

  /** Everything that waits, oldest first; an attempt under way counts as made and not answered. */
  snapshot(): WaitingDelivery[] {
    const waiting = this.#slots.filter((one) => one !== null).toSorted((a, b) => a.id - b.id);
    return waiting.map(({ due, firstAt, attempts, updates, badSignature }) => ({ due, firstAt, attempts, updates: [...updates], badSignature }));
  }

  /** Forgets what waits here and takes over what waited there. */
  restore(now: Ms, waiting: readonly WaitingDelivery[]): void {
    for (const delivery of this.#slots) if (delivery !== null) this.#forget(delivery);
    this.#free.length = 0;
    for (const lane of this.#lanes) Object.assign(lane, { queue: [], head: 0, busy: false });
    for (const { due, firstAt, attempts, updates, badSignature } of waiting.toSorted((a, b) => a.due - b.due)) {
      this.#birth(firstAt, due, [...updates], badSignature, attempts, now);
    }
  }

  #birth(firstAt: Ms, due: Ms, updates: Update[], badSignature: boolean, attempts = 0, now = firstAt): void {
    const slot = this.#spare.pop() ?? this.#slots.length;
    const delivery = new Delivery(slot, this.#nextId++, firstAt, due, updates, badSignature, attempts);
    if (this.#waiting >= this.#rules.waitingAtMost) {
      this.#spare.push(slot);
      if (this.#slots.length === slot) this.#slots.push(null);
      this.#log({ at: now, delivery: delivery.id, attempt: 0, updates: delivery.updates, statuses: [], outcome: 'overflow', nextAt: null });
      return;
    }
    this.#slots[slot] = delivery;
    this.#waiting += 1;
    if (due <= now) this.#queue(delivery);
    else this.#timers.at(due, this.#entry, slot);
  }

  /** Updates of the same stretch of time leave together at its end. */
  #gatheredAt(due: Ms): Ms {
    const stretch = this.#batch.batchWithinMs;
    return stretch === 0 ? due : (Math.floor(due / stretch) + 1) * stretch;
  }

  #queue(delivery: Delivery): void {
    const lane = this.#laneOf(delivery);
    lane.queue.push(delivery);
    if (!lane.busy && lane.queue.length - lane.head === 1) this.#free.push(lane);
  }

  /** Fresh updates of all lanes that have nothing under way share its webhook, oldest first; those lanes then wait for it. */
  #gather(own: Lane, first: Delivery): void {
    const targets = this.subscribers.of(first.updates[0]!.number);
    const lanes = [own, ...this.#free];
    let bytes = 0;
    while (first.updates.length < this.#batch.batchUpTo) {
      const next = this.#oldest(lanes, first, targets);
      if (next === null || (bytes += JSON.stringify(next.updates).length) > LARGEST_BATCH) break;
      const lane = this.#laneOf(next);
      lane.busy = true;
      shift(lane);
      first.updates.push(...next.updates);
      this.#forget(next);
    }
    first.gathered = this.#free.filter(({ busy }) => busy);
    if (first.gathered.length > 0) this.#free.splice(0, Infinity, ...this.#free.filter(({ busy }) => !busy));
  }

  /** The first in its lane that may share a webhook with another; null: there is none. */
  #oldest(lanes: readonly Lane[], first: Delivery, targets: readonly Subscriber[]): Delivery | null {
    let oldest: Delivery | null = null;
    for (const { queue, head } of lanes) {
      const next = queue[head];
      if (next === undefined || next.attempts > 0 || (oldest !== null && oldest.id < next.id)) continue;
      if (next.badSignature === first.badSignature && this.subscribers.of(next.updates[0]!.number) === targets) oldest = next;
    }
    return oldest;
  }

  #release(lane: Lane): void {
    lane.busy = false;
    if (lane.head < lane.queue.length) this.#free.push(lane);
  }

  #laneOf(delivery: Delivery): Lane {
    return this.#lanes[delivery.lane % this.#lanes.length]!;
  }

  #forget(delivery: Delivery): void {
    this.#slots[delivery.slot] = null;
    this.#spare.push(delivery.slot);
    this.#waiting -= 1;
  }
}

class Delivery {
  readonly slot: number;
  readonly id: number;
  readonly firstAt: Ms;
  readonly lane: number;
  readonly updates: Update[];
  readonly badSignature: boolean;
  due: Ms;
  attempts: number;
  targets: readonly Subscriber[] = [];
  /** Lanes besides its own whose updates it carries. */
  gathered: readonly Lane[] = NO_LANES;

  constructor(slot: number, id: number, firstAt: Ms, due: Ms, updates: Update[], badSignature: boolean, attempts: number) {
    this.slot = slot;
    this.id = id;
    this.firstAt = firstAt;
    this.due = due;
    this.lane = updates[0]!.lane;
    this.updates = updates;
    this.badSignature = badSignature;
    this.attempts = attempts;
  }
}

interface Lane {
  queue: Delivery[];
  head: number;
  busy: boolean;
}

const NO_LANES: readonly Lane[] = [];

function shift(lane: Lane): Delivery {
  const first = lane.queue[lane.head++]!;
  if (lane.head === lane.queue.length) {
    lane.queue = [];
    lane.head = 0;
  } else if (lane.head > 1_024 && lane.head * 2 > lane.queue.length) {
    lane.queue = lane.queue.slice(lane.head);
    lane.head = 0;
  }
  return first;
}

/** The platform's payloads stay below 3 MB (M-HOOKS). */
const LARGEST_BATCH = 2_900_000;
