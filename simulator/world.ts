import { Agenda } from '../runtime/agenda.js';
import { Desk } from '../runtime/desk.js';
import { exchangeOf } from '../runtime/content.js';
import type { FactSink } from '../runtime/facts.js';
import type { Ask } from '../runtime/intent.js';
import type { Router } from '../runtime/router.js';
import { createSelector, type SelectorName } from '../runtime/routers/selectors.js';
import type { Ms } from '../runtime/units.js';
import { Bug } from '../runtime/bug.js';
import { ARRIVAL_ENTRY, ArrivalDriver } from './arrival-driver.js';
import { WHO } from './arrival-process.js';
import { CampaignDriver } from './campaign-driver.js';
import { Cloud } from './cloud/cloud.js';
import { overridden } from './cloud/rule-overrides.js';
import type { RuleSet } from './cloud/rule-set.js';
import { RULE_SETS, type RuleSetName } from './cloud/rule-sets.js';
import { deskConfig } from './desk-config-of.js';
import type { DeskPort } from './desk-port.js';
import { Customers } from './people/customers.js';
import type { Phone } from './people/ports.js';
import { Staff } from './people/staff.js';
import { Story } from './people/story.js';
import { PURPOSE, Streams } from './random.js';
import type { Scenario } from './scenario/scenario.js';

/** Kinds of the world's own entries. */
const WORLD_ENTRY = { campaign: 49 } as const;

export interface WorldOptions {
  /** Makes a router of one's own instead of the scenario's selector: called once for each world, so it may have a memory. */
  readonly createRouter?: () => Router;
  /** Another desk in the place of the reference desk. */
  readonly createDesk?: (parts: DeskParts) => DeskPort;
  /** With the surges that nobody forecast. */
  readonly shocked?: boolean;
}

/** What a desk is given when the world is made. */
export interface DeskParts {
  readonly agenda: Agenda;
  readonly sink: FactSink;
  readonly screen: Staff;
  readonly story: Story;
}

/**
 * One simulated run: agenda, people, cloud and desk, introduced to each other. Nobody here awaits anything: a driver
 * owns the loop and answers for the platform, directly or through a door.
 */
export class World {
  readonly agenda = new Agenda();
  readonly desk: DeskPort;
  readonly cloud: Cloud;
  readonly customers: Customers;
  readonly staff: Staff;
  /** Agenda entries handled. */
  entries = 0;
  /** What the desk asks the platform, while a step answered 'ask'. */
  pending: Ask | null = null;
  private readonly campaigns: CampaignDriver;
  private readonly arrivals: ArrivalDriver;
  private readonly until: Ms;
  private readonly numbers: number;

  constructor(scenario: Scenario, seed: number, replication: number, sink: FactSink, options: WorldOptions = {}) {
    const streams = new Streams(seed, replication);
    const { agenda } = this;
    this.until = scenario.lastsMs + scenario.drainMs;
    this.numbers = scenario.platform.numbers;
    const story = new Story(scenario.customers, scenario.desk.priorityShares, scenario.arrivals.history, streams);
    this.cloud = new Cloud(scenario.platform, scenario.network, ruleSetOf(scenario), streams, agenda, sink, {
      phoneReceives: (now, customer, number, content) => {
        this.customers.received(now, customer, content);
        this.campaigns.received(now, customer, number);
      },
      phoneSeesRead: (now, customer) => this.customers.sawRead(now, customer),
      webhookMessage: (now, number, contact, message, timestampMs, content) =>
        this.desk.receive(now, number, contact, message, timestampMs, content),
      webhookStatus: (now, message, status, code) => this.desk.statusTold(now, message, status, code),
      webhookNotice: (now, notice) => {
        if (notice.kind === 'limit') this.desk.limitTold(now, notice.limit);
      },
    }, scenario.startsAtEpochMs);
    this.customers = new Customers(scenario.customers, story, agenda, sink, this.phone(scenario.customers.fromAds ?? 0, streams));
    this.staff = new Staff(scenario.agents, story, streams, agenda, sink, {
      signIn: (now, agent) => this.desk.signIn(now, agent),
      signOut: (now, agent) => this.desk.signOut(now, agent),
      pause: (now, agent) => this.desk.pause(now, agent),
      resume: (now, agent) => this.desk.resume(now, agent),
      reply: (now, agent, ticket) => this.desk.reply(now, agent, ticket),
      resolve: (now, agent, ticket) => this.desk.resolve(now, agent, ticket),
      waitingFor: (agent) => this.desk.waitingFor(agent),
    });
    const parts: DeskParts = { agenda, sink, screen: this.staff, story };
    this.desk = options.createDesk?.(parts) ?? referenceDesk(scenario, seed, parts, options.createRouter?.());
    this.arrivals = new ArrivalDriver(scenario.arrivals, options.shocked ?? false, streams, agenda, this.customers);
    this.campaigns = new CampaignDriver(scenario, streams, agenda, sink, this.customers, this.cloud);
    scenario.campaigns.forEach((campaign, i) => agenda.at(campaign.atMs, WORLD_ENTRY.campaign, i));
    this.staff.start();
  }

