import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactSink } from '../../runtime/facts.js';
import type { DeskPort } from '../desk-port.js';
import { runDirectly } from '../drivers.js';
import type { Scenario } from '../scenario/scenario.js';
import { WORLD_FACTS } from '../world-facts.js';
import { World, type DeskParts } from '../world.js';
import { smallScenario } from './small-scenarios.js';
import { ToyDesk } from './toy-desk.js';

// The port is open: a desk that shares nothing with the reference desk works under the same people and the same cloud.

const SEEDS = [1, 2, 3];
/** Patient customers, agents around the clock: what a desk of 100 lines can promise. */
const SCENARIO = smallScenario({
  customers: { perDay: 300, dayFactorCv: 0.3, exchanges: 3, burst: 2, patience: 'forever', patienceEnds: 'reply', leaveSilently: 0, returns: false, vip: 0.3 },
  desk: { agents: [{ count: 3, shift: 'always', slots: 4, skills: [], absence: 0 }], mode: 'serial', select: 'leastRecent', requireSkill: false, pendingHoldsSlot: 'forever', open: false, naive: false },
  platform: { instant: true, duplicate: 0, reorder: 0, storm: false, mps: 80, tier: 2000, campaign: 0, numbers: 1 },
});
const toyDesk = ({ screen }: DeskParts): DeskPort => new ToyDesk(screen, SCENARIO.agents.map((agent) => agent.slots));

test('under the toy desk every customer is served', () => {
  for (const seed of SEEDS) {
    const { arrivals, served } = lived(SCENARIO, seed, toyDesk);
    assert.ok(arrivals.length > 40);
    assert.deepEqual([...served.keys()].sort(), arrivals.map(({ customer }) => customer).sort());
  }
});

test('the toy desk meets the same customers as the reference desk: when they come, what they want, how much they ask', () => {
  for (const seed of SEEDS) {
    const toy = lived(SCENARIO, seed, toyDesk);
    const reference = lived(SCENARIO, seed);
    assert.deepEqual(toy.arrivals, reference.arrivals);
    assert.deepEqual([...toy.served].sort(([a], [b]) => a - b), [...reference.served].sort(([a], [b]) => a - b));
    assert.equal(new Set(toy.arrivals.map(({ intent }) => intent)).size, 2);
    assert.notEqual(toy.desk, reference.desk);
  }
});

test('first answers under the toy desk are felt at the phone in the range of the reference desk', () => {
  for (const seed of SEEDS) {
    const toy = lived(SCENARIO, seed, toyDesk).firstAnswersMs;
    const reference = lived(SCENARIO, seed).firstAnswersMs;
    assert.equal(toy.length, reference.length);
    const ratio = mean(toy) / mean(reference);
    assert.ok(ratio > 0.5 && ratio < 2, `${mean(toy)} ms against ${mean(reference)} ms with seed ${seed}`);
  }
});

test('people, cloud and driver use nothing of a desk but its port', () => {
  const touched = new Set<string>();
  const guarded = (parts: DeskParts): DeskPort => portOnly(toyDesk(parts), touched);
  const open = lived(SCENARIO, 1, toyDesk);
  assert.deepEqual(lived(SCENARIO, 1, guarded).firstAnswersMs, open.firstAnswersMs);
  for (const name of ['receive', 'reply', 'resolve', 'signIn', 'outbox']) assert.ok(touched.has(name), `${name} was never used`);
});

interface Lived {
  readonly desk: string;
  readonly arrivals: readonly { readonly at: number; readonly customer: number; readonly vip: number; readonly intent: number }[];
  /** Exchanges by customer. */
  readonly served: ReadonlyMap<number, number>;
  readonly firstAnswersMs: readonly number[];
}

/** What the customers tell of a run; the desk is not asked. */
function lived(scenario: Scenario, seed: number, createDesk?: (parts: DeskParts) => DeskPort): Lived {
  const arrivals: Lived['arrivals'][number][] = [];
  const served = new Map<number, number>();
  const firstAnswersMs: number[] = [];
  const sink: FactSink = {
    tell(kind, at, a, b, c) {
      if (kind === WORLD_FACTS.customerArrived.kind) arrivals.push({ at, customer: a, vip: c & 1, intent: c >> 1 });
      if (kind === WORLD_FACTS.customerServed.kind) served.set(a, b);
      if (kind === WORLD_FACTS.customerAnswered.kind && b === 0) firstAnswersMs.push(c);
    },
  };
  const world = new World(scenario, seed, 0, sink, createDesk === undefined ? {} : { createDesk });
  runDirectly(world);
  return { desk: world.desk.constructor.name, arrivals, served, firstAnswersMs };
}

/** The desk as the world may see it: whatever is not of the port is an error. */
function portOnly(desk: DeskPort, touched: Set<string>): DeskPort {
  return new Proxy(desk, {
    get(target, name) {
      assert.ok((PORT as readonly unknown[]).includes(name), `somebody looks into the desk: ${String(name)}`);
      touched.add(String(name));
      const member = target[name as keyof DeskPort];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

const PORT = ['outbox', 'receive', 'statusTold', 'limitTold', 'sendTemplate', 'ring', 'signIn', 'signOut', 'pause', 'resume', 'reply', 'resolve', 'waitingFor', 'constructor'] as const satisfies readonly (keyof DeskPort | 'constructor')[];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
