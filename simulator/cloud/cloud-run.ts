import { Agenda } from '../../runtime/agenda.js';
import type { FactSink } from '../../runtime/facts.js';
import type { Ms } from '../../runtime/units.js';
import { Streams } from '../random.js';
import type { Network, Platform } from '../scenario/scenario.js';
import { Cloud } from './cloud.js';
import type { CloudHooks } from './cloud-ports.js';
import type { RuleSet } from './rule-set.js';
import { NEWEST_RULE_SET, RULE_SETS } from './rule-sets.js';

/** A cloud on an agenda of its own, for tests and benchmarks: what it says is kept as one line for each call. */
export class CloudRun {
  readonly lines: string[] = [];
  readonly agenda = new Agenda();
  readonly cloud: Cloud;

  constructor(options: CloudRunOptions = {}) {
    const hooks: CloudHooks = {
      phoneReceives: (now, customer, number, content) => this.#note(now, `phone ${customer} receives ${content} from ${number}`),
      phoneSeesRead: (now, customer) => this.#note(now, `phone ${customer} sees read`),
      webhookMessage: (now, number, contact, message, timestampMs, content) =>
        this.#note(now, `message ${message} from ${contact} to ${number} at ${timestampMs}: ${content}`),
      webhookStatus: (now, message, status, code) => this.#note(now, `status ${message} ${STATUS_NAMES[status]}${code === 0 ? '' : ` ${code}`}`),
      webhookNotice: (now, notice) => this.#note(now, notice.kind === 'limit' ? `limit ${notice.limit}` : JSON.stringify(notice)),
      ...options.hooks,
    };
    const sink: FactSink = options.sink ?? { tell() {} };
    this.cloud = new Cloud(
      { ...PLATFORM, ...options.platform },
      { ...INSTANT, ...options.network, faults: { ...INSTANT.faults, ...options.faults } },
      options.rules ?? RULE_SETS[NEWEST_RULE_SET],
      new Streams(options.seed ?? 1, 0),
      this.agenda,
      sink,
      hooks,
      options.startsAtEpochMs,
    );
  }

  /** Rings everything that is due up to and including `until`. */
  runUntil(until: Ms): void {
    while (this.agenda.next(until)) this.cloud.ring(this.agenda.now, this.agenda.kind, this.agenda.subject);
  }

  /** The lines so far, which are then forgotten. */
  take(): string[] {
    return this.lines.splice(0);
  }

  #note(now: Ms, line: string): void {
    this.lines.push(`${now}: ${line}`);
  }
}

export interface CloudRunOptions {
  readonly platform?: Partial<Platform>;
  readonly network?: Partial<Omit<Network, 'faults'>>;
  readonly faults?: Partial<Network['faults']>;
  readonly rules?: RuleSet;
  readonly seed?: number;
  readonly sink?: FactSink;
  readonly hooks?: Partial<CloudHooks>;
  readonly startsAtEpochMs?: number;
}

export const PLATFORM: Platform = { tier: 250, numbers: 1, mps: 80, qualityHigh: true, market: 'IT' };

const AT_ONCE = { kind: 'constant', value: 0 } as const;

export const INSTANT: Network = {
  instant: true,
  inboundMs: AT_ONCE,
  outboundMs: AT_ONCE,
  webhookMs: AT_ONCE,
  readShare: 0,
  readDelayMs: AT_ONCE,
  faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: AT_ONCE, storms: [] },
};

const STATUS_NAMES = ['accepted', 'sent', 'delivered', 'read', 'failed'];
