import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS } from '../cloud/errors.js';
import { KNOBS } from '../cloud/knobs.js';
import { PRICES } from '../cloud/prices.js';
import { RULE_SETS } from '../cloud/rule-sets.js';
import { explain } from './explain.js';

test('explains a KPI by its id or its words', () => {
  assert.match(explain('serviceLevel', 80), /^Service level \(serviceLevel\)\na share.*the higher the better\n\nTickets answered within T/);
  assert.equal(explain('service level', 80), explain('serviceLevel', 80));
});

test('explains an error code of the platform', () => {
  assert.match(explain('131047', 80), /^131047 Re-engagement message\ncomes later, as a failed status; the same message will fail again/);
  assert.equal(explain('#131047', 80), explain('131047', 80));
});

test('says of each error code how its channel and its HTTP status are known, and when it never comes by itself', () => {
  const rate = explain('130429', 200);
  assert.match(rate, /^when it comes: documented, M-THRU$/m);
  assert.match(rate, /^HTTP 429: assumed, 429 in B-YCLOUD, R-OLDERR-429 and R-WHALOC, 400 in R-OLDERR-400$/m);
  assert.match(rate, /^ {2}R-OLDERR-400: /m, 'with the addresses');
  assert.match(explain('131048', 200), /^when it comes: assumed, no code is documented for the messaging limit/m);
  assert.doesNotMatch(explain('131048', 200), /^HTTP/m);
  assert.match(explain('132069', 400), /^never by itself: .*10 messages an hour/m);
  for (const code of ERRORS.keys()) assert.match(explain(String(code), 100), /^when it comes: (documented|assumed), ./m, `${code}`);
});

test('names the rules that decide when an error comes, and says which figures are assumed and in no rule', () => {
  assert.match(explain('131048', 200), /^rules that change it: limitCode, .*channelOf \(sync, async, both\)$/m);
  assert.match(explain('131042', 200), /^rules that change it: unpaid, /m);
  for (const [code, figure] of [[133008, 'five wrong PINs'], [136024, 'five codes'], [2388293, '2n \\+ 1']] as const) assert.match(explain(String(code), 200), new RegExp(`^here: .*${figure}.*assumed$`, 'm'));
  assert.match(explain('131051', 200), /^answers the send with HTTP 400; the same/m);
  for (const code of ['131052', '131060']) assert.match(explain(code, 200), /^stands inside a customer's message\n$/m);
  assert.match(explain('131060', 300), /^never by itself: .*only the throughput is modelled; a customer's message of type `unsupported`/m);
  assert.match(explain('freeServiceScope', 200), /number \(assumed: M-NONTPL, second-hand/);
});

test('explains a rule set, and one rule through all of them', () => {
  assert.match(explain('meta-2025-10', 80), /windowMs = 24 h: documented/);
  const pair = explain('pair', 80);
  for (const name of ['meta-2025-06', 'meta-2025-10', 'meta-2026-10']) assert.match(pair, new RegExp(`^${name}: interval`, 'm'));
  assert.match(explain('window', 80), /24 h \(documented: M-SEND\)/);
});

test('says when a rule is assumed', () => {
  assert.match(explain('limitCode', 200), /131048 \(assumed: no official code/);
});

test('explains problem codes and exit codes', () => {
  assert.equal(explain('ds102', 80), 'DS102 unknown key\n');
  assert.match(explain('exit-codes', 80), /3 {2}a goal was missed/);
});

test('explains the prices of every market, and says which are assumed', () => {
  const text = explain('prices', 200);
  for (const market of Object.keys(PRICES)) assert.match(text, new RegExp(`^${market}: marketing \\$\\d`, 'm'));
  assert.match(text, /^IT: .*assumed: card of Jul 2025 from memory/m);
  assert.match(text, /^BD: .*authentication-international \$0\.096011 \(documented: B-RATES/m);
});

test('lists every topic, within the width', () => {
  const text = explain(undefined, 60);
  assert.match(text, /^KPIs\n {2}arrivals, firstResponse,/);
  assert.ok(text.split('\n').every((line) => line.length <= 60));
});

test('suggests the nearest topic', () => {
  assert.throws(() => explain('serviceLvel', 80), /did you mean `serviceLevel`\?/);
  assert.throws(() => explain('nothing like it', 80), /`desksim explain` lists what there is/);
});

test('explains every rule with its value in each rule set, how we know it and how to change it', () => {
  for (const knob of Object.keys(KNOBS)) {
    const text = explain(knob, 100);
    for (const name of Object.keys(RULE_SETS)) assert.match(text, new RegExp(`^${name}: .+`, 'm'), knob);
    assert.match(text.replaceAll(/\s+/g, ' '), new RegExp(`rules: \\{ ${knob}: `));
  }
});

test('the order of checks says that it is assumed, and names codes of the table only', () => {
  const text = explain('order', 100);
  assert.match(text.replaceAll(/\s+/g, ' '), /all of it is assumed/);
  for (const [code] of text.matchAll(/\b\d{3,}\b/g)) assert.ok(ERRORS.has(Number(code)), code);
  assert.ok(text.indexOf('131031') < text.indexOf('131008') && text.indexOf('131056') < text.indexOf('132001'));
});

test('explains every error code of the table', () => {
  for (const code of ERRORS.keys()) assert.match(explain(String(code), 100), new RegExp(`^${code} .+\n.+\n\n[^]+\n\nsource: `), `${code}`);
});
