/* oxlint-disable unicorn/no-thenable -- `then` is plain data of atZero and never awaited */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Bug } from '../runtime/bug.js';
import { createDistribution } from './distributions.js';
import type { DistributionSpec } from './distributions.js';
import { Streams } from './random.js';

const SEED = 20240229;

interface Case {
  readonly spec: DistributionSpec;
  /** From the textbook or the tables, not from the code. */
  readonly mean: number;
  readonly quantiles: readonly (readonly [u: number, x: number])[];
  readonly cdf: (x: number) => number;
}

const quickReply: DistributionSpec = { kind: 'lognormal', median: 90, sigma: 1 };
const slowReply: DistributionSpec = { kind: 'lognormal', median: 7200, sigma: 1.2 };

const cases: Readonly<Record<string, Case>> = {
  constant: { spec: { kind: 'constant', value: 30 }, mean: 30, quantiles: [[0.01, 30], [0.99, 30]], cdf: (x) => (x >= 30 ? 1 : 0) },
  uniform: {
    spec: { kind: 'uniform', min: -2, max: 6 }, mean: 2, quantiles: [[0.25, 0], [0.5, 2]],
    cdf: (x) => (x + 2) / 8,
  },
  exponential: {
    spec: { kind: 'exponential', mean: 45 }, mean: 45, quantiles: [[0.5, 45 * Math.LN2], [0.9, 45 * Math.LN10]],
    cdf: (x) => 1 - Math.exp(-x / 45),
  },
  'lognormal of median': {
    spec: quickReply, mean: 90 * Math.exp(0.5), quantiles: [[0.5, 90], [0.975, 90 * Math.exp(1.959963984540054)]],
    cdf: (x) => normalCdf(Math.log(x / 90)),
  },
  'lognormal of mean': {
    // Mean 50 and cv 0.75: 1 + cv^2 = 25/16, so the median is 50 * 4/5.
    spec: { kind: 'lognormal', mean: 50, cv: 0.75 }, mean: 50, quantiles: [[0.5, 40]],
    cdf: (x) => normalCdf(Math.log(x / 40) / Math.sqrt(Math.log(25 / 16))),
  },
  gamma: {
    // Chi-square with 10 degrees of freedom: the table has 3.9403 and 18.3070.
    spec: { kind: 'gamma', mean: 10, shape: 5 }, mean: 10, quantiles: [[0.05, 3.940299136], [0.95, 18.307038053]],
    cdf: (x) => erlangCdf(x / 2, 5),
  },
  'weibull of median': {
    spec: { kind: 'weibull', median: 600, shape: 0.5 }, mean: (600 / (Math.LN2 * Math.LN2)) * 2,
    quantiles: [[0.5, 600], [0.75, 2400], [0.875, 5400]],
    cdf: (x) => 1 - Math.exp(-Math.LN2 * Math.sqrt(x / 600)),
  },
  'weibull of scale': {
    // Rayleigh.
    spec: { kind: 'weibull', scale: 10, shape: 2 }, mean: 5 * Math.sqrt(Math.PI), quantiles: [[0.5, 10 * Math.sqrt(Math.LN2)]],
    cdf: (x) => 1 - Math.exp((-x * x) / 100),
  },
  geometric: {
    spec: { kind: 'geometric', mean: 4 }, mean: 4, quantiles: [[0.2, 1], [0.26, 2], [0.43, 2], [0.44, 3], [0.9, 9]],
    cdf: (x) => 1 - Math.exp(x * Math.log(0.75)),
  },
  'geometric of one': { spec: { kind: 'geometric', mean: 1 }, mean: 1, quantiles: [[0.001, 1], [0.999, 1]], cdf: (x) => (x >= 1 ? 1 : 0) },
  uniformInt: {
    spec: { kind: 'uniformInt', min: 1, max: 6 }, mean: 3.5, quantiles: [[0.01, 1], [0.49, 3], [0.51, 4], [0.99, 6]],
    cdf: (x) => x / 6,
  },
  'empirical quantiles': {
    spec: { kind: 'empirical', quantiles: [0, 10, 30, 100] }, mean: (5 + 20 + 65) / 3, quantiles: [[1 / 6, 5], [0.5, 20], [5 / 6, 65]],
    cdf: (x) => (x < 10 ? x / 10 : x < 30 ? 1 + (x - 10) / 20 : 2 + (x - 30) / 70) / 3,
  },
  'empirical points': {
    spec: { kind: 'empirical', points: [[0, 0], [0.5, 60], [0.9, 300], [1, 3600]] }, mean: 0.5 * 30 + 0.4 * 180 + 0.1 * 1950,
    quantiles: [[0.25, 30], [0.7, 180], [0.95, 1950]],
    cdf: (x) => (x < 60 ? x / 120 : x < 300 ? 0.5 + (x - 60) / 600 : 0.9 + (x - 300) / 33000),
  },
  mix: {
    spec: { kind: 'mix', parts: [[7, quickReply], [3, slowReply]] }, mean: 0.7 * 90 * Math.exp(0.5) + 0.3 * 7200 * Math.exp(0.72),
    quantiles: [[0.35, 90], [0.85, 7200]],
    cdf: (x) => 0.7 * normalCdf(Math.log(x / 90)) + 0.3 * normalCdf(Math.log(x / 7200) / 1.2),
  },
  atZero: {
    spec: { kind: 'atZero', share: 0.6, then: { kind: 'exponential', mean: 100 } }, mean: 40, quantiles: [[0.59, 0], [0.8, 100 * Math.LN2]],
    cdf: (x) => 0.6 + 0.4 * (1 - Math.exp(-x / 100)),
  },
};

