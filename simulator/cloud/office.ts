import type { Ms } from '../../runtime/units.js';
import { CLOUD_ENTRY } from './cloud-entries.js';
import type { CloudTimers, Notice } from './cloud-ports.js';
import type { RuleSet } from './rule-set.js';

/** What is done later: each kind has one subject, an index of the part that planned it. */
export type ErrandKind =
  | 'notice'
  | 'templateReview' | 'templateUnpause' | 'templateVerdict' | 'templateCategory' | 'templateArchive' | 'templateDeletion'
  | 'qualityCheck' | 'lowering' | 'upgrade' | 'lifting';

export interface Errand {
  readonly kind: ErrandKind;
  readonly subject: number;
  readonly notice: Notice | null;
}

/**
 * The platform's back office: everything rare that happens later goes over one kind of agenda entry, and every notice
 * leaves at its own entry, so that nobody hears of a change before the call that caused it has returned.
 */
export class Office {
  readonly rules: RuleSet;
  readonly #timers: CloudTimers;
  #errands: (Errand | null)[] = [];
  #spare: number[] = [];

  constructor(rules: RuleSet, timers: CloudTimers) {
    this.rules = rules;
    this.#timers = timers;
  }

  later(due: Ms, kind: ErrandKind, subject: number, notice: Notice | null = null): void {
    const slot = this.#spare.pop() ?? this.#errands.length;
    this.#errands[slot] = { kind, subject, notice };
    this.#timers.at(due, CLOUD_ENTRY.errand, slot);
  }

  tell(now: Ms, notice: Notice): void {
    this.later(now, 'notice', 0, notice);
  }

  take(slot: number): Errand {
    const errand = this.#errands[slot]!;
    this.#errands[slot] = null;
    this.#spare.push(slot);
    return errand;
  }

  snapshot(): OfficeState {
    return { errands: [...this.#errands], spare: [...this.#spare] };
  }

  restore({ errands, spare }: OfficeState): void {
    this.#errands = [...errands];
    this.#spare = [...spare];
  }
}

export interface OfficeState {
  readonly errands: readonly (Errand | null)[];
  readonly spare: readonly number[];
}
