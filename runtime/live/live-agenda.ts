import type { Agenda } from '../agenda.js';
import { NEVER, type Ms } from '../units.js';

/** setTimeout counts in 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The agenda held to the wall clock: one real timer to the earliest due time. Commands are stamped here; the time
 * they see never runs backwards, whatever the system's clock does.
 */
export class LiveAgenda {
  /** How often the system's clock was behind what the desk had been told. */
  setBacks = 0;
  private readonly agenda: Agenda;
  private readonly ring: (now: Ms, kind: number, subject: number) => void;
  private readonly clock: () => Ms;
  private timer: NodeJS.Timeout | null = null;
  private latest: Ms = -NEVER;

  /**
   * @param ring Hears each entry when it is due, stamped with its due time.
   * @param clock Epoch milliseconds; the system's unless a test says otherwise.
   */
  constructor(agenda: Agenda, ring: (now: Ms, kind: number, subject: number) => void, clock: () => Ms = Date.now) {
    this.agenda = agenda;
    this.ring = ring;
    this.clock = clock;
  }

  /** Runs a command of the desk at the present time, after all that was due before it. */
  command<T>(run: (now: Ms) => T): T {
    const now = this.now();
    this.catchUp(now);
    const result = run(now);
    this.arm();
    return result;
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private now(): Ms {
    const now = this.clock();
    if (now < this.latest) this.setBacks++;
    this.latest = Math.max(now, this.latest);
    return this.latest;
  }

  private catchUp(now: Ms): void {
    const { agenda } = this;
    while (agenda.next(now)) this.ring(agenda.now, agenda.kind, agenda.subject);
  }

  private arm(): void {
    this.stop();
    const due = this.agenda.peek();
    if (due === NEVER) return;
    const delay = Math.min(LONGEST_TIMER_MS, Math.max(0, due - this.clock()));
    this.timer = setTimeout(() => {
      this.catchUp(this.now());
      this.arm();
    }, delay);
  }
}
