import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePaced, inVirtualTime, scenarioOf } from './paced-comparison.js';
import type { PhoneFigures } from '../load/phone-figures.js';

// One minute of real time, so not a part of `npm test`: npm run test:paced.

const LOAD = { perSecond: 50, seconds: 60, agents: 40, meanWorkMs: 400, seed: 1 };
/** Every way over HTTP takes some milliseconds, and timers are late by one or two; a desk at its limit passes on what each agent loses. */
const TOLERANCE_MS = 20;
const LEFT_SHARE = 0.01;

test('a minute at 50 conversations a second: the desk behind HTTP and its rules in virtual time feel the same at the phone', async (t) => {
  const { virtual, real, driven, totals } = await comparePaced(LOAD);
  t.diagnostic(`virtual time: ${line(virtual)}`);
  t.diagnostic(`over HTTP:    ${line(real)}`);
  t.diagnostic(`${driven.accepted} sends accepted, ${driven.webhooks} webhooks delivered, customers at most ${driven.latestMs.toFixed(1)} ms behind their time; the desk counted ${JSON.stringify(totals)}`);
  assert.ok(virtual.arrived > 2_800);
  assert.equal(real.arrived, virtual.arrived, 'the same customers came');
  assert.equal(real.answered + real.left, real.arrived, 'everybody was answered or left');
  assert.ok(Math.abs(real.left - virtual.left) <= LEFT_SHARE * virtual.arrived);
  assert.ok(Math.abs(real.meanFirstResponseMs - virtual.meanFirstResponseMs) < TOLERANCE_MS);
  for (const share of [0.5, 0.9]) assert.ok(Math.abs(real.firstResponseMs(share) - virtual.firstResponseMs(share)) < 2 * TOLERANCE_MS);
  assert.deepEqual([totals['forged'], totals['repeated'], totals['refused'], totals['lost']], [0, 0, 0, 0]);
});

test('the tolerance is narrower than what one agent more or less would make of it', () => {
  const of = (agents: number): number => inVirtualTime(scenarioOf(LOAD), { ...LOAD, agents }).meanFirstResponseMs;
  assert.ok(of(LOAD.agents) - of(LOAD.agents + 1) > TOLERANCE_MS);
  assert.ok(of(LOAD.agents - 1) - of(LOAD.agents) > TOLERANCE_MS);
});

function line(figures: PhoneFigures): string {
  const { arrived, answered, left, meanFirstResponseMs } = figures;
  const [median, p90] = [0.5, 0.9].map((share) => figures.firstResponseMs(share).toFixed(0));
  return `${arrived} came, ${answered} answered, ${left} left; first response mean ${meanFirstResponseMs.toFixed(1)} ms, median ${median} ms, 90 % within ${p90} ms`;
}
