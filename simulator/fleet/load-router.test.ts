import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadRouter } from './load-router.js';

const folder = mkdtempSync(join(tmpdir(), 'desksim-router-'));
after(() => rmSync(folder, { recursive: true }));

function moduleOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const ROUTER = '{ name: "idle", selectAgent: () => -1, selectTicket: () => -1 }';

test('loads a router from a module that exports one, by whatever name', async () => {
  const create = await loadRouter(moduleOf('named.mjs', `export const version = 1;\nexport const mine = ${ROUTER};`));
  assert.equal(create().name, 'idle');
  const byDefault = await loadRouter(moduleOf('default.mjs', `export default ${ROUTER};`));
  assert.equal(byDefault().name, 'idle');
});

test('loads a router in TypeScript', async () => {
  const create = await loadRouter(moduleOf('typed.ts', `const name: string = 'typed';\nexport const router = { name, selectAgent: (): number => -1, selectTicket: (): number => -1 };`));
  assert.equal(create().name, 'typed');
});

test('asks createRouter for a fresh router each time', async () => {
  const create = await loadRouter(moduleOf('factory.mjs', `export function createRouter() { return ${ROUTER}; }`));
  assert.notEqual(create(), create());
});

test('says in one sentence what is wrong with a module', async () => {
  await assert.rejects(loadRouter(join(folder, 'absent.mjs')), /RouterProblem: the router .*absent\.mjs cannot be loaded: Cannot find/);
  await assert.rejects(loadRouter(moduleOf('broken.mjs', 'export const = 1;')), /RouterProblem: .*broken\.mjs cannot be loaded/);
  await assert.rejects(loadRouter(moduleOf('empty.mjs', 'export const router = { name: "half" };')), /empty\.mjs exports no router: export one object with/);
});
