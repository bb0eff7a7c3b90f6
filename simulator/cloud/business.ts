import type { FactSink } from '../../runtime/facts.js';
import { SEND_KIND } from '../../runtime/facts.js';
import { IntMap } from '../../runtime/int-map.js';
import { CATEGORY } from '../../runtime/intent.js';
import { ThroughputMeter, type MeterState } from '../../runtime/ledgers/throughput-meter.js';
import { DAY, NONE, SECOND, type Ms } from '../../runtime/units.js';
import { PURPOSE, type Streams } from '../random.js';
import type { Platform } from '../scenario/scenario.js';
import { WORLD_FACTS } from '../world-facts.js';
import type { CloudHooks, CloudTimers, Notice } from './cloud-ports.js';
import { Conversations, type ConversationsState } from './conversations.js';
import { draw, FAULT, LEG, placeOf } from './draws.js';
import { Enforcement, type EnforcementState } from './enforcement.js';
import { EntryPoints, type EntryPointsState } from './entry-points.js';
import { CODE } from './errors.js';
import { Fees, type FeesState } from './fees.js';
import { MarketingCap, type MarketingCapState } from './marketing-cap.js';
import { Markets } from './markets.js';
import { TERMS, type Message } from './messages.js';
import { MessagingLimit, type MessagingLimitState } from './messaging-limit.js';
import { Numbers, type NumbersState } from './numbers.js';
import { Office, type OfficeState } from './office.js';
import { pricingOf, type Pricing } from './pricing.js';
import type { RuleSet } from './rule-set.js';
import { SIGNAL } from './signal-meter.js';
import { Templates, type TemplatesState } from './templates.js';

/** What the platform knows of the business: its numbers, limits, templates and bills, and what therefore becomes of a message. */
export class Business {
  readonly rules: RuleSet;
  readonly meters: ThroughputMeter[];
  readonly templates: Templates;
  readonly numbers: Numbers;
  readonly entryPoints: EntryPoints;
  /** By category: the error that its templates meet, 0 while they are approved. */
  readonly templateCode = new Int32Array(8);
  /** Whether the business is verified. */
  verified = false;
  readonly #hooks: CloudHooks;
  readonly #streams: Streams;
  readonly #sink: FactSink;
  readonly #office: Office;
  /** One for the portfolio, or one for each number. */
  readonly #limits: readonly MessagingLimit[];
  readonly #markets: Markets;
  readonly #fees: Fees;
  readonly #conversations = new Conversations();
  readonly #cap: MarketingCap;
  readonly #enforcement: Enforcement;
  readonly #pays: boolean;
  readonly #countsLate: boolean;
  readonly #stopped = new IntMap();
  readonly #blocked: readonly IntMap[];
  #blocks = 0;

  constructor(plan: Platform, rules: RuleSet, streams: Streams, timers: CloudTimers, sink: FactSink, hooks: CloudHooks, startsAtEpochMs: number, unhold: (now: Ms, message: number, code: number) => void) {
    this.rules = rules;
    this.#hooks = hooks;
    this.#streams = streams;
    this.#sink = sink;
    this.#office = new Office(rules, timers);
    this.meters = Array.from({ length: plan.numbers }, () => new ThroughputMeter(plan.mps));
    const owners = rules.limitScope.value === 'portfolio' ? 1 : plan.numbers;
    this.#limits = Array.from({ length: owners }, (_, owner) => new MessagingLimit(rules, plan.tier, plan.qualityHigh, owner, timers, sink));
    this.#markets = new Markets(rules, plan.market, plan.home, hooks.marketOf === undefined ? null : (contact) => hooks.marketOf!(contact));
    this.#fees = new Fees(rules, this.#markets, plan.numbers, startsAtEpochMs, this.#office);
    this.#cap = new MarketingCap(rules);
    this.#enforcement = new Enforcement(this.#office);
    this.entryPoints = new EntryPoints(rules);
    this.numbers = new Numbers(this.#office, plan, this.#enforcement, this.meters, this.#limits);
    this.templates = new Templates(this.#office, {
      unhold,
      isVerified: () => this.verified,
      misclassified: (now) => this.#enforcement.misclassify(now),
      rejects: (slot) => this.#chance(slot, FAULT.rejected, 0, rules.reviewRejects.value),
    });
    this.templateCode[CATEGORY.none] = CODE.unknownTemplate;
    this.#pays = (plan.paymentMethod ?? true) || rules.unpaid.value === 'never';
    this.#countsLate = rules.countedAt.value === 'delivered';
    this.#blocked = Array.from({ length: plan.numbers }, () => new IntMap());
  }

  limitOf(number: number): MessagingLimit {
    return this.#limits.length === 1 ? this.#limits[0]! : this.#limits[number]!;
  }

