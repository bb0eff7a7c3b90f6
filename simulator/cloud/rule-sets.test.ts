import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS } from './errors.js';
import { PRICES } from './prices.js';
import { RULE_SETS } from './rule-sets.js';

test('every rule says how we know it', () => {
  for (const [name, rules] of Object.entries(RULE_SETS)) {
    assert.equal(rules.name, name);
    for (const [key, rule] of Object.entries(rules)) {
      if (key === 'name' || key === 'since') continue;
      assert.ok(rule.basis === 'documented' || rule.basis === 'assumed', `${name} ${key}`);
      assert.ok(rule.source.length > 3, `${name} ${key}`);
    }
  }
});

test('limit steps rise, and every limit error is in the table', () => {
  for (const rules of Object.values(RULE_SETS)) {
    const steps = rules.limitSteps.value;
    assert.deepEqual(steps, steps.toSorted((a, b) => a - b));
    assert.equal(steps.at(-1), Infinity);
    assert.ok(ERRORS.has(rules.limitCode.value));
  }
});

test('prices are whole micro-dollars', () => {
  for (const { value } of Object.values(PRICES)) assert.ok(Number.isInteger(value.marketing) && Number.isInteger(value.utility));
});
