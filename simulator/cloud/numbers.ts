import { ThroughputMeter } from '../../runtime/ledgers/throughput-meter.js';
import { UniqueRecipients, type RecipientsState } from '../../runtime/ledgers/unique-recipients.js';
import type { Ms } from '../../runtime/units.js';
import type { Platform } from '../scenario/scenario.js';
import type { NumberEvent, Quality } from './cloud-ports.js';
import type { Enforcement } from './enforcement.js';
import { CODE } from './errors.js';
import type { MessagingLimit } from './messaging-limit.js';
import type { ErrandKind, Office } from './office.js';
import { Registrations, type Registration } from './registrations.js';
import { SIGNAL, SignalMeter, type SignalState } from './signal-meter.js';

/** The business numbers: whether they are open, their quality, their throughput, and what follows from each for the others. */
export class Numbers {
  /** By number: the error of every send, minus the error when only templates meet it, 0 while the number is open. */
  readonly closedBy: Int32Array;
  readonly #office: Office;
  readonly #enforcement: Enforcement;
  readonly #meters: ThroughputMeter[];
  readonly #limits: readonly MessagingLimit[];
  readonly #registrations: Registrations;
  readonly #qualityHigh: boolean;
  readonly #signals: readonly SignalMeter[];
  #quality: Quality[];
  /** A check is on the agenda. */
  #checking: boolean[];
  /** Until when a flagged number may recover; -1 while it is not flagged. */
  #flaggedUntil: Ms[];
  /** 'upgrading' while the number is closed for it. */
  #level: Level[];
  /** Unique recipients by number, where the limit's own ledger does not tell them apart. */
  readonly #reached: readonly UniqueRecipients[];

  constructor(office: Office, plan: Platform, enforcement: Enforcement, meters: ThroughputMeter[], limits: readonly MessagingLimit[]) {
    const { throughput, upgrade } = office.rules;
    const count = plan.numbers;
    this.#office = office;
    this.#enforcement = enforcement;
    this.#meters = meters;
    this.#limits = limits;
    this.#registrations = new Registrations(office.rules, count);
    this.#qualityHigh = plan.qualityHigh;
    this.closedBy = new Int32Array(count);
    this.#signals = Array.from({ length: count }, () => new SignalMeter());
    this.#quality = Array.from({ length: count }, (): Quality => (plan.qualityHigh ? 'GREEN' : 'YELLOW'));
    this.#checking = Array.from({ length: count }, (): boolean => (false));
    this.#flaggedUntil = Array.from({ length: count }, (): Ms => (-1));
    const { standardMps, highMps } = throughput.value;
    this.#level = Array.from({ length: count }, (): Level => (plan.mps >= highMps ? 'HIGH' : plan.mps === standardMps ? 'STANDARD' : 'NOT_APPLICABLE'));
    const apart = limits.length === count || plan.mps !== standardMps ? 0 : count;
    this.#reached = Array.from({ length: apart }, () => new UniqueRecipients(Infinity, upgrade.value.withinMs));
  }

  qualityOf(number: number): Quality {
    return this.#quality[number]!;
  }

