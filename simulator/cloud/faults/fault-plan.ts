import type { Ms } from '../../../runtime/units.js';
import { createDistribution, type Distribution } from '../../distributions.js';
import { PURPOSE, type Streams } from '../../random.js';
import type { GraphRequest } from '../graph/graph-request.js';
import { readFault, type FaultSpec, type TransportFault } from './fault-spec.js';

/** What befalls one request: all latencies together, and the first other fault that strikes. */
export interface RequestFault {
  readonly delayMs: number;
  /** Error code that the platform answers instead, 0 for none. */
  readonly code: number;
  readonly retryAfterS: number;
  readonly transport: TransportFault | null;
}

/** What befalls one webhook, in ms of the platform's clock. */
export interface WebhookFault {
  readonly dropped: boolean;
  readonly badSignature: boolean;
  readonly delayMs: number;
  /** Not before this instant. */
  readonly heldUntil: Ms;
  /** Delay of a second copy behind the first, -1 for none. */
  readonly copyMs: number;
}

/** A fault that stands in the plan, with how many it could have struck and did. */
export interface StandingFault {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly matched: number;
  readonly struck: number;
}

/** The faults in force. What they strike is a function of the seed, the fault and how many matched it before. */
export class FaultPlan {
  readonly #streams: Streams;
  #faults: Fault[] = [];
  #nextId = 1;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  get size(): number {
    return this.#faults.length;
  }

  /** @throws Error that says why this is no fault */
  add(spec: FaultSpec): number {
    const read = readFault(spec);
    if (typeof read === 'string') throw new Error(`no fault: ${read}`);
    this.#faults.push(new Fault(this.#nextId, spec));
    return this.#nextId++;
  }

  /** False when there is no such fault. */
  remove(id: number): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  all(): StandingFault[] {
    return this.#faults.map(({ id, spec, matched, struck }) => ({ id, spec, matched, struck }));
  }

  snapshot(): FaultPlanState {
    return { nextId: this.#nextId, standing: this.all() };
  }

  restore({ nextId, standing }: FaultPlanState): void {
    this.#faults = standing.map(({ id, spec, matched, struck }) => new Fault(id, spec, matched, struck));
    this.#nextId = nextId;
  }

  /** null: nothing befalls it. */
  strikeRequest(request: GraphRequest, now: Ms): RequestFault | null {
    if (this.#faults.length === 0) return null;
    const struck = this.#faults.filter(({ spec }) => spec.on === 'requests' && concernsRequest(spec, request)).filter((fault) => this.#strikes(fault, now));
    if (struck.length === 0) return null;
    let delayMs = 0;
    for (const fault of struck) if (fault.spec.effect.kind === 'latency') delayMs += this.#drawMs(fault);
    const effect = struck.find((fault) => fault.spec.effect.kind !== 'latency')?.spec.effect;
    if (effect === undefined) return { delayMs, code: 0, retryAfterS: 0, transport: null };
    if (effect.kind === 'error') return { delayMs, code: effect.code, retryAfterS: effect.retryAfterS ?? 0, transport: null };
    return { delayMs, code: 0, retryAfterS: 0, transport: effect.kind as TransportFault };
  }

  /** @param json of the webhook @returns null: nothing befalls it */
  strikeWebhook(field: string, json: () => string, now: Ms): WebhookFault | null {
    if (this.#faults.length === 0) return null;
    const struck = this.#faults.filter(({ spec }) => spec.on === 'webhooks' && concernsWebhook(spec, field, json)).filter((fault) => this.#strikes(fault, now));
    if (struck.length === 0) return null;
    const of = (...kinds: string[]): Fault[] => struck.filter((fault) => kinds.includes(fault.spec.effect.kind));
    const copy = of('duplicate')[0];
    return {
      dropped: of('drop').length > 0,
      badSignature: of('badSignature').length > 0,
      delayMs: of('delay', 'reorder').reduce((sum, fault) => sum + this.#drawMs(fault), 0),
      heldUntil: Math.max(0, ...of('storm').map((fault) => fault.spec.toMs!)),
      copyMs: copy === undefined ? -1 : this.#drawMs(copy),
    };
  }

  #strikes(fault: Fault, now: Ms): boolean {
    const { fromMs = 0, toMs = Infinity, when = 'always' } = fault.spec;
    if (now < fromMs || now >= toMs) return false;
    fault.matched += 1;
    const strikes =
      when === 'always' ? true
      : 'next' in when ? fault.matched <= when.next
      : 'every' in when ? fault.matched % when.every === 0
      : this.#streams.uniform(FIRST_WHO + fault.id, PURPOSE.fault, fault.matched & 0xffffff) < when.p;
    if (strikes) fault.struck += 1;
    return strikes;
  }

  #drawMs(fault: Fault): number {
    return Math.max(0, fault.ms!.sample(this.#streams.uniform(FIRST_WHO + fault.id, PURPOSE.faultDelay, fault.struck & 0xffffff)));
  }
}

export interface FaultPlanState {
  readonly nextId: number;
  readonly standing: readonly StandingFault[];
}

class Fault {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly ms: Distribution | null;
  matched: number;
  struck: number;

  constructor(id: number, spec: FaultSpec, matched = 0, struck = 0) {
    this.id = id;
    this.spec = spec;
    this.ms = 'ms' in spec.effect ? createDistribution(spec.effect.ms) : null;
    this.matched = matched;
    this.struck = struck;
  }
}

function concernsRequest(spec: FaultSpec, request: GraphRequest): boolean {
  if (spec.method !== undefined && spec.method.toUpperCase() !== request.method) return false;
  if (spec.at !== undefined && !request.path.includes(spec.at)) return false;
  return spec.containing === undefined || (typeof request.body === 'string' && request.body.includes(spec.containing));
}

function concernsWebhook(spec: FaultSpec, field: string, json: () => string): boolean {
  if (spec.at !== undefined && spec.at !== field) return false;
  return spec.containing === undefined || json().includes(spec.containing);
}

/** Above everybody else who draws. */
const FIRST_WHO = 0xf0000000;
