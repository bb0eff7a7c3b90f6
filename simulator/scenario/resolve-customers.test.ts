import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../../runtime/facts.js';
import { HOUR, MINUTE } from '../../runtime/units.js';
import { simulate } from '../simulate.js';
import { parseScenario } from './parse-scenario.js';

const scenarioOf = (factors: string, starts = '2026-11-23T22:00') =>
  parseScenario(`{ name: a, starts: ${starts}, lasts: 4h, drain: 2h, zone: Europe/Rome, arrivals: { perDay: 240, hours: flat }, customers: { workByHour: ${factors}, exchanges: 1, patience: forever }, teams: { t: { work: 1m, switchCost: 0s, agents: [{ count: 9, slots: 1 }] } } }`, 'a.yaml');
const DAY_AND_NIGHT = `[${Array.from({ length: 24 }, (_, hour) => (hour === 0 ? 3 : hour === 23 ? 2 : 1)).join(', ')}]`;

test('work by the hour of the clock becomes work by the hour of the run', () => {
  assert.deepEqual(scenarioOf(DAY_AND_NIGHT).scenario!.customers.workByHour, [1, 2, 3, 1, 1, 1]);
  assert.equal(scenarioOf('[1, 2]').problems[0]!.code, 'DS105');
  assert.equal(parseScenario('{ name: a, starts: 2026-11-23, lasts: 1d, zone: UTC, arrivals: { perDay: 1 }, teams: { t: { agents: [{ count: 1 }] } } }', 'a').scenario!.customers.workByHour, undefined);
});

test('the hour in which work begins counts', () => {
  const { scenario } = scenarioOf(DAY_AND_NIGHT);
  const began = new Map<number, number>();
  const took = [0, 0, 0, 0].map(() => new Set<number>());
  simulate(scenario!, 1, 0, {
    sinks: [{
      tell(kind, at, ticket) {
        if (kind === FACTS.ticketAssigned.kind) began.set(ticket, at);
        if (kind === FACTS.firstReplied.kind) took[Math.floor(began.get(ticket)! / HOUR)]?.add(Math.round((at - began.get(ticket)!) / MINUTE));
      },
    }],
  });
  assert.deepEqual(took.map((minutes) => [...minutes]), [[1], [2], [3], [1]]);
});
