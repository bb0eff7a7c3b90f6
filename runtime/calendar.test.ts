import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { Calendar } from './calendar.js';
import { DAY, HOUR, NEVER, type Ms } from './units.js';

/** 9 to 17 on two days; the second is the day on which the clocks go forward, so that it starts an hour early. */
const SPRING: readonly (readonly [Ms, Ms])[] = [
  [9 * HOUR, 17 * HOUR],
  [DAY + 8 * HOUR, DAY + 16 * HOUR],
];

test('a working day has eight hours, also on the day on which the clocks change', () => {
  const calendar = new Calendar(SPRING);
  assert.equal(calendar.between(0, DAY), 8 * HOUR);
  assert.equal(calendar.between(DAY, 2 * DAY), 8 * HOUR);
  assert.equal(calendar.between(12 * HOUR, DAY + 12 * HOUR), 9 * HOUR);
});

test('it is open from the first instant of an interval to before its last', () => {
  const calendar = new Calendar(SPRING);
  assert.deepEqual([9 * HOUR - 1, 9 * HOUR, 17 * HOUR - 1, 17 * HOUR].map((at) => calendar.isOpen(at)), [false, true, true, false]);
});

test('a deadline that would fall into the night falls into the next morning', () => {
  const calendar = new Calendar(SPRING);
  assert.equal(calendar.add(16 * HOUR, HOUR), 17 * HOUR);
  assert.equal(calendar.add(16 * HOUR, HOUR + 1), DAY + 8 * HOUR + 1);
  assert.equal(calendar.add(20 * HOUR, HOUR), DAY + 9 * HOUR);
  assert.equal(calendar.add(0, HOUR), 10 * HOUR);
});

test('no time at all added in the night is never in the past', () => {
  const calendar = new Calendar(SPRING);
  assert.equal(calendar.add(20 * HOUR, 0), 20 * HOUR);
  assert.equal(calendar.add(10 * HOUR, 0), 10 * HOUR);
});

test('beyond the end of the calendar no deadline comes', () => {
  const calendar = new Calendar(SPRING);
  assert.equal(calendar.add(DAY + 15 * HOUR, HOUR), DAY + 16 * HOUR);
  assert.equal(calendar.add(DAY + 15 * HOUR, HOUR + 1), NEVER);
  assert.equal(calendar.add(0, NEVER), NEVER);
});

test('a calendar without intervals is always open', () => {
  const calendar = new Calendar([]);
  assert.equal(calendar.isOpen(-5), true);
  assert.equal(calendar.between(3, 10), 7);
  assert.equal(calendar.add(3, 7), 10);
});

/** Gaps and intervals of whole milliseconds, laid end to end; overnight shifts and neighbours without a gap included. */
const calendars = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 8 }).map((pieces) => {
  let at = 0;
  return pieces.map(([gap, length]): readonly [Ms, Ms] => {
    const from = at + gap;
    at = from + length;
    return [from, at];
  });
});
const instant = fc.integer({ min: -20, max: 900 });

test('business time is additive and never negative (INV-24)', () => {
  holds(process.env, 300, fc.property(calendars, instant, instant, instant, (open, ...three) => {
    const calendar = new Calendar(open);
    const [a, b, c] = three.toSorted((x, y) => x - y) as [Ms, Ms, Ms];
    assert.equal(calendar.between(a, c), calendar.between(a, b) + calendar.between(b, c));
    assert.ok(calendar.between(a, b) >= 0);
    assert.ok(calendar.between(a, b) <= b - a);
  }));
});

test('business time is what counting open milliseconds one by one gives', () => {
  holds(process.env, 100, fc.property(calendars, instant, fc.nat(300), (open, from, length) => {
    const calendar = new Calendar(open);
    let counted = 0;
    for (let at = from; at < from + length; at++) if (calendar.isOpen(at)) counted++;
    assert.equal(calendar.between(from, from + length), counted);
  }));
});

test('add is the inverse of between, and gives the earliest such instant', () => {
  holds(process.env, 300, fc.property(calendars, instant, fc.nat(400), (open, from, business) => {
    const calendar = new Calendar(open);
    const at = calendar.add(from, business);
    if (at === NEVER) return assert.ok(calendar.between(from, 10_000) < business);
    assert.ok(at >= from);
    assert.equal(calendar.between(from, at), business);
    if (at > from) assert.ok(calendar.between(from, at - 1) < business);
  }));
});

test('closing hours never add business time', () => {
  holds(process.env, 100, fc.property(calendars, fc.nat(7), instant, instant, (open, holiday, a, b) => {
    const without = open.filter((_, i) => i !== holiday || open.length === 1);
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    assert.ok(new Calendar(without).between(from, to) <= new Calendar(open).between(from, to));
  }));
});
