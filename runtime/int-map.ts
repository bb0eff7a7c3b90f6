/**
 * Int32 keys to integers from 0 to 2^31 - 2. Ids come nearly in order and neighbours are busy together, so sixteen
 * neighbouring keys share a page of values, and only pages are hashed: open addressing with linear probing, at most
 * half full, deletion by backward shift (no tombstones). Allocates only while it grows; never shrinks.
 */
export class IntMap {
  /** Page number and place of its values side by side, so that a look-up touches one cache line; 0 marks an empty place. */
  #pages: Int32Array;
  #mask: number;
  #shift: number;
  #pageCount = 0;
  /** Value + 1; 0 is absent. The first page stays empty: it answers for pages that are not there. */
  #values = new Int32Array(4 * PAGE);
  #used = PAGE;
  readonly #free: number[] = [];
  #size = 0;

  /** @param capacity neighbouring entries that fit before the pages grow first */
  constructor(capacity = 0) {
    const bits = Math.max(2, 29 - Math.clz32(capacity));
    this.#pages = new Int32Array(2 << bits);
    this.#mask = (2 << bits) - 2;
    this.#shift = 32 - bits;
  }

  get size(): number {
    return this.#size;
  }

  /** The value, or -1 if the key is absent. */
  get(key: number): number {
    return this.#values[this.#find(key >> PAGE_BITS) + (key & (PAGE - 1))]! - 1;
  }

  has(key: number): boolean {
    return this.get(key) !== -1;
  }

  /** @param value integer from 0 to 2^31 - 2 @returns the value before, or -1 */
  set(key: number, value: number): number {
    const place = this.#meet(key >> PAGE_BITS) + (key & (PAGE - 1));
    const before = this.#values[place]!;
    this.#values[place] = (value + 1) | 0;
    if (before === 0) this.#size += 1;
    return before - 1;
  }

  /** Sets the value if the key is absent or has a lower one; whether it did. One look-up for what `get` and `set` would do in two. */
  raise(key: number, value: number): boolean {
    const place = this.#meet(key >> PAGE_BITS) + (key & (PAGE - 1));
    const before = this.#values[place]!;
    if (before > value) return false;
    this.#values[place] = (value + 1) | 0;
    if (before === 0) this.#size += 1;
    return true;
  }

  /** Whether the key was there. */
  delete(key: number): boolean {
    const start = this.#find(key >> PAGE_BITS);
    const place = start + (key & (PAGE - 1));
    if (this.#values[place] === 0) return false;
    this.#values[place] = 0;
    this.#size -= 1;
    for (let i = start; i < start + PAGE; i++) if (this.#values[i] !== 0) return true;
    this.#free.push(start);
    this.#forget(key >> PAGE_BITS);
    return true;
  }

  /** Keys and values, by key. */
  entries(): [number, number][] {
    const found: [number, number][] = [];
    for (let place = 0; place < this.#pages.length; place += 2) {
      const start = this.#pages[place + 1]!;
      if (start === 0) continue;
      for (let i = 0; i < PAGE; i++) if (this.#values[start + i] !== 0) found.push([(this.#pages[place]! << PAGE_BITS) + i, this.#values[start + i]! - 1]);
    }
    return found.sort(([a], [b]) => a - b);
  }

  clear(): void {
    this.#pages.fill(0);
    this.#values.fill(0);
    this.#free.length = 0;
    this.#used = PAGE;
    this.#pageCount = 0;
    this.#size = 0;
  }

  /** Where the page's values start; 0 if it is not there. */
  #find(page: number): number {
    const pages = this.#pages;
    let place = (Math.imul(page, GOLDEN) >>> this.#shift) << 1;
    for (;;) {
      const start = pages[place + 1]!;
      if (start === 0 || pages[place] === page) return start;
      place = (place + 2) & this.#mask;
    }
  }

  #meet(page: number): number {
    const start = this.#find(page);
    return start === 0 ? this.#enter(page) : start;
  }

  #enter(page: number): number {
    if (++this.#pageCount * 4 > this.#pages.length) this.#widen();
    const start = this.#free.pop() ?? this.#unused();
    this.#put(page, start);
    return start;
  }

  #put(page: number, start: number): void {
    let place = (Math.imul(page, GOLDEN) >>> this.#shift) << 1;
    while (this.#pages[place + 1] !== 0) place = (place + 2) & this.#mask;
    this.#pages[place] = page;
    this.#pages[place + 1] = start;
  }

  #unused(): number {
    const start = this.#used;
    this.#used += PAGE;
    if (this.#used > this.#values.length) {
      const before = this.#values;
      this.#values = new Int32Array(before.length * 2);
      this.#values.set(before);
    }
    return start;
  }

  #widen(): void {
    const before = this.#pages;
    this.#pages = new Int32Array(before.length * 2);
    this.#mask = this.#mask * 2 + 2;
    this.#shift -= 1;
    for (let place = 0; place < before.length; place += 2) if (before[place + 1] !== 0) this.#put(before[place]!, before[place + 1]!);
  }

  #forget(page: number): void {
    const pages = this.#pages;
    const mask = this.#mask;
    let hole = (Math.imul(page, GOLDEN) >>> this.#shift) << 1;
    while (pages[hole] !== page || pages[hole + 1] === 0) hole = (hole + 2) & mask;
    for (let next = (hole + 2) & mask; pages[next + 1] !== 0; next = (next + 2) & mask) {
      const home = (Math.imul(pages[next]!, GOLDEN) >>> this.#shift) << 1;
      // A page may move back into the hole only if the hole still lies on its own probe path.
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      pages[hole] = pages[next]!;
      pages[hole + 1] = pages[next + 1]!;
      hole = next;
    }
    pages[hole + 1] = 0;
    this.#pageCount -= 1;
  }
}

const PAGE_BITS = 4;
const PAGE = 1 << PAGE_BITS;

/** 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4): spreads consecutive numbers. */
const GOLDEN = 0x9e3779b1 | 0;