for (const [name, { spec, mean, quantiles, cdf }] of Object.entries(cases)) {
  describe(name, () => {
    const law = createDistribution(spec);

    it('has the quantiles of the textbook', () => {
      for (const [u, x] of quantiles) assert.ok(close(law.sample(u), x, 1e-9), `at ${u}: ${law.sample(u)}, not ${x}`);
    });

    it('has the mean of the textbook, and it is the integral of the quantiles', () => {
      assert.ok(close(law.mean, mean, 1e-12), `${law.mean}, not ${mean}`);
      const integral = integralOfQuantiles((u) => law.sample(u));
      assert.ok(close(integral, mean, 1e-3), `integral ${integral}, mean ${mean}`);
    });

    it('passes Kolmogorov and Smirnov on 100 000 draws', () => {
      const streams = new Streams(SEED, 0);
      const n = 100_000;
      const draws = Float64Array.from({ length: n }, (_, who) => law.sample(streams.uniform(who, 6, 0))).sort();
      // 1.95 / sqrt(n) is passed once in a thousand; the seed is fixed.
      assert.ok(furthest(draws, cdf) < 1.95 / Math.sqrt(n), `distance ${furthest(draws, cdf)}`);
    });

    it('survives JSON', () => {
      const copy = createDistribution(JSON.parse(JSON.stringify(spec)) as DistributionSpec);
      for (const u of [0.001, 0.3, 0.99]) assert.equal(copy.sample(u), law.sample(u));
    });

    it('is finite at the smallest and the largest uniform', () => {
      for (const u of [Number.EPSILON / 2, 1 - Number.EPSILON / 2]) assert.ok(Number.isFinite(law.sample(u)), `${law.sample(u)}`);
    });

    if (spec.kind !== 'mix') {
      it('rises with its uniform (property)', () => {
        const u = fc.nat({ max: 0x7fffffff }).map((k) => (k + 0.5) / 0x80000000);
        fc.assert(fc.property(u, u, (a, b) => law.sample(Math.min(a, b)) <= law.sample(Math.max(a, b))), { seed: SEED, numRuns: 2000 });
      });
    }
  });
}

describe('mix', () => {
  it('gives each part the whole of (0, 1), open at both ends', () => {
    const law = createDistribution({ kind: 'mix', parts: [[1, { kind: 'uniform', min: 0, max: 1 }], [1, { kind: 'lognormal', median: 1, sigma: 1 }]] });
    assert.equal(law.sample(0.25), 0.5);
    assert.ok(close(law.sample(0.75), 1, 1e-15));
    assert.ok(law.sample(0.5) > 0 && law.sample(0.5) < 0.001);
    assert.ok(Number.isFinite(law.sample(1 - Number.EPSILON / 2)));
  });

  it('never picks a part without weight', () => {
    const law = createDistribution({ kind: 'mix', parts: [[0, { kind: 'constant', value: 1 }], [2, { kind: 'constant', value: 2 }], [0, { kind: 'constant', value: 3 }]] });
    assert.equal(law.mean, 2);
    for (const u of [Number.EPSILON / 2, 0.5, 1 - Number.EPSILON / 2]) assert.equal(law.sample(u), 2);
  });
});

describe('createDistribution', () => {
  it('throws on a spec that is no law, naming all that is wrong', () => {
    const spec: DistributionSpec = { kind: 'mix', parts: [[-1, { kind: 'exponential', mean: -1 }], [1, { kind: 'lognormal', median: 0, sigma: 1 }]] };
    assert.throws(
      () => createDistribution(spec),
      (e) => e instanceof Bug && ['parts.0.0', 'parts.0.1.mean', 'parts.1.1.median'].every((path) => e.message.includes(`distribution.${path}: `)),
    );
  });
});

function close(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}

/** Midpoints, finer by the factor 10 towards both ends, where quantiles may be unbounded. */
function integralOfQuantiles(quantile: (u: number) => number): number {
  const steps = 12_000;
  let sum = 0;
  for (let decade = 1e-12; decade < 0.05; decade *= 10) {
    sum += midpoints(quantile, decade, Math.min(decade * 10, 0.1), steps);
    sum += midpoints((u) => quantile(1 - u), decade, Math.min(decade * 10, 0.1), steps);
  }
  return sum + midpoints(quantile, 0.1, 0.9, 8 * steps);
}

function midpoints(f: (x: number) => number, from: number, to: number, steps: number): number {
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += f(from + (i + 0.5) * width);
  return sum * width;
}

/** Largest distance between the law and the sorted draws, at and just before each value; a jump of the law counts only at its upper end. */
function furthest(sorted: Float64Array, cdf: (x: number) => number): number {
  let most = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] === sorted[i + 1]) continue;
    most = Math.max(most, Math.abs((i + 1) / sorted.length - cdf(sorted[i]!)));
  }
  return most;
}

/** By the power series of DLMF 7.6.2: nothing in common with the rational functions under test. */
function normalCdf(z: number): number {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  let term = z;
  let sum = z;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Gamma with a whole shape and scale 1, in closed form. */
function erlangCdf(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < shape; k++) sum += term *= x / k;
  return 1 - sum * Math.exp(-x);
}
