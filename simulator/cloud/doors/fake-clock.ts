import { NEVER, type Ms } from '../../../runtime/units.js';

/** The platform's clock: it stands, or runs `speed` times as fast as the real one. Whole epoch milliseconds. */
export class FakeClock {
  readonly #wake: () => void;
  #speed: number;
  #base: Ms;
  /** Reading of the monotonic clock at which the platform's clock showed `base`. */
  #realBase: Ms = performance.now();
  #timer: NodeJS.Timeout | null = null;
  #armedFor: Ms = NEVER;

  /** @param wake called when an instant asked for with `wakeAt` has come @param speed 0 stands */
  constructor(startAt: Ms, speed: number, wake: () => void) {
    this.#wake = wake;
    this.#base = startAt;
    this.#speed = speed;
  }

  get speed(): number {
    return this.#speed;
  }

  now(): Ms {
    return this.#speed === 0 ? this.#base : Math.floor(this.#base + (performance.now() - this.#realBase) * this.#speed);
  }

  /** Jumps to an instant; it never goes back. */
  set(now: Ms): void {
    this.#base = Math.max(this.now(), now);
    this.#realBase = performance.now();
    this.close();
  }

  run(speed: number): void {
    this.set(this.now());
    this.#speed = speed;
  }

  /** Begins anew at an instant, which may lie in the past: for a restored state. */
  restart(now: Ms): void {
    this.#base = now;
    this.#realBase = performance.now();
    this.close();
  }

  /** One timer, to the earliest instant. A standing clock wakes only for what is due already. It keeps no process alive. */
  wakeAt(due: Ms): void {
    if (due >= this.#armedFor) return;
    const now = this.now();
    if (this.#speed === 0 && due > now) return;
    this.close();
    this.#armedFor = due;
    const waitMs = due <= now ? 0 : Math.ceil((due - now) / this.#speed);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#armedFor = NEVER;
      this.#wake();
    }, Math.min(LONGEST_TIMEOUT, waitMs));
    this.#timer.unref();
  }

  /** Stops the timer. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#armedFor = NEVER;
  }
}

/** setTimeout wraps around beyond this. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
