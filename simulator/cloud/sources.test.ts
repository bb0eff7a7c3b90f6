import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS } from './errors.js';
import { RULE_SETS } from './rule-sets.js';
import { addressesIn } from './sources.js';

test('every key that an error or a rule names as its source has an address', () => {
  const texts = [...ERRORS.values()].map((error) => error.source);
  for (const ruleSet of Object.values(RULE_SETS)) texts.push(JSON.stringify(ruleSet));
  const lines = texts.flatMap(addressesIn);
  assert.ok(lines.length > 20);
  assert.deepEqual(lines.filter((line) => line.endsWith(': unknown')), []);
});
