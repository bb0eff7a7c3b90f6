import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gammaQuantile } from './gamma-quantile.js';

describe('gammaQuantile', () => {
  // Tables of chi-square with 2 * shape degrees of freedom, halved; three decimals, as printed.
  const tables = [
    [0.5, 0.95, 3.841],
    [1.5, 0.05, 0.352],
    [2, 0.99, 13.277],
    [5, 0.95, 18.307],
    [15, 0.99, 50.892],
    [50, 0.95, 124.342],
  ] as const;
  for (const [shape, u, chiSquare] of tables) {
    it(`agrees with the chi-square table at ${u}, ${2 * shape} degrees of freedom`, () =>
      assert.ok(Math.abs(2 * gammaQuantile(u, shape) - chiSquare) < 6e-4));
  }

  // mpmath 1.3 at 30 digits.
  const values = [
    [0.01, 0.9, 1.5035936230732948e-5],
    [0.1, 0.5, 0.0005933911044602261],
    [0.5, 0.95, 1.9207294103470622],
    [1.5, 0.05, 0.1759231588746357],
    [5, 0.95, 9.153519026637571],
    [28.7, 0.01, 17.72173823026469],
    [100, 0.5, 99.66686491931549],
    [400, 0.9999, 478.69067836135304],
    [1e4, 0.25, 9932.370564904188],
  ] as const;
  for (const [shape, u, x] of values) {
    it(`is ${x} at ${u} for shape ${shape}`, () => assert.ok(Math.abs(gammaQuantile(u, shape) / x - 1) < 1e-11));
  }

  it('is the exponential for shape 1, from tail to tail', () => {
    for (const u of [Number.EPSILON / 2, 1e-12, 1e-3, 0.3, 0.499999, 0.5, 0.7, 0.999, 1 - Number.EPSILON / 2]) {
      const x = -Math.log1p(-u);
      assert.ok(Math.abs(gammaQuantile(u, 1) / x - 1) < 1e-12, `u ${u}`);
    }
  });

  it('is finite and rises for every shape', () => {
    for (const shape of [0.001, 0.02, 0.3, 0.5, 0.51, 0.9, 3, 28.7, 1e3, 1e5]) {
      let last = 0;
      for (let k = 1; k < 400; k++) {
        const x = gammaQuantile(k / 400, shape);
        assert.ok(Number.isFinite(x) && (x > last || x === 0), `shape ${shape}, u ${k / 400}: ${last} then ${x}`);
        last = x;
      }
    }
  });
});
