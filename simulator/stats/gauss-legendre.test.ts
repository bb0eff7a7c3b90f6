import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussLegendre } from './gauss-legendre.js';
import { near } from './near.js';

test('is exact for polynomials up to degree 19 and converges by panels', () => {
  near(gaussLegendre((x) => 20 * x ** 19, 0, 1, 1), 1, 1e-14);
  near(gaussLegendre((x) => Math.exp(-x), 0, 40, 20), 1, 1e-14);
});

test('an empty or reversed range gives 0', () => {
  assert.equal(gaussLegendre(() => 1, 2, 2, 4), 0);
  assert.equal(gaussLegendre(() => 1, 3, 2, 4), 0);
});
