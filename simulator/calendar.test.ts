import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../runtime/units.js';
import { Calendar } from './calendar.js';
import { civilDay, dayText, parseDay, weekdayOf } from './calendar-day.js';

const rome = Calendar.of('Europe/Rome')!;
const hoursOf = (calendar: Calendar, date: string): number[] =>
  Array.from({ length: 24 }, (_, hour) => (calendar.boundary(parseDay(date)!, (hour + 1) * HOUR) - calendar.boundary(parseDay(date)!, hour * HOUR)) / HOUR);

test('the day on which summer time begins has 23 hours and no hour 2', () => {
  const day = parseDay('2026-03-29')!;
  assert.equal(rome.dayStart(day + 1) - rome.dayStart(day), 23 * HOUR);
  assert.deepEqual(hoursOf(rome, '2026-03-29'), [1, 1, 0, ...Array.from({ length: 21 }, () => 1)]);
});

test('the day on which summer time ends has 25 hours and a long hour 2', () => {
  const day = parseDay('2026-10-25')!;
  assert.equal(rome.dayStart(day + 1) - rome.dayStart(day), 25 * HOUR);
  assert.deepEqual(hoursOf(rome, '2026-10-25'), [1, 1, 2, ...Array.from({ length: 21 }, () => 1)]);
});

test('a time that the clock skips is carried on, a time that it shows twice is taken the first time', () => {
  const skipped = rome.instant(parseDay('2026-03-29')!, 2.5 * HOUR);
  assert.equal(skipped.reading, 'skipped');
  assert.deepEqual(rome.wallAt(skipped.epochMs), { day: parseDay('2026-03-29'), wallMs: 3.5 * HOUR });
  const twice = rome.instant(parseDay('2026-10-25')!, 2.5 * HOUR);
  assert.deepEqual(twice, { epochMs: Date.parse('2026-10-25T00:30:00Z'), laterMs: Date.parse('2026-10-25T01:30:00Z'), reading: 'twice' });
  assert.equal(rome.instant(parseDay('2026-10-25')!, 3 * HOUR).reading, 'plain');
});

test('a day may begin at one o\'clock, and clocks may jump by half an hour', () => {
  const cairo = Calendar.of('Africa/Cairo')!;
  assert.deepEqual(cairo.wallAt(cairo.dayStart(parseDay('2026-04-24')!)), { day: parseDay('2026-04-24'), wallMs: HOUR });
  assert.deepEqual(hoursOf(Calendar.of('Australia/Lord_Howe')!, '2026-10-04').slice(0, 4), [1, 1, 0.5, 1]);
});

test('only names are zones: an offset knows no summer', () => {
  assert.equal(Calendar.of('+02:00'), null);
  assert.equal(Calendar.of('Europe/Rom'), null);
});

test('any instant is shown by the wall that its wall leads back to', () => {
  const zones = ['Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'].map((zone) => Calendar.of(zone)!);
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 15_000 * 1440, max: 25_000 * 1440 }), (calendar, minute) => {
      const { day, wallMs } = calendar.wallAt(minute * MINUTE);
      const { epochMs, laterMs, reading } = calendar.instant(day, wallMs);
      assert.ok(epochMs === minute * MINUTE || laterMs === minute * MINUTE);
      assert.notEqual(reading, 'skipped');
    }),
  );
});

test('local days count like the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
      const text = new Date(day * DAY).toISOString().slice(0, 10);
      assert.equal(dayText(day), text);
      assert.equal(parseDay(text), day);
      assert.equal(weekdayOf(day), (new Date(day * DAY).getUTCDay() + 6) % 7);
    }),
  );
  assert.equal(civilDay(1970, 1, 1), 0);
  assert.equal(parseDay('2026-11-31'), null);
  assert.equal(parseDay('2026-02-29'), null);
});
