import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../runtime/units.js';
import { DEFINITIONS } from '../kpis/definitions.js';
import { goalUnit, kpiPhrase } from './goal-kpis.js';
import { parseGoal } from './parse-goal.js';
import { Wrong } from './problem.js';

test('a share of samples within a time', () => {
  assert.deepEqual(parseGoal('first response <= 5m for 90%'), {
    text: 'first response <= 5m for 90%', kpi: 'firstResponse', every: null, kind: 'share', withinMs: 5 * MINUTE, compare: '>=', target: 0.9,
  });
});

test('each forecast hour by itself', () => {
  for (const text of ['first response <= 5m for 80% in every forecast hour', 'First Response within 5m for at least 80% in every hour']) {
    const goal = parseGoal(text);
    assert.ok(!(goal instanceof Wrong));
    assert.equal(goal.every, 'hour');
    assert.equal(goal.target, 0.8);
  }
});

test('a value, in the unit of its KPI', () => {
  const values = ['sends outside window = 0', 'abandonment <= 5%', 'occupancy at most 85%', 'tier headroom >= 10%', 'cost per resolution <= 3', 'resolution <= 4h', 'fairness jain > 0.9', 'abandonment < 0.05'].map(parseGoal);
  assert.deepEqual(
    values.map((goal) => (goal instanceof Wrong ? goal : [goal.kpi, goal.kind, goal.compare, goal.target])),
    [
      ['sendsOutsideWindow', 'value', '=', 0],
      ['abandonment', 'value', '<=', 0.05],
      ['occupancy', 'value', '<=', 0.85],
      ['tierHeadroom', 'value', '>=', 0.1],
      ['costPerResolution', 'value', '<=', 3],
      ['resolution', 'value', '<=', 4 * HOUR],
      ['fairnessJain', 'value', '>', 0.9],
      ['abandonment', 'value', '<', 0.05],
    ],
  );
});

test('every KPI can be named in words, by its title and by its id', () => {
  for (const { id, title } of DEFINITIONS) {
    const target = { time: '5m', share: '5%', number: '5' }[goalUnit(id)];
    for (const name of [id, kpiPhrase(id), title]) {
      const goal = parseGoal(`${name} <= ${target}`);
      assert.ok(!(goal instanceof Wrong), name);
      assert.equal(goal.kpi, id);
    }
  }
});

test('a wrong goal says which words are wrong', () => {
  const marked = (text: string): [string, string] => {
    const wrong = parseGoal(text);
    assert.ok(wrong instanceof Wrong, text);
    return [wrong.code, text.slice(wrong.offset, wrong.offset + wrong.length)];
  };
  assert.deepEqual(marked('frist response <= 5m for 90%'), ['DS141', 'frist response']);
  assert.deepEqual(marked('first response <= 5 for 90%'), ['DS142', '5']);
  assert.deepEqual(marked('first response <= 5m for 90'), ['DS142', '90']);
  assert.deepEqual(marked('first response >= 5m for 90%'), ['DS142', '>=']);
  assert.deepEqual(marked('abandonment <= 5m'), ['DS142', '5m']);
  assert.deepEqual(marked('occupancy <= 85% for 90%'), ['DS142', '90%']);
  assert.deepEqual(marked('everything is fine'), ['DS140', 'everything is fine']);
  assert.match((parseGoal('frist response <= 5m') as Wrong).hint, /first response/);
});
