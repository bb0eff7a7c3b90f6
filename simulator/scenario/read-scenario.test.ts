import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../runtime/units.js';
import { readScenario } from './read-scenario.js';

const TEXT = `
name: a
starts: 2026-11-23
lasts: 1d
zone: Europe/Rome
arrivals:
  perDay: 10
  dayFactor: { cv: 0.2 }
  history:
    columns: { at: at, waitFrom: at, waitTo: start, agent: who, serviceStart: start, serviceEnd: end }
    exclude: [{ from: 2026-03-30T08:00, lasts: 1h }]
teams:
  bots: { agents: [{ count: 1 }] }
  people:
    costPerHour: 18 EUR
    agents: [{ count: 3, shift: 08:00-16:00, slots: 1 }]
    staffing: { fromHistory: { absentAfter: 5m, pace: { ann: 1.3 } } }
    readiness: { handover: 4s, readyShare: 70%, pauseBusy: 2s, pauseIdle: { exponential: { mean: 90s } } }
`;
const folder = mkdtempSync(join(tmpdir(), 'desksim-'));
const write = (name: string, ...rows: string[]): string => {
  writeFileSync(join(folder, name), ['at,start,end,who', ...rows, ''].join('\n'));
  return name;
};
const sunday = write('sunday.csv', '2026-03-29T10:00:00,2026-03-29T10:00:00,2026-03-29T10:05:00,ann');
const monday = write('monday.csv', '2026-03-30T09:00:00,2026-03-30T09:01:00,2026-03-30T09:05:00,bob', '2026-03-30T11:00:00,2026-03-30T11:00:00,2026-03-30T11:10:00,bob');

test('without files the forecast counts, with the agents of the scenario', () => {
  const { scenario, history } = readScenario(TEXT, 'a.yaml', [], [folder]);
  assert.equal(history, null);
  assert.equal(scenario!.arrivals.history, null);
  assert.equal(scenario!.agents.length, 4);
  const readiness = { handoverMs: 4000, readyShare: 0.7, pauseBusyMs: { kind: 'constant', value: 2000 }, pauseIdleMs: { kind: 'exponential', mean: 90_000 } };
  assert.deepEqual(scenario!.agents.map((agent) => agent.readiness), [undefined, readiness, readiness, readiness]);
});

test('files decide which days the run covers, and who is at work', () => {
  const { scenario, problems } = readScenario(TEXT, 'a.yaml', [monday, sunday], [folder]);
  assert.deepEqual(problems, []);
  assert.equal(scenario!.startsAtEpochMs, Date.parse('2026-03-28T23:00:00Z'));
  assert.equal(scenario!.lastsMs, 47 * HOUR, 'the night in which summer time begins');
  assert.deepEqual([...scenario!.arrivals.history!.atMs].map((ms) => ms / HOUR), [9, 32, 34]);
  assert.deepEqual(scenario!.arrivals.history!.exclude, [{ fromMs: 31 * HOUR, toMs: 32 * HOUR }]);
  assert.deepEqual([scenario!.arrivals.perHour, scenario!.arrivals.dayFactorCv], [[0], 0]);
  const [bot, ann, bob] = scenario!.agents;
  assert.equal(scenario!.agents.length, 3);
  assert.deepEqual([bot!.name, ann!.name, ann!.pace, ann!.slots, ann!.costPerHour, ann!.team], ['bots-01', 'ann 2026-03-29', 1.3, 1, 18, 1]);
  assert.deepEqual([bob!.name, bob!.readiness?.handoverMs], ['bob 2026-03-30', 4000]);
  assert.deepEqual(bob!.shifts.map(({ fromMs, toMs }) => [fromMs, toMs]), [[32 * HOUR + MINUTE, 34 * HOUR + 10 * MINUTE]]);
});

test('a log that does not say who served leaves the agents as they are', () => {
  const text = TEXT.replace(', agent: who, serviceStart: start, serviceEnd: end', '');
  assert.equal(readScenario(text, 'a.yaml', [monday], [folder]).scenario!.agents.length, 4);
});

test('a history needs its mapping, its files, and one team to staff', () => {
  const codes = (text: string, files: string[]): string[] => readScenario(text, 'a.yaml', files, [folder]).problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  assert.deepEqual(codes(TEXT.replace(/ {2}history:\n.*\n.*\n/, ''), [monday]), ['DS101']);
  assert.deepEqual(codes(TEXT, ['nowhere.csv']), ['DS307']);
  assert.deepEqual(codes(TEXT.replace('bots: { agents: [{ count: 1 }] }', 'bots: { agents: [{ count: 1 }], staffing: { fromHistory: {} } }'), []), ['DS122']);
  assert.deepEqual(codes(TEXT.replace('agents: [{ count: 3, shift: 08:00-16:00, slots: 1 }]', 'agents: []'), []), ['DS122']);
  assert.deepEqual(codes(TEXT.replace('history:', 'history:\n    files: x.csv'), []), ['DS122', 'DS122']);
});
