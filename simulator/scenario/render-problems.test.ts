import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScenario } from './parse-scenario.js';
import { renderProblems } from './render-problems.js';

const rendered = (text: string): string => renderProblems(parseScenario(text, 'bad.yaml').problems, { 'bad.yaml': text });

test('a problem shows its line, a caret, the cure and what is allowed', () => {
  const text = `name: bad
starts: 2026-10-25
lasts: 1d
zone: Europe/Rome
arrivals:
  prDay: 500
  perDay: 500
teams:
  support:
    agents:
      - { count: 3, shift: 02:30-10:00 }
platform: { tier: 1000 }
`;
  assert.equal(rendered(text), `error[DS102]: unknown key \`prDay\`
  ┌─ bad.yaml:6:3
5 │ arrivals:
6 │   prDay: 500
  │   ^^^^^ did you mean \`perDay\`?
  = allowed here: perDay, weekdays, hours, dayFactor, peaks, history

warning[DS204]: \`2026-10-25 02:30\` happens twice in Europe/Rome
   ┌─ bad.yaml:11:28
10 │     agents:
11 │       - { count: 3, shift: 02:30-10:00 }
   │                            ^^^^^^^^^^^ the first of the two is taken

error[DS131]: \`tier: 1000\` is not a Meta messaging limit since rule set meta-2025-10
   ┌─ bad.yaml:12:19
11 │       - { count: 3, shift: 02:30-10:00 }
12 │ platform: { tier: 1000 }
   │                   ^^^^ use 250, 2000, 10000, 100000 or unlimited

2 errors, 1 warning in 1 file. Nothing was run.
`);
});

test('a problem without a text to show keeps its place and its help', () => {
  const out = renderProblems([{ severity: 'error', code: 'DS301', message: 'there is no column `at`', file: 'calls.csv', line: 1, column: 1, length: 1, hint: 'did you mean `date`?', allowed: ['date', 'type'] }], {});
  assert.equal(out, 'error[DS301]: there is no column `at`\n  ┌─ calls.csv:1:1\n  = help: did you mean `date`?\n  = allowed here: date, type\n\n1 error in 1 file. Nothing was run.\n');
});

test('tabs keep the caret under its word, long lines are cut, and no problems are no text', () => {
  assert.match(rendered('{\n\t"name": "x", "oops": 1 }'), /\n {2}│ \t {13}\^{6}/);
  assert.match(rendered(`name: x\noops: ${'y'.repeat(500)}\n`), /y…\n/);
  assert.equal(renderProblems([], {}), '');
});