  /** STANDARD, HIGH, or NOT_APPLICABLE for a rate of one's own, as the Business app's 20 messages a second. */
  levelOf(number: number): 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE' {
    const level = this.#level[number]!;
    return level === 'upgrading' ? 'STANDARD' : level;
  }

  /** @param now also tells whether a restricted number's limit is used up */
  statusOf(now: Ms, number: number): 'CONNECTED' | 'DISCONNECTED' | 'FLAGGED' | 'RESTRICTED' {
    if (!this.#registrations.has(number)) return 'DISCONNECTED';
    if (this.#flaggedUntil[number]! >= 0) return 'FLAGGED';
    const limit = this.#limitOf(number);
    return this.#office.rules.limitScope.value === 'number' && limit.used(now) >= limit.limit ? 'RESTRICTED' : 'CONNECTED';
  }

  isRegistered(number: number): boolean {
    return this.#registrations.has(number);
  }

  /** 0, or minus an error code: 133016 too often, 133010 when there is nothing to deregister. */
  register(now: Ms, number: number, registered: boolean): number {
    const was = this.#registrations.has(number);
    const answer = this.#registrations.change(now, number, registered);
    this.#close(now, number);
    if (!was && this.#registrations.has(number)) this.#tell(now, number, 'ONBOARDING');
    return answer;
  }

  /** A limit was raised. @param owner of the limit @param from what it was */
  raised(now: Ms, owner: number, from: number): void {
    for (let number = 0; number < this.closedBy.length; number += 1) if (this.#limits.length === 1 || number === owner) this.#tell(now, number, 'UPGRADE', from);
  }

  countDelivered(now: Ms, number: number): void {
    this.#signals[number]!.countDelivered(now);
  }

  /** A new or known recipient outside a window was accepted: many of them earn high throughput. */
  countReached(now: Ms, number: number, contact: number, limit: MessagingLimit): void {
    const apart = this.#reached.length > 0;
    if (apart) this.#reached[number]!.tryCount(now, contact);
    if (limit.limit !== Infinity || this.#level[number] !== 'STANDARD' || this.#quality[number] === 'RED') return;
    const { users, closedMs } = this.#office.rules.upgrade.value;
    if ((apart ? this.#reached[number]!.used(now) : limit.used(now)) < users) return;
    this.#level[number] = 'upgrading';
    this.#close(now, number);
    this.#office.later(now + closedMs, 'upgrade', number);
  }

  /** @param signal one of SIGNAL */
  countSignal(now: Ms, number: number, signal: number): void {
    const signals = this.#signals[number]!;
    signals.count(now, signal);
    this.#judge(now, number);
    const { leastMessages } = this.#office.rules.numberQuality.value;
    if (signal !== SIGNAL.report || signals.total(now, 0) < leastMessages || !this.#enforcement.isDue(now)) return;
    if (signals.share(now, SIGNAL.report) < this.#office.rules.enforcement.value.reportShare) return;
    this.#enforcement.climb(now);
    this.closeAnew(now);
  }

  /** Finds out anew by what each number is closed. */
  closeAnew(now: Ms): void {
    for (let number = 0; number < this.closedBy.length; number += 1) this.#close(now, number);
  }

  ring(now: Ms, kind: ErrandKind, number: number): void {
    if (kind === 'lifting') return this.closeAnew(now);
    if (kind === 'upgrade') return this.#upgrade(now, number);
    if (kind === 'lowering' && now === this.#flaggedUntil[number]) return this.#lower(now, number);
    if (kind !== 'qualityCheck') return;
    this.#checking[number] = false;
    this.#judge(now, number);
  }

  snapshot(): NumbersState {
    return {
      registrations: this.#registrations.snapshot(), signals: this.#signals.map((one) => one.snapshot()), quality: [...this.#quality], checking: [...this.#checking],
      flaggedUntil: [...this.#flaggedUntil], level: [...this.#level], reached: this.#reached.map((one) => one.snapshot()), closedBy: [...this.closedBy],
      earnsRaises: this.#limits.map(({ earnsRaises }) => earnsRaises),
    };
  }

  restore(state: NumbersState): void {
    this.#registrations.restore(state.registrations);
    this.#signals.forEach((one, number) => one.restore(state.signals[number]!));
    this.#quality = [...state.quality];
    this.#checking = [...state.checking];
    this.#flaggedUntil = [...state.flaggedUntil];
    this.#level = [...state.level];
    this.#reached.forEach((one, number) => one.restore(state.reached[number]!));
    this.closedBy.set(state.closedBy);
    this.#limits.forEach((limit, owner) => (limit.earnsRaises = state.earnsRaises[owner]!));
  }

  #judge(now: Ms, number: number): void {
    const signals = this.#signals[number]!;
    const found = signals.quality(now, this.#office.rules.numberQuality.value);
    const from = this.#quality[number]!;
    // Too few messages to tell: bad quality ends with the signals behind it.
    const to = found !== 'UNKNOWN' ? found : this.#qualityHigh ? 'GREEN' : 'YELLOW';
    if (to !== 'GREEN' && !this.#checking[number]) {
      this.#checking[number] = true;
      this.#office.later(signals.dayEndsAt(now), 'qualityCheck', number);
    }
    if (to === from) return;
    this.#quality[number] = to;
    this.#limits.forEach((limit, owner) => (limit.earnsRaises = this.#qualityHigh && this.#isHigh(owner)));
    if (to === 'RED') this.#flag(now, number);
    else if (from === 'RED' && this.#flaggedUntil[number]! >= 0) this.#unflag(now, number, 'UNFLAGGED');
  }

  /** Whether all numbers that share a limit have high quality. */
  #isHigh(owner: number): boolean {
    return this.#limits.length === 1 ? this.#quality.every((one) => one === 'GREEN') : this.#quality[owner] === 'GREEN';
  }

  #flag(now: Ms, number: number): void {
    const { value: afterMs } = this.#office.rules.lowerAfterMs;
    if (afterMs === Infinity) return;
    this.#flaggedUntil[number] = now + afterMs;
    this.#office.later(now + afterMs, 'lowering', number);
    this.#tell(now, number, 'FLAGGED');
  }

  #unflag(now: Ms, number: number, event: NumberEvent, oldLimit?: number): void {
    this.#flaggedUntil[number] = -1;
    this.#tell(now, number, event, oldLimit);
  }

  #lower(now: Ms, number: number): void {
    const limit = this.#limitOf(number);
    const from = limit.limit;
    limit.lower();
    this.#unflag(now, number, 'DOWNGRADE', from);
    this.#office.tell(now, { kind: 'limit', limit: limit.limit, number });
  }

  #upgrade(now: Ms, number: number): void {
    this.#level[number] = 'HIGH';
    this.#meters[number] = new ThroughputMeter(this.#office.rules.throughput.value.highMps);
    this.#close(now, number);
    this.#tell(now, number, 'THROUGHPUT_UPGRADE');
  }

  #tell(now: Ms, number: number, event: NumberEvent, oldLimit = this.#limitOf(number).limit): void {
    if (event !== 'THROUGHPUT_UPGRADE' && event !== 'ONBOARDING' && !this.#office.rules.qualityEvents.value) return;
    this.#office.tell(now, { kind: 'numberQuality', number, event, limit: this.#limitOf(number).limit, oldLimit });
  }

  #close(now: Ms, number: number): void {
    this.closedBy[number] = !this.#registrations.has(number) ? CODE.notRegistered : this.#level[number] === 'upgrading' ? CODE.maintenance : this.#enforcement.closedBy(now);
  }

  #limitOf(number: number): MessagingLimit {
    return this.#limits.length === 1 ? this.#limits[0]! : this.#limits[number]!;
  }
}

type Level = 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE' | 'upgrading';

export interface NumbersState {
  readonly registrations: readonly Registration[];
  readonly signals: readonly SignalState[];
  readonly quality: readonly Quality[];
  readonly checking: readonly boolean[];
  readonly flaggedUntil: readonly Ms[];
  readonly level: readonly Level[];
  readonly reached: readonly RecipientsState[];
  readonly closedBy: readonly number[];
  readonly earnsRaises: readonly boolean[];
}
