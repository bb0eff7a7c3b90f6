import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erlangB, erlangC, minAgents, serviceLevel, waitMeasures, waitQuantile } from './erlang.js';
import { near } from './near.js';

// 200 calls an hour of 180 s on 14 agents: the row on which two public packages print their result.
const printed = { arrivalRate: 200 / 3600, meanService: 180, agents: 14 };

test('Erlang B equals erlang-b.csv (Erlang 1917)', () => {
  near(erlangB(1, 1), 0.5, 1e-15);
  near(erlangB(10, 7), 0.409040783);
  near(erlangB(84, 98), 0.01415793505);
  near(erlangB(5000, 5141), 0.0007945076377);
});

test('a limit of 250 recipients a day offered 250 blocks 4.88 % (tier-limit-erlang-b.csv)', () => {
  near(erlangB(250, 250), 0.04880479182);
});

test('Erlang C equals the values printed by pyworkforce and by the R package ErlangC', () => {
  near(erlangC(10, 14), 0.1741319335950498, 1e-14);
  near(serviceLevel(printed, 20), 0.8883500191794669, 1e-14);
  near(waitMeasures(printed).meanWait, 7.835937, 1e-8);
});

test('waits of a nearly full pool equal erlang-c.csv', () => {
  const queue = { arrivalRate: 200 / 3600, meanService: 300, agents: 17 };
  const m = waitMeasures(queue);
  near(m.pWait, 0.9072897256);
  near(m.meanWait, 816.560753);
  near(m.meanQueueLength, 45.36448628);
  near(waitQuantile(queue, 0.9), 1984.762481);
  near(waitQuantile(queue, 0.99), 4057.089065);
});

test('a quantile below the share served at once is 0', () => {
  assert.equal(waitQuantile({ arrivalRate: 200 / 3600, meanService: 180, agents: 20 }, 0.9), 0);
});

test('a pool without steady state', () => {
  const full = { arrivalRate: 2, meanService: 1, agents: 2 };
  assert.deepEqual(waitMeasures(full), {
    occupancy: 1,
    pWait: 1,
    meanWait: Infinity,
    meanWaitOfWaiting: Infinity,
    meanQueueLength: Infinity,
  });
  assert.equal(serviceLevel(full, 1000), 0);
  assert.equal(waitQuantile(full, 0.5), Infinity);
});

test('fewest agents equal erlang-c-min-agents.csv', () => {
  const hourly = (perHour: number, meanService: number, threshold: number, target: number): number =>
    minAgents({ arrivalRate: perHour / 3600, meanService, threshold, target });
  assert.equal(hourly(200, 180, 20, 0.8), 14);
  assert.equal(hourly(20, 180, 900, 0.95), 2);
  assert.equal(hourly(3600, 600, 20, 0.95), 632);
});

test('nonsense throws', () => {
  assert.throws(() => erlangB(-1, 3), RangeError);
  assert.throws(() => erlangB(NaN, 3), RangeError);
  assert.throws(() => erlangC(3, 2.5), RangeError);
  assert.throws(() => minAgents({ arrivalRate: 1, meanService: 1, threshold: 1, target: 1 }), RangeError);
});
