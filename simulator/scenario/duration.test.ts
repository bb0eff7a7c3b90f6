import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { formatDuration, parseDuration } from './duration.js';
import { Wrong } from './problem.js';

test('durations are written as people say them', () => {
  assert.deepEqual(
    ['90s', '5m', '2h', '1h30m', '1h 30m', '7d', '250ms', '1.5h', '2w', '0s'].map(parseDuration),
    [90_000, 5 * MINUTE, 2 * HOUR, 90 * MINUTE, 90 * MINUTE, 7 * DAY, 250, 90 * MINUTE, 14 * DAY, 0],
  );
});

test('a duration without a unit, or with units out of order, is refused', () => {
  for (const text of ['90', '', 'm', '5 min', '30m1h', '1h1h', '-5m', '1e3s', '5m!']) assert.ok(parseDuration(text) instanceof Wrong, text);
});

test('what is printed is read back', () => {
  assert.deepEqual([0, 250, 90_000, 5_400_000, DAY, Infinity].map(formatDuration), ['0s', '250ms', '1m30s', '1h30m', '1d', 'forever']);
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (ms) => assert.equal(parseDuration(formatDuration(ms)), ms)));
});
