import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kaplanMeier, survivalAt } from './kaplan-meier.js';

test('without anybody taken away it is the share that is left', () => {
  const { times, shares } = kaplanMeier([[3, true], [1, true], [2, true], [2, true]]);
  assert.deepEqual(times, [1, 2, 3]);
  assert.deepEqual(shares.map((share) => Math.round(share * 1e12) / 1e12), [0.75, 0.25, 0]);
});

test('remission of 21 patients under 6-MP (Freireich et al. 1963): the textbook table', () => {
  const left = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  const survival = kaplanMeier([...left.map((time) => [time, true] as const), ...censored.map((time) => [time, false] as const)]);
  assert.deepEqual(survival.times, [6, 7, 10, 13, 16, 22, 23]);
  assert.deepEqual(survival.shares.map((share) => share.toFixed(4)), ['0.8571', '0.8067', '0.7529', '0.6902', '0.6275', '0.5378', '0.4482']);
  assert.deepEqual([0, 6, 9, 99].map((time) => survivalAt(survival, time).toFixed(4)), ['1.0000', '0.8571', '0.8067', '0.4482']);
});

test('it ends where too few are left to tell', () => {
  assert.deepEqual(kaplanMeier([[1, true], [2, true], [3, true]], 2).times, [1, 2]);
  assert.deepEqual(kaplanMeier([]), { times: [], shares: [] });
});
