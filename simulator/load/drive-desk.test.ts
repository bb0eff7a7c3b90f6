import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePaced, inVirtualTime, scenarioOf } from '../bench/paced-comparison.js';
import { driveDesk } from './drive-desk.js';
import { PhoneFigures } from './phone-figures.js';

// The full minute at 50 conversations a second: npm run test:paced.

const LOAD = { perSecond: 15, seconds: 4, agents: 10, meanWorkMs: 400, seed: 1 };
/** Every way over HTTP takes some milliseconds, timers are late by one or two, and a busy machine adds its own. */
const TOLERANCE_MS = 40;

test('what customers feel in front of a desk behind HTTP is what the same rules give in virtual time', async () => {
  const { virtual, real, totals } = await comparePaced(LOAD);
  assert.ok(virtual.arrived > 50);
  assert.equal(real.arrived, virtual.arrived, 'the same customers came');
  assert.equal(real.answered + real.left, real.arrived, 'everybody was answered or left');
  assert.ok(Math.abs(real.left - virtual.left) <= 3, `${real.left} left, ${virtual.left} in virtual time`);
  const difference = real.meanFirstResponseMs - virtual.meanFirstResponseMs;
  assert.ok(Math.abs(difference) < TOLERANCE_MS, `first response differs by ${difference} ms`);
  assert.deepEqual([totals['forged'], totals['repeated'], totals['refused'], totals['lost']], [0, 0, 0, 0]);
  assert.ok(totals['statuses']! >= 2 * real.answered, 'sent and delivered were told');
});

test('the tolerance is narrower than what two agents more or less would make of it', () => {
  const of = (agents: number): number => inVirtualTime(scenarioOf(LOAD), { ...LOAD, agents }).meanFirstResponseMs;
  assert.ok(of(LOAD.agents) - of(LOAD.agents + 2) > TOLERANCE_MS);
  assert.ok(of(LOAD.agents - 2) - of(LOAD.agents) > TOLERANCE_MS);
});

test('no customer comes to a desk that does not answer the handshake', async () => {
  const figures = new PhoneFigures();
  const nobody = { webhookUrl: 'http://127.0.0.1:1/', appSecret: 'secret', verifyToken: 'token', connect: () => assert.fail('it was connected') };
  await assert.rejects(driveDesk(scenarioOf(LOAD), 1, figures, nobody), /is not verified/);
  assert.equal(figures.arrived, 0);
});
