import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
// Inside the repository, so that the snippets find its packages.
const folder = mkdtempSync(join(root, 'node_modules', '.readme-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const DOORS: Readonly<Record<string, string>> = {
  "'desksim/fake'": 'simulator/cloud/doors/index.ts',
  "'desksim/testing'": 'simulator/testing/index.ts',
  "'desksim'": 'simulator/index.ts',
};

/** A snippet of the README as a file, the package's doors replaced by their sources. */
function snippet(name: string, file: string): string {
  const code = new RegExp(`<!-- snippet: ${name} -->\n\`\`\`ts\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  assert.ok(code !== undefined, `the README has no snippet ${name}`);
  const local = Object.entries(DOORS).reduce((text, [door, path]) => text.replace(door, `'${join(root, path)}'`), code);
  writeFileSync(join(folder, file), local);
  return join(folder, file);
}

function run(file: string): { status: number | null; stdout: string; stderr: string } {
  // A test runner inside a test runner would speak to its parent in another tongue.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: root, encoding: 'utf8', timeout: 60_000, env });
}

test('the README\'s fake answers as the platform does, and tells the webhook', () => {
  const { status, stdout, stderr } = run(snippet('fake', 'fake.mts'));
  assert.equal(status, 0, stderr);
  assert.match(stdout, /"body":"Where is my order\?"/);
  assert.match(stdout, /^200 wamid\./m);
});

test('the README\'s router passes the conformance cases that the README runs', () => {
  snippet('router', 'router.ts');
  const { status, stdout } = run(snippet('check', 'check.mts'));
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^# pass [1-9]/m);
});

test('every script and scenario that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const [, script] of readme.matchAll(/npm run ([a-z:]+)/g)) assert.ok(script! in scripts, `npm run ${script}`);
  for (const [, name] of readme.matchAll(/-- run ([a-z0-9-]+)/g)) {
    assert.ok(existsSync(join(root, 'scenarios', `${name}.yaml`)), `scenario ${name}`);
  }
});
