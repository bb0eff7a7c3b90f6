import { DAY, HOUR, type Ms } from '../../../runtime/units.js';
import { readWamid } from './addresses.js';

/**
 * Which messages can still be reacted to, as far as the traffic of this API tells: a reaction to any other is accepted
 * and fails later with 131009 (M-REACT). Ages are known to the hour.
 */
export class ReactionTargets {
  /** Hours in which messages passed, and the last message until then. */
  readonly #hours: Hour[] = [];
  /** Messages up to this one are too old. */
  #oldUpTo = -1;
  /** Messages that are reactions themselves, or were deleted. */
  readonly #barred = new Set<number>();

  /** A message passed between a business number and a customer, in either direction. @param message of the cloud */
  passed(now: Ms, message: number, type: string): void {
    const from = Math.floor(now / HOUR) * HOUR;
    const last = this.#hours.at(-1);
    if (last === undefined || last.from < from) {
      this.#age(now);
      this.#hours.push({ from, to: Math.max(message, last?.to ?? -1) });
    } else if (last.to < message) last.to = message;
    if (type === 'reaction') this.#bar(message);
  }

  /** A customer deleted a message for everyone. */
  deleted(wamid: unknown): void {
    const message = typeof wamid === 'string' ? readWamid(wamid) : null;
    if (message !== null) this.#bar(message.message);
  }

  /** @param digits of the customer whom the reaction is for @param messages how many there have been */
  has(now: Ms, wamid: string, digits: string, messages: number): boolean {
    this.#age(now);
    const named = readWamid(wamid);
    if (named === null || named.userDigits !== digits || named.message >= messages) return false;
    return named.message > this.#oldUpTo && !this.#barred.has(named.message);
  }

  snapshot(): ReactionTargetsState {
    return { hours: this.#hours.map((hour) => ({ ...hour })), oldUpTo: this.#oldUpTo, barred: [...this.#barred] };
  }

  restore({ hours, oldUpTo, barred }: ReactionTargetsState): void {
    this.#hours.splice(0, Infinity, ...hours.map((hour) => ({ ...hour })));
    this.#oldUpTo = oldUpTo;
    this.#barred.clear();
    for (const message of barred) this.#barred.add(message);
  }

  #age(now: Ms): void {
    while (this.#hours.length > 0 && this.#hours[0]!.from + HOUR <= now - REACTED_TO_FOR) this.#oldUpTo = this.#hours.shift()!.to;
  }

  #bar(message: number): void {
    this.#barred.add(message);
    if (this.#barred.size > MOST_BARRED) this.#barred.delete(this.#barred.values().next().value!);
  }
}

export interface ReactionTargetsState {
  readonly hours: readonly Readonly<Hour>[];
  readonly oldUpTo: number;
  readonly barred: readonly number[];
}

interface Hour {
  readonly from: Ms;
  to: number;
}

const REACTED_TO_FOR: Ms = 30 * DAY;
/** The oldest go when there are more. */
const MOST_BARRED = 100_000;
