import { test } from 'node:test';
import { sinusoidalLoad, sinusoidalPeakLag, sinusoidalRate } from './infinite-server.js';
import { near } from './near.js';
import { poissonTail } from './poisson-tail.js';

// The sinusoid of Feldman, Mandelbaum, Massey and Whitt 2008: 100 + 20 sin t, service of mean 1.
const day = { meanRate: 100, relativeAmplitude: 0.2, period: 2 * Math.PI, meanService: 1 };

test('offered load follows the arrivals with a lag (Eick, Massey and Whitt 1993, mt-m-inf-sinusoid.csv)', () => {
  near(sinusoidalRate(day, Math.PI / 2), 120, 1e-14);
  near(sinusoidalLoad(day, 0), 90, 1e-14);
  near(sinusoidalLoad(day, (3 * Math.PI) / 4), 114.1421356);
  near(sinusoidalPeakLag(day), 0.7853981634);
  near(sinusoidalLoad({ meanRate: 60, relativeAmplitude: 0.8, period: 24, meanService: 2 }, 9), 201.1716467);
});

test('patience equal to service: the delay is a Poisson tail (mt-m-st-plus-m-theta-eq-mu.csv)', () => {
  near(poissonTail(sinusoidalLoad(day, Math.PI / 4), 100), 0.5132987983);
  near(poissonTail(sinusoidalLoad(day, 0), 100), 0.1582209892);
});
