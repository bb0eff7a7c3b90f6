import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Desk } from '../runtime/desk.js';
import { FACTS, STATUS, type FactSink } from '../runtime/facts.js';
import { createSelector, type SelectorName } from '../runtime/routers/selectors.js';
import type { Router } from '../runtime/router.js';
import { NONE } from '../runtime/units.js';
import { deskConfig } from './desk-config-of.js';
import { exitCodeOf, judge } from './kpis/judge.js';
import { measure } from './kpis/measure.js';
import type { Scenario } from './scenario/scenario.js';
import { simulate } from './simulate.js';
import { holds } from './testing/seed.js';
import { smallCustomers, smallDesks, smallPlans, smallScenario, type SmallPlatform } from './testing/small-scenarios.js';
import { Watch } from './testing/watch.js';
import { WORLD_FACTS } from './world-facts.js';
import { World } from './world.js';

// The laws of the design, section 3, on small scenarios. Law 1 over threads is tested in fleet, law 2 at the doors, law 5 in stats.

const seeds = fc.nat(1_000_000);

test('law 1, same bytes: a scenario and a seed give one journal and one result, in whatever order replications run', () => {
  holds(process.env, 12, fc.property(smallPlans, seeds, (plan, seed) => {
    const run = (replication: number): string => bytesOf(smallScenario(plan), seed, replication);
    const inOrder = [0, 1, 2].map(run);
    const backwards = [2, 1, 0].map(run).reverse();
    assert.deepEqual(backwards, inOrder);
    assert.equal(new Set(inOrder).size, 3, 'replications differ');
  }));
});

test('law 1, same bytes: who listens changes nothing', () => {
  holds(process.env, 5, fc.property(smallPlans, seeds, (plan, seed) => {
    const scenario = smallScenario(plan);
    let heard = 0;
    const listener: FactSink = { tell: () => void heard++ };
    assert.equal(simulate(scenario, seed, 0, { sinks: [listener] }).hash, simulate(scenario, seed).hash);
    assert.ok(heard > 0);
  }));
});

test('law 3, two accounts of one truth; law 4, nothing vanishes: after every entry of the agenda', () => {
  holds(process.env, 12, fc.property(smallPlans, seeds, (plan, seed) => {
    const scenario = smallScenario(plan);
    const watch = new Watch(deskConfig(scenario, seed), selectorOf(scenario));
    const books = new Books(watch);
    const world = new World(scenario, seed, 0, books, { createRouter: () => watch.router! });
    books.follow(world);
    for (let before = world.agenda.now; world.runChunk(1); before = world.agenda.now) {
      assert.ok(world.agenda.now >= before, `time went back from ${before} to ${world.agenda.now} ms`);
      watch.atRest(world.agenda.now, world.desk as Desk);
    }
    books.close(world);
  }));
});

test('law 6, the same customers: another staffing, another router or another desk meets the same people', () => {
  const platform: SmallPlatform = { instant: true, duplicate: 0, reorder: 0, storm: false, mps: 80, tier: 2000, campaign: 0, numbers: 1 };
  holds(process.env, 12, fc.property(smallCustomers, smallDesks, smallDesks, seeds, (customers, one, other, seed) => {
    const lives = [one, other].map((desk) => livesOf(smallScenario({ customers, desk, platform }), seed));
    lives.push(livesOf(smallScenario({ customers, desk: one, platform }), seed, NEWEST_FIRST));
    const [first, ...rest] = lives as [Lives, ...Lives[]];
    assert.ok(first.arrivals.length > 0);
    for (const next of rest) {
      assert.deepEqual(next.arrivals, first.arrivals);
      for (const trait of TRAITS) agree(trait, first[trait], next[trait]);
    }
  }));
});

test('law 7, no data is never a pass: where nobody writes no goal is met', () => {
  const goals = ['first response <= 5m for 90%', 'first response <= 5m for 80% in every forecast hour', 'sends outside window = 0', 'abandonment <= 10%'];
  holds(process.env, 4, fc.property(smallPlans, seeds, ({ customers, desk, platform }, seed) => {
    const empty = { customers: { ...customers, perDay: 0 }, desk, platform: { ...platform, campaign: 0 } };
    const scenario = smallScenario(empty, goals);
    const records = [0, 1].map((replication) => simulate(scenario, seed, replication));
    const verdict = judge(scenario, measure(scenario, records), records);
    assert.deepEqual(verdict.goals.map((goal) => `${goal.text}: ${goal.verdict}`), goals.map((text) => `${text}: inconclusive`));
    assert.equal(exitCodeOf(verdict), 6);
  }));
});

function bytesOf(scenario: Scenario, seed: number, replication: number): string {
  const { hash, entries, logicalEvents, values } = simulate(scenario, seed, replication);
  return [hash, entries, logicalEvents, Buffer.from(values.buffer).toString('base64')].join(' ');
}

