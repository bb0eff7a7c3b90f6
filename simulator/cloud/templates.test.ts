import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { NEWEST_RULE_SET, RULE_SETS } from './rule-sets.js';
import type { TemplateDraft } from './template.js';

const ORDER: TemplateDraft = { name: 'order', language: 'en_US', category: 'MARKETING', components: [] };

test('a template can be sent once its review is over', () => {
  const { cloud, run, send } = started({ reviewMs: HOUR });
  const slot = cloud.templates.create(0, ORDER);
  assert.equal(cloud.templates.find('order', 'en_US'), slot);
  assert.equal(cloud.templates.find('order', 'de'), -1);
  assert.equal(send(HOUR - 1, 7, slot), -132001);
  run.runUntil(HOUR);
  assert.equal(send(HOUR, 7, slot), 0);
  assert.deepEqual(run.take().filter((line) => line.includes('kind')), [`${HOUR}: {"kind":"templateStatus","template":0,"event":"APPROVED","reason":"NONE","title":null}`]);
});

test('a review that turns every template down leaves them unsendable', () => {
  const { cloud, run, send } = started({ reviewRejects: 1 });
  const slot = cloud.templates.create(0, ORDER);
  run.runUntil(HOUR);
  assert.equal(cloud.templates.at(slot).status, 'REJECTED');
  assert.equal(send(HOUR, 7, slot), -132001);
});

test('low quality pauses a template for three hours, then six, then disables it', () => {
  const { cloud, run, send, bother } = started({ pacing: { messages: Infinity } });
  const slot = cloud.templates.adopt(0, ORDER);
  let now = 0;
  for (const pauseMs of [3 * HOUR, 6 * HOUR]) {
    bother(now, slot, 100, 5);
    assert.equal(cloud.templates.at(slot).quality, 'RED');
    assert.equal(send(now, 999, slot), -132015);
    run.runUntil(now + pauseMs - 1);
    assert.equal(cloud.templates.at(slot).status, 'PAUSED');
    now += pauseMs;
    run.runUntil(now);
    assert.deepEqual([cloud.templates.at(slot).status, cloud.templates.at(slot).quality], ['APPROVED', 'UNKNOWN']);
  }
  bother(now, slot, 100, 5);
  assert.equal(send(now, 999, slot), -132016);
  run.runUntil(now + 30 * DAY);
  assert.equal(cloud.templates.at(slot).status, 'DISABLED');
  const titles = run.take().map((line) => /"title":"(\w+)"/.exec(line)?.[1]).filter((title) => title !== undefined);
  assert.deepEqual(titles, ['FIRST_PAUSE', 'UNPAUSE', 'SECOND_PAUSE', 'UNPAUSE', 'DISABLED']);
});

test('a paused send costs neither money nor limit', () => {
  const { cloud, send, bother } = started({ pacing: { messages: Infinity } });
  const slot = cloud.templates.adopt(0, ORDER);
  bother(0, slot, 100, 5);
  const used = cloud.limitUsed(0, 0);
  send(0, 999, slot);
  assert.equal(cloud.limitUsed(0, 0), used);
});

test('a few blocks among many deliveries change nothing, two in a hundred make it yellow', () => {
  const { cloud, run, bother } = started({ pacing: { messages: Infinity } });
  const slot = cloud.templates.adopt(0, ORDER);
  bother(0, slot, 197, 1);
  assert.equal(cloud.templates.at(slot).quality, 'GREEN');
  bother(1, slot, 3, 3);
  assert.equal(cloud.templates.at(slot).quality, 'YELLOW', '4 of 200');
  run.runUntil(1);
  const changes = run.take().flatMap((line) => /"from":"(\w+)","to":"(\w+)"/.exec(line)?.slice(1).join('>') ?? []);
  assert.deepEqual(changes, ['UNKNOWN>GREEN', 'GREEN>YELLOW']);
});

test('pacing holds what comes after the first messages and lets it go when the time is over', () => {
  const { cloud, run, send } = started({ pacing: { messages: 2, verdictMs: HOUR } });
  const slot = approved(run, ORDER);
  const ids = [1, 2, 3, 4].map((who) => send(MINUTE, who, slot));
  assert.ok(ids.every((id) => id >= 0), 'all are accepted');
  assert.equal(cloud.lastHeld, ids[3]);
  run.runUntil(MINUTE + HOUR - 1);
  assert.deepEqual(received(run.take()), [1, 2]);
  run.runUntil(MINUTE + HOUR);
  assert.deepEqual(received(run.take()), [3, 4]);
  assert.equal(cloud.templates.at(slot).paced, false);
  assert.equal(cloud.openMessages, 0);
});

