/**
 * Int32 keys to integers from 0 to 2^31 - 2, in one flat array: open addressing with linear probing, at most half full,
 * deletion by backward shift (no tombstones). Allocates only while it grows; never shrinks.
 */
export class IntMap {
  /**
   * Key and value + 1 side by side, so that a look-up touches one cache line; value + 1 = 0 marks an empty place.
   * A place is the even index of its key.
   */
  #cells: Int32Array;
  #mask: number;
  #shift: number;
  #size = 0;

  /** @param capacity entries that fit before the first growth */
  constructor(capacity = 8) {
    const bits = Math.max(4, 33 - Math.clz32(capacity));
    this.#cells = new Int32Array(2 << bits);
    this.#mask = (2 << bits) - 2;
    this.#shift = 32 - bits;
  }

  get size(): number {
    return this.#size;
  }

  /** The value, or -1 if the key is absent. */
  get(key: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    let place = (Math.imul(key, GOLDEN) >>> this.#shift) << 1;
    for (;;) {
      const stored = cells[place + 1]!;
      if (stored === 0 || cells[place] === key) return stored - 1;
      place = (place + 2) & mask;
    }
  }

  has(key: number): boolean {
    return this.get(key) !== -1;
  }

  /** @param value integer from 0 to 2^31 - 2 @returns the value before, or -1 */
  set(key: number, value: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    let place = (Math.imul(key, GOLDEN) >>> this.#shift) << 1;
    while (cells[place + 1] !== 0) {
      if (cells[place] === key) {
        const before = cells[place + 1]! - 1;
        cells[place + 1] = (value + 1) | 0;
        return before;
      }
      place = (place + 2) & mask;
    }
    this.#insert(place, key, value);
    return -1;
  }

  /** Sets the value if the key is absent or has a lower one; whether it did. One look-up for what `get` and `set` would do in two. */
  raise(key: number, value: number): boolean {
    const cells = this.#cells;
    const mask = this.#mask;
    let place = (Math.imul(key, GOLDEN) >>> this.#shift) << 1;
    for (;;) {
      const stored = cells[place + 1]!;
      if (stored === 0) break;
      if (cells[place] === key) {
        if (stored > value) return false;
        cells[place + 1] = (value + 1) | 0;
        return true;
      }
      place = (place + 2) & mask;
    }
    this.#insert(place, key, value);
    return true;
  }

  /** Whether the key was there. */
  delete(key: number): boolean {
    const cells = this.#cells;
    const mask = this.#mask;
    let hole = (Math.imul(key, GOLDEN) >>> this.#shift) << 1;
    for (;;) {
      if (cells[hole + 1] === 0) return false;
      if (cells[hole] === key) break;
      hole = (hole + 2) & mask;
    }
    let next = (hole + 2) & mask;
    while (cells[next + 1] !== 0) {
      const home = (Math.imul(cells[next]!, GOLDEN) >>> this.#shift) << 1;
      // An entry may move back into the hole only if the hole still lies on its own probe path.
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        cells[hole] = cells[next]!;
        cells[hole + 1] = cells[next + 1]!;
        hole = next;
      }
      next = (next + 2) & mask;
    }
    cells[hole + 1] = 0;
    this.#size -= 1;
    return true;
  }

  /** Keys and values, by key. */
  entries(): [number, number][] {
    const found: [number, number][] = [];
    for (let i = 0; i < this.#cells.length; i += 2) if (this.#cells[i + 1] !== 0) found.push([this.#cells[i]!, this.#cells[i + 1]! - 1]);
    return found.sort(([a], [b]) => a - b);
  }

  clear(): void {
    this.#cells.fill(0);
    this.#size = 0;
  }

  #insert(place: number, key: number, value: number): void {
    this.#cells[place] = key | 0;
    this.#cells[place + 1] = (value + 1) | 0;
    this.#size += 1;
    if (this.#size * 4 > this.#mask) this.#grow();
  }

  #grow(): void {
    const old = this.#cells;
    this.#cells = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 2;
    this.#shift -= 1;
    this.#size = 0;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] !== 0) this.set(old[i]!, old[i + 1]! - 1);
    }
  }
}

/** 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4): spreads consecutive ids. */
const GOLDEN = 0x9e3779b1 | 0;
