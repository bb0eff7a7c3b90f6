import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHtml, renderIntervalsCsv, renderJson, renderMarkdown } from './index.js';
import { sampleResult } from './sample-result.js';

test('the same result gives the same bytes', () => {
  for (const render of [renderHtml, renderIntervalsCsv, renderJson, renderMarkdown] as const) {
    assert.equal(render(sampleResult()), render(structuredClone(sampleResult())));
  }
});

test('the JSON document has its keys in a fixed order and numbers only where there are any', () => {
  const document = JSON.parse(renderJson(sampleResult())) as Record<string, unknown>;
  assert.deepEqual(Object.keys(document), [
    'schemaVersion', 'tool', 'command', 'verdict', 'exitCode', 'partial', 'scenario', 'ruleSet', 'seed', 'replications', 'goals', 'kpis',
    'worstHour', 'damage', 'history', 'assumed', 'doorCheck', 'journalHash', 'files', 'replay',
  ]);
  assert.equal(document['schemaVersion'], '1.0');
  const kpis = document['kpis'] as Record<string, Record<string, unknown>>;
  assert.deepEqual(Object.keys(kpis).slice(0, 3), ['arrivals', 'firstResponse', 'serviceLevelServed']);
  assert.deepEqual(kpis['tierHeadroom'], { value: null, n: 0, denominator: 0, ci95: null, unit: 'share', better: 'high' });
  assert.deepEqual((kpis['firstResponse']!['quantiles'] as Record<string, unknown>)['p95'], { value: 480_000, ci95: [420_000, null] });
});

test('numbers in JSON carry no noise of adding floats', () => {
  const [arrivals] = sampleResult().kpis;
  const json = renderJson(sampleResult({ kpis: [{ ...arrivals!, value: 0.1 + 0.2 }] }));
  assert.match(json, /"value": 0\.3,/);
});

test('intervals.csv has a row for each hour and an empty cell for what has no value', () => {
  const [head, ...rows] = renderIntervalsCsv(sampleResult()).trimEnd().split('\n');
  const columns = head!.split(',');
  assert.equal(rows.length, 24);
  assert.ok(rows.every((row) => row.split(',').length === columns.length));
  const cell = (row: number, column: string): string => rows[row]!.split(',')[columns.indexOf(column)]!;
  assert.equal(cell(18, 'startsAt'), '2026-11-27T18:00+01:00');
  assert.equal(cell(18, 'inTime'), '0.61');
  assert.equal(cell(0, 'inTime'), '');
  assert.equal(cell(18, 'signedInP90'), '10.8');
});

test('report.html asks for nothing, runs nothing, and escapes what people wrote', () => {
  const html = renderHtml(sampleResult());
  assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">/);
  assert.doesNotMatch(html, /<script|<link|<img|https?:|@import|url\((?!#)|\son\w+=/);
  assert.match(html, /on &lt;Black Friday&gt; &amp; after/);
  assert.doesNotMatch(html, /NaN|undefined|Infinity/);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
});

test('report.html shows verdict, goals, seed, rules and replay before anything else', () => {
  const html = renderHtml(sampleResult());
  const places = ['exit 3: 1 goal missed; 1 inconclusive', 'rules meta-2026-10', 'seed 4271833', 'Replay: <code>', '<h2>Goals', '<svg'].map((text) => html.indexOf(text));
  assert.ok(places.every((place, i) => place > 0 && (i === 0 || place > places[i - 1]!)), String(places));
  assert.match(html, /worst: Fri 18:00, 61\.0 %/);
});

test('every element of report.html is closed, and tables are as wide as their heads', () => {
  const html = renderHtml(sampleResult()).replace(/<style>.*<\/style>/s, '');
  const open: string[] = [];
  for (const [tag, close, name, empty] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/gi)) {
    if (empty === '/' || ['meta', 'br'].includes(name!)) continue;
    if (close === '/') assert.equal(open.pop(), name, tag);
    else open.push(name!);
  }
  assert.deepEqual(open, []);
  for (const table of html.match(/<table>.*?<\/table>/gs)!) {
    const heads = table.match(/<th /g)!.length;
    for (const row of table.split('<tbody>')[1]!.match(/<tr>.*?<\/tr>/gs)!) assert.equal(row.match(/<td[ >]/g)!.length, heads);
  }
});

test('a run in which nothing happened still makes a report', () => {
  const html = renderHtml(sampleResult({ hours: [], waits: [], kpis: [], damage: null, assumed: [], worstHour: null, verdict: { verdict: 'noGoals', goals: [] }, exitCode: 0 }));
  assert.doesNotMatch(html, /NaN|undefined|Infinity|<svg/);
  assert.match(html, /None set: nothing was judged/);
});

test('summary.md says the goals, the hour and the replay, and no cell breaks its table', () => {
  const text = renderMarkdown(sampleResult({ replay: 'desksim run x --seed 1' }));
  assert.match(text, /^<!-- desksim holiday-peak -->\n## holiday-peak: 1 goal missed; 1 inconclusive\n/);
  assert.match(text, /\| ✗ \| first response &lt;= 5m for 80% in every forecast hour \| 61\.0 % \| 57\.2 – 64\.9 % \| 0\.00 \| \*\*MISSED\*\*, worst hour Fri 18:00; 3 hours/);
  assert.match(text, /Replay: `desksim run x --seed 1`/);
  const widths = text.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').length);
  assert.ok(widths.every((width) => width >= 4));
});
