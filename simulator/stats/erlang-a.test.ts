import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erlangA, erlangAWithin } from './erlang-a.js';
import { near } from './near.js';

// 48 calls a minute of one minute, 50 agents, two minutes of patience: Garnett, Mandelbaum and Reiman 2002, Table 1,
// there rounded to 3.1 % abandonment, 3.7 s and a queue of 3. Digits from erlang-a.csv, seconds.
const garnett = { arrivalRate: 0.8, meanService: 60, agents: 50, meanPatience: 120 };

test('the published example', () => {
  const m = erlangA(garnett);
  near(m.pWait, 0.4677740686);
  near(m.pAbandon, 0.03091224916);
  near(m.meanWait, 3.709469899);
  near(m.meanWaitServed, 3.61590024);
  near(m.meanWaitAbandoned, 6.642844653);
  near(m.meanQueueLength, 2.96757592);
  near(m.occupancy, 0.9303242408);
});

test('its service level at 20 s in the three meanings', () => {
  const w = erlangAWithin(garnett, 20);
  near(w.served, 0.9430189547);
  near(w.abandoned, 0.02984543696);
  near(w.servedOfServed, 0.9730996537);
  near(w.servedExcludingShortAbandons, 0.972029603);
});

test('overload with long patience equals erlang-a.csv', () => {
  const queue = { arrivalRate: 504 / 3600, meanService: 600, agents: 71, meanPatience: 1800 };
  near(erlangA(queue).meanWait, 278.9954074);
  near(erlangA(queue).meanWaitAbandoned, 169.9936027);
  near(erlangAWithin(queue, 60).served, 0.01984103457);
});

test('patience as long as service makes the number in system Poisson', () => {
  // P(Poisson(1) >= 1), and the mean above one agent, 1 - P(busy).
  const m = erlangA({ arrivalRate: 1, meanService: 1, agents: 1, meanPatience: 1 });
  near(m.pWait, 1 - Math.exp(-1), 1e-14);
  near(m.meanQueueLength, Math.exp(-1), 1e-14);
});

test('endless patience is Erlang C, and very long patience comes near it', () => {
  const queue = { arrivalRate: 48, meanService: 1, agents: 50 };
  const endless = erlangA({ ...queue, meanPatience: Infinity });
  near(erlangA({ ...queue, meanPatience: 1e9 }).meanWait, endless.meanWait, 1e-6);
  assert.equal(endless.pAbandon, 0);
  assert.ok(Number.isNaN(endless.meanWaitAbandoned));
  const within = erlangAWithin({ ...queue, meanPatience: Infinity }, 1);
  assert.equal(within.servedExcludingShortAbandons, within.served);
});

test('extremes keep the shares together: all are served or leave in the end', () => {
  const queues = [
    { arrivalRate: 48, meanService: 1, agents: 50, meanPatience: 0.001 },
    { arrivalRate: 4000, meanService: 1, agents: 10, meanPatience: 1 },
    { arrivalRate: 4000, meanService: 1, agents: 10, meanPatience: 0.001 },
    { arrivalRate: 48, meanService: 1, agents: 40, meanPatience: 5000 },
    { arrivalRate: 1, meanService: 1, agents: 1, meanPatience: 1e7 },
    { arrivalRate: 48, meanService: 1, agents: 500, meanPatience: 1 },
  ];
  for (const queue of queues) {
    const { served, abandoned } = erlangAWithin(queue, 1e12);
    near(served + abandoned, 1, 1e-11);
    near(abandoned, erlangA(queue).pAbandon, 1e-10);
  }
});

test('no agent is nonsense', () => {
  assert.throws(() => erlangA({ arrivalRate: 1, meanService: 1, agents: 0, meanPatience: 1 }), RangeError);
});
