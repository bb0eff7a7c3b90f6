import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applySet } from './apply-set.js';
import { parseScenario } from './parse-scenario.js';
import type { Scenario } from './scenario.js';

const PEAK = readFileSync(new URL('../../scenarios/holiday-peak.yaml', import.meta.url), 'utf8');
const set = (assignment: string, text = PEAK): string => {
  const edited = applySet(text, assignment);
  assert.deepEqual(edited.problems, []);
  return edited.text;
};
const read = (text: string): Scenario => {
  const { scenario, problems } = parseScenario(text, 'peak.yaml');
  assert.deepEqual(problems, []);
  return scenario!;
};

test('a value is replaced where it stands, and nothing else moves', () => {
  const edited = set('teams.support.agents[0].count=20');
  assert.equal(edited.replace('count: 20', 'count: 6'), PEAK);
  assert.equal(read(edited).agents.length, read(PEAK).agents.length + 14);
  assert.equal(set('teams.support.agents.0.count=20'), edited);
});

test('a whole group is replaced without moving the lines after it', () => {
  const edited = set('customers.replyDelay=10s');
  assert.deepEqual(read(edited).customers.replyDelayMs, { kind: 'constant', value: 10_000 });
  assert.equal(edited.split('\n').length, PEAK.split('\n').length);
  assert.equal(edited.split('\n').indexOf('teams:'), PEAK.split('\n').indexOf('teams:'));
  assert.deepEqual(read(set('goals=[]')).goals, []);
});

test('a key that is not there yet is added', () => {
  assert.deepEqual(read(set('desk.obeys=[]')).desk.obeys, []);
  assert.equal(read(set('routing.headStart.vip=1h')).desk.vipHeadStartMs, 3_600_000);
  assert.equal(read(set('sla.low.resolution=2h')).desk.sla[0].resolutionMs, 7_200_000);
  assert.equal(read(set('teams.support.agents[2].pace=1.5')).agents[12]!.pace, 1.5); // behind two groups of six
  assert.equal(read(set('network=instant')).network.instant, true);
});

test('several assignments follow each other', () => {
  const scenario = read(set('platform.mps=20', set('desk.grace=5s', set('desk.obeys=[]'))));
  assert.deepEqual([scenario.desk.graceMs, scenario.platform.mps, scenario.desk.obeys], [5000, 20, []]);
});

test('JSON scenarios can be set, too', () => {
  const json = JSON.stringify({ name: 'a', starts: '2026-11-23', lasts: '1d', zone: 'UTC', arrivals: { perDay: 10 }, teams: { t: { agents: [{ count: 1 }] } } });
  assert.equal(parseScenario(set('desk.grace=5s', set('arrivals.perDay=20', json)), 'a.json').scenario?.desk.graceMs, 5000);
});

test('a path that no scenario has is refused with its place', () => {
  const problem = (assignment: string) => {
    const { text, problems } = applySet(PEAK, assignment);
    assert.equal(text, PEAK);
    const { code, column, length, hint } = problems[0]!;
    return [code, assignment.slice(column - 1, column - 1 + length), hint];
  };
  assert.deepEqual(problem('arivals.perDay=3'), ['DS151', 'arivals', 'did you mean `arrivals`?']);
  assert.deepEqual(problem('arrivals.perdy=3'), ['DS151', 'perdy', 'did you mean `perDay`?']);
  assert.deepEqual(problem('teams.support.agents.count=3'), ['DS151', 'count', 'it is a list: `teams.support.agents[0].count`']);
  assert.deepEqual(problem('arrivals.peaks[7].factor=2'), ['DS151', 'arrivals.peaks[7].factor', 'a list grows only in the file']);
  assert.deepEqual(problem('platform.tier').slice(0, 2), ['DS150', 'platform.tier']);
  assert.deepEqual(problem('platform.tier=[').slice(0, 2), ['DS150', '[']);
});

test('a wrong value is told by the parser, at its place in the edited text', () => {
  const edited = set('platform.tier=1000');
  const { problems } = parseScenario(edited, 'peak.yaml');
  const line = edited.split('\n')[problems[0]!.line - 1]!;
  assert.equal(line.slice(problems[0]!.column - 1, problems[0]!.column - 1 + problems[0]!.length), '1000');
});
