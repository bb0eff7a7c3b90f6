import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, MINUTE, SECOND } from '../../runtime/units.js';
import { CloudRun } from './cloud-run.js';
import { RULE_SETS } from './rule-sets.js';

const REPLY = SEND_KIND.reply;
const SERVICE = CATEGORY.service;
const constant = (value: number) => ({ kind: 'constant', value }) as const;
const LEGS = { instant: false, inboundMs: constant(100), outboundMs: constant(200), webhookMs: constant(10), readShare: 1, readDelayMs: constant(5_000) };

test('without latency a message and its answer arrive in the same instant', () => {
  const { cloud, take } = started();
  cloud.write(1_500, 7, 8);
  assert.equal(cloud.send(2_500, 0, 7, REPLY, SERVICE, 8), 1);
  cloud.markRead(2_500, 0, 7);
  assert.deepEqual(take(), ['1500: message 0 from 7 to 0 at 1000: 8', '2500: phone 7 receives 8 from 0', '2500: phone 7 sees read']);
  assert.equal(cloud.openMessages, 0);
});

test('with latency every leg takes its time and statuses follow', () => {
  const { cloud, take, runUntil } = started({ network: LEGS });
  cloud.write(0, 7, 8);
  runUntil(SECOND);
  assert.equal(cloud.send(SECOND, 0, 7, REPLY, SERVICE, 9), 1);
  cloud.markRead(SECOND, 0, 7);
  assert.equal(cloud.openMessages, 2, 'the answer and the blue ticks');
  runUntil(MINUTE);
  assert.deepEqual(take(), [
    '110: message 0 from 7 to 0 at 0: 8',
    '1010: status 1 sent',
    '1200: phone 7 receives 9 from 0',
    '1200: phone 7 sees read',
    '1210: status 1 delivered',
    '6210: status 1 read',
  ]);
  assert.equal(cloud.openMessages, 0);
});

test('whether reads are told belongs to the customer', () => {
  const { cloud, take, runUntil } = started({ network: { ...LEGS, readShare: 0.5 }, platform: { mps: Infinity } });
  const reads = (round: number): Set<string> => {
    for (let who = 0; who < 200; who += 1) cloud.write(round * DAY, who, 8);
    runUntil(round * DAY + MINUTE);
    const first = cloud.messageCount;
    for (let who = 0; who < 200; who += 1) cloud.send(round * DAY + MINUTE, 0, who, REPLY, SERVICE, 8);
    runUntil(round * DAY + 2 * MINUTE);
    return new Set(take().filter((line) => line.endsWith('read')).map((line) => `${Number(line.split(' ')[2]) - first}`));
  };
  const once = reads(0);
  assert.ok(once.size > 70 && once.size < 130, `${once.size} of 200`);
  assert.deepEqual(reads(2), once);
});

test('the window is open until, and not at, 24 hours after the whole second of the last message', () => {
  const fate = (sentAt: number): string[] => {
    const { cloud, take, runUntil } = started();
    cloud.write(1_999, 7, 8);
    take();
    assert.equal(cloud.send(sentAt, 0, 7, REPLY, SERVICE, 8), 1, 'the platform accepts it either way');
    runUntil(sentAt);
    return take();
  };
  assert.deepEqual(fate(DAY + 999), [`${DAY + 999}: phone 7 receives 8 from 0`]);
  assert.deepEqual(fate(DAY + 1_000), [`${DAY + 1_000}: status 1 failed 131047`]);
});

test('a further message extends the window, a template does not open it', () => {
  const { cloud } = started();
  cloud.write(0, 7, 8);
  cloud.write(MINUTE, 7, 8);
  assert.equal(cloud.windowIsOpen(DAY + MINUTE - 1, 0, 7), true);
  cloud.send(MINUTE, 0, 8, SEND_KIND.template, CATEGORY.utility, 8);
  assert.equal(cloud.windowIsOpen(MINUTE, 0, 8), false);
});

test('a failure is never told before the send has returned', () => {
  const { cloud, take, runUntil } = started();
  assert.equal(cloud.send(5, 0, 7, REPLY, SERVICE, 8), 0);
  assert.deepEqual(take(), []);
  runUntil(5);
  assert.deepEqual(take(), ['5: status 0 failed 131047']);
});

test('a number carries 80 messages a second, in and out together', () => {
  const { cloud } = started();
  for (let who = 0; who < 50; who += 1) cloud.write(0, who, 8);
  const answers = Array.from({ length: 40 }, (_, who) => cloud.send(0, 0, who, REPLY, SERVICE, 8));
  assert.deepEqual(answers.filter((a) => a >= 0).length, 30);
  assert.ok(answers.slice(30).every((a) => a === -130429));
  assert.ok(cloud.send(13, 0, 7, REPLY, SERVICE, 8) >= 0);
});

test('numbers do not share their throughput, and each customer keeps to one number', () => {
  const { cloud, take } = started({ platform: { numbers: 2, mps: 1 } });
  cloud.write(0, 4, 8);
  cloud.write(0, 5, 8);
  assert.deepEqual(take(), ['0: message 0 from 4 to 0 at 0: 8', '0: message 1 from 5 to 1 at 0: 8']);
  assert.equal(cloud.send(0, 0, 4, REPLY, SERVICE, 8), -130429);
  assert.ok(cloud.send(1_000, 1, 5, REPLY, SERVICE, 8) >= 0);
});

