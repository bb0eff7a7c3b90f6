import { DAY, type Ms } from './units.js';

/** Ids are kept at least this long: the platform repeats deliveries for up to seven days. */
const HORIZON_MS = 7 * DAY;

/**
 * Which message ids were seen in the last seven days: two generations of an open-addressing set, so that forgetting
 * costs nothing. Remembers an id for 7 to 14 days.
 */
export class SeenIds {
  private young = new IdSet();
  private old = new IdSet();
  private turnedAt: Ms = 0;

  /** False when the id was seen before. */
  add(now: Ms, id: number): boolean {
    if (now - this.turnedAt >= HORIZON_MS) this.turn(now);
    return !(this.old.size > 0 && this.old.has(id)) && this.young.add(id);
  }

  get bytes(): number {
    return this.young.bytes + this.old.bytes;
  }

  private turn(now: Ms): void {
    this.old = now - this.turnedAt >= 2 * HORIZON_MS ? new IdSet() : this.young;
    this.young = new IdSet();
    this.turnedAt = now;
  }
}

class IdSet {
  size = 0;
  private ids = new Int32Array(4096); // id + 1; 0 is empty

  get bytes(): number {
    return this.ids.byteLength;
  }

  has(id: number): boolean {
    return this.ids[this.place(id + 1)] !== 0;
  }

  add(id: number): boolean {
    const place = this.place(id + 1);
    if (this.ids[place] !== 0) return false;
    this.ids[place] = (id + 1) | 0;
    if (++this.size * 2 > this.ids.length) this.grow();
    return true;
  }

  private place(key: number): number {
    const mask = this.ids.length - 1;
    // Ids come nearly in order: unscattered, neighbours share a cache line. Nothing is ever deleted, so runs do no harm.
    let place = key & mask;
    while (this.ids[place] !== 0 && this.ids[place] !== key) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const before = this.ids;
    this.ids = new Int32Array(before.length * 2);
    for (const key of before) if (key !== 0) this.ids[this.place(key)] = key;
  }
}
