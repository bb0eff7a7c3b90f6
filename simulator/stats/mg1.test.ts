import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { pollaczekKhinchine, processorSharing } from './mg1.js';

test('M/M/1 and M/D/1 equal their textbook forms and mg1-pollaczek-khinchine.csv', () => {
  const exponential = pollaczekKhinchine({ arrivalRate: 0.8, moments: [1, 2, 6] });
  near(exponential.meanWait, 4, 1e-14);
  near(exponential.sdWait, 4.898979486);
  near(exponential.meanNumber, 4, 1e-14);
  const fixed = pollaczekKhinchine({ arrivalRate: 0.9, moments: [1, 1, 1] });
  near(fixed.meanWait, 4.5, 1e-14);
  near(fixed.sdWait, 4.82182538);
  near(fixed.meanQueueLength, 4.05, 1e-14);
});

test('lognormal service of squared variation 2 equals mg1-pollaczek-khinchine.csv', () => {
  const m = pollaczekKhinchine({ arrivalRate: 0.7, moments: [1, 3, 27] });
  near(m.meanSojourn, 4.5, 1e-14);
  near(m.sdWait, 5.766281297);
});

test('processor sharing equals processor-sharing-mm1-mg1.csv (Coffman, Muntz and Trotter 1970)', () => {
  const m = processorSharing(0.7, 1);
  near(m.meanSojourn, 3.333333333);
  near(m.sdSojournExponential, 4.803844614);
  near(5 * m.stretch, 16.66666667);
});

test('a full server never recovers', () => {
  const m = pollaczekKhinchine({ arrivalRate: 1, moments: [1, 2, 6] });
  assert.deepEqual([m.meanWait, m.sdWait, m.meanNumber], [Infinity, Infinity, Infinity]);
  assert.equal(processorSharing(2, 1).meanSojourn, Infinity);
});
