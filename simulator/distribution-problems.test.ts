/* oxlint-disable unicorn/no-thenable -- `then` is plain data of atZero and never awaited */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distributionProblems } from './distribution-problems.js';
import type { DistributionSpec } from './distributions.js';

describe('distributionProblems', () => {
  const wrong: readonly (readonly [DistributionSpec, readonly string[]])[] = [
    [{ kind: 'constant', value: NaN }, ['value']],
    [{ kind: 'uniform', min: 2, max: 1 }, ['max']],
    [{ kind: 'exponential', mean: -1 }, ['mean']],
    [{ kind: 'lognormal', median: 0, sigma: -1 }, ['median', 'sigma']],
    [{ kind: 'lognormal', mean: 0, cv: Infinity }, ['mean', 'cv']],
    [{ kind: 'gamma', mean: 1, shape: 0 }, ['shape']],
    [{ kind: 'weibull', median: -1, shape: 0 }, ['median', 'shape']],
    [{ kind: 'weibull', scale: 0, shape: 1 }, ['scale']],
    [{ kind: 'geometric', mean: 0.5 }, ['mean']],
    [{ kind: 'uniformInt', min: 0.5, max: 2.5 }, ['min', 'max']],
    [{ kind: 'empirical', quantiles: [1] }, ['quantiles']],
    [{ kind: 'empirical', quantiles: [1, 3, 2, NaN] }, ['quantiles.2', 'quantiles.3']],
    [{ kind: 'empirical', points: [[0.1, 5], [0.05, 6], [0.9, 1]] }, ['points.0.0', 'points.2.0', 'points.1.0', 'points.2.1']],
    [{ kind: 'empirical', points: [] }, ['points']],
    [{ kind: 'mix', parts: [] }, ['parts']],
    [{ kind: 'mix', parts: [[-1, { kind: 'exponential', mean: -1 }], [1, { kind: 'constant', value: 0 }]] }, ['parts.0.0', 'parts.0.1.mean']],
    [{ kind: 'atZero', share: 1.5, then: { kind: 'geometric', mean: 0 } }, ['share', 'then.mean']],
  ];
  for (const [spec, paths] of wrong) {
    it(`finds all that is wrong with ${JSON.stringify(spec)}`, () =>
      assert.deepEqual(distributionProblems(spec).map((p) => p.path.join('.')), paths));
  }

  it('finds nothing wrong with the edges of what is allowed', () => {
    const right: readonly DistributionSpec[] = [
      { kind: 'uniform', min: 1, max: 1 },
      { kind: 'exponential', mean: 0 },
      { kind: 'lognormal', median: 1, sigma: 0 },
      { kind: 'geometric', mean: 1 },
      { kind: 'uniformInt', min: -3, max: -3 },
      { kind: 'empirical', points: [[0, 1], [0.5, 1], [0.5, 2], [1, 2]] },
      { kind: 'mix', parts: [[0, { kind: 'constant', value: 1 }], [1, { kind: 'constant', value: 2 }]] },
      { kind: 'atZero', share: 1, then: { kind: 'constant', value: 2 } },
    ];
    for (const spec of right) assert.deepEqual(distributionProblems(spec), []);
  });
});