test('the 46th message of a burst to one customer is refused, and costs nothing', () => {
  const { cloud } = started();
  cloud.write(0, 7, 8);
  const burst = Array.from({ length: 47 }, () => cloud.send(SECOND, 0, 7, REPLY, SERVICE, 8));
  assert.deepEqual(burst.slice(44), [45, -131056, -131056]);
  assert.equal(cloud.send(SECOND + 5_999, 0, 7, REPLY, SERVICE, 8), -131056);
  assert.equal(cloud.send(SECOND + 6_000, 0, 7, REPLY, SERVICE, 8), 46);
});

test('past the messaging limit new recipients fail, replies and known recipients pass', () => {
  const { cloud, take, runUntil } = started({ platform: { tier: 2 } });
  cloud.write(0, 9, 8);
  take();
  for (const who of [1, 2, 3, 1]) cloud.send(10, 0, who, SEND_KIND.campaign, CATEGORY.marketing, 0);
  cloud.send(10, 0, 9, REPLY, SERVICE, 8);
  cloud.send(10, 0, 9, SEND_KIND.template, CATEGORY.utility, 8);
  runUntil(10);
  assert.deepEqual(take(), [
    '10: phone 1 receives 0 from 0',
    '10: phone 2 receives 0 from 0',
    '10: phone 1 receives 0 from 0',
    '10: phone 9 receives 8 from 0',
    '10: phone 9 receives 8 from 0',
    '10: status 3 failed 131048',
  ]);
  assert.equal(cloud.limitUsed(10, 0), 2);
});

test('paused templates are refused at once, free-form replies are not', () => {
  const { cloud } = started();
  cloud.write(0, 7, 8);
  cloud.setTemplates(CATEGORY.utility, 132015);
  assert.equal(cloud.send(0, 0, 7, SEND_KIND.template, CATEGORY.utility, 8), -132015);
  assert.equal(cloud.send(0, 0, 7, REPLY, SERVICE, 8), 1);
});

test('marketing fails for whoever stopped it, and for everybody in the United States', () => {
  const failures = (market: string): string[] => {
    const { cloud, take, runUntil } = started({ platform: { market } });
    cloud.stopMarketing(1, true);
    cloud.send(0, 0, 1, SEND_KIND.campaign, CATEGORY.marketing, 0);
    cloud.send(0, 0, 2, SEND_KIND.campaign, CATEGORY.marketing, 0);
    runUntil(0);
    return take();
  };
  assert.deepEqual(failures('IT'), ['0: phone 2 receives 0 from 0', '0: status 0 failed 131050']);
  assert.deepEqual(failures('US'), ['0: status 0 failed 131050', '0: status 1 failed 131049']);
});

test('the same customers cannot be reached on every day', () => {
  const rules = { ...RULE_SETS['meta-2026-10'], undeliverableShare: { value: 0.3, basis: 'assumed', source: 'test' } } as const;
  const { cloud, take, runUntil } = started({ rules, platform: { tier: Infinity, mps: Infinity } });
  const failed = (now: number): number[] => {
    const first = cloud.messageCount;
    for (let who = 0; who < 300; who += 1) cloud.send(now, 0, who, SEND_KIND.template, CATEGORY.utility, 0);
    runUntil(now);
    return take().filter((line) => line.endsWith('failed 131026')).map((line) => Number(line.split(' ')[2]) - first);
  };
  const once = failed(0);
  assert.ok(once.length > 60 && once.length < 120, `${once.length} of 300`);
  assert.deepEqual(failed(3 * DAY), once);
});

test('a run repeated says the same in the same order', () => {
  const story = (): string[] => {
    const { cloud, take, runUntil } = started({
      network: { ...LEGS, inboundMs: { kind: 'exponential', mean: 900 }, webhookMs: { kind: 'lognormal', median: 300, sigma: 1 }, readShare: 0.6 },
      faults: { duplicate: 0.1, reorder: 0.1, delay: 0.1, delayMs: { kind: 'exponential', mean: 4_000 } },
      platform: { tier: 60 },
    });
    for (let i = 0; i < 400; i += 1) {
      runUntil(i * 300);
      cloud.write(i * 300, i % 37, 8 * (i % 5));
      cloud.send(i * 300, 0, (i * 7) % 90, i % 3 === 0 ? SEND_KIND.campaign : REPLY, i % 3 === 0 ? CATEGORY.marketing : SERVICE, 8 * (i % 5));
      cloud.markRead(i * 300, 0, i % 37);
    }
    runUntil(Infinity);
    assert.equal(cloud.openMessages, 0, 'nothing stays under way');
    return take();
  };
  const once = story();
  assert.ok(once.length > 1_500, `${once.length}`);
  assert.deepEqual(story(), once);
});

test('another desk does not change how long a customer’s messages are under way (law 6)', () => {
  const inbound = (chatty: boolean): string[] => {
    const run = started({ network: { ...LEGS, inboundMs: { kind: 'exponential', mean: 900 }, webhookMs: { kind: 'exponential', mean: 700 } } });
    for (let i = 0; i < 60; i += 1) {
      run.runUntil(i * MINUTE);
      run.cloud.write(i * MINUTE, i % 6, 8 * Math.floor(i / 6));
      if (chatty) run.cloud.send(i * MINUTE + 1, 0, i % 6, REPLY, SERVICE, 8 * Math.floor(i / 6));
      if (chatty) run.cloud.send(i * MINUTE + 2, 0, 100 + i, SEND_KIND.template, CATEGORY.utility, 0);
    }
    run.runUntil(Infinity);
    return run.take().filter((line) => line.includes('message')).map((line) => line.replace(/message \d+/, 'message'));
  };
  assert.deepEqual(inbound(true), inbound(false));
});

function started(options?: ConstructorParameters<typeof CloudRun>[0]) {
  const run = new CloudRun(options);
  return { run, cloud: run.cloud, take: () => run.take(), runUntil: (until: number) => run.runUntil(until) };
}
