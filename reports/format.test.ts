import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE, SECOND } from '../runtime/units.js';
import { formatCount, formatDifference, formatDuration, formatLimit, formatRange, formatShare, formatValue } from './format.js';

test('durations are told in two units at most, and rounding carries over', () => {
  const told: [number, string][] = [
    [0, '0s'], [0.4, '0s'], [141.2, '141ms'], [999.4, '999ms'], [999.6, '1.0s'], [4230, '4.2s'], [9949, '9.9s'], [9951, '10s'], [47_300, '47s'],
    [59_499, '59s'], [59_600, '1m00s'], [102 * SECOND, '1m42s'], [HOUR - 400, '1h00m'], [HOUR - 600, '59m59s'], [2 * HOUR + 5 * MINUTE, '2h05m'],
    [DAY - 20 * SECOND, '1d00h'], [3 * DAY + 4.4 * HOUR, '3d04h'], [-90 * SECOND, '−1m30s'], [Infinity, '∞'],
  ];
  for (const [ms, text] of told) assert.equal(formatDuration(ms), text, String(ms));
});

test('limits are told as an author would write them', () => {
  assert.deepEqual([5 * MINUTE, HOUR, 90 * SECOND, 2 * DAY, 20 * SECOND, 1500].map(formatLimit), ['5m', '1h', '90s', '2d', '20s', '1.5s']);
});

test('a share is none or all only when it is', () => {
  assert.deepEqual([0, 0.0001, 0.0006, 0.5, 0.9312, 0.9994, 0.9999, 1].map(formatShare), ['0 %', '≈0 %', '0.1 %', '50.0 %', '93.1 %', '99.9 %', '≈100 %', '100 %']);
});

test('counts have commas, and decimals while they are small', () => {
  assert.deepEqual([0, -0, 12.44, 12, 99.96, 4812.25, 1_234_567].map(formatCount), ['0', '0', '12.4', '12', '100', '4,812', '1,234,567']);
});

test('ranges say the unit once, and an open end is a question', () => {
  assert.equal(formatRange([0.924, 0.938], 'share'), '92.4 – 93.8 %');
  assert.equal(formatRange([1171.98, 1327.67], 'usd', 'EUR'), '1,171.98 – 1,327.67 EUR');
  assert.equal(formatRange([420_000, null], 'ms'), '7m00s – ?');
  assert.equal(formatRange(null, 'count'), '–');
});

test('differences have their sign, shares in points', () => {
  assert.equal(formatDifference(-0.039, 'share'), '−3.9 pts');
  assert.equal(formatDifference(606_000, 'ms'), '+10m06s');
  assert.equal(formatDifference(0, 'count'), '0');
  assert.equal(formatValue(null, 'share'), '–');
});
