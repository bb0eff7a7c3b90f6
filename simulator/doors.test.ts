import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACTS, STATUS, type FactSink } from '../runtime/facts.js';
import { checkDoor, simulateThroughMsw } from './door-check.js';
import { runDirectly } from './drivers.js';
import { Journal, noCollector } from './journal.js';
import { parseScenario } from './scenario/parse-scenario.js';
import type { Scenario } from './scenario/scenario.js';
import { simulate } from './simulate.js';
import { testSeed } from './testing/seed.js';
import { smallPlans, smallScenario, type SmallPlan } from './testing/small-scenarios.js';
import { World } from './world.js';

// Law 2: one cloud, many doors. The journal's hash covers every fact of the desk, the people and the cloud.

const PLAN: SmallPlan = {
  customers: { perDay: 250, dayFactorCv: 0, exchanges: 3, burst: 2, patience: '15m', patienceEnds: 'read', leaveSilently: 0.5, returns: true, vip: 0.3 },
  desk: { agents: [{ count: 2, shift: 'always', slots: 3, skills: [], absence: 0 }], mode: 'serial', select: 'leastOpen', requireSkill: false, pendingHoldsSlot: '15m', open: false, naive: false },
  platform: { instant: true, duplicate: 0, reorder: 0, storm: false, mps: 80, tier: 250, campaign: 0, numbers: 1 },
};

test('law 2, one cloud, many doors: any small scenario tells the same story through fetch and MSW', async () => {
  const seed = testSeed(process.env);
  const property = fc.asyncProperty(smallPlans, fc.nat(1_000_000), async (plan, worldSeed) => {
    const check = await checkDoor(smallScenario(plan), worldSeed, 300);
    assert.equal(check.doorHash, check.directHash);
    assert.ok(check.same);
  });
  const run = await fc.check(property, { numRuns: 8, endOnFailure: true, ...(seed === undefined ? {} : { seed }) });
  assert.ok(!run.failed, `${fc.defaultReportMessage(run) ?? ''}\n\nRepeat: DESKSIM_TEST_SEED=${run.seed} npm test`);
});

test('law 2: refusals come through the door as they come without it', async () => {
  const { customers, desk, platform } = PLAN;
  const scenario = smallScenario({ customers, desk: { ...desk, naive: true }, platform: { ...platform, mps: 1, campaign: 300 } });
  const { kinds } = await assertSameStory(scenario);
  const codes = new Set(kinds.filter(([kind]) => kind === FACTS.sendRefused.kind).map(([, code]) => code));
  assert.ok(codes.has(130429), `the number was asked for too much, refusals were ${[...codes].join(', ')}`);
});

test('law 2: a naive sender whom the pair limit refuses is refused through the door as well', async () => {
  const { kinds } = await assertSameStory(hastyAnswers());
  const pairs = kinds.filter(([kind, code]) => kind === FACTS.sendRefused.kind && code === 131056);
  assert.ok(pairs.length > 0);
});

test('law 2: the templates of a campaign come through the door as without it', async () => {
  const scenario = smallScenario({ ...PLAN, platform: { ...PLAN.platform, campaign: 300 } });
  const { sends, kinds } = await assertSameStory(scenario);
  assert.ok(sends > 250, `${sends} sends`);
  assert.ok(kinds.some(([kind]) => kind === FACTS.sendHeld.kind), 'the desk kept within its tier');
});

test('law 2: legs, statuses and disturbed webhooks come through the door as without it', async () => {
  const scenario = smallScenario({ ...PLAN, platform: { ...PLAN.platform, instant: false, duplicate: 0.2, reorder: 0.2, storm: true, campaign: 300 } });
  const { kinds } = await assertSameStory(scenario);
  const statuses = new Set(kinds.filter(([kind]) => kind === FACTS.statusChanged.kind).map(([, status]) => status));
  for (const status of [STATUS.sent, STATUS.delivered, STATUS.read]) assert.ok(statuses.has(status), `no message came to status ${status}`);
  assert.ok(kinds.some(([kind]) => kind === FACTS.messageRepeated.kind));
});

test('law 2: the record of a replication through MSW is that of `simulate`, to the byte', async () => {
  const scenario = smallScenario({ ...PLAN, platform: { ...PLAN.platform, instant: false, campaign: 300 } }, ['first response <= 5m for 90%']);
  for (const replication of [0, 1]) {
    const through = await simulateThroughMsw(scenario, 7, replication);
    const direct = simulate(scenario, 7, replication);
    assert.ok(direct.logicalEvents > 300);
    assert.deepEqual({ ...through, values: bytesOf(through.values) }, { ...direct, values: bytesOf(direct.values) });
  }
});

/** Through both doors, to the very end; and what was told on the way: kind, b and c. */
async function assertSameStory(scenario: Scenario): Promise<{ sends: number; kinds: readonly (readonly [number, number, number])[] }> {
  const check = await checkDoor(scenario, 7, Infinity);
  assert.equal(check.doorHash, check.directHash);
  const kinds: [number, number, number][] = [];
  const listener: FactSink = { tell: (kind, _at, _a, b, c) => void kinds.push([kind, b, c]) };
  const journal = new Journal(noCollector, [listener]);
  const sends = runDirectly(new World(scenario, 7, 0, journal));
  assert.equal(journal.hash, check.doorHash, 'the check saw this very run');
  assert.equal(sends, check.sends);
  return { sends, kinds };
}

/** Work and answers of a second or so: one contact gets more messages than the platform lets through. */
function hastyAnswers(): Scenario {
  const text = JSON.stringify({
    name: 'hasty', starts: '2026-11-23T08:00', lasts: '10m', drain: '2h', zone: 'Europe/Rome',
    arrivals: { perDay: 1500, hours: 'flat' },
    customers: { exchanges: 80, burst: { size: 1 }, replyDelay: '200ms', patience: 'forever' },
    teams: { support: { work: '300ms', switchCost: '0s', agents: [{ count: 20, shift: 'always', slots: 1 }] } },
    desk: { obeys: [] },
    network: 'instant',
  });
  const { scenario, problems } = parseScenario(text, 'hasty.json');
  assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
  return scenario!;
}

function bytesOf(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}