test('bad signals while messages are held drop them with 132015, and only a hand ends that pause', () => {
  const { cloud, run, send } = started({ pacing: { messages: 100, verdictMs: HOUR } });
  const slot = approved(run, ORDER);
  for (let who = 0; who < 103; who += 1) send(MINUTE, who, slot);
  run.runUntil(MINUTE);
  run.take();
  for (let who = 0; who < 5; who += 1) cloud.block(2 * MINUTE, 0, who);
  run.runUntil(3 * DAY);
  const lines = run.take();
  assert.equal(lines.filter((line) => line.endsWith('failed 132015')).length, 3);
  assert.equal(cloud.templates.at(slot).status, 'PAUSED');
  assert.equal(cloud.templates.unpause(3 * DAY, slot), 0);
  assert.equal(cloud.templates.unpause(3 * DAY, slot), -2388039, 'it is not paused any more');
  assert.ok(send(3 * DAY, 999, slot) >= 0);
});

test('good signals let held messages go before their time', () => {
  const leg = { kind: 'constant', value: 1_000 } as const;
  const { run, send } = started({ pacing: { messages: 100, verdictMs: HOUR } }, { network: { instant: false, outboundMs: leg, webhookMs: leg, readShare: 1, readDelayMs: leg } });
  const slot = approved(run, ORDER);
  for (let who = 0; who < 110; who += 1) send(MINUTE, who, slot);
  run.runUntil(MINUTE + 2_999);
  assert.equal(received(run.take()).length, 100, 'the first have arrived, nobody has read');
  run.runUntil(MINUTE + 10_000);
  assert.equal(received(run.take()).length, 10);
});

test('utility templates are paced only for seven days after one of them was paused', () => {
  const { cloud, run, send, bother } = started({ pacing: { messages: 1, verdictMs: HOUR } });
  const utility = { ...ORDER, category: 'UTILITY' } as const;
  const slot = approved(run, utility);
  for (let who = 0; who < 5; who += 1) send(MINUTE, who, slot);
  assert.equal(received(run.take()).length, 0);
  run.runUntil(MINUTE);
  assert.equal(received(run.take()).length, 5);
  const bad = cloud.templates.adopt(MINUTE, { ...utility, name: 'bad' });
  bother(MINUTE, bad, 100, 5);
  run.take();
  const at = MINUTE + 6 * DAY;
  const other = approved(run, { ...utility, name: 'other' }, at - MINUTE);
  for (let who = 500; who < 505; who += 1) send(at, who, other);
  run.runUntil(at);
  assert.equal(received(run.take()).length, 1, 'the rest is held');
});

test('a new category is announced a day before it is true', () => {
  const { cloud, run } = started();
  const slot = cloud.templates.adopt(0, { ...ORDER, category: 'UTILITY' });
  cloud.templates.recategorise(HOUR, slot, 'MARKETING');
  run.runUntil(HOUR + DAY - 1);
  assert.equal(cloud.templates.at(slot).category, 'UTILITY');
  run.runUntil(HOUR + DAY);
  assert.equal(cloud.templates.at(slot).category, 'MARKETING');
  assert.deepEqual(run.take().map((line) => /"phase":"(\w+)"/.exec(line)?.[1]), ['announced', 'changed']);
});

test('an unused template is archived after a year and gone 28 days later', () => {
  const { cloud, run, send } = started();
  const slot = approved(run, ORDER);
  send(100 * DAY, 7, slot);
  run.runUntil(464 * DAY);
  assert.equal(cloud.templates.at(slot).status, 'APPROVED');
  run.runUntil(465 * DAY);
  assert.equal(cloud.templates.at(slot).status, 'ARCHIVED');
  run.runUntil(493 * DAY);
  assert.equal(cloud.templates.find('order', 'en_US'), -1);
});

test('an account creates 100 templates an hour, each name once in a language, and stores 250 until it is verified', () => {
  const { cloud } = started();
  const create = (now: number, i: number): number => cloud.templates.create(now, { ...ORDER, name: `t${i}` });
  for (let i = 0; i < 100; i += 1) assert.equal(create(0, i), i);
  assert.equal(create(HOUR - 1, 100), -80007);
  assert.equal(create(HOUR, 0), -2388024);
  for (let i = 100; i < 250; i += 1) create(HOUR * (i < 200 ? 1 : 2), i);
  assert.equal(create(3 * HOUR, 250), -2388019);
  cloud.business.verify(3 * HOUR);
  assert.equal(create(3 * HOUR, 250), 250);
});

test('an approved template is edited once a day and ten times in thirty days, and reviewed each time', () => {
  const { cloud, run, send } = started();
  const slot = approved(run, ORDER);
  for (let day = 1; day <= 10; day += 1) {
    assert.equal(cloud.templates.edit(day * DAY, slot, { components: [day] }), 0);
    assert.equal(send(day * DAY, 7, slot), -132001, 'under review');
    run.runUntil(day * DAY + HOUR);
    assert.equal(cloud.templates.edit(day * DAY + HOUR, slot, {}), -2388039);
  }
  assert.equal(cloud.templates.edit(11 * DAY, slot, {}), -2388039);
  assert.equal(cloud.templates.edit(31 * DAY, slot, {}), 0, 'the first edit is thirty days old');
});

