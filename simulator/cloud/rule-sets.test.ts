import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODE, ERRORS } from './errors.js';
import { KNOBS } from './knobs.js';
import { PRICES } from './prices.js';
import { overridden, titleOf } from './rule-overrides.js';
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
  for (const { value } of Object.values(PRICES)) assert.ok([value.marketing, value.utility, value.authenticationInternational ?? 0].every(Number.isInteger));
});

test('every rule has a sentence about it, and no sentence is without its rule', () => {
  for (const rules of Object.values(RULE_SETS)) {
    const knobs = Object.keys(rules).filter((key) => key !== 'name' && key !== 'since');
    assert.deepEqual(Object.keys(KNOBS).toSorted(), knobs.toSorted());
  }
  assert.ok(Object.keys(KNOBS).length >= 30);
});

test('a rule changed is marked as given, and one part of a rule may be changed alone', () => {
  const before = RULE_SETS['meta-2026-10'];
  const rules = overridden(before, { pairReading: 'debt', pair: { burst: 3 } });
  assert.deepEqual(rules.pair, { value: { intervalMs: 6_000, burst: 3 }, basis: 'given', source: 'the scenario or test' });
  assert.equal(rules.pairReading.value, 'debt');
  assert.equal(before.pair.value.burst, 45);
  assert.equal(rules.windowMs, before.windowMs);
});

test('a rule set tells which of its rules were changed; to repeat a rule changes none', () => {
  const before = RULE_SETS['meta-2025-10'];
  assert.equal(titleOf(overridden(before, { bsuids: true, pair: { burst: 3 } })), 'meta-2025-10 with 2 rules overridden: pair, bsuids');
  assert.equal(titleOf(overridden(before, { windowMs: 1 })), 'meta-2025-10 with 1 rule overridden: windowMs');
  assert.equal(titleOf(overridden(before, { windowMs: before.windowMs.value, limitSteps: [...before.limitSteps.value], pair: { burst: 45 } })), 'meta-2025-10');
  assert.equal(titleOf(overridden(before, { limitSteps: [250, 2_000] })), 'meta-2025-10 with 1 rule overridden: limitSteps');
});

test('the table of errors holds every code that the platform documents', () => {
  // Section "Error codes" of Meta's own page and of clients, as collected in November 2026.
  const codes = [
    0, 1, 2, 3, 4, 10, 33, 100, 104, 190, 200, 368, 80007, 130403, 130429, 130472, 130497, 131000, 131005, 131008, 131009, 131016, 131021, 131026, 131030, 131031,
    131037, 131042, 131044, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131057, 131060, 131062, 131063, 131064, 132000, 132001, 132005,
    132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102,
    135000, 137000, 2388019, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299, 139100, 139101, 139102, 139103, 147001, 147002, 147003, 147004,
  ];
  assert.deepEqual(codes.filter((code) => !ERRORS.has(code)), []);
  for (const code of Object.values(CODE)) assert.ok(ERRORS.has(code), `${code}`);
});
