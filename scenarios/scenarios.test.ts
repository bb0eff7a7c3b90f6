import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { allowedKeys } from '../simulator/scenario/json-schema.js';
import { parseScenario } from '../simulator/scenario/parse-scenario.js';

const HERE = new URL('./', import.meta.url);
const SHIPPED = [...readdirSync(HERE).filter((name) => name.endsWith('.yaml')).sort().map((name) => new URL(name, HERE)), new URL('../simulator/bench/model-c.yaml', HERE)];
const nameOf = (url: URL): string => url.pathname.split('/').pop()!;
const textOf = (url: URL): string => readFileSync(url, 'utf8');

for (const url of SHIPPED) {
  test(`${nameOf(url)} is read without errors and names its schema`, () => {
    const text = textOf(url);
    const { scenario, problems } = parseScenario(text, nameOf(url));
    assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
    assert.equal(`${scenario?.name}.yaml`, nameOf(url));
    assert.ok(scenario!.about.length > 20);
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1];
    assert.equal(new URL(schema!, url).href, new URL('scenario.schema.json', HERE).href);
  });

  test(`${nameOf(url)}: a misspelt key is an error at its line, at every depth`, () => {
    const text = textOf(url);
    const keys = schemaKeys(text);
    assert.ok(keys.length > 20);
    for (const { key, at } of keys) {
      const misspelt = `${key.slice(0, 2)}q${key.slice(2)}`;
      const line = text.slice(0, at).split('\n').length;
      const { scenario, problems } = parseScenario(text.slice(0, at) + misspelt + text.slice(at + key.length), 'bad.yaml');
      assert.equal(scenario, null, `${key} in line ${line}`);
      const problem = problems.find(({ code }) => code === 'DS102');
      assert.deepEqual([problem?.line, problem?.message, problem?.allowed?.includes(key)], [line, `unknown key \`${misspelt}\``, true]);
    }
  });
}

test('whatever happens to a file, it is read or its problems have a place in it', () => {
  const texts = SHIPPED.map(textOf);
  const edit = fc.record({ text: fc.constantFrom(...texts), at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.integer({ min: 0, max: 12 }), put: fc.oneof(fc.constantFrom('', '0', '-1', ' ', '\n', ':', ', ', '{', '}', '[', ']', '- ', '"', '#', '99h', '1e99', 'null', '&a ', '*a', '__proto__: 1\n', '70%'), fc.string({ maxLength: 4 })) });
  fc.assert(
    fc.property(edit, ({ text, at, drop, put }) => {
      const from = Math.floor(at * text.length);
      const edited = text.slice(0, from) + put + text.slice(from + drop);
      const { scenario, problems } = parseScenario(edited, 'edited.yaml');
      assert.equal(scenario === null, problems.some(({ severity }) => severity === 'error'));
      const lines = edited.split('\n');
      for (const { line, column, length } of problems) assert.ok(line >= 1 && line <= lines.length && column >= 1 && length >= 1 && column + length <= lines[line - 1]!.length + 2);
    }),
    { numRuns: 150 },
  );
});

/** Keys that the format defines, with their offsets; names that the author chose are left out. */
function schemaKeys(text: string): { key: string; at: number }[] {
  const found: { key: string; at: number }[] = [];
  const walk = (node: Node | null, path: (string | number)[]): void => {
    if (isAlias(node)) return;
    if (isSeq(node)) node.items.forEach((item, i) => walk(item as Node, [...path, i]));
    if (!isMap(node)) return;
    const known = allowedKeys(path) ?? [];
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (known.includes(key) && key !== '*') found.push({ key, at: (pair.key as Node).range![0] });
      walk(pair.value as Node | null, [...path, key]);
    }
  };
  walk(parseDocument(text).contents, []);
  return found;
}
