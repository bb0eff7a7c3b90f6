import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logGamma } from './log-gamma.js';

describe('logGamma', () => {
  // mpmath 1.3 at 30 digits.
  const values = [
    [0.001, 6.907178885383853],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.1207822376352452],
    [2, 0],
    [3, 0.6931471805599453],
    [10, 12.80182748008147],
    [171, 706.5730622457874],
    [1e6, 12815504.569147613],
  ] as const;
  for (const [x, y] of values) {
    it(`is ${y} at ${x}`, () => assert.ok(Math.abs(logGamma(x) - y) < 1e-14 * Math.max(1, Math.abs(y)), `${logGamma(x)}`));
  }
});
