import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { channelBasis, httpBasis, onlyOnDemand } from './error-basis.js';
import { CODE, ERRORS } from './errors.js';
import { RULE_SETS } from './rule-sets.js';
import { addressesIn } from './sources.js';

const ROOT = new URL('.', import.meta.url);

test('an HTTP status about which sources differ, and a channel about which none speaks, are assumed', () => {
  for (const code of [130429, 131056, 80007, 4, 1, 130403, 131062, 2388019]) assert.equal(httpBasis(code).basis, 'assumed', `${code}`);
  for (const code of [131047, 132001, 190, 133010]) assert.equal(httpBasis(code).basis, 'documented', `${code}`);
  for (const code of [131048, 131042, 130497, 131064, 131021]) assert.equal(channelBasis(code).basis, 'assumed', `${code}`);
  for (const code of [131047, 131049, 130429, 131026, 132000]) assert.equal(channelBasis(code).basis, 'documented', `${code}`);
});

test('every source that a basis names has an address', () => {
  for (const code of ERRORS.keys()) for (const { source } of [httpBasis(code), channelBasis(code)]) assert.ok(!addressesIn(source).some((line) => line.endsWith(': unknown')), source);
});

test('what the table says is what every rule set does', () => {
  for (const { httpOf, channelOf } of Object.values(RULE_SETS)) {
    for (const [code, http] of Object.entries(httpOf.value)) assert.equal(ERRORS.get(Number(code))!.http, http, code);
    for (const [code, channel] of Object.entries(channelOf.value)) assert.equal(ERRORS.get(Number(code))!.channel, channel, code);
  }
});

test('no code of the cloud raises an error that is said to come on demand only', () => {
  const files = readdirSync(ROOT, { recursive: true }).map(String).filter((name) => name.endsWith('.ts') && !/\.(test|data|bench)\.ts$/.test(name) && !/^error(s|-basis)\.ts$/.test(name));
  assert.ok(files.length > 60);
  const code = files.map((name) => readFileSync(new URL(name, ROOT), 'utf8').replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '').replaceAll(/'[^'\n]*'/g, "''")).join('\n');
  const raised = new Set([...Object.entries(CODE).flatMap(([name, value]) => (code.includes(`CODE.${name}`) ? [value as number] : [])), ...[...code.matchAll(/(?<![\d_.])\d{6,7}(?![\d_])/g)].map(([digits]) => Number(digits))]);
  assert.ok(raised.has(131056) && raised.has(133005), 'it finds both spellings');
  assert.deepEqual([...ERRORS.keys()].filter((one) => raised.has(one) && onlyOnDemand(one) !== null), []);
});
