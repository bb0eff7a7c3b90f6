import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HOUR } from '../../runtime/units.js';
import { applySet } from './apply-set.js';
import type { ParsedHistory } from './parse-history.js';
import { readScenario } from './read-scenario.js';

const TEXT = readFileSync(new URL('../../scenarios/bank-1999.yaml', import.meta.url), 'utf8');
const FOLDER = join(process.env['DESKSIM_DATA']!, 'data', 'anonymous-bank-calls');
const read = (months: readonly number[], ...settings: string[]): ParsedHistory => {
  const text = settings.reduce((edited, setting) => applySet(edited, setting).text, TEXT);
  const { scenario, history, problems } = readScenario(text, 'bank-1999.yaml', months.map((month) => `calls-1999-0${month}.csv.gz`), [FOLDER]);
  assert.ok(scenario !== null, JSON.stringify(problems));
  return history!;
};
const quantile = (values: readonly number[], p: number): number => values.toSorted((a, b) => a - b)[Math.floor(p * (values.length - 1))]!;

test('January 1999 is read without a problem', () => {
  const { problems, rows } = read([1]);
  assert.deepEqual(problems, []);
  assert.equal(rows.read, 31_599);
  assert.equal(rows.filtered, 240 + 1198);
  assert.equal(rows.kept, 30_161);
});

test('five months have the waits and handle times that the README of the data states', () => {
  const { problems, rows, history, served } = read([1, 2, 3, 4, 5], 'arrivals.history.except=[{ outcome: PHANTOM }]');
  assert.deepEqual(problems, []);
  assert.equal(rows.kept, 173_685);
  const queued = [...history!.observedWaitMs.keys()].filter((i) => history!.observedLeft[i] === 0 && history!.observedWaitMs[i]! > 0);
  assert.deepEqual([0.5, 0.9, 0.99].map((p) => quantile(queued.map((i) => history!.observedWaitMs[i]! / 1000), p)), [67, 244, 498]);
  const handled = [...served.agent.keys()].filter((i) => served.agent[i]! >= 0).map((i) => served.serviceEndMs[i]! - served.serviceStartMs[i]!).filter((ms) => ms > 0 && ms <= HOUR);
  assert.ok(Math.abs(quantile(handled, 0.5) / 1000 - 117) <= 1, `median ${quantile(handled, 0.5)}`);
  assert.equal(served.agents.length, 31);
});
