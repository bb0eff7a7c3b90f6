import type { Ms } from '../../runtime/units.js';
import type { Restriction } from './cloud-ports.js';
import { CODE } from './errors.js';
import type { Office } from './office.js';

/**
 * The ladder of the platform's sanctions: a warning, templates blocked, everything blocked, locked. It is only climbed.
 * Beside it, utility templates are blocked for a while when too many of them were none.
 */
export class Enforcement {
  readonly #office: Office;
  #rung = 0;
  #climbedAt: Ms = -Infinity;
  #templatesUntil: Ms = 0;
  #everythingUntil: Ms = 0;
  #locked = false;
  /** When templates turned out to be no utility. */
  #misclassified: Ms[] = [];
  #utilityUntil: Ms = 0;

  constructor(office: Office) {
    this.#office = office;
  }

  /** Utility templates fail until then. */
  get utilityUntil(): Ms {
    return this.#utilityUntil;
  }

  /** Rungs climbed so far. */
  get rung(): number {
    return this.#rung;
  }

  /** Whether another violation would count already. */
  isDue(now: Ms): boolean {
    return now >= this.#climbedAt + this.#office.rules.enforcement.value.everyMs;
  }

  /** A violation: one rung up. */
  climb(now: Ms): void {
    const { templatesMs, everythingMs } = this.#office.rules.enforcement.value;
    this.#climbedAt = now;
    const rung = this.#rung;
    this.#rung += 1;
    if (rung === 0) return this.#office.tell(now, { kind: 'accountUpdate', event: 'ACCOUNT_VIOLATION', violation: 'SPAM' });
    const templates = templatesMs[rung - 1];
    const everything = everythingMs[rung - 1 - templatesMs.length];
    if (templates !== undefined) this.#templatesUntil = this.#restrict(now, now + templates, ['RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_ADD_PHONE_NUMBER_ACTION']);
    else if (everything !== undefined) this.#everythingUntil = this.#restrict(now, now + everything, ['RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING']);
    else this.#lock(now);
  }

  /** Error that every send meets (above 0), or every template (below 0, minus the error); 0 while nothing is blocked. */
  closedBy(now: Ms): number {
    if (this.#locked) return CODE.locked;
    if (now < this.#everythingUntil) return CODE.blocked;
    return now < this.#templatesUntil ? -CODE.blocked : 0;
  }

  /** A utility template turned out to be of another category. */
  misclassify(now: Ms): void {
    const { templates, withinMs, blockedMs } = this.#office.rules.misclassified.value;
    this.#misclassified = [...this.#misclassified.filter((at) => at > now - withinMs), now];
    if (this.#misclassified.length < templates) return;
    this.#misclassified = [];
    this.#utilityUntil = now + blockedMs;
    this.#office.tell(now, { kind: 'accountUpdate', event: 'ACCOUNT_RESTRICTION', restrictions: ['RESTRICTED_UTILITY_TEMPLATES'], untilMs: this.#utilityUntil });
  }

  snapshot(): EnforcementState {
    return { misclassified: [...this.#misclassified], utilityUntil: this.#utilityUntil, rung: this.#rung, climbedAt: this.#climbedAt, templatesUntil: this.#templatesUntil, everythingUntil: this.#everythingUntil, locked: this.#locked };
  }

  restore(state: EnforcementState): void {
    this.#rung = state.rung;
    this.#climbedAt = state.climbedAt;
    this.#templatesUntil = state.templatesUntil;
    this.#everythingUntil = state.everythingUntil;
    this.#locked = state.locked;
    this.#misclassified = [...state.misclassified];
    this.#utilityUntil = state.utilityUntil;
  }

  #restrict(now: Ms, untilMs: Ms, restrictions: readonly Restriction[]): Ms {
    this.#office.tell(now, { kind: 'accountUpdate', event: 'ACCOUNT_RESTRICTION', restrictions, untilMs });
    this.#office.later(untilMs, 'lifting', 0);
    return untilMs;
  }

  #lock(now: Ms): void {
    this.#locked = true;
    this.#office.tell(now, { kind: 'accountUpdate', event: 'DISABLED_UPDATE', state: 'DISABLE' });
  }
}

export interface EnforcementState {
  readonly rung: number;
  readonly climbedAt: Ms;
  readonly templatesUntil: Ms;
  readonly everythingUntil: Ms;
  readonly locked: boolean;
  readonly misclassified: readonly Ms[];
  readonly utilityUntil: Ms;
}
