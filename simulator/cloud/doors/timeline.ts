import { Agenda } from '../../../runtime/agenda.js';
import type { Ms } from '../../../runtime/units.js';
import type { CloudTimers } from '../cloud-ports.js';
import { FakeClock } from './fake-clock.js';

/** Whoever carries webhooks away. */
export interface Carrier {
  /** Posts whatever may leave now. */
  send(): void;
  /** Until no post is under way. */
  idle(): Promise<void>;
}

/** What is to happen at the platform, and the clock by which it does. */
export class Timeline implements CloudTimers {
  readonly clock: FakeClock;
  agenda = new Agenda();
  readonly #ring: (now: Ms, kind: number, subject: number) => void;
  readonly #carrier: () => Carrier;
  #advancing: Promise<void> = Promise.resolve();

  /** @param ring an entry is due @param carrier asked for after the first entries may have come */
  constructor(startAt: Ms, speed: number, ring: (now: Ms, kind: number, subject: number) => void, carrier: () => Carrier) {
    this.#ring = ring;
    this.#carrier = carrier;
    this.clock = new FakeClock(startAt, speed, () => (this.settle(), this.wakeLater()));
  }

  at(due: Ms, kind: number, subject: number): void {
    this.agenda.at(due, kind, subject);
    this.clock.wakeAt(due);
  }

  /** Everything that is due by now happens. */
  settle(): void {
    for (let now = this.clock.now(); this.agenda.peek() <= now; now = this.clock.now()) this.#ringNext(now);
    this.#carrier().send();
  }

  /** Lets time pass, and everything happen that is due until then. */
  advance(ms: Ms): void {
    for (const _ of this.#instants(ms));
  }

  /** The same, but the clock goes on only when every post has its answer. One after another, if asked together. */
  advanceAnswered(ms: Ms): Promise<void> {
    const done = this.#advancing.then(async () => {
      await this.#carrier().idle();
      for (const _ of this.#instants(ms)) await this.#carrier().idle();
    });
    this.#advancing = done.catch(() => {});
    return done;
  }

  wakeLater(): void {
    this.clock.wakeAt(this.agenda.peek());
  }

  *#instants(ms: Ms): Generator<void> {
    const until = this.clock.now() + ms;
    for (let due = this.agenda.peek(); due <= until; due = this.agenda.peek()) {
      this.clock.set(due);
      while (this.agenda.peek() <= due) this.#ringNext(due);
      this.#carrier().send(); // what is told at an instant leaves at that instant
      yield;
    }
    this.clock.set(until);
    this.wakeLater();
  }

  #ringNext(until: Ms): void {
    if (!this.agenda.next(until)) return;
    const { now, kind, subject } = this.agenda;
    if (this.clock.speed === 0) this.clock.set(now);
    this.#ring(now, kind, subject);
  }
}