  /** Arrivals, agents' replies, customers' answers, leavers: what every simulation tool counts alike. */
  get logicalEvents(): number {
    return this.customers.events + this.staff.events;
  }

  /**
   * Goes on by one thing: the desk asks the platform (`pending`; answer with `answer`), or an entry is handled, or
   * nothing is left.
   */
  step(): 'ask' | 'entry' | 'done' {
    this.pending = this.desk.outbox.take();
    if (this.pending !== null) return 'ask';
    this.customers.settle(this.agenda.now);
    if (!this.agenda.next(this.until)) return 'done';
    this.handle();
    return 'entry';
  }

  /** The platform's own answer to an ask, and what follows from it: the direct door. */
  ask(ask: Ask): number {
    const now = this.agenda.now;
    if (ask.readReceipt) {
      this.cloud.markRead(now, ask.business, ask.contact);
      return 0;
    }
    return this.cloud.send(now, ask.business, ask.contact, ask.kind, ask.category, ask.content);
  }

  answer(answer: number): void {
    const ask = this.pending!;
    this.pending = null;
    this.desk.outbox.answered(this.agenda.now, ask, answer);
  }

  /** Handles up to `entries` entries through the direct door. False when nothing is left. Called in short chunks, so that V8 keeps the loop optimised. */
  runChunk(entries: number): boolean {
    const { agenda, customers } = this;
    const { outbox } = this.desk;
    for (let i = 0; i < entries; i++) {
      if (!agenda.next(this.until)) return false;
      this.handle();
      for (let ask = outbox.take(); ask !== null; ask = outbox.take()) outbox.answered(agenda.now, ask, this.ask(ask));
      customers.settle(agenda.now);
    }
    return true;
  }

  /** What customers write on; where some come from ads, their first message says so. */
  private phone(fromAds: number, streams: Streams): Phone {
    if (fromAds === 0) return this.cloud;
    return {
      write: (now, customer, content) => {
        const fromAd = exchangeOf(content) === 0 && customer < WHO.campaign && streams.uniform(customer, PURPOSE.source, 0) < fromAds;
        this.cloud.write(now, customer, content, customer % this.numbers, fromAd);
      },
    };
  }

  private handle(): void {
    const { now, kind, subject } = this.agenda;
    this.entries++;
    switch (kind >> 3) {
      case 0:
      case 1:
        return this.desk.ring(now, kind, subject);
      case 2:
      case 3:
        return this.cloud.ring(now, kind, subject);
      case 4:
        return this.customers.ring(now, kind, subject);
      case 5:
        return this.staff.ring(now, kind, subject);
      case 6:
        return kind === ARRIVAL_ENTRY.arrives ? this.arrivals.ring(now, subject) : this.campaigns.start(now, subject, this.desk, this.numbers);
      case 7:
        return this.campaigns.ring(now, kind, subject);
      default:
        throw new Bug(`nobody handles entry kind ${kind}`);
    }
  }
}

function referenceDesk(scenario: Scenario, seed: number, parts: DeskParts, router: Router | undefined): DeskPort {
  const config = deskConfig(scenario, seed);
  const chosen = router ?? createSelector(scenario.desk.select as SelectorName, scenario.desk.ties);
  const reader = { classify: (contact: number): number => parts.story.classOf(contact) };
  return new Desk(config, parts.agenda, parts.sink, chosen, parts.screen, reader);
}

function ruleSetOf(scenario: Scenario): RuleSet {
  return overridden(RULE_SETS[scenario.ruleSet as RuleSetName], scenario.platform.rules);
}
