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

/** Ids come nearly in order, so 32 neighbours share a cell: a page's number + 1 (0 is empty), and a bit for each of its ids. */
class IdSet {
  size = 0;
  private pages = 0;
  private cells = new Int32Array(512);

  get bytes(): number {
    return this.cells.byteLength;
  }

  has(id: number): boolean {
    return ((this.cells[this.place((id >>> 5) + 1) + 1]! >>> (id & 31)) & 1) === 1;
  }

  add(id: number): boolean {
    const page = (id >>> 5) + 1;
    const place = this.place(page);
    const bits = this.cells[place + 1]!;
    const bit = 1 << (id & 31);
    if ((bits & bit) !== 0) return false;
    this.cells[place + 1] = bits | bit;
    this.size++;
    if (bits === 0) this.enter(place, page);
    return true;
  }

  private place(page: number): number {
    const mask = this.cells.length - 2;
    // Unscattered: pages come in order too, and nothing is ever deleted, so runs do no harm.
    let place = (page << 1) & mask;
    while (this.cells[place] !== 0 && this.cells[place] !== page) place = (place + 2) & mask;
    return place;
  }

  private enter(place: number, page: number): void {
    this.cells[place] = page;
    if (++this.pages * 4 <= this.cells.length) return;
    const before = this.cells;
    this.cells = new Int32Array(before.length * 2);
    for (let i = 0; i < before.length; i += 2) {
      if (before[i] !== 0) this.cells.set(before.subarray(i, i + 2), this.place(before[i]!));
    }
  }
}
