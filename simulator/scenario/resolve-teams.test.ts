import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE, type Ms } from '../../runtime/units.js';
import { parseScenario } from './parse-scenario.js';
import type { Scenario } from './scenario.js';

const read = (team: string, starts = '2026-11-23', lasts = '2d'): Scenario => {
  const { scenario, problems } = parseScenario(`{ name: a, starts: ${starts}, lasts: ${lasts}, drain: 24h, zone: Europe/Rome, arrivals: { perDay: 0 }, teams: { t: ${team} } }`, 'a.yaml');
  assert.deepEqual(problems, []);
  return scenario!;
};
const hours = (spans: readonly { fromMs: Ms; toMs: Ms }[]): [number, number][] => spans.map(({ fromMs, toMs }) => [fromMs / HOUR, toMs / HOUR]);
const shiftsOf = (scenario: Scenario, agent = 0): [number, number][] => hours(scenario.agents[agent]!.shifts);

test('a shift comes every day, also while the last conversations end', () => {
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 08:00-16:00 }] }')), [[8, 16], [32, 40], [56, 64]]);
});

test('a night shift that began before the run is still on', () => {
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 22:00-06:00 }] }')), [[0, 6], [22, 30], [46, 54], [70, 72]]);
});

test('a shift across the end of summer time is an hour longer', () => {
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 22:00-06:00 }] }', '2026-10-24')), [[0, 6], [22, 31], [47, 55], [71, 73]]);
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 08:00-16:00 }] }', '2026-03-29', '1d')), [[7, 15], [31, 39]]);
});

test('days are weekdays, spans of weekdays or dates', () => {
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 08:00-16:00, days: [tue, 2026-11-25] }] }')), [[32, 40], [56, 64]]);
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: 08:00-16:00, days: sat-mon }] }')), [[8, 16]]);
});

test('split shifts and no shift at all', () => {
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: [09:00-12:00, 14:00-18:00], days: mon }] }')), [[9, 12], [14, 18]]);
  assert.deepEqual(shiftsOf(read('{ agents: [{ count: 1, shift: always }] }')), [[0, 72]]);
});

test('breaks are shared, or spread over a time', () => {
  const scenario = read('{ agents: [{ count: 3, shift: 08:00-16:00, days: mon, breaks: [10:00-10:15, { between: 12:00-14:00, lasts: 30m }] }] }');
  assert.deepEqual(scenario.agents.map((agent) => hours(agent.shifts[0]!.breaks)), [
    [[10, 10.25], [12, 12.5]],
    [[10, 10.25], [12.75, 13.25]],
    [[10, 10.25], [13.5, 14]],
  ]);
  const night = read('{ agents: [{ count: 1, shift: 22:00-06:00, days: mon, breaks: [02:00-02:30] }] }');
  assert.deepEqual(hours(night.agents[0]!.shifts[0]!.breaks), [[26, 26.5]]);
});

test('an outage takes a share of the team out of their shifts', () => {
  const scenario = read('{ agents: [{ count: 4, shift: 08:00-16:00, days: mon }], outages: [{ at: 2026-11-23T12:00, lasts: 2h, share: 50% }] }');
  assert.deepEqual(scenario.agents.map((agent) => hours(agent.shifts)), [[[8, 16]], [[8, 12], [14, 16]], [[8, 16]], [[8, 12], [14, 16]]]);
});

test('agents are named after their team, and know indices', () => {
  const { scenario } = parseScenario(`
name: a
starts: 2026-11-23
lasts: 1d
zone: UTC
arrivals: { perDay: 10 }
customers: { intents: { a: 50%, b: 50% }, languages: { en: 50%, it: 50% } }
teams:
  day: { costPerHour: 18 EUR, agents: [{ count: 2, slots: 3, skills: [b], languages: [it, en], pace: 1.3, absence: 10% }] }
  night: { mode: parallel, agents: [{ count: 1 }] }
routing: { require: [skill], prefer: [language] }
`, 'a.yaml');
  const [first, second, third] = scenario!.agents;
  assert.deepEqual([first!.name, second!.name, third!.name], ['day-01', 'day-02', 'night-01']);
  const { team, slots, skills, languages, pace, absence, costPerHour, work } = first!;
  assert.deepEqual({ team, slots, skills, languages, pace, absence, costPerHour, work }, { team: 0, slots: 3, skills: [1], languages: [1, 0], pace: 1.3, absence: 0.1, costPerHour: 18, work: 'serial' });
  assert.deepEqual([third!.work, third!.switchMs, third!.skills], ['parallel', 0, []]);
  assert.equal(scenario!.currency, 'EUR');
});

test('work belongs to the question', () => {
  const parse = (teams: string) => parseScenario(`{ name: a, starts: 2026-11-23, lasts: 1d, zone: UTC, arrivals: { perDay: 10 }, customers: { intents: { a: 50%, b: { share: 50%, work: 2m, patience: forever } } }, teams: ${teams} }`, 'a.yaml');
  const { scenario } = parse('{ t: { work: 30s, agents: [{ count: 1 }] } }');
  assert.deepEqual(scenario!.customers.workMs, [{ kind: 'constant', value: 30_000 }, { kind: 'constant', value: 2 * MINUTE }]);
  assert.deepEqual(scenario!.customers.patienceMsByIntent?.map((spec) => spec === null), [false, true]);
  assert.deepEqual(parse('{ t: { work: 30s, agents: [{ count: 1 }] }, u: { work: 40s, agents: [{ count: 1 }] } }').problems.map(({ code }) => code), ['DS122']);
});

test('advice: skills without routing, questions that nobody can answer, agents without a day', () => {
  const codes = (rest: string): string[] => parseScenario(`{ name: a, starts: 2026-11-23, lasts: 1d, zone: UTC, arrivals: { perDay: 10 }, customers: { intents: { a: 50%, b: 50% } }, ${rest} }`, 'a.yaml').problems.map(({ severity, code }) => `${severity} ${code}`);
  assert.deepEqual(codes('teams: { t: { agents: [{ count: 1, skills: [a] }] } }'), ['warning DS201']);
  assert.deepEqual(codes('teams: { t: { agents: [{ count: 1, skills: [a] }] } }, routing: { require: [skill] }'), ['warning DS125']);
  assert.deepEqual(codes('teams: { t: { agents: [{ count: 1, shift: 08:00-16:00, days: sun }, { count: 1 }] } }'), ['warning DS123']);
  assert.deepEqual(codes('teams: { t: { agents: [{ count: 1, shift: 08:00-16:00, breaks: [17:00-17:30] }] } }'), ['error DS113']);
  assert.deepEqual(codes('teams: { t: { costPerHour: 18 EUR, agents: [{ count: 1 }] }, u: { costPerHour: 20 USD, agents: [{ count: 1 }] } }'), ['error DS116']);
  assert.deepEqual(codes('teams: { t: { agents: [{ count: 1 }] } }, sla: { all: { firstResponse: 5s } }'), ['warning DS117']);
});

test('days after the end count as drain: nobody is on shift for ever', () => {
  const scenario = read('{ agents: [{ count: 1, shift: 08:00-16:00 }] }', '2026-11-23', '1d');
  assert.equal(Math.max(...scenario.agents[0]!.shifts.map((shift) => shift.toMs)) <= scenario.lastsMs + DAY, true);
});
