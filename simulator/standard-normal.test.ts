import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standardNormal } from './standard-normal.js';

describe('standardNormal', () => {
  // mpmath 1.3 at 30 digits; the first column as a decimal, so each is within an ulp of u of the true quantile.
  const quantiles = [
    [1e-10, -6.361340902404057],
    [0.001, -3.0902323061678136],
    [0.01, -2.326347874040841],
    [0.025, -1.9599639845400543],
    [0.05, -1.6448536269514726],
    [0.25, -0.6744897501960817],
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [0.9, 1.2815515655446006],
    [0.925, 1.439531470938456],
    [0.95, 1.6448536269514726],
    [0.975, 1.9599639845400543],
    [0.99, 2.326347874040841],
    [0.995, 2.575829303548901],
    [0.9999, 3.7190164854556804],
    [Number.EPSILON / 2, -8.209536151601387],
  ] as const;
  for (const [u, z] of quantiles) {
    it(`is ${z} at ${u}`, () => assert.ok(Math.abs(standardNormal(u) - z) <= 2e-15 * Math.max(1, Math.abs(z)) + ulpEffect(u, z)));
  }

  it('is odd about one half', () => {
    for (let k = 1; k < 512; k++) assert.equal(standardNormal(k / 1024), -standardNormal(1 - k / 1024));
  });

  it('has no step where its three pieces meet', () => {
    for (const u of [0.075, Math.exp(-25)]) {
      const gap = standardNormal(u * (1 + 1e-12)) - standardNormal(u * (1 - 1e-12));
      assert.ok(gap > 0 && gap < 1e-11, `${gap}`);
    }
  });
});

/** What rounding u to float64 does to z. */
function ulpEffect(u: number, z: number): number {
  return (u * Number.EPSILON * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2) / 2;
}
