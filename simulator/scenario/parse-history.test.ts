import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { parseHistory, type ParsedHistory } from './parse-history.js';
import { parseScenario, type ParsedScenario } from './parse-scenario.js';
import { readHistory, withHistory } from './read-history.js';

const COLUMNS = '{ at: [date, entry], intent: type, vip: { column: priority, is: 2 }, left: { column: outcome, is: HANG }, waitFrom: [date, q_start], waitTo: [date, q_exit], agent: agent, serviceStart: [date, ser_start], serviceEnd: [date, ser_exit] }';
const HEADER = 'date,entry,type,priority,outcome,q_start,q_exit,ser_start,ser_exit,agent';

const scenarioOf = (columns = COLUMNS, more = '', starts = '2026-10-24', lasts = '2d') => {
  const parsed: ParsedScenario = parseScenario(
    `{ name: a, starts: ${starts}, lasts: ${lasts}, zone: Europe/Rome, arrivals: { history: { files: calls.csv, columns: ${columns}, intents: { PS: regular, '*': other }${more} } }, customers: { intents: { regular: 80%, other: 20% } }, teams: { t: { agents: [{ count: 1 }] } } }`,
    'a.yaml',
  );
  assert.ok(parsed.scenario !== null, JSON.stringify(parsed.problems));
  return { scenario: parsed.scenario, history: parsed.history! };
};
const parse = (rows: string, columns = COLUMNS, more = ''): ParsedHistory => {
  const { scenario, history } = scenarioOf(columns, more);
  return parseHistory([{ file: 'calls.csv', text: rows }], history, scenario);
};
const told = ({ problems }: ParsedHistory): string[] => problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

