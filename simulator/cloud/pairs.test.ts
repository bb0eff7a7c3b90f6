import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, SECOND } from '../../runtime/units.js';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { CloudRun } from './cloud-run.js';
import { Pairs } from './pairs.js';
import { RULE_SETS } from './rule-sets.js';

const RULES = RULE_SETS['meta-2026-10'];

test('a pair is known while its window is open, a message is under way or its bucket refills', () => {
  for (const keep of ['window', 'message', 'bucket'] as const) {
    const pairs = new Pairs(RULES, 1);
    const slot = pairs.meet(0, 0, 7);
    if (keep === 'window') pairs.windowEndsAt[slot] = DAY;
    if (keep === 'message') pairs.open[slot] = 1;
    if (keep === 'bucket') pairs.take(DAY - 6 * SECOND, slot);
    for (let who = 100; who < 200; who += 1) pairs.meet(DAY - 1, 0, who);
    assert.equal(pairs.find(0, 7), slot, keep);
    pairs.open[slot] = 0;
    for (let who = 200; who < 300; who += 1) pairs.meet(DAY, 0, who);
    assert.equal(pairs.find(0, 7), -1, keep);
  }
});

test('the same contact is another pair with another number', () => {
  const pairs = new Pairs(RULES, 2);
  const first = pairs.meet(0, 0, 7);
  pairs.windowEndsAt[first] = DAY;
  assert.notEqual(pairs.meet(0, 1, 7), first);
  assert.equal(pairs.find(0, 7), first);
});

test('messages of one exchange have places of their own, in each direction', () => {
  const pairs = new Pairs(RULES, 1);
  const slot = pairs.meet(0, 0, 7);
  const places = [pairs.nextPlace(slot, 0, 1), pairs.nextPlace(slot, 0, 1), pairs.nextPlace(slot, 1, 1), pairs.nextPlace(slot, 0, 2)];
  assert.deepEqual(places, [1 << 12, (1 << 12) | (1 << 6), 1 << 12, 2 << 12]);
  assert.equal(pairs.lastPlace(slot, 0), 2 << 12);
});

test('a year of ever new customers needs no more memory than its busiest day', () => {
  const run = new CloudRun({ hooks: { phoneReceives() {}, webhookMessage() {} } });
  let most = 0;
  for (let who = 0; who < 365 * 200; who += 1) {
    const now = who * (DAY / 200);
    run.cloud.write(now, who, 8);
    run.cloud.send(now + SECOND, 0, who, SEND_KIND.reply, CATEGORY.service, 8);
    most = Math.max(most, run.cloud.knownPairs);
  }
  assert.ok(most <= 2 * 201, `${most} pairs known at once, 200 of them with an open window`);
});

test('contacts far down the lists are told apart, whatever the number', () => {
  const pairs = new Pairs(RULES, 64);
  const far = (1 << 26) + 5;
  const slots = [far, far + 1, 5].flatMap((contact) => [0, 63].map((number) => {
    const slot = pairs.meet(0, number, contact);
    pairs.windowEndsAt[slot] = DAY;
    return slot;
  }));
  assert.equal(new Set(slots).size, 6);
});
