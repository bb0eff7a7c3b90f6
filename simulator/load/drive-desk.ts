import type { FactSink } from '../../runtime/facts.js';
import type { Ms } from '../../runtime/units.js';
import { AddressBook, phoneOf } from '../cloud/graph/addresses.js';
import { serveFake } from '../cloud/doors/http.js';
import type { RuleSetName } from '../cloud/rule-sets.js';
import { PacedCustomers } from './paced-customers.js';
import type { Scenario } from '../scenario/scenario.js';

/** Somebody's own desk, as the platform reaches it. */
export interface DeskBehindHttp {
  readonly webhookUrl: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** The desk is told where the Graph API is; customers come when this is done. */
  connect(graphUrl: string): void | Promise<void>;
}

export interface Driven {
  /** The furthest that a customer was behind their time. */
  readonly latestMs: Ms;
  readonly accepted: number;
  readonly refused: number;
  readonly webhooks: number;
}

/**
 * The customers of a scenario and the platform of its rules, in real time, in front of a desk that is reached over HTTP
 * only: webhooks in, Graph API calls out. Its agents are its own; the scenario's do not appear.
 *
 * @param sink hears what customers feel at their phones
 * @throws Error when the desk does not answer the handshake
 */
export async function driveDesk(scenario: Scenario, seed: number, sink: FactSink, desk: DeskBehindHttp): Promise<Driven> {
  const { tier, numbers, mps, qualityHigh, market } = scenario.platform;
  const book = new AddressBook();
  let customers: PacedCustomers | null = null;
  // Not at once: the platform may be in the middle of what a customer began.
  const onPhone = (phone: string, what: 'message' | 'read'): void => queueMicrotask(() => {
    if (what === 'message') customers?.received(book.contactOf(phone));
    else customers?.sawRead(book.contactOf(phone));
  });
  const door = await serveFake({
    rules: scenario.ruleSet as RuleSetName, tier, numbers, mps, quality: qualityHigh ? 'high' : 'low', market, network: scenario.network, seed, keepSent: 0, onPhone,
    webhookUrl: desk.webhookUrl, appSecret: desk.appSecret, verifyToken: desk.verifyToken,
  });
  try {
    const problem = await door.handshake;
    if (problem !== null) throw new Error(problem);
    await desk.connect(door.url);
    const startedAt = performance.now();
    customers = new PacedCustomers(scenario, seed, sink, {
      now: () => performance.now() - startedAt,
      write: (customer, text) => door.fake.customerWrites(phoneOf(customer), text, customer % numbers),
    });
    await customers.run();
    const { accepted, refused } = door.fake.totals;
    return { latestMs: customers.latestMs, accepted, refused, webhooks: door.fake.deliveries.delivered };
  } finally {
    await door.close();
  }
}
