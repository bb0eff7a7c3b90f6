import type { Ms } from '../units.js';

/** Documented default for one business number, all message types, in and out. Source: Meta, WhatsApp "Throughput", 21 Nov 2025. */
export const DEFAULT_MPS = 80;

/**
 * How many messages a second one number carries, in and out together: GCRA with a tolerance of one second, so a full
 * second's worth may come at once. What cannot be refused (inbound) is counted as well, but never books more than the
 * coming second: after a flood the number is free again one second later.
 */
export class ThroughputMeter {
  readonly #mps: number;
  /** Instant times mps, so that a message is exactly 1000 units whatever the rate. */
  #bookedUntil = 0;

  /** @param mps messages a second; Infinity switches the meter off */
  constructor(mps: number = DEFAULT_MPS) {
    this.#mps = mps;
  }

  canPass(now: Ms): boolean {
    if (this.#mps === Infinity) return true;
    const scaled = now * this.#mps;
    return this.#bookedUntil - scaled <= (this.#mps - 1) * MESSAGE + ROUNDING;
  }

  count(now: Ms): void {
    if (this.#mps === Infinity) return;
    const scaled = now * this.#mps;
    const booked = (this.#bookedUntil > scaled ? this.#bookedUntil : scaled) + MESSAGE;
    const most = scaled + this.#mps * MESSAGE;
    this.#bookedUntil = booked < most ? booked : most;
  }

  /** Messages a second, and what is booked: all there is to keep of it. */
  snapshot(): MeterState {
    return { mps: this.#mps, bookedUntil: this.#bookedUntil };
  }

  static restored({ mps, bookedUntil }: MeterState): ThroughputMeter {
    const meter = new ThroughputMeter(mps);
    meter.#bookedUntil = bookedUntil;
    return meter;
  }

  /** The earliest instant, not before `now`, at which one message passes if nothing else comes in between. */
  nextFreeAt(now: Ms): Ms {
    return this.canPass(now) ? now : (this.#bookedUntil - (this.#mps - 1) * MESSAGE) / this.#mps;
  }
}

export interface MeterState {
  readonly mps: number;
  readonly bookedUntil: number;
}

const MESSAGE = 1_000;
/** Half a thousandth of a message: covers the rounding of fractional instants. */
const ROUNDING = 0.5;
