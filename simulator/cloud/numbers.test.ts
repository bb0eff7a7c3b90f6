import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import { overridden } from './rule-overrides.js';
import { RULE_SETS } from './rule-sets.js';

const OLD = RULE_SETS['meta-2025-06'];
const send = ({ cloud }: CloudRun, now: number, who: number, number = 0): number => cloud.send(now, number, who, SEND_KIND.template, CATEGORY.utility, 0);
const sends = (run: CloudRun, now: number, from: number, to: number, number = 0): void => {
  for (let who = from; who < to; who += 1) send(run, now, who, number);
};
const started = (options: CloudRunOptions = {}): CloudRun => new CloudRun({ ...options, platform: { mps: Infinity, ...options.platform } });

test('blocks and reports of seven days make the colour of a number, and age out of it', () => {
  const run = started({ platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 3; who += 1) run.cloud.block(HOUR, 0, who);
  assert.equal(run.cloud.qualityOf(0), 'GREEN', '3 of 200');
  run.cloud.block(HOUR, 0, 3);
  assert.equal(run.cloud.qualityOf(0), 'YELLOW', '4 of 200 are 2 %');
  for (let who = 0; who < 3; who += 1) run.cloud.report(HOUR, 0, who);
  assert.equal(run.cloud.qualityOf(0), 'RED', '4 + 2 x 3 of 200 are 5 %');
  run.runUntil(7 * DAY - 1);
  assert.equal(run.cloud.qualityOf(0), 'RED');
  run.runUntil(7 * DAY);
  assert.equal(run.cloud.qualityOf(0), 'GREEN', 'nothing is left of that day');
});

test('newer days weigh more: a day ago counts six sevenths of today', () => {
  const run = started({ platform: { tier: 10_000 } });
  sends(run, 0, 0, 100);
  for (let who = 0; who < 4; who += 1) run.cloud.block(0, 0, who);
  assert.equal(run.cloud.qualityOf(0), 'YELLOW');
  sends(run, DAY, 1_000, 1_140);
  run.cloud.block(DAY, 0, 1_000);
  // (6/7 x 4 + 1) / (6/7 x 100 + 140) = 4.43 / 225.7 = 1.96 %; each day in full it would be 5 / 240 = 2.08 %.
  assert.equal(run.cloud.qualityOf(0), 'GREEN');
});

test('whoever blocked a number does not get its messages', () => {
  const run = started();
  run.cloud.write(0, 7, 8);
  run.cloud.block(0, 0, 7);
  run.cloud.send(0, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
  run.runUntil(0);
  assert.equal(run.take().at(-1), '0: status 1 failed 131026');
  run.cloud.unblock(0, 7);
  run.cloud.send(1, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
  assert.equal(run.take().at(-1), '1: phone 7 receives 8 from 0');
});

test('bad quality keeps a limit where it is: the raise that was due is put off', () => {
  const run = started({ platform: { tier: 2_000 } });
  sends(run, 0, 0, 1_000);
  for (let who = 0; who < 50; who += 1) run.cloud.block(HOUR, 0, who);
  run.runUntil(6 * HOUR);
  assert.equal(run.cloud.limitOf(0), 2_000);
  assert.match(run.take().at(-1)!, /"alert"/);
});

test('before October 2025 a number at low quality is flagged, and a week later its limit goes one step down', () => {
  const run = started({ rules: OLD, platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 10; who += 1) run.cloud.block(HOUR, 0, who);
  assert.equal(run.cloud.business.numbers.statusOf(HOUR, 0), 'FLAGGED');
  // Fresh blocks keep it red.
  for (let day = 1; day <= 7; day += 1) {
    run.runUntil(day * DAY);
    sends(run, day * DAY, 1_000 * day, 1_000 * day + 20);
    for (let who = 0; who < 10; who += 1) run.cloud.block(day * DAY, 0, 1_000 * day + who);
  }
  run.runUntil(7 * DAY + HOUR - 1);
  assert.equal(run.cloud.limitOf(0), 10_000);
  run.runUntil(7 * DAY + HOUR);
  assert.equal(run.cloud.limitOf(0), 1_000);
  const events = run.take().flatMap((line) => /"event":"(\w+)","limit":(\d+)/.exec(line)?.slice(1).join(' ') ?? (/limit 1000/.test(line) ? ['limit 1000'] : []));
  assert.deepEqual(events, ['FLAGGED 10000', 'DOWNGRADE 1000', 'limit 1000']);
});

test('events of a flagged number are told only where the rules tell them; its limit goes down all the same', () => {
  const run = started({ rules: overridden(OLD, { qualityEvents: false, lowerAfterMs: HOUR }), platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 10; who += 1) run.cloud.block(HOUR, 0, who);
  run.runUntil(2 * HOUR);
  assert.equal(run.cloud.limitOf(0), 1_000);
  assert.ok(!run.take().some((line) => /FLAGGED|DOWNGRADE/.test(line)));
});

test('a flagged number that recovers within the week keeps its limit', () => {
  const run = started({ rules: OLD, platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 10; who += 1) run.cloud.block(HOUR, 0, who);
  sends(run, 2 * DAY, 10_000, 14_000);
  run.runUntil(3 * DAY);
  assert.equal(run.cloud.business.numbers.statusOf(3 * DAY, 0), 'CONNECTED');
  run.runUntil(30 * DAY);
  assert.equal(run.cloud.limitOf(0), 10_000);
});

test('since October 2025 low quality lowers no limit', () => {
  const run = started({ platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 50; who += 1) run.cloud.block(HOUR, 0, who);
  assert.equal(run.cloud.qualityOf(0), 'RED');
  assert.equal(run.cloud.business.numbers.statusOf(HOUR, 0), 'CONNECTED');
  run.runUntil(30 * DAY);
  assert.equal(run.cloud.limitOf(0), 10_000);
});

test('an unlimited number that reaches 100,000 people in a day goes up to 1,000 messages a second, and is closed for a minute', () => {
  const run = new CloudRun({ platform: { tier: Infinity, numbers: 2 } });
  let now = 0;
  for (let who = 0; who < 99_999; who += 1) send(run, (now = who * 13), who);
  assert.equal(run.cloud.throughputOf(0), 'STANDARD');
  now += 13;
  assert.ok(send(run, now, 99_999) >= 0, 'the 100,000th itself is accepted');
  assert.equal(send(run, now + MINUTE - 1, 5), -131057);
  run.runUntil(now + MINUTE);
  run.take();
  assert.deepEqual([run.cloud.throughputOf(0), run.cloud.throughputOf(1)], ['HIGH', 'STANDARD']);
  const passed = Array.from({ length: 1_100 }, (_, i) => send(run, now + MINUTE, 200_000 + i)).filter((answer) => answer >= 0).length;
  assert.equal(passed, 1_000);
});

test('the upgrade needs 100,000 people of one number within 24 hours', () => {
  const slow = new CloudRun({ platform: { tier: Infinity } });
  for (let who = 0; who < 120_000; who += 1) send(slow, who * 865, who);
  assert.equal(slow.cloud.throughputOf(0), 'STANDARD', '99,884 in each 24 hours');
  const shared = new CloudRun({ platform: { tier: Infinity, numbers: 2 } });
  for (let who = 0; who < 150_000; who += 1) send(shared, who * 13, who, who % 2);
  assert.equal(shared.cloud.throughputOf(0), 'STANDARD', '75,000 each');
});

test('a number is registered and deregistered ten times in 72 hours, then not for 72 hours', () => {
  const { cloud } = started();
  assert.equal(cloud.deregister(0, 0), 0);
  assert.equal(cloud.send(0, 0, 7, SEND_KIND.reply, CATEGORY.service, 8), -133010);
  assert.equal(cloud.deregister(0, 0), -133010);
  for (let i = 1; i < 10; i += 1) assert.equal(i % 2 === 0 ? cloud.deregister(i, 0) : cloud.register(i, 0), 0);
  assert.equal(cloud.register(HOUR, 0), -133016);
  assert.equal(cloud.register(73 * HOUR - 1, 0), -133016);
  assert.equal(cloud.register(73 * HOUR, 0), 0);
});

test('a number that is not registered hears nothing', () => {
  const run = started();
  run.cloud.deregister(0, 0);
  run.cloud.write(0, 7, 8);
  assert.deepEqual(run.take(), []);
  run.cloud.register(1, 0);
  run.cloud.write(1, 7, 8);
  assert.equal(run.take().length, 1);
});

test('violations climb a ladder: a warning, templates blocked for 1 and 3 days, everything for 5, 7 and 30, then locked', () => {
  const run = started();
  const { cloud } = run;
  cloud.write(0, 7, 8);
  const open = (now: number): string => {
    cloud.write(now, 7, 8);
    const reply = cloud.send(now, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
    const template = cloud.send(now, 0, 7, SEND_KIND.template, CATEGORY.utility, 8);
    return [reply, template].map((answer) => (answer < 0 ? answer : 'ok')).join(' ');
  };
  const seen: string[] = [];
  let now = DAY;
  for (const days of [0, 1, 3, 5, 7, 30]) {
    cloud.business.violate(now);
    seen.push(open(now));
    run.runUntil(now + days * DAY);
    assert.equal(open(now + days * DAY), 'ok ok', `free again after ${days} days`);
    now += (days + 1) * DAY;
    run.runUntil(now);
  }
  assert.deepEqual(seen, ['ok ok', 'ok -368', 'ok -368', '-368 -368', '-368 -368', '-368 -368']);
  cloud.business.violate(now);
  run.runUntil(now + 400 * DAY);
  assert.equal(open(now + 400 * DAY), '-131031 -131031');
});

test('many reports are a violation by themselves, at most one a day', () => {
  const run = started({ platform: { tier: 10_000 } });
  sends(run, 0, 0, 200);
  for (let who = 0; who < 9; who += 1) run.cloud.report(HOUR, 0, who);
  run.runUntil(HOUR);
  assert.equal(run.take().filter((line) => line.includes('accountUpdate')).length, 0);
  for (let who = 9; who < 20; who += 1) run.cloud.report(HOUR, 0, who);
  run.runUntil(HOUR);
  assert.deepEqual(run.take().filter((line) => line.includes('accountUpdate')).length, 1, 'the tenth of 200 is 5 %: a warning');
  run.cloud.report(HOUR + DAY, 0, 21);
  run.runUntil(HOUR + DAY);
  assert.match(run.take().find((line) => line.includes('accountUpdate'))!, /RESTRICTED_BIZ_INITIATED_MESSAGING/);
  assert.equal(send(run, HOUR + DAY, 5_000), -368);
});

test('verification leaves the first limit at once', () => {
  const run = started({ platform: { tier: 250 } });
  run.cloud.business.verify(HOUR);
  assert.equal(run.cloud.limitOf(0), 2_000);
  run.runUntil(HOUR);
  assert.deepEqual(run.take(), [`${HOUR}: limit 2000`]);
});
