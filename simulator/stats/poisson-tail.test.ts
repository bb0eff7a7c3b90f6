import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { poissonTail } from './poisson-tail.js';

test('small means by hand', () => {
  near(poissonTail(2, 1), 1 - Math.exp(-2), 1e-15);
  near(poissonTail(0.5, 2), 1 - 1.5 * Math.exp(-0.5), 1e-14);
  assert.equal(poissonTail(3, 0), 1);
  assert.equal(poissonTail(0, 1), 0);
});

test('large means equal tier-limit-erlang-b.csv', () => {
  near(poissonTail(250, 251), 0.4831877108);
  near(poissonTail(8000, 10001), 4.905915549e-103);
  near(poissonTail(90000, 100001), 1.780253623e-235);
  near(poissonTail(105000, 100001), 1, 1e-12);
});
