import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { normalQuantile } from './normal-quantile.js';
import { tQuantile } from './student-t.js';

test('two-sided quantiles equal output-analysis-fixtures.json', () => {
  near(tQuantile(0.95, 4), 2.1318467863266495, 1e-14);
  near(tQuantile(0.975, 9), 2.262157162798205, 1e-14);
  near(tQuantile(0.995, 9), 3.249835541592126, 1e-14);
  near(tQuantile(0.975, 29), 2.045229642132703, 1e-14);
  near(tQuantile(0.975, 999), 1.9623414611334493, 1e-13);
});

test('one and two degrees of freedom have closed forms', () => {
  for (const p of [1e-9, 0.01, 0.2, 0.3, 0.4999, 0.6, 0.975]) {
    near(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), p < 1e-6 ? 1e-6 : 1e-12);
    near(tQuantile(p, 2), (2 * p - 1) * Math.sqrt(1 / (2 * p * (1 - p))), 1e-12);
  }
});

test('is odd around one half and falls towards the normal', () => {
  assert.equal(tQuantile(0.5, 7), 0);
  assert.equal(tQuantile(0.125, 7), -tQuantile(0.875, 7));
  near(tQuantile(0.975, Infinity), normalQuantile(0.975), 1e-16);
  near(tQuantile(0.975, 20000), tQuantile(0.975, 20000.000001), 1e-12);
});

test('the ends and nonsense', () => {
  assert.equal(tQuantile(0, 5), -Infinity);
  assert.equal(tQuantile(1, 5), Infinity);
  assert.ok(Number.isNaN(tQuantile(0.5, 0)) && Number.isNaN(tQuantile(1.5, 3)) && Number.isNaN(tQuantile(0.9, NaN)));
});