test('rows become columns, sorted by arrival, in milliseconds since the start', () => {
  const { history, served, problems, rows } = parse(`${HEADER}
2026-10-24,10:00:00,PS,2,AGENT,10:00:10,10:01:00,10:01:00,10:03:00,ann
2026-10-24,10:00:30,XX,0,HANG,10:00:40,10:02:00,,,
2026-10-23,23:00:00,PS,0,HANG,,,,,
2026-10-24,11:00:00,PS,1,AGENT,,,11:00:05,11:00:35,bob
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(rows, { read: 4, filtered: 0, outsideRun: 1, kept: 3 });
  assert.deepEqual([...history!.atMs], [10 * HOUR, 10 * HOUR + 30 * SECOND, 11 * HOUR]);
  assert.deepEqual([...history!.intent], [0, 1, 0]);
  assert.deepEqual([...history!.vip], [1, 0, 0]);
  assert.deepEqual([...history!.observedWaitMs], [50 * SECOND, 80 * SECOND, 0]);
  assert.deepEqual([...history!.observedLeft], [0, 1, 0]);
  assert.deepEqual([served.agents, [...served.agent], [...served.arrival]], [['ann', 'bob'], [0, 1], [0, 2]]);
  assert.deepEqual([...served.serviceEndMs].map((end, i) => end - served.serviceStartMs[i]!), [2 * MINUTE, 30 * SECOND]);
});

test('what is not mapped is unknown', () => {
  const { history, served } = parse('at\n2026-10-24T10:00:00\n', '{ at: at }');
  assert.deepEqual([history!.intent[0], history!.vip[0], history!.observedLeft[0], history!.observedWaitMs[0]], [255, 255, 255, NaN]);
  assert.equal(served.agent.length, 0);
});

test('instants may carry an offset, or be seconds or milliseconds of the epoch', () => {
  const at = Date.parse('2026-10-24T08:00:00Z');
  const { history } = parse(`at\n2026-10-24T10:00:00+02:00\n2026-10-24T08:00:00Z\n${at / 1000}\n${at}\n2026-10-24 10:00\n`, '{ at: at }');
  assert.deepEqual([...history!.atMs], Array.from({ length: 5 }, () => 10 * HOUR));
});

test('rows are filtered by their values, all columns of a group together', () => {
  const rows = `${HEADER}\n2026-10-24,10:00:00,PS,0,HANG,,,,,\n2026-10-24,10:01:00,PS,0,HANG,10:01:00,10:02:00,,,\n2026-10-24,10:02:00,PS,0,PHANTOM,,,,,\n`;
  assert.equal(parse(rows, COLUMNS, ", except: [{ outcome: PHANTOM }, { outcome: HANG, q_start: '' }]").rows.kept, 1);
  assert.equal(parse(rows, COLUMNS, ', where: { outcome: [HANG, AGENT], priority: 0 }').rows.kept, 2);
});

test('who asks for an agent later than they arrive is replayed from then on; the first filled column counts', () => {
  const columns = '{ at: [date, entry], asksAt: { first: [[date, q_start], [date, ser_start]] }, waitFrom: [date, q_start], waitTo: [date, q_exit] }';
  const { history, span } = parse(`${HEADER}
2026-10-24,10:00:00,PS,0,AGENT,10:00:10,10:01:00,10:01:00,10:03:00,ann
2026-10-24,10:00:01,PS,0,AGENT,,,10:00:05,10:03:00,ann
2026-10-24,10:00:02,PS,0,AGENT,,,,,
2026-10-24,23:59:59,PS,0,HANG,00:00:05,00:00:09,,,
`, columns);
  assert.deepEqual([...history!.atMs], [10 * HOUR + 2 * SECOND, 10 * HOUR + 5 * SECOND, 10 * HOUR + 10 * SECOND, 24 * HOUR + 5 * SECOND]);
  assert.deepEqual(span, { fromMs: 10 * HOUR, toMs: 24 * HOUR - SECOND }, 'the days are those of the log');
});

test('VIPs: of those marked a share, of those unknown a share by intent, the same ones every time', () => {
  const rows = `${HEADER}\n${Array.from({ length: 400 }, (_, i) => `2026-10-24,10:00:00,${i % 4 === 3 ? 'XX' : 'PS'},${i % 2 === 0 ? 2 : 0},AGENT,${i < 200 ? '10:00:00' : ''},,,,\n`).join('')}`;
  const columns = "{ at: [date, entry], intent: type, vip: { column: priority, is: 2, share: 50%, unknown: { where: { q_start: '' }, shares: { other: 100% } } } }";
  const { history } = parse(rows, columns);
  const vips = (from: number, step: number): number => Array.from({ length: 50 }, (_, i) => history!.vip[from + i * step]!).reduce((sum, vip) => sum + vip, 0);
  assert.deepEqual([vips(1, 4), vips(200, 4)], [0, 0], 'marked otherwise, and unknown with no share');
  for (const some of [vips(0, 4), vips(203, 4)]) assert.ok(some > 10 && some < 40, `${some} of 50`);
  assert.deepEqual(parse(rows, columns).history!.vip, history!.vip);
});

test('a service that begins before its wait is a flaw of the clock', () => {
  const { served } = parse(`${HEADER}\n2026-10-24,10:00:00,PS,0,AGENT,10:00:10,10:05:00,09:30:00,09:32:00,ann\n2026-10-24,10:10:00,PS,0,AGENT,10:10:10,10:11:00,10:10:58,10:12:00,ann\n`);
  assert.deepEqual([...served.serviceStartMs].map((ms) => ms / MINUTE - 600), [5, 10 + 58 / 60].map((m) => 600 + m - 600));
  assert.equal(served.serviceEndMs[0]! - served.serviceStartMs[0]!, 2 * MINUTE);
});

test('spans to leave out and hours to compare are told with the history', () => {
  const { history } = parse('at\n2026-10-24T10:00:00\n', '{ at: at }', ', queuedAfter: 4s, hours: 08:00-24:00, exclude: [{ from: 2026-10-24T20:00, lasts: 4h, why: an outage }]');
  assert.deepEqual([history!.queuedAfterMs, history!.comparedHoursMs, history!.exclude], [4 * SECOND, [8 * HOUR, 24 * HOUR], [{ fromMs: 20 * HOUR, toMs: 24 * HOUR }]]);
});

test('a time after midnight belongs to the next day', () => {
  const { served, history } = parse(`${HEADER}\n2026-10-24,23:59:00,PS,0,AGENT,23:59:10,00:00:20,00:00:20,00:05:00,ann\n`);
  assert.equal(history!.observedWaitMs[0], 70 * SECOND);
  assert.equal(served.serviceEndMs[0]! - served.serviceStartMs[0]!, 280 * SECOND);
});

test('in the hour that happens twice, a row that would run backwards is in the second pass', () => {
  const { history, problems } = parse('at\n2026-10-25 02:10:00\n2026-10-25 02:50:00\n2026-10-25 02:05:00\n2026-10-25 03:00:00\n', '{ at: at }');
  assert.deepEqual(problems, []);
  assert.deepEqual([...history!.atMs].map((ms) => ms / MINUTE - 26 * 60), [10, 50, 65, 120]);
});

test('a time that the clock skips does not exist', () => {
  const { scenario, history } = scenarioOf('{ at: at }', '', '2026-03-29', '1d');
  const parsed = parseHistory([{ file: 'calls.csv', text: 'at\n2026-03-29 02:30:00\n' }], history, scenario);
  assert.deepEqual(told(parsed), ['DS303 2:1']);
  assert.match(parsed.problems[0]!.message, /does not exist in Europe\/Rome/);
});

test('time may not run backwards inside a date, unless the scenario says so; whole days may come in any order', () => {
  const rows = 'id,at\n1,2026-10-25 10:00:00\n2,2026-10-24 10:00:00\n3,2026-10-24 09:59:59\n';
  assert.deepEqual(told(parse(rows, '{ at: at }')), ['DS304 4:3']);
  const any = parse(rows, '{ at: at }', ', order: any');
  assert.deepEqual([...any.history!.atMs], [10 * HOUR - SECOND, 10 * HOUR, 35 * HOUR]);
});

test('problems name the row and the column', () => {
  const parsed = parse('id;at\n1;2026-10-24 10:00:00\n2;2026-10-24 25:00:00\n3;\n4;yesterday\n5;2026-10-24\n', '{ at: at }');
  assert.deepEqual(told(parsed), ['DS303 3:3', 'DS303 4:3', 'DS303 5:3', 'DS303 6:3']);
  assert.equal(parsed.history, null);
  assert.match(parsed.problems[2]!.message, /^at: `yesterday` is not a date with a time/);
});

test('a missing column, a broken quote and a short row are told', () => {
  const missing = parse('date,entri,type\n2026-10-24,10:00,PS\n', '{ at: [date, entry], intent: type }');
  assert.deepEqual(missing.problems.map(({ code, message, hint }) => [code, message, hint]), [['DS301', 'there is no column `entry`, wanted for at', 'did you mean `entri`?']]);
  assert.deepEqual(told(parse('id,at\n1,2026-10-24 10:00:00\n2\n3,2026-10-24 10:00:00\n', '{ at: at }')), ['DS302 3:1']);
  const quote = parse('id,at\n1,2026-10-24 10:00:00\n2,"2026-10-24 10:00:00\n3,2026-10-24 11:00:00\n', '{ at: at }');
  assert.deepEqual(quote.problems.map(({ code, line }) => [code, line]), [['DS302', 3]]);
});

test('an unknown intent is told with the value that brought it', () => {
  const { scenario, history } = scenarioOf('{ at: at, intent: type }');
  const parsed = parseHistory([{ file: 'calls.csv', text: 'at,type\n2026-10-24 10:00:00,regulr\n' }], { ...history, intents: {} }, scenario);
  assert.deepEqual(told(parsed), ['DS306 2:21']);
  assert.equal(parsed.problems[0]!.hint, 'did you mean `regular`?');
});

test('no data is never a pass: empty files and empty runs are errors', () => {
  for (const text of ['', '\n\n', 'at\n', 'at\n2030-01-01 00:00:00\n']) assert.deepEqual(parse(text, '{ at: at }').problems.map(({ code }) => code), ['DS305'], JSON.stringify(text));
});

test('many problems of one kind are counted, not listed', () => {
  const { problems } = parse(`at\n${'never\n'.repeat(1000)}`, '{ at: at }');
  assert.equal(problems.length, 5);
  assert.match(problems[4]!.message, /and 995 more like this/);
});

test('files are read plain or gzipped, and joined', () => {
  const folder = mkdtempSync(join(tmpdir(), 'desksim-'));
  writeFileSync(join(folder, 'one.csv'), '\uFEFFat\r\n2026-10-24 10:00:00\r\n');
  writeFileSync(join(folder, 'two.csv.gz'), gzipSync('at\n2026-10-24 09:00:00\n'));
  writeFileSync(join(folder, 'broken.csv.gz'), Buffer.from([0x1f, 0x8b, 1, 2, 3]));
  const { scenario, history } = scenarioOf('{ at: at }');
  const read = (...files: string[]) => readHistory({ ...history, files }, scenario, ['/nowhere', folder]);
  const both = read('one.csv', 'two.csv.gz');
  assert.deepEqual([...withHistory(scenario, both).arrivals.history!.atMs], [9 * HOUR, 10 * HOUR]);
  assert.deepEqual(read('one.csv', 'three.csv', 'broken.csv.gz').problems.map(({ code }) => code), ['DS307', 'DS307']);
});
