import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { normalCdf, normalHazard, normalPdf, normalQuantile } from './normal-quantile.js';

test('quantiles equal the check values printed with AS 241 (Wichura 1988) and forty-digit values', () => {
  near(normalQuantile(0.25), -0.6744897501960817, 4e-16);
  near(normalQuantile(0.001), -3.0902323061678136, 4e-16);
  near(normalQuantile(1e-20), -9.262340089798407, 4e-16);
  near(normalQuantile(0.975), 1.959963984540054, 4e-16);
  near(normalQuantile(1e-300), -37.0470962993612, 1e-15);
});

test('quantiles outside (0, 1)', () => {
  assert.equal(normalQuantile(0), -Infinity);
  assert.equal(normalQuantile(1), Infinity);
  assert.equal(normalQuantile(0.5), 0);
  assert.ok(Number.isNaN(normalQuantile(-0.1)) && Number.isNaN(normalQuantile(NaN)));
});

test('the distribution function keeps its relative precision far out (forty-digit values)', () => {
  near(normalCdf(0), 0.5, 1e-16);
  near(normalCdf(-1), 0.15865525393145705, 1e-15);
  near(normalCdf(1.5), 0.9331927987311419, 1e-15);
  near(normalCdf(-5), 2.866515718791939e-7, 1e-14);
  near(normalCdf(-20), 2.7536241186062337e-89, 1e-14);
  assert.equal(normalCdf(-Infinity), 0);
  assert.equal(normalCdf(Infinity), 1);
});

test('the distribution function undoes the quantile', () => {
  const shares = [1e-250, 1e-30, 0.003, 0.06, 0.07, 0.4, 0.93, 0.94, 0.9999];
  for (const p of shares) near(normalCdf(normalQuantile(p)), p, 2e-13);
});

test('density and hazard', () => {
  near(normalPdf(0), 0.3989422804014327, 1e-15);
  assert.equal(normalPdf(100), 0);
  near(normalHazard(0), 0.7978845608028654, 1e-15);
  near(normalHazard(1.4999999), normalHazard(1.5), 1e-7);
  // The next term of x + 1/x - 2/x^3 is 10/x^5.
  near(normalHazard(1000), 1000 + 1 / 1000 - 2e-9, 1e-15);
});