  /** What becomes of an accepted message: 0, or the code it fails with. @param terms bits of TERMS */
  failure(now: Ms, number: number, contact: number, kind: number, category: number, terms: number): number {
    if (this.#blocks > 0 && this.#blocked[number]!.has(contact)) return CODE.undeliverable;
    const inside = (terms & TERMS.window) !== 0;
    if (kind === SEND_KIND.reply) {
      if (!inside) return CODE.windowClosed;
    } else {
      if (category === CATEGORY.utility && now < this.#enforcement.utilityUntil) return CODE.misclassified;
      if (category === CATEGORY.marketing) {
        if (this.#stopped.size > 0 && this.#stopped.has(contact)) return CODE.stoppedMarketing;
        const { stopsMarketing, capsMarketing } = this.#markets.of(contact);
        if (stopsMarketing) return CODE.marketingCap;
        if (capsMarketing && !inside && this.#cap.stops(now, contact, this.#chance(contact, FAULT.capped, Math.floor(now / DAY), this.rules.marketingCapShare.value))) return CODE.marketingCap;
      }
    }
    if (!this.#pays && this.#mustPay(now, number, contact, category, terms)) return CODE.unpaid;
    if (this.#chance(contact, FAULT.undeliverable, 0, this.rules.undeliverableShare.value)) return CODE.undeliverable;
    // Last, since what fails for another reason must not use the limit up.
    return kind === SEND_KIND.reply || inside || this.#reach(now, number, contact) ? 0 : this.rules.limitCode.value;
  }

  /** A message reached its recipient: what it costs, in micro-USD, and everything that counts what was delivered. */
  delivered(now: Ms, id: number, number: number, contact: number, category: number, terms: number, template: number): number {
    const fee = this.#fees.charge(now, number, contact, category, terms);
    if (fee > 0) this.#sink.tell(WORLD_FACTS.feeCharged.kind, now, id, category, fee);
    if (category === CATEGORY.service) return fee;
    this.numbers.countDelivered(now, number);
    if ((terms & TERMS.window) === 0) {
      if (category === CATEGORY.marketing && this.#markets.of(contact).capsMarketing) this.#cap.countDelivered(now, contact);
      if (this.#countsLate) this.#countReached(now, number, contact);
    }
    if (template !== NONE) this.templates.countDelivered(now, template, contact);
    return fee;
  }

  /** A message that was accepted will never be delivered: its recipient is not reached. */
  failedLater(now: Ms, { number, contact, category, terms, acceptedAt }: Message): void {
    if (category === CATEGORY.service || (terms & TERMS.window) !== 0) return;
    this.limitOf(number).release(now, contact, acceptedAt);
    this.numbers.release(now, number, contact, acceptedAt);
  }

  /** How long a message may be under way to its phone. */
  lifeOf({ category, template }: Message): Ms {
    const { usualMs, authenticationMs } = this.rules.messageLife.value;
    // A marketing template's own time is for Meta's other interface only.
    const ttlS = template === NONE || category === CATEGORY.marketing ? null : this.templates.at(template).ttlS;
    if (ttlS === null) return category === CATEGORY.authentication ? authenticationMs : usualMs;
    return ttlS < 0 ? usualMs : ttlS * SECOND;
  }

  /** The recipient stops or resumes marketing from this business. */
  stopMarketing(contact: number, stopped: boolean): void {
    if (stopped) this.#stopped.set(contact, 1);
    else this.#stopped.delete(contact);
  }

  /** The same by a button of WhatsApp, which the platform tells the business. */
  preferMarketing(now: Ms, number: number, contact: number, wanted: boolean): void {
    this.stopMarketing(contact, !wanted);
    this.#office.tell(now, { kind: 'userPreference', number, contact, value: wanted ? 'resume' : 'stop' });
  }

  block(now: Ms, number: number, contact: number): void {
    if (!this.#blocked[number]!.has(contact)) this.#blocks += 1;
    this.#blocked[number]!.set(contact, 1);
    this.#signal(now, number, contact, SIGNAL.block);
  }

  unblock(number: number, contact: number): void {
    if (this.#blocked[number]!.delete(contact)) this.#blocks -= 1;
  }

  report(now: Ms, number: number, contact: number): void {
    this.#signal(now, number, contact, SIGNAL.report);
  }

  /** A violation of the platform's policies, found by hand: one rung of the ladder. */
  violate(now: Ms): void {
    this.#enforcement.climb(now);
    this.numbers.closeAnew(now);
  }

  /** The business is verified: the first limit is left at once. */
  verify(now: Ms): void {
    this.verified = true;
    this.#limits.forEach((limit, owner) => {
      const from = limit.limit;
      if (from > this.rules.firstRaise.value.from) return;
      this.#office.tell(now, this.#limitNotice(owner, limit.raise(now)));
      this.numbers.raised(now, owner, from);
    });
  }

  hasUsername(contact: number): boolean {
    return this.#chance(contact, FAULT.username, 0, this.rules.usernameShare.value);
  }

  pricingOf(now: Ms, message: Message): Pricing {
    return pricingOf(now, message, this.rules, this.#fees, this.entryPoints, this.#conversations);
  }

  /** A raise that was earned is due. */
  raise(now: Ms, owner: number): void {
    const limit = this.#limits[owner]!;
    const from = limit.limit;
    if (!limit.earnsRaises) {
      limit.refuseRaise();
      return this.#hooks.webhookNotice(now, { kind: 'alert', type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED' });
    }
    this.#hooks.webhookNotice(now, this.#limitNotice(owner, limit.raise(now)));
    this.numbers.raised(now, owner, from);
  }

  /** An errand of the back office is due. */
  ring(now: Ms, slot: number): void {
    const { kind, subject, notice } = this.#office.take(slot);
    if (notice !== null) this.#hooks.webhookNotice(now, notice);
    else if (kind.startsWith('template')) this.templates.ring(now, kind, subject);
    else this.numbers.ring(now, kind, subject);
  }

  snapshot(): BusinessState {
    return {
      office: this.#office.snapshot(), meters: this.meters.map((meter) => meter.snapshot()), limits: this.#limits.map((limit) => limit.snapshot()),
      fees: this.#fees.snapshot(), conversations: this.#conversations.snapshot(), cap: this.#cap.snapshot(), enforcement: this.#enforcement.snapshot(), entryPoints: this.entryPoints.snapshot(),
      numbers: this.numbers.snapshot(), templates: this.templates.snapshot(), templateCode: [...this.templateCode], verified: this.verified,
      stopped: this.#stopped.entries().map(([contact]) => contact), blocked: this.#blocked.map((one) => one.entries().map(([contact]) => contact)),
    };
  }

  restore(state: BusinessState): void {
    this.#office.restore(state.office);
    state.meters.forEach((meter, number) => (this.meters[number] = ThroughputMeter.restored(meter)));
    this.#limits.forEach((limit, owner) => limit.restore(state.limits[owner]!));
    this.#fees.restore(state.fees);
    this.#conversations.restore(state.conversations);
    this.#cap.restore(state.cap);
    this.#enforcement.restore(state.enforcement);
    this.entryPoints.restore(state.entryPoints);
    this.numbers.restore(state.numbers);
    this.templates.restore(state.templates);
    this.templateCode.set(state.templateCode);
    this.verified = state.verified;
    this.#stopped.clear();
    for (const contact of state.stopped) this.#stopped.set(contact, 1);
    this.#blocks = 0;
    this.#blocked.forEach((one, number) => {
      one.clear();
      for (const contact of state.blocked[number]!) one.set(contact, 1);
      this.#blocks += one.size;
    });
  }

  /** A recipient outside a window: whether the limit still has room. */
  #reach(now: Ms, number: number, contact: number): boolean {
    const limit = this.limitOf(number);
    if (!limit.accept(now, contact)) return false;
    if (!this.#countsLate) this.numbers.countReached(now, number, contact, limit);
    return true;
  }

  #countReached(now: Ms, number: number, contact: number): void {
    const limit = this.limitOf(number);
    limit.countDelivered(now, contact);
    this.numbers.countReached(now, number, contact, limit);
  }

  #mustPay(now: Ms, number: number, contact: number, category: number, terms: number): boolean {
    if (category === CATEGORY.service && this.rules.unpaid.value === 'atOnce' && (terms & TERMS.free) === 0) return this.rules.freeServiceMessages.value !== Infinity;
    return this.#fees.quote(now, number, contact, category, terms) > 0;
  }

  #signal(now: Ms, number: number, contact: number, signal: number): void {
    this.templates.countSignal(now, contact, signal);
    this.numbers.countSignal(now, number, signal);
  }

  #limitNotice(owner: number, limit: number): Notice {
    return { kind: 'limit', limit, number: this.#limits.length === 1 ? NONE : owner };
  }

  /** A trait of the customer (or of the customer on one day), never of the send. */
  #chance(contact: number, what: number, day: number, share: number): boolean {
    return share > 0 && this.#streams.uniform(contact, PURPOSE.fault, draw(placeOf(day, 0), LEG.customer, what)) < share;
  }
}

export interface BusinessState {
  readonly office: OfficeState;
  readonly meters: readonly MeterState[];
  readonly limits: readonly MessagingLimitState[];
  readonly fees: FeesState;
  readonly conversations: ConversationsState;
  readonly cap: MarketingCapState;
  readonly enforcement: EnforcementState;
  readonly entryPoints: EntryPointsState;
  readonly numbers: NumbersState;
  readonly templates: TemplatesState;
  readonly templateCode: readonly number[];
  readonly verified: boolean;
  readonly stopped: readonly number[];
  readonly blocked: readonly (readonly number[])[];
}
