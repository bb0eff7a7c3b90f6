import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../../runtime/facts.js';
import { HOUR, MINUTE, NONE } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { KpiCollector } from './kpi-collector.js';
import { createLayout } from './layout.js';
import { measure } from './measure.js';
import { joinBlocks, type ReplicationRecord } from './record.js';
import { shareGoal, tinyAgent, tinyScenario } from './tiny-scenario.js';

const DAY_LONG = { lastsMs: 10 * HOUR, agents: [tinyAgent({ shifts: [{ fromMs: 0, toMs: 10 * HOUR, breaks: [] }] })] };

test('the hour with the fewest answers in time is the worst, named as the clock on the wall shows it', () => {
  const scenario = tinyScenario({ ...DAY_LONG, goals: [shareGoal('firstResponse', 5 * MINUTE, 0.9)] });
  const { worstHour, hours, thresholdMs } = measure(scenario, [0, 1].map((i) => run(scenario, i, (hour) => (hour === 3 ? 20 : 1))));
  assert.equal(thresholdMs, 5 * MINUTE);
  assert.deepEqual(worstHour, { name: 'Fri 12:00', inTime: 0, arrivals: 20, signedIn: 1 });
  assert.equal(hours[3]!.startsAt, '2026-11-27T12:00+01:00');
  assert.deepEqual(hours[2]!.inTime, { mean: 1, p10: 1, p90: 1 });
  assert.equal(hours[3]!.firstResponseMs!.mean, 20 * MINUTE);
});

test('clocks put back give two hours one name and different offsets', () => {
  const scenario = tinyScenario({ lastsMs: 4 * HOUR, startsAtEpochMs: 1792886400000 }); // 2026-10-25 02:00 in Rome, in summer time
  const { hours } = measure(scenario, []);
  assert.deepEqual(hours.map((hour) => hour.startsAt), ['2026-10-25T02:00+02:00', '2026-10-25T02:00+01:00', '2026-10-25T03:00+01:00', '2026-10-25T04:00+01:00']);
});

test('the damage of a surge is the difference in the same replications, and the time until the line is short again', () => {
  const shocks = [{ fromMs: 2 * HOUR, toMs: 3 * HOUR, perHour: 100, why: 'a post goes viral' }];
  const scenario = tinyScenario({ ...DAY_LONG, arrivals: { ...tinyScenario().arrivals, shocks } });
  const records = [0, 1, 2].map((i) => {
    const layout = createLayout(scenario);
    const [forecast, surprised] = [run(scenario, i, () => 1), run(scenario, i, (hour) => (hour >= 2 && hour < 5 ? 50 : 1))];
    return { ...forecast, values: joinBlocks(layout, [forecast.values, surprised.values]) };
  });
  const { damage, kpis } = measure(scenario, records);
  assert.deepEqual(damage!.shocks, [{ name: 'Fri 11:00', lastsMs: HOUR, why: 'a post goes viral' }]);
  const effect = Object.fromEntries(damage!.effects.map((e) => [e.id, e]));
  near(effect['inTime']!.difference!, -0.3);
  near(effect['abandoned']!.difference!, 0);
  assert.equal(effect['recovery']!.surprised, 2 * HOUR);
  assert.equal(damage!.notRecovered, 0);
  assert.equal(kpis.find((kpi) => kpi.id === 'serviceLevel')!.value, 1, 'KPIs are of the forecast world');
});

test('records of another scenario or out of order are refused', () => {
  const scenario = tinyScenario(DAY_LONG);
  const records = [0, 1].map((i) => run(scenario, i, () => 1));
  assert.throws(() => measure(tinyScenario(), records), /made from another scenario/);
  assert.throws(() => measure(scenario, [...records].reverse()), /replication order/);
});

test('refusal codes that never came are left out', () => {
  const scenario = tinyScenario(DAY_LONG);
  const collector = new KpiCollector(scenario, createLayout(scenario), 0, 0);
  collector.tell(FACTS.sendRefused.kind, 5, 0, 130429, 1);
  collector.finish(HOUR);
  const { kpis } = measure(scenario, [{ replication: 0, seed: 0, hash: '', entries: 0, logicalEvents: 0, values: collector.values }]);
  assert.deepEqual(kpis.filter((kpi) => /\d$/.test(kpi.id)).map((kpi) => [kpi.id, kpi.value]), [['refusals130429', 1]]);
});

/** Twenty tickets at the start of each hour, all answered after as many minutes as the hour says, then resolved. */
function run(scenario: Scenario, replication: number, waitMinutes: (hour: number) => number): ReplicationRecord {
  const collector = new KpiCollector(scenario, createLayout(scenario), 0, replication);
  const facts: [at: number, kind: number, a: number, b: number, c: number][] = [[0, FACTS.agentSignedIn.kind, 0, 6, 0]];
  for (let hour = 0; hour < 10; hour++) {
    for (let i = 0; i < 20; i++) {
      const [ticket, at, waitMs] = [hour * 20 + i, hour * HOUR, waitMinutes(hour) * MINUTE];
      facts.push([at, FACTS.ticketOpened.kind, ticket, ticket, 0]);
      facts.push([at + waitMs, FACTS.firstReplied.kind, ticket, 0, waitMs], [at + waitMs, FACTS.replied.kind, ticket, 0, waitMs]);
      facts.push([at + waitMs, FACTS.ticketResolved.kind, ticket, NONE, waitMs]);
    }
  }
  for (const [at, kind, a, b, c] of facts.sort((x, y) => x[0] - y[0])) collector.tell(kind, at, a, b, c);
  collector.finish(10 * HOUR);
  return { replication, seed: 0, hash: '', entries: 0, logicalEvents: 0, values: collector.values };
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);
}
