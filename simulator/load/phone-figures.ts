import type { FactSink } from '../../runtime/facts.js';
import type { Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';

/** What customers felt at their phones, whichever desk stood behind the number. */
export class PhoneFigures implements FactSink {
  arrived = 0;
  /** Got their first answer. */
  answered = 0;
  /** Got all their answers. */
  served = 0;
  /** Gave up waiting, aloud or not. */
  left = 0;
  /** From the first message of a conversation to its first answer, in order of the answers. */
  readonly firstResponsesMs: Ms[] = [];

  tell(kind: number, _at: Ms, _a: number, b: number, c: number): void {
    if (kind === WORLD_FACTS.customerArrived.kind) this.arrived++;
    else if (kind === WORLD_FACTS.customerServed.kind) this.served++;
    else if (kind === WORLD_FACTS.customerLeft.kind) this.left++;
    else if (kind === WORLD_FACTS.customerAnswered.kind && b === 0) {
      this.answered++;
      this.firstResponsesMs.push(c);
    }
  }

  /** 0 for nobody. */
  get meanFirstResponseMs(): Ms {
    return this.firstResponsesMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, this.answered);
  }

  /** The shortest wait that a share of the answered did not exceed; 0 for nobody. */
  firstResponseMs(share: number): Ms {
    const sorted = this.firstResponsesMs.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  }
}
