import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFINITIONS, definitionOf } from './definitions.js';
import { createLayout, SCALAR } from './layout.js';
import { ratioOf } from './ratios.js';
import { REFUSAL_CODES, refusalIndex } from './refusal-codes.js';
import { tinyScenario } from './tiny-scenario.js';

test('every KPI has one definition with its denominator, and can be computed', () => {
  const scenario = tinyScenario();
  const layout = createLayout(scenario);
  const values = new Float64Array(layout.blockLength);
  assert.equal(new Set(DEFINITIONS.map(({ id }) => id)).size, DEFINITIONS.length);
  assert.equal(new Set(DEFINITIONS.map(({ title }) => title)).size, DEFINITIONS.length);
  for (const { id, definition } of DEFINITIONS) {
    const { num, den } = ratioOf(id, scenario, layout, values, 0);
    assert.ok(Number.isFinite(num) && Number.isFinite(den), id);
    assert.match(definition, /\/|averaged|for each replication|equals|index|coefficient|minus|up to/, id);
  }
  assert.equal(definitionOf('firstResponce'), null);
});

test('no two things lie in the same place of a block', () => {
  const layout = createLayout(tinyScenario());
  const starts = [...Object.values(SCALAR), layout.refusals, ...Object.values(layout.rows), ...Object.values(layout.histograms)];
  assert.equal(new Set(starts).size, starts.length);
  assert.deepEqual(Object.values(SCALAR), Object.values(SCALAR).map((_, i) => i));
});

test('codes that are not listed are counted together', () => {
  assert.equal(refusalIndex(REFUSAL_CODES[3]), 3);
  assert.equal(refusalIndex(999_999), REFUSAL_CODES.length);
});
