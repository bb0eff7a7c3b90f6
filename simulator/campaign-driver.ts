import type { Agenda } from '../runtime/agenda.js';
import { packContent } from '../runtime/content.js';
import { type FactSink } from '../runtime/facts.js';
import { CATEGORY } from '../runtime/intent.js';
import type { Ms } from '../runtime/units.js';
import { WHO } from './arrival-process.js';
import type { DeskPort } from './desk-port.js';
import { createDistribution, type Distribution } from './distributions.js';
import type { Customers } from './people/customers.js';
import { PURPOSE, type Streams } from './random.js';
import type { Campaign, Scenario } from './scenario/scenario.js';
import { WORLD_FACTS } from './world-facts.js';

/** Kinds of the campaigns' entries: a recipient writes back. The subject is their place in the contact lists. */
export const CAMPAIGN_ENTRY = { writesBack: 56 } as const;

/** How a recipient lets the platform know that they did not want a message. */
export interface Complaints {
  block(now: Ms, number: number, contact: number): void;
  report(now: Ms, number: number, contact: number): void;
}

/** Blasts of templates, and those recipients who write back and so become customers. */
export class CampaignDriver {
  private readonly campaigns: readonly Campaign[];
  private readonly firstContact: readonly number[];
  private readonly replyLaws: readonly Distribution[];
  private readonly streams: Streams;
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly customers: Customers;
  private readonly complaints: Complaints;

  constructor(scenario: Scenario, streams: Streams, agenda: Agenda, sink: FactSink, customers: Customers, complaints: Complaints) {
    this.campaigns = scenario.campaigns;
    let first = 0;
    this.firstContact = scenario.campaigns.map((campaign) => (first += campaign.contacts) - campaign.contacts);
    this.replyLaws = scenario.campaigns.map((campaign) => createDistribution(campaign.replyDelayMs));
    this.streams = streams;
    this.agenda = agenda;
    this.sink = sink;
    this.customers = customers;
    this.complaints = complaints;
  }

  start(now: Ms, index: number, desk: DeskPort, numbers: number): void {
    const campaign = this.campaigns[index]!;
    this.sink.tell(WORLD_FACTS.campaignStarted.kind, now, index, campaign.contacts, 0);
    for (let i = 0; i < campaign.contacts; i++) {
      const contact = WHO.campaign + this.firstContact[index]! + i;
      const optedIn = this.streams.uniform(contact, PURPOSE.optIn, 0) < campaign.optIn;
      desk.sendTemplate(now, contact % numbers, contact, CATEGORY[campaign.category], optedIn, packContent(0, 0));
    }
  }

  /** A template reached a phone. */
  received(now: Ms, contact: number, number: number): void {
    if (contact < WHO.campaign) return;
    const place = contact - WHO.campaign;
    const index = this.indexOf(place);
    const campaign = this.campaigns[index]!;
    if (this.complains(now, contact, number, campaign)) return;
    if (this.streams.uniform(contact, PURPOSE.campaignReply, 0) >= campaign.replyShare) return;
    if (this.written.has(place)) return;
    this.written.add(place);
    const delay = this.replyLaws[index]!.sample(this.streams.uniform(contact, PURPOSE.campaignReply, 1));
    this.agenda.at(now + delay, CAMPAIGN_ENTRY.writesBack, place);
  }

  ring(now: Ms, _kind: number, place: number): void {
    this.customers.arrive(now, WHO.campaign + place);
  }

  /** Whoever blocks a number does not write to it any more. */
  private complains(now: Ms, contact: number, number: number, { blockShare = 0, reportShare = 0 }: Campaign): boolean {
    if ((blockShare === 0 && reportShare === 0) || this.heard.has(contact)) return false;
    this.heard.add(contact);
    if (this.streams.uniform(contact, PURPOSE.complaint, 1) < reportShare) this.complaints.report(now, number, contact);
    if (this.streams.uniform(contact, PURPOSE.complaint, 0) >= blockShare) return false;
    this.complaints.block(now, number, contact);
    return true;
  }

  /** Nobody complains twice about one template; used only where somebody may. */
  private readonly heard = new Set<number>();

  /** Nobody writes back twice to one template; later messages are answers to them. */
  private readonly written = new Set<number>();

  private indexOf(place: number): number {
    let index = this.firstContact.length - 1;
    while (this.firstContact[index]! > place) index--;
    return index;
  }
}

