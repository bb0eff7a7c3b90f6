import type { FactSink } from '../runtime/facts.js';
import type { Ms } from '../runtime/units.js';
import { createFactColumns, type FactColumns } from './kpis/fact-columns.js';

/** Facts kept back before they are hashed and passed on: few enough to stay in the processor's first cache. */
const BATCH = 512;

/** Hears facts in batches, in order. The columns are used again afterwards. */
export interface FactCollector {
  tellAll(columns: FactColumns, count: number): void;
}

/** Nobody collects: a journal for its hash alone. */
export const noCollector: FactCollector = { tellAll() {} };

/**
 * The facts of one run, in order: hashed always, passed on to the collector always, to further listeners when
 * somebody traces or checks. Two runs with one hash told the same story to the last bit.
 *
 * Facts are written to columns first and taken from there in batches: writing is then short enough to be compiled
 * into the desk's own code, where instants need no box.
 */
export class Journal implements FactSink {
  private readonly collector: FactCollector;
  private readonly listeners: readonly FactSink[];
  private readonly columns = createFactColumns(BATCH);
  private readonly atWords = new Int32Array(this.columns.at.buffer);
  private readonly cWords = new Int32Array(this.columns.c.buffer);
  private kept = 0;
  private told = 0;
  private high = 0x6a09e667;
  private low = 0xbb67ae85 | 0;

  /** @param listeners Hear each fact at once; the collector may hear it later, but in order. */
  constructor(collector: FactCollector, listeners: readonly FactSink[] = []) {
    this.collector = collector;
    this.listeners = listeners;
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const i = this.kept;
    const { columns } = this;
    columns.kind[i] = kind;
    columns.at[i] = at;
    columns.a[i] = a;
    columns.b[i] = b;
    columns.c[i] = c;
    this.kept = i + 1;
    if (i === BATCH - 1) this.flush();
    if (this.listeners.length > 0) for (const listener of this.listeners) listener.tell(kind, at, a, b, c);
  }

  /** Brings the collector up to date. */
  flush(): void {
    const { kept } = this;
    this.mix();
    this.kept = 0;
    if (kept > 0) this.collector.tellAll(this.columns, kept);
  }

  /** Facts told so far. */
  get length(): number {
    return this.told + this.kept;
  }

  /** 16 hexadecimal digits over all facts told so far. */
  get hash(): string {
    this.flush();
    return hex(this.high ^ this.told) + hex(this.low);
  }

  private mix(): void {
    const { atWords, cWords, kept } = this;
    const { kind, a, b } = this.columns;
    let { low, high } = this;
    for (let i = 0; i < kept; i++) {
      low = Math.imul(low ^ atWords[2 * i]!, 0x85ebca6b);
      high = Math.imul(high ^ atWords[2 * i + 1]!, 0xc2b2ae35);
      low ^= high >>> 15;
      high = Math.imul(high ^ (low >>> 13) ^ cWords[2 * i]!, 0x9e3779b1);
      low = Math.imul(low ^ cWords[2 * i + 1]! ^ (high >>> 16), 0x27d4eb2f);
      high = Math.imul(high ^ a[i]!, 0x165667b1) ^ (low >>> 14);
      low = Math.imul(low ^ b[i]! ^ (kind[i]! << 25), 0x85ebca77) ^ (high >>> 13);
    }
    this.low = low;
    this.high = high;
    this.told += kept;
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
