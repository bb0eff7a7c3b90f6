import type { Ms } from '../../runtime/units.js';
import { createDistribution, type Distribution, type DistributionSpec } from '../distributions.js';
import { PURPOSE, type Streams } from '../random.js';
import type { Network } from '../scenario/scenario.js';
import { WEBHOOK } from './cloud-entries.js';
import { FATE } from './cloud-ports.js';
import { draw, FAULT, LEG } from './draws.js';

/** How long things are under way, and what befalls webhooks. Every answer is a function of the customer and the message. */
export class Legs {
  /** Whether webhooks arrive at once, each once, always. */
  readonly calm: boolean;
  readonly #streams: Streams;
  readonly #readShare: number;
  readonly #duplicate: number;
  readonly #reorder: number;
  readonly #delay: number;
  readonly #inbound: Leg;
  readonly #outbound: Leg;
  readonly #webhook: Leg;
  readonly #read: Leg;
  readonly #fault: Leg;
  readonly #storms: readonly { readonly fromMs: Ms; readonly toMs: Ms }[];

  constructor(network: Network, streams: Streams) {
    const { faults, instant } = network;
    this.calm = instant && faults.duplicate === 0 && faults.reorder === 0 && faults.delay === 0 && faults.storms.length === 0;
    this.#streams = streams;
    this.#readShare = network.readShare;
    this.#duplicate = faults.duplicate;
    this.#reorder = faults.reorder;
    this.#delay = faults.delay;
    this.#inbound = new Leg(instant ? AT_ONCE : network.inboundMs, streams);
    this.#outbound = new Leg(instant ? AT_ONCE : network.outboundMs, streams);
    this.#webhook = new Leg(instant ? AT_ONCE : network.webhookMs, streams);
    this.#read = new Leg(network.readDelayMs, streams);
    this.#fault = new Leg(faults.delayMs, streams);
    this.#storms = faults.storms.toSorted((a, b) => a.fromMs - b.fromMs);
  }

  inboundMs(who: number, place: number): Ms {
    return this.#inbound.sample(who, PURPOSE.latencyIn, draw(place, LEG.way, 0));
  }

  outboundMs(who: number, place: number): Ms {
    return this.#outbound.sample(who, PURPOSE.latencyOut, draw(place, LEG.way, 0));
  }

  /** Blue ticks and typing on their way to the phone. */
  markMs(who: number, place: number): Ms {
    return this.#outbound.sample(who, PURPOSE.latencyOut, draw(place, LEG.mark, 0));
  }

  /** Whether this customer has read receipts on. @param fate one of FATE, if theirs is fixed */
  showsReads(who: number, fate = 0): boolean {
    if (fate !== 0) return fate === FATE.readAtOnce;
    return this.#streams.uniform(who, PURPOSE.read, 0) < this.#readShare;
  }

  readDelayMs(who: number, place: number): Ms {
    return this.#read.sample(who, PURPOSE.readDelay, draw(place, LEG.way, 0));
  }

  /** When the first copy of a webhook reaches the desk. */
  webhookDue(now: Ms, who: number, place: number, webhook: number): Ms {
    const purpose = webhook === WEBHOOK.message ? PURPOSE.latencyIn : PURPOSE.latencyOut;
    let due = now + this.#webhook.sample(who, purpose, draw(place, webhook, 0));
    if (this.#reorder > 0 && this.#befalls(who, place, webhook, FAULT.reorder, this.#reorder)) due += this.#faultMs(who, place, webhook, FAULT.reorder);
    if (this.#delay > 0 && this.#befalls(who, place, webhook, FAULT.delay, this.#delay)) due += this.#faultMs(who, place, webhook, FAULT.delay);
    return this.#storms.length === 0 ? due : this.#afterStorm(due);
  }

  /** When a second copy follows a first one that is due at `firstDue`, or -1. */
  copyDue(firstDue: Ms, who: number, place: number, webhook: number): Ms {
    if (this.#duplicate === 0 || !this.#befalls(who, place, webhook, FAULT.duplicate, this.#duplicate)) return -1;
    return this.#afterStorm(firstDue + this.#faultMs(who, place, webhook, FAULT.duplicate));
  }

  #befalls(who: number, place: number, webhook: number, fault: number, share: number): boolean {
    return this.#streams.uniform(who, PURPOSE.fault, draw(place, webhook, fault)) < share;
  }

  #faultMs(who: number, place: number, webhook: number, fault: number): Ms {
    return this.#fault.sample(who, PURPOSE.faultDelay, draw(place, webhook, fault));
  }

  #afterStorm(due: Ms): Ms {
    let kept = due;
    for (const storm of this.#storms) if (storm.fromMs <= kept && kept < storm.toMs) kept = storm.toMs;
    return kept;
  }
}

class Leg {
  readonly #law: Distribution;
  readonly #streams: Streams;
  /** Of a constant law, which needs no draw; -1 of any other. */
  readonly #fixedMs: Ms;

  constructor(spec: DistributionSpec, streams: Streams) {
    this.#law = createDistribution(spec);
    this.#streams = streams;
    this.#fixedMs = spec.kind === 'constant' ? spec.value : -1;
  }

  sample(who: number, purpose: number, drawn: number): Ms {
    return this.#fixedMs >= 0 ? this.#fixedMs : this.#law.sample(this.#streams.uniform(who, purpose, drawn));
  }
}

const AT_ONCE: DistributionSpec = { kind: 'constant', value: 0 };
