import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { tinyDesk, type TinyDesk } from '../simulator/testing/tiny-desk.js';
import { DAY, HOUR, MINUTE, NEVER, SECOND } from './units.js';

const windows = (desk: TinyDesk): string[] => desk.lines('windowOpened', 'windowWarned', 'windowClosed');
const isOpen = (desk: TinyDesk, contact: number): boolean => desk.desk.conversations.of(0, contact).windowIsOpen(desk.now);

test('a window ends 24 hours after the whole second of the platform, not after the delivery', () => {
  const desk = tinyDesk({ present: false }).at(90_500).writes(1, { timestampMs: 60_000 });
  desk.runUntil(DAY + 60_000 - 1);
  assert.equal(isOpen(desk, 1), true);
  desk.runUntil(DAY + 60_000);
  assert.deepEqual(windows(desk), [
    '1:30.5 windowOpened 1 0',
    '22:01:00 windowWarned 1 0 7200s',
    '23:31:00 windowWarned 1 0 1800s',
    '1d 0:01:00 windowClosed 1 0 1',
  ]);
});

test('at the instant of its end a window is closed', () => {
  const desk = tinyDesk().at(0).writes(1).at(DAY);
  assert.equal(isOpen(desk, 1), false);
});

test('what the desk sends never opens, extends or closes a window', () => {
  const desk = tinyDesk().at(0).writes(1).at(HOUR).replies(0, 1).at(23 * HOUR).replies(0, 1).sendsTemplate(1).runUntil(DAY);
  assert.deepEqual(desk.lines('windowOpened', 'windowClosed'), ['0:00 windowOpened 1 0', '1d 0:00:00 windowClosed 1 0 0']);
});

test('a template to somebody who never wrote opens nothing', () => {
  const desk = tinyDesk().at(0).sendsTemplate(1).runUntil(2 * DAY);
  assert.deepEqual(windows(desk), []);
});

test('a message that comes late and is older never shortens a window', () => {
  const desk = tinyDesk({ present: false }).at(10 * HOUR).writes(1).at(11 * HOUR).writes(1, { timestampMs: 9 * HOUR }).runUntil(40 * HOUR);
  assert.deepEqual(desk.lines('windowClosed'), ['1d 10:00:00 windowClosed 1 0 1']);
});

test('a newer message moves the end and all warnings', () => {
  const desk = tinyDesk({ present: false }).at(0).writes(1).at(23 * HOUR).writes(1).runUntil(3 * DAY);
  assert.deepEqual(windows(desk), [
    '0:00 windowOpened 1 0',
    '22:00:00 windowWarned 1 0 7200s',
    '1d 21:00:00 windowWarned 1 0 7200s',
    '1d 22:30:00 windowWarned 1 0 1800s',
    '1d 23:00:00 windowClosed 1 0 1',
  ]);
});

test('only a ticket that waits for us is warned of, and its closing says so', () => {
  const desk = tinyDesk({ autoResolveMs: 9 * DAY }).at(0).writes(1).at(MINUTE).replies(0, 1).runUntil(2 * DAY);
  assert.deepEqual(windows(desk), ['0:00 windowOpened 1 0', '1d 0:00:00 windowClosed 1 0 0']);
});

test('a ticket whose window is about to close moves up in line', () => {
  const never = { firstResponseMs: NEVER, resolutionMs: NEVER, escalateMs: NEVER };
  const desk = tinyDesk({ present: false, sla: [never, never, never, never] }).at(0).writes(1, { priority: 0 });
  desk.at(20 * MINUTE).writes(2, { priority: 2 }).at(21 * HOUR).writes(2, { priority: 2 });
  const line = (): number[] => desk.desk.dispatcher.waiting().map((ticket) => ticket.contact);
  assert.deepEqual(line(), [2, 1]);
  desk.runUntil(22 * HOUR);
  assert.deepEqual(line(), [1, 2]);
});

test('a message that was on its way for most of a day warns at once and turns no time back', () => {
  const desk = tinyDesk({ present: false }).at(23 * HOUR).writes(1, { timestampMs: 0 }).runUntil(2 * DAY);
  assert.deepEqual(windows(desk), ['23:00:00 windowOpened 1 0', '23:00:00 windowWarned 1 0 3600s', '23:30:00 windowWarned 1 0 1800s', '1d 0:00:00 windowClosed 1 0 1']);
});

test('a message older than a day opens no window, and its ticket lives all the same', () => {
  const desk = tinyDesk().at(2 * DAY).writes(1, { timestampMs: DAY });
  assert.deepEqual(desk.lines('windowOpened', 'ticketOpened'), ['2d 0:00:00 ticketOpened 0 1 1']);
});

test('a message at the very instant of the end keeps the window open: it is closed once, and opened once', () => {
  const desk = tinyDesk({ present: false }).at(0).writes(1).at(DAY).writes(1).runUntil(3 * DAY);
  assert.deepEqual(desk.lines('windowOpened', 'windowClosed'), ['0:00 windowOpened 1 0', '2d 0:00:00 windowClosed 1 0 1']);
});

test('each business number has a window of its own with the same customer', () => {
  const desk = tinyDesk({ numbers: 2, present: false }).at(0).writes(1, { number: 0 }).at(HOUR).writes(1, { number: 1 }).runUntil(2 * DAY);
  assert.deepEqual(desk.lines('windowOpened', 'windowClosed'), [
    '0:00 windowOpened 1 0', '1:00:00 windowOpened 1 1', '1d 0:00:00 windowClosed 1 0 1', '1d 1:00:00 windowClosed 1 1 1',
  ]);
});

test('a conversation that is forgotten at the instant its window ends is told closed under its own name', () => {
  const desk = tinyDesk({ closeMs: DAY }).at(0).writes(1).resolves(0, 1).runUntil(DAY);
  assert.deepEqual(desk.lines('ticketClosed', 'windowClosed').map((line) => line.split(' ').slice(2, 4).join(' ')), ['ticketClosed 0', 'windowClosed 1']);
  assert.equal(desk.desk.conversations.size, 0);
});

test('a window is open exactly until 24 hours after the newest message, in whatever order they arrive (INV-35)', () => {
  const messages = fc.array(fc.record({ afterMs: fc.oneof(fc.nat(10 * MINUTE), fc.nat(30 * HOUR)), oldMs: fc.oneof(fc.constant(0), fc.nat(30 * HOUR)) }), { maxLength: 12 });
  holds(process.env, 200, fc.property(messages, (all) => {
    const desk = tinyDesk({ present: false, forgets: false });
    for (const { afterMs, oldMs } of all) {
      desk.later(afterMs);
      desk.writes(1, { timestampMs: Math.max(0, Math.floor((desk.now - oldMs) / SECOND) * SECOND) });
      const end = desk.lastInbound.get(1)! + DAY;
      assert.equal(isOpen(desk, 1), desk.now < end);
      const told = desk.lines('windowOpened').length - desk.lines('windowClosed').length;
      if (desk.now !== end) assert.equal(told, desk.now < end ? 1 : 0);
    }
  }));
});