test('utility templates fail for a week when two of them turned out to be none within a month, and the business is told', () => {
  const { run, cloud } = started({ recategoriseAfterMs: 0 });
  const [order, offer, sale] = ['order', 'offer', 'sale'].map((name) => cloud.templates.adopt(0, { ...ORDER, name, category: 'UTILITY' })) as [number, number, number];
  let who = 0;
  const outcome = (now: number, slot: number, category: number): string => {
    run.take();
    const id = cloud.send(now, 0, (who += 1), SEND_KIND.template, category, 8, slot);
    run.runUntil(now);
    return run.take().find((line) => line.includes(`status ${id} failed`))?.slice(-6) ?? 'ok';
  };
  const turns = (now: number, slot: number): void => {
    cloud.templates.recategorise(now, slot, 'MARKETING');
    run.runUntil(now);
  };
  turns(0, offer);
  assert.equal(outcome(0, order, CATEGORY.utility), 'ok');
  turns(DAY, sale);
  const told = run.take().filter((line) => line.includes('ACCOUNT_RESTRICTION'));
  assert.deepEqual(told, [`${DAY}: {"kind":"accountUpdate","event":"ACCOUNT_RESTRICTION","restrictions":["RESTRICTED_UTILITY_TEMPLATES"],"untilMs":${8 * DAY}}`]);
  assert.equal(outcome(DAY, order, CATEGORY.utility), '131064');
  assert.equal(outcome(8 * DAY - 1, order, CATEGORY.utility), '131064');
  assert.equal(outcome(8 * DAY - 1, offer, CATEGORY.marketing), 'ok', 'other categories pass');
  assert.equal(outcome(8 * DAY, order, CATEGORY.utility), 'ok');
});

test('a utility template that turns out to be none counts for a month only, and a marketing template never', () => {
  const { run, cloud } = started({ recategoriseAfterMs: 0 });
  const slots = ['a', 'b', 'c'].map((name) => cloud.templates.adopt(0, { ...ORDER, name, category: name === 'c' ? 'MARKETING' : 'UTILITY' })) as [number, number, number];
  cloud.templates.recategorise(0, slots[0], 'MARKETING');
  run.runUntil(0);
  cloud.templates.recategorise(DAY, slots[2], 'UTILITY');
  cloud.templates.recategorise(30 * DAY, slots[1], 'MARKETING');
  run.runUntil(30 * DAY);
  assert.ok(!run.take().some((line) => line.includes('ACCOUNT_RESTRICTION')));
});

test('a deleted template is gone, and its name may be used again', () => {
  const { cloud, run, send } = started();
  const slot = approved(run, ORDER);
  cloud.templates.remove(HOUR, slot);
  assert.equal(send(HOUR, 7, slot), -132001);
  assert.deepEqual(cloud.templates.all(), []);
  assert.equal(cloud.templates.create(HOUR, ORDER), slot + 1);
});

function started(rules: RuleOverrides = {}, options: CloudRunOptions = {}) {
  const run = new CloudRun({ platform: { tier: Infinity, mps: Infinity, market: 'BR' }, ...options, rules: overridden(RULE_SETS[NEWEST_RULE_SET], { marketingCap: { messages: Infinity }, ...rules }) });
  const { cloud } = run;
  let next = 1_000;
  const send = (now: number, who: number, slot: number): number => {
    const { category } = cloud.templates.at(slot);
    return cloud.send(now, 0, who, SEND_KIND.template, category === 'UTILITY' ? CATEGORY.utility : CATEGORY.marketing, 8 * who, slot);
  };
  /** So many people get the template, and some of them block the number. */
  const bother = (now: number, slot: number, people: number, blocks: number): void => {
    const first = next;
    next += Math.max(people, blocks);
    for (let who = first; who < next; who += 1) send(now, who, slot);
    run.runUntil(now);
    for (let who = first; who < first + blocks; who += 1) cloud.block(now, 0, who);
  };
  return { run, cloud, send, bother };
}

/** Creates a template and waits for the end of its review. */
function approved(run: CloudRun, draft: TemplateDraft, now = 0): number {
  const slot = run.cloud.templates.create(now, draft);
  run.runUntil(now + MINUTE);
  assert.equal(run.cloud.templates.at(slot).status, 'APPROVED');
  return slot;
}

function received(lines: readonly string[]): number[] {
  return lines.filter((line) => line.includes('receives')).map((line) => Number(/phone (\d+)/.exec(line)![1]));
}
