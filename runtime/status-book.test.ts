import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { tinyDesk } from '../simulator/testing/tiny-desk.js';
import { STATUS } from './facts.js';
import { StatusBook } from './status-book.js';
import { DAY } from './units.js';

const ALL = [STATUS.sent, STATUS.delivered, STATUS.read, STATUS.failed];

test('in whatever order and however often statuses are told, the last word is the furthest (INV-06, INV-07)', () => {
  const told = fc.subarray(ALL, { minLength: 1 }).chain((statuses) =>
    fc.tuple(fc.constant(statuses), fc.shuffledSubarray([...statuses, ...statuses, ...statuses], { minLength: statuses.length * 3 })),
  );
  holds(process.env, 200, fc.property(told, ([statuses, order]) => {
    const desk = tinyDesk();
    for (const status of order) desk.later(1).hears(5, status);
    const lines = desk.lines('statusChanged').map((line) => Number(line.split(' ')[3]));
    assert.equal(lines.at(-1), Math.max(...statuses));
    assert.deepEqual(lines, [...new Set(lines)].toSorted((a, b) => a - b));
  }));
});

test('all orders of sent, delivered, read and failed end alike', () => {
  for (const order of permutations(ALL)) {
    const book = new StatusBook();
    let last = -1;
    for (const status of order) if (book.advance(0, 1, status)) last = status;
    assert.equal(last, STATUS.failed, order.join());
  }
});

test('a status may come before anybody knows the message', () => {
  const desk = tinyDesk().at(0).hears(1_000_000, STATUS.read).writes(1).replies(0, 1).hears(1_000_000, STATUS.sent);
  assert.deepEqual(desk.lines('statusChanged', 'sendAccepted'), ['0:00 statusChanged 1000000 3 0', '0:00 sendAccepted 0 1000000 0s']);
});

test('messages do not share their statuses', () => {
  const book = new StatusBook();
  assert.equal(book.advance(0, 1, STATUS.read), true);
  assert.equal(book.advance(0, 2, STATUS.sent), true);
});

test('a status is remembered for two days at least', () => {
  for (let first = 0; first < 7 * DAY; first += DAY / 8 + 1) {
    const book = new StatusBook();
    for (let at = 0; at < first; at += DAY / 4) book.advance(at, 100 + at, STATUS.sent);
    assert.equal(book.advance(first, 1, STATUS.delivered), true);
    for (let at = first; at < first + 2 * DAY - 1; at += DAY / 4) book.advance(at, 1e6 + at, STATUS.sent);
    assert.equal(book.advance(first + 2 * DAY - 1, 1, STATUS.sent), false, `first at ${first}`);
  }
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}
