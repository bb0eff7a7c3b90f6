import type { FactSink } from '../runtime/facts.js';
import type { Ms } from '../runtime/units.js';
import { createFactRows, ROW, ROWS, type FactRows } from './kpis/fact-rows.js';

/** Hears facts in batches, in order. The rows are used again afterwards. */
export interface FactCollector {
  tellAll(rows: FactRows, count: number): void;
}

/** Nobody collects: a journal for its hash alone. */
export const noCollector: FactCollector = { tellAll() {} };

/**
 * The facts of one run, in order: hashed always, passed on to the collector always, to further listeners when
 * somebody traces or checks. Two runs with one hash told the same story to the last bit.
 *
 * Facts are written to rows first and taken from there in batches: writing is then short enough to be compiled
 * into the desk's own code, where instants need no box.
 */
export class Journal implements FactSink {
  private readonly collector: FactCollector;
  /** Null: nobody, which is the quickest to find out. */
  private readonly listeners: readonly FactSink[] | null;
  private readonly rows = createFactRows(ROWS);
  private readonly floats = this.rows.floats;
  private readonly words = this.rows.words;
  private kept = 0;
  private told = 0;
  private readonly state = new Int32Array(7).fill(0xbb67ae85);

  /** @param listeners Hear each fact at once; the collector may hear it later, but in order. */
  constructor(collector: FactCollector, listeners: readonly FactSink[] = []) {
    this.collector = collector;
    this.listeners = listeners.length > 0 ? listeners : null;
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const row = this.kept & (ROWS - 1);
    this.kept = row + 1;
    const { floats, words } = this;
    floats[row * ROW.floats + ROW.at] = at;
    floats[row * ROW.floats + ROW.c] = c;
    // With `| 0` a whole number is stored as it is; without it, by way of a float.
    words[row * ROW.words + ROW.kind] = kind | 0;
    words[row * ROW.words + ROW.a] = a | 0;
    words[row * ROW.words + ROW.b] = b | 0;
    if (row === ROWS - 1) this.flush();
    if (this.listeners !== null) for (const listener of this.listeners) listener.tell(kind, at, a, b, c);
  }

  /** Brings the collector up to date. */
  flush(): void {
    const { kept } = this;
    this.mix();
    this.kept = 0;
    if (kept > 0) this.collector.tellAll(this.rows, kept);
  }

  /** Facts told so far. */
  get length(): number {
    return this.told + this.kept;
  }

  /** 16 hexadecimal digits over all facts told so far. */
  get hash(): string {
    this.flush();
    return digest(this.state, this.told);
  }

  /**
   * A hash for each word of a fact, so that none waits for another's multiplication; multiplying by an odd number loses
   * nothing, so a single changed bit always shows.
   */
  private mix(): void {
    const { words, kept, state } = this;
    let h0 = state[0]! | 0;
    let h1 = state[1]! | 0;
    let h2 = state[2]! | 0;
    let h3 = state[3]! | 0;
    let h4 = state[4]! | 0;
    let h5 = state[5]! | 0;
    let h6 = state[6]! | 0;
    for (let row = 0; row < kept; row++) {
      const i = (row & (ROWS - 1)) * ROW.words;
      h0 = Math.imul(h0 ^ words[i]!, 0x85ebca6b);
      h1 = Math.imul(h1 ^ words[i + 1]!, 0xc2b2ae35);
      h2 = Math.imul(h2 ^ words[i + 2]!, 0x9e3779b1);
      h3 = Math.imul(h3 ^ words[i + 3]!, 0x27d4eb2f);
      h4 = Math.imul(h4 ^ words[i + ROW.kind]!, 0x165667b1);
      h5 = Math.imul(h5 ^ words[i + ROW.a]!, 0x85ebca77);
      h6 = Math.imul(h6 ^ words[i + ROW.b]!, 0x2c1b3c6d);
    }
    state[0] = h0;
    state[1] = h1;
    state[2] = h2;
    state[3] = h3;
    state[4] = h4;
    state[5] = h5;
    state[6] = h6;
    this.told += kept;
  }
}

/** The seven hashes as 64 bits: low bits of a product know nothing of high ones, so they are turned in between. */
function digest(state: Int32Array, told: number): string {
  let low = told | 0;
  let high = 0x6a09e667;
  for (const word of state) {
    low = Math.imul(low ^ word ^ (word >>> 15), 0x85ebca6b);
    high = Math.imul(high ^ word ^ (low >>> 13), 0xc2b2ae35);
    low ^= high >>> 16;
  }
  return hex(high ^ (high >>> 15)) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
