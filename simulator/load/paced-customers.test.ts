import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScenario } from '../scenario/parse-scenario.js';
import { PacedCustomers } from './paced-customers.js';
import { PhoneFigures } from './phone-figures.js';

test('customers come in real time, write words, take answers, and the run ends with the last of them', async () => {
  const figures = new PhoneFigures();
  const written: string[] = [];
  const startedAt = performance.now();
  const customers: PacedCustomers = new PacedCustomers(scenario('forever'), 1, figures, {
    now: () => performance.now() - startedAt,
    write: (customer, text) => {
      written.push(text);
      queueMicrotask(() => customers.received(customer));
    },
  });
  await customers.run();
  const lastedMs = performance.now() - startedAt;
  assert.ok(figures.arrived > 5 && figures.served === figures.arrived);
  assert.deepEqual([...new Set(written)].sort(), ['Question 1', 'Question 2, the last one']);
  assert.ok(lastedMs > 200 && lastedMs < 3_000, `${lastedMs} ms`);
});

test('whoever gets no answer says so or says nothing, and leaves', async () => {
  const figures = new PhoneFigures();
  const written: string[] = [];
  const startedAt = performance.now();
  const customers = new PacedCustomers(scenario('50ms'), 1, figures, { now: () => performance.now() - startedAt, write: (_customer, text) => void written.push(text) });
  await customers.run();
  assert.equal(figures.left, figures.arrived);
  const aloud = written.filter((text) => text.startsWith('Never mind')).length;
  assert.ok(aloud > 0 && aloud < figures.left);
});

function scenario(patience: string) {
  const text = JSON.stringify({
    name: 'moment', starts: '2026-11-23T12:00', lasts: '500ms', drain: '5s', zone: 'UTC',
    arrivals: { perDay: 40 * 86_400, hours: 'flat', dayFactor: { cv: 0 } },
    customers: { exchanges: 2, burst: { size: 1 }, replyDelay: '100ms', patience, leaveSilently: 0.5, returns: 'never' },
    teams: { any: { agents: [{ count: 1, shift: 'always', slots: 1 }] } },
  });
  const { scenario, problems } = parseScenario(text, 'moment.json');
  assert.ok(scenario !== null, problems.map(({ message }) => message).join());
  return scenario;
}