function selectorOf(scenario: Scenario): Router {
  return createSelector(scenario.desk.select as SelectorName, scenario.desk.ties);
}

/** What left the phones and what came to the desk, counted where it happens; the facts go on to the watch. */
class Books implements FactSink {
  private readonly watch: Watch;
  private readonly customers = { arrived: 0, again: 0, served: 0, left: 0, toReturn: 0 };
  private written = 0;
  private delivered = 0;
  private reached = 0;
  private failed = 0;
  private readonly distinct = new Set<number>();

  constructor(watch: Watch) {
    this.watch = watch;
  }

  tell(kind: number, at: number, a: number, b: number, c: number): void {
    if (kind < 64) this.watch.tell(kind, at, a, b, c);
    if (kind === WORLD_FACTS.customerArrived.kind) {
      this.customers.arrived++;
      if (b > 0) this.customers.again++;
    }
    if (kind === WORLD_FACTS.customerServed.kind) this.customers.served++;
    if (kind === WORLD_FACTS.customerLeft.kind) this.customers.left++;
    if (kind === WORLD_FACTS.customerReturns.kind) this.customers.toReturn++;
    if (kind === FACTS.statusChanged.kind && b === STATUS.failed) this.failed++;
  }

  follow(world: World): void {
    const write = world.cloud.write.bind(world.cloud);
    world.cloud.write = (...message) => {
      this.written++;
      return write(...message);
    };
    const receive = world.desk.receive.bind(world.desk);
    world.desk.receive = (now, number, contact, message, ...rest) => {
      this.delivered++;
      this.distinct.add(message);
      return receive(now, number, contact, message, ...rest);
    };
    const received = world.customers.received.bind(world.customers);
    world.customers.received = (...message) => {
      this.reached++;
      return received(...message);
    };
  }

  /** At the end everything under way has arrived. */
  close(world: World): void {
    const { arrived, again, served, left, toReturn } = this.customers;
    const { sums, underWay } = this.watch.journal;
    assert.equal(arrived, served + left + world.customers.present - (toReturn - again), 'every visit was served, given up or goes on');
    assert.equal(sums.messages, this.distinct.size, 'every message that came was taken in once');
    assert.equal(sums.messages + sums.repeated, this.delivered, 'every delivery was taken in or told repeated');
    assert.equal(sums.intended, sums.accepted + sums.refused + sums.dropped + underWay.size, 'every send has one fate');
    if (world.cloud.openMessages > 0) return;
    assert.equal(this.written, this.distinct.size, 'every message written came');
    assert.equal(sums.accepted, this.reached + this.failed, 'every accepted send reached the phone or failed');
  }
}

const TRAITS = ['exchanges', 'work', 'patience'] as const;

interface Lives {
  readonly arrivals: readonly string[];
  readonly exchanges: ReadonlyMap<string, number>;
  readonly work: ReadonlyMap<string, number>;
  readonly patience: ReadonlyMap<string, number>;
}

/** What a run shows of its customers: traits under `customer attempt` or `customer attempt exchange`. */
function livesOf(scenario: Scenario, seed: number, router: Router = selectorOf(scenario)): Lives {
  const arrivals: string[] = [];
  const [exchanges, work, patience] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const attempts = new Map<number, number>();
  let worked = NONE;
  const sink: FactSink = {
    tell(kind, at, a, b, c) {
      const visit = `${a} ${attempts.get(a) ?? 0}`;
      if (kind === WORLD_FACTS.customerArrived.kind) {
        attempts.set(a, b);
        if (b === 0) arrivals.push(`${at} ${a} ${c}`);
      }
      if (kind === WORLD_FACTS.agentWorked.kind) worked = c;
      // The answer reaches the phone in the entry in which the work ends.
      if (kind === WORLD_FACTS.customerAnswered.kind) work.set(`${visit} ${b}`, worked);
      if (kind === WORLD_FACTS.customerServed.kind) exchanges.set(visit, b);
      if (kind === WORLD_FACTS.customerLeft.kind) patience.set(visit, c);
    },
  };
  simulate(scenario, seed, 0, { createRouter: () => router, sinks: [sink] });
  return { arrivals, exchanges, work, patience };
}

/** Where both runs show a trait, they show the same; sums of instants round. */
function agree(trait: string, one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): void {
  for (const [who, value] of one) {
    const theirs = other.get(who);
    if (theirs !== undefined) assert.ok(Math.abs(theirs - value) < 1e-3, `${trait} of ${who}: ${value} on one desk, ${theirs} on another`);
  }
}

const NEWEST_FIRST: Router = {
  name: 'newest-first',
  selectAgent: createSelector('leastOpen', 'listed').selectAgent,
  selectTicket: (agent, desk) => desk.waiting().filter((ticket) => desk.eligible(agent, ticket)).at(-1)?.slot ?? NONE,
};
