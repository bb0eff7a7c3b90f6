import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, NEVER } from '../runtime/units.js';
import { createArrivals, PoissonProcess, WHO } from './arrival-process.js';
import { Streams } from './random.js';
import type { Arrivals } from './scenario/scenario.js';

const streams = new Streams(1, 0);
const plain: Arrivals = {
  boundsMs: [0, HOUR, 2 * HOUR],
  perHour: [1_000, 4_000],
  dayOf: [0, 0],
  dayFactorCv: 0,
  shocks: [],
  history: null,
};

function instantsOf(arrivals: Arrivals, shocked: boolean): number[][] {
  return createArrivals(arrivals, streams, shocked).map((process) => {
    const instants: number[] = [];
    for (let at = process.next(); at !== NEVER; at = process.next()) instants.push(at);
    return instants;
  });
}

test('arrivals follow the rate of their hour, within four standard deviations of a Poisson count', () => {
  const [instants] = instantsOf(plain, false);
  const early = instants!.filter((at) => at < HOUR).length;
  assert.ok(Math.abs(early - 1_000) < 4 * Math.sqrt(1_000), `${early} in the first hour`);
  assert.ok(Math.abs(instants!.length - early - 4_000) < 4 * Math.sqrt(4_000), `${instants!.length - early} in the second`);
});

test('a surge adds people of its own and moves nobody else', () => {
  const surge = { ...plain, shocks: [{ fromMs: HOUR, toMs: 2 * HOUR, perHour: 500, why: '' }] };
  const [calm] = instantsOf(surge, false);
  const [same, extra] = instantsOf(surge, true);
  assert.deepEqual(same, calm);
  assert.ok(extra!.length > 400 && extra!.length < 600);
  assert.ok(extra!.every((at) => at >= HOUR && at < 2 * HOUR));
});

test('two days of hourly surges keep clear of the people of campaigns', () => {
  const shocks = Array.from({ length: 48 }, (_, h) => ({ fromMs: h * HOUR, toMs: (h + 1) * HOUR, perHour: 10, why: '' }));
  const [, surge] = createArrivals({ ...plain, shocks }, streams, true);
  assert.equal(surge!.firstWho, WHO.shock);
  assert.ok(instantsOf({ ...plain, shocks }, true)[1]!.length < WHO.campaign - WHO.shock);
});

test('an hour without arrivals is passed over', () => {
  const process = new PoissonProcess(0, [0, HOUR, 2 * HOUR, 3 * HOUR], [0, 0, 100], streams);
  assert.ok(process.next() >= 2 * HOUR);
});

test('a day factor moves all of a day together, and its mean is one', () => {
  const factors = Array.from({ length: 400 }, (_, replication) => {
    const [process] = createArrivals({ ...plain, dayFactorCv: 0.3 }, new Streams(7, replication), false);
    let count = 0;
    while (process!.next() !== NEVER) count++;
    return count / 5_000;
  });
  const mean = factors.reduce((a, b) => a + b) / factors.length;
  const sd = Math.sqrt(factors.reduce((a, b) => a + (b - mean) ** 2, 0) / (factors.length - 1));
  assert.ok(Math.abs(mean - 1) < 4 * (0.3 / 20), `mean ${mean}`);
  assert.ok(Math.abs(sd - 0.3) < 0.05, `sd ${sd}`);
});
