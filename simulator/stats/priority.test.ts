import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { priorityPool, priorityServer } from './priority.js';

test('a pool with three classes equals priority-mmc-nonpreemptive.csv (Kella and Yechiali 1985)', () => {
  const { pWait, meanWaits } = priorityPool({ arrivalRates: [2, 3, 3], meanService: 1, agents: 10 });
  near(pWait, 0.4091801508);
  assert.equal(meanWaits.length, 3);
  [0.05114751885, 0.1022950377, 0.4091801508].forEach((wait, k) => near(meanWaits[k] ?? NaN, wait));
});

test('one server with different services equals priority-mg1-cobham.csv (Cobham 1954)', () => {
  const waits = priorityServer([
    { arrivalRate: 0.1, meanService: 1, scv: 0 },
    { arrivalRate: 0.2, meanService: 1, scv: 1 },
    { arrivalRate: 0.3, meanService: 1, scv: 2 },
  ]);
  [0.7777777778, 1.111111111, 2.5].forEach((wait, k) => near(waits[k] ?? NaN, wait));
});

test('one exponential server is the pool of one agent, overloaded or not', () => {
  for (const arrivalRates of [[0.2, 0.3], [0.5, 0.9], [0.5, 0.2, 0.9, 1]]) {
    const pool = priorityPool({ arrivalRates, meanService: 1, agents: 1 }).meanWaits;
    const server = priorityServer(arrivalRates.map((arrivalRate) => ({ arrivalRate, meanService: 1, scv: 1 })));
    pool.forEach((wait, k) => near(server[k] ?? NaN, wait, 1e-14));
  }
});

test('a class beyond capacity waits for ever, those above it do not', () => {
  const { meanWaits } = priorityPool({ arrivalRates: [1, 5], meanService: 1, agents: 2 });
  assert.deepEqual(meanWaits, [1, Infinity]);
});
