import type { HourClock } from './hour-clock.js';

/** Quantities integrated over time; their numbers are the order of the first rows of the layout. */
export const AVERAGED = {
  backlog: 0, backlogOnUs: 1, signedIn: 2, available: 3, withChat: 4, openChats: 5, openSlots: 6,
} as const;
const COUNT = 7;

/**
 * Time integrals by hour. A change of d at time t adds d * (end of the hour - t) to its hour and d to every later one;
 * the later ones are settled once, at the end, so no change has to walk over the hours it lasted.
 */
export class TimeAverages {
  private readonly values: Float64Array;
  private readonly offset: number;
  private readonly clock: HourClock;
  private readonly stride: number;
  private readonly steps: Float64Array;

  constructor(values: Float64Array, offset: number, clock: HourClock) {
    this.values = values;
    this.offset = offset;
    this.clock = clock;
    this.stride = clock.hours + 1;
    this.steps = new Float64Array(COUNT * this.stride);
  }

  /** The quantity changes now. */
  change(quantity: number, by: number): void {
    const clock = this.clock;
    if (clock.hour === clock.hours) return;
    const place = quantity * this.stride + clock.hour;
    this.values[this.offset + place]! += by * (clock.endMs - clock.now);
    this.steps[place + 1]! += by;
  }

  /** Settles the later hours; after it `values` holds (quantity * ms) for each hour of the run. */
  finish(): void {
    for (let quantity = 0; quantity < COUNT; quantity++) {
      let level = 0;
      for (let hour = 0; hour < this.clock.hours; hour++) {
        const place = quantity * this.stride + hour;
        level += this.steps[place]!;
        this.values[this.offset + place]! += level * this.clock.lengthMs(hour);
      }
    }
  }
}
