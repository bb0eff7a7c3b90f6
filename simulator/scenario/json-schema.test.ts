import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { allowedKeys, createJsonSchema, type JsonSchema } from './json-schema.js';

const FILE = new URL('../../scenarios/scenario.schema.json', import.meta.url);

test('the published JSON Schema is the one that the format generates', () => {
  const generated = `${JSON.stringify(createJsonSchema(), null, 2)}\n`;
  if (process.env['DESKSIM_WRITE_SCHEMA'] === '1') writeFileSync(FILE, generated);
  assert.ok(readFileSync(FILE, 'utf8') === generated, 'it differs: DESKSIM_WRITE_SCHEMA=1 npm test -- json-schema writes it anew');
});

test('it is draft-07, strict at every depth, and knows every value', () => {
  const schema = createJsonSchema();
  assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
  const walk = (node: JsonSchema, path: string): void => {
    if (node.properties !== undefined) assert.equal(node.additionalProperties, false, path);
    assert.ok(node.type ?? node.anyOf ?? node.allOf ?? node.$ref, `${path} says nothing about its value`);
    for (const [key, child] of Object.entries({ ...node.properties, ...node.definitions })) walk(child, `${path}.${key}`);
    for (const child of [...(node.anyOf ?? []), ...(node.allOf ?? []), ...[node.items ?? []].flat()]) walk(child as JsonSchema, path);
    if (node.additionalProperties) walk(node.additionalProperties, `${path}.*`);
  };
  walk(schema, 'scenario');
});

test('the keys at any path', () => {
  assert.ok(allowedKeys([])?.includes('arrivals'));
  assert.deepEqual(allowedKeys(['teams']), ['*']);
  assert.ok(allowedKeys(['teams', 'support', 'agents', 3])?.includes('count'));
  assert.ok(allowedKeys(['customers', 'replyDelay', 'mix', 0, '70%', 'mix', 1, '30%', 'lognormal'])?.includes('sigma'));
  assert.deepEqual(allowedKeys(['name']), []);
  assert.equal(allowedKeys(['teams', 'support', 'agnets']), null);
  assert.equal(allowedKeys(['constructor']), null);
});
