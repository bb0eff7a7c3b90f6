import type { FactSink } from '../runtime/facts.js';
import type { Ms } from '../runtime/units.js';

/**
 * The facts of one run, in order: hashed always, passed on to the collector always, to further sinks when somebody
 * traces or checks. Two runs with one hash told the same story to the last bit.
 */
export class Journal implements FactSink {
  length = 0;
  private readonly collector: FactSink;
  private readonly others: readonly FactSink[];
  private readonly doubles = new Float64Array(2);
  private readonly words = new Int32Array(this.doubles.buffer);
  private high = 0x6a09e667;
  private low = 0xbb67ae85 | 0;

  constructor(collector: FactSink, others: readonly FactSink[] = []) {
    this.collector = collector;
    this.others = others;
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const words = this.words;
    this.doubles[0] = at;
    this.doubles[1] = c;
    let low = this.low;
    let high = this.high;
    low = Math.imul(low ^ words[0]!, 0x85ebca6b);
    high = Math.imul(high ^ words[1]!, 0xc2b2ae35);
    low ^= high >>> 15;
    high = Math.imul(high ^ (low >>> 13) ^ words[2]!, 0x9e3779b1);
    low = Math.imul(low ^ words[3]! ^ (high >>> 16), 0x27d4eb2f);
    high = Math.imul(high ^ (a | 0), 0x165667b1) ^ (low >>> 14);
    low = Math.imul(low ^ (b | 0) ^ (kind << 25), 0x85ebca77) ^ (high >>> 13);
    this.low = low;
    this.high = high;
    this.length++;
    this.collector.tell(kind, at, a, b, c);
    if (this.others.length > 0) for (const sink of this.others) sink.tell(kind, at, a, b, c);
  }

  /** 16 hexadecimal digits. */
  get hash(): string {
    return hex(this.high ^ this.length) + hex(this.low);
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
