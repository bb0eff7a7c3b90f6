import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRICES } from '../prices.js';
import { NEWEST_RULE_SET, RULE_SETS } from '../rule-sets.js';
import { countryOf, marketOf } from './calling-codes.js';

test('a phone number has the country of its calling code, the longest that fits', () => {
  // Made up, each within its country's numbering plan.
  const known: readonly (readonly [phone: string, country: string])[] = [
    ['12024561111', 'US'], ['14168651234', 'CA'], ['18768881234', 'JM'], ['442079460000', 'GB'], ['493018150', 'DE'], ['390668201', 'IT'], ['919812345678', 'IN'],
    ['5511987654321', 'BR'], ['818012345678', 'JP'], ['821012345678', 'KR'], ['74951234567', 'RU'], ['77271234567', 'KZ'], ['35312345678', 'IE'], ['4233921111', 'LI'],
    ['8801712345678', 'BD'], ['85221234567', 'HK'], ['201001234567', 'EG'], ['2348012345678', 'NG'],
  ];
  for (const [phone, country] of known) assert.equal(countryOf(phone), country, phone);
  for (const phone of ['', '0', '999123456', '2101234567']) assert.equal(countryOf(phone), null, phone);
});

test('every country that a price or a rule of marketing names has a calling code', () => {
  const { noCapIn, noMarketingIn, volumeTiers } = RULE_SETS[NEWEST_RULE_SET];
  const countries = new Set(Array.from({ length: 9_999 }, (_, code) => countryOf(String(code))));
  const named = [...Object.keys(PRICES).filter((market) => market !== 'other'), ...noCapIn.value, ...noMarketingIn.value, ...volumeTiers.value.map(({ market }) => market)];
  assert.deepEqual(named.filter((country) => !countries.has(country)), []);
});

test('people of the simulation, business numbers and recipients with a fixed outcome are nowhere in particular', () => {
  for (const phone of ['15550000007', '15560000000', '15570131026', '999123456']) assert.equal(marketOf(phone), null, phone);
  assert.equal(marketOf('16505551234'), 'US');
});
