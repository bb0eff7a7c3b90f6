import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparedSpan } from '../simulator/kpis/compare-history.js';
import { renderHistory } from './history-text.js';

const SPAN: ComparedSpan = {
  total: { observed: { queued: 12_345, left: 0.213, medianMs: 53_000, p90Ms: 187_000 }, simulated: { queued: 13_000.4, left: 0.223, medianMs: 62_000, p90Ms: 180_000 } },
  hours: [{ hour: 8, observed: { queued: 60, left: 0, medianMs: null, p90Ms: null }, simulated: { queued: 61, left: null, medianMs: null, p90Ms: null } }],
  hourlyGap: 0.021,
};

test('observed beside simulated, with the excluded and without', () => {
  const lines = renderHistory({ queuedAfterMs: 4000, replications: 5, all: SPAN, without: { ...SPAN, hourlyGap: null } }, 80);
  assert.ok(lines.every((line) => line.length <= 80));
  const text = lines.join('\n');
  assert.match(text, /HISTORY observed → simulated, mean of 5 replications; queued: waited more than\s4s/);
  assert.match(text, /^08–09 h +60 → 61 +0 % → – +– → – +– → –$/m);
  assert.match(text, /^total +12,345 → 13,000 +21\.3 % → 22\.3 % +53s → 1m02s +3m07s → 3m00s$/m);
  assert.match(text, /^without\* +12,345/m);
  assert.match(text, /gave up \+1\.0 pts · 2\.1 pts off on average over 1 hour of the clock ·\s+median\s+\+17 % · p90 −4 %/);
});

test('narrow screens get one thing under the other', () => {
  const lines = renderHistory({ queuedAfterMs: 0, replications: 1, all: SPAN, without: null }, 40);
  assert.ok(lines.every((line) => line.length <= 40));
  assert.doesNotMatch(lines.join('\n'), /without/);
});
