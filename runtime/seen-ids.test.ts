import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyDesk } from '../simulator/testing/tiny-desk.js';
import { SeenIds } from './seen-ids.js';
import { DAY, SECOND } from './units.js';

test('a message delivered again changes nothing and is told as repeated', () => {
  const desk = tinyDesk().at(0).writes(1).at(SECOND).writes(1, { message: 0 }).writes(1, { message: 0 });
  assert.deepEqual(desk.lines('messageReceived', 'messageRepeated'), ['0:00 messageReceived 0 1 0', '0:01 messageRepeated 1 0', '0:01 messageRepeated 1 0']);
});

test('a repetition neither reopens a ticket nor moves a window', () => {
  const desk = tinyDesk().at(0).writes(1).at(60 * SECOND).replies(0, 1).resolves(0, 1).at(3600 * SECOND).writes(1, { message: 0, timestampMs: 3600 * SECOND });
  desk.runUntil(2 * DAY);
  assert.deepEqual(desk.lines('ticketReopened', 'windowClosed'), ['1d 0:00:00 windowClosed 1 0 0']);
});

test('two messages that differ in nothing but their id are two messages (INV-03)', () => {
  const desk = tinyDesk().at(0).writes(1).writes(1);
  assert.equal(desk.lines('messageReceived').length, 2);
});

test('an id is known for seven days at least, wherever in the turn of the generations it fell', () => {
  for (let first = 0; first < 22 * DAY; first += DAY / 4 + 1) {
    for (const busy of [0, 1]) {
      const seen = new SeenIds();
      let other = 1000;
      const pass = (from: number, to: number): void => {
        for (let at = from; busy === 1 && at < to; at += DAY / 2) seen.add(at, other++);
      };
      pass(0, first);
      assert.equal(seen.add(first, 7), true);
      pass(first, first + 7 * DAY - 1);
      assert.equal(seen.add(first + 7 * DAY - 1, 7), false, `first at ${first}`);
    }
  }
});

test('ids older than 14 days are forgotten, so that memory is bounded by traffic', () => {
  const seen = new SeenIds();
  for (let day = 0; day < 200; day++) for (let i = 0; i < 500; i++) assert.equal(seen.add(day * DAY, day * 500 + i), true);
  assert.ok(seen.bytes <= 2 * 2 * 4 * 8192, `${seen.bytes} bytes`);
  assert.equal(seen.add(200 * DAY, 0), true);
});

test('a hundred thousand ids in no order are each new once', () => {
  const seen = new SeenIds();
  const id = (i: number): number => Math.imul(i, 40503) & 0xfffff;
  const distinct = new Set<number>();
  for (let i = 0; i < 100_000; i++) {
    assert.equal(seen.add(i, id(i)), !distinct.has(id(i)));
    distinct.add(id(i));
  }
});
