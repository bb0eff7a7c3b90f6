import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR } from '../../runtime/units.js';
import { endOfMonth } from './calendar-month.js';
import { Fees } from './fees.js';
import { Markets } from './markets.js';
import { TERMS } from './messages.js';
import { RULE_SETS } from './rule-sets.js';

const UTILITY = 30_000; // Italy, micro-USD
const MARKETING = 69_100;

test('since October 2026 replies cost after the first thousand of a number and month', () => {
  const fees = feesOf('meta-2026-10', 'IT', 2, Date.UTC(2026, 10, 23));
  const charged = (now: number, number: number, count: number): number => {
    let total = 0;
    for (let i = 0; i < count; i += 1) total += fees.charge(now, number, i, CATEGORY.service, TERMS.window);
    return total;
  };
  assert.equal(charged(0, 0, 1_000), 0);
  assert.equal(charged(0, 0, 1), UTILITY);
  assert.equal(charged(0, 1, 1_000), 0, 'the other number has its own thousand');
  assert.equal(charged(8 * DAY - 1, 0, 1), UTILITY, 'still November');
  assert.equal(charged(8 * DAY, 0, 1_000), 0, 'December');
});

test('what a utility template costs inside a window depends on the date', () => {
  const inside = (name: keyof typeof RULE_SETS): number => feesOf(name).charge(0, 0, 7, CATEGORY.utility, TERMS.window);
  assert.deepEqual([inside('meta-2025-06'), inside('meta-2025-10'), inside('meta-2026-10')], [UTILITY, 0, UTILITY]);
});

test('replies were free until October 2026, marketing never', () => {
  const fees = feesOf('meta-2025-10');
  for (let i = 0; i < 2_000; i += 1) assert.equal(fees.charge(0, 0, 7, CATEGORY.service, TERMS.window), 0);
  assert.equal(fees.charge(0, 0, 7, CATEGORY.marketing, TERMS.window), MARKETING);
  assert.equal(fees.charge(0, 0, 7, CATEGORY.marketing, TERMS.window), MARKETING);
});

test('until July 2025 a conversation of one category cost once in 24 hours', () => {
  const fees = feesOf('meta-2025-06');
  const at = (now: number, category: number): number => fees.charge(now, 0, 7, category, 0);
  assert.deepEqual([at(0, CATEGORY.marketing), at(HOUR, CATEGORY.marketing), at(HOUR, CATEGORY.utility)], [MARKETING, 0, UTILITY]);
  assert.deepEqual([at(DAY - 1, CATEGORY.marketing), at(DAY, CATEGORY.marketing)], [0, MARKETING]);
});

test('a market without a row is priced as other', () => {
  assert.equal(feesOf('meta-2026-10', 'XX').charge(0, 0, 7, CATEGORY.marketing, 0), 60_400);
});

test('months end where the calendar says', () => {
  for (let year = 1970; year < 2110; year += 1) {
    for (let month = 0; month < 12; month += 1) {
      const end = Date.UTC(year, month + 1, 1);
      assert.equal(endOfMonth(Date.UTC(year, month, 1)), end);
      assert.equal(endOfMonth(end - 1), end);
    }
  }
});

function feesOf(name: keyof typeof RULE_SETS, market = 'IT', numbers = 1, startsAtEpochMs = 0): Fees {
  return new Fees(RULE_SETS[name], new Markets(RULE_SETS[name], market), numbers, startsAtEpochMs);
}
