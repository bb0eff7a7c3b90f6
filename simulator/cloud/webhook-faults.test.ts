import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun } from './cloud-run.js';

const constant = (value: number) => ({ kind: 'constant', value }) as const;

test('a duplicate is the same webhook once more, later', () => {
  const run = new CloudRun({ faults: { duplicate: 1, delayMs: constant(5_000) } });
  run.cloud.write(0, 7, 8);
  run.runUntil(Infinity);
  assert.deepEqual(run.take(), ['0: message 0 from 7 to 0 at 0: 8', '5000: message 0 from 7 to 0 at 0: 8']);
  assert.equal(run.cloud.openMessages, 0);
});

test('statuses are duplicated too', () => {
  const run = new CloudRun({ network: { instant: false }, faults: { duplicate: 1, delayMs: constant(100) } });
  run.cloud.send(0, 0, 7, SEND_KIND.template, CATEGORY.utility, 0);
  run.runUntil(Infinity);
  assert.deepEqual(run.take(), [
    '0: status 0 sent', '0: phone 7 receives 0 from 0', '0: status 0 delivered', '100: status 0 sent', '100: status 0 delivered',
  ]);
});

test('a reordered webhook is overtaken by the next one', () => {
  const run = new CloudRun({ seed: 4, faults: { reorder: 0.5, delayMs: constant(3_000) } });
  for (let i = 0; i < 6; i += 1) {
    run.runUntil(i * 1_000);
    run.cloud.write(i * 1_000, 7, 8 * i);
  }
  run.runUntil(Infinity);
  const order = run.take().map((line) => Number(line.split(' ')[2]));
  assert.notDeepEqual(order, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(order.toSorted((a, b) => a - b), [0, 1, 2, 3, 4, 5]);
});

test('a late webhook still carries the timestamp of its message', () => {
  const run = new CloudRun({ faults: { delay: 1, delayMs: constant(60_000) } });
  run.cloud.write(1_500, 7, 8);
  run.runUntil(Infinity);
  assert.deepEqual(run.take(), ['61500: message 0 from 7 to 0 at 1000: 8']);
});

test('a storm keeps webhooks back and lets them go together, in order', () => {
  const run = new CloudRun({ faults: { storms: [{ fromMs: 1_000, toMs: 9_000 }] } });
  for (const now of [500, 1_000, 5_000, 8_999, 9_000]) {
    run.runUntil(now);
    run.cloud.write(now, 7, 8);
  }
  run.runUntil(Infinity);
  assert.deepEqual(run.take().map((line) => line.split(' from')[0]), [
    '500: message 0', '9000: message 1', '9000: message 2', '9000: message 3', '9000: message 4',
  ]);
});

test('a repeated delivery is a fact with its delay', () => {
  const facts: number[][] = [];
  const sink = { tell: (kind: number, at: number, a: number, b: number, c: number) => void (kind === WORLD_FACTS.webhookRepeated.kind && facts.push([at, a, b, c])) };
  const run = new CloudRun({ sink, faults: { duplicate: 1, delay: 1, delayMs: constant(2_000) } });
  run.cloud.write(100, 7, 8);
  run.runUntil(Infinity);
  assert.deepEqual(facts, [[4_100, 0, 0, 4_000]]);
});
