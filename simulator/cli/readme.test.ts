import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serveFake } from '../cloud/doors/index.js';
import { desksim } from './spawn-cli.js';

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

/** What a client does next. */
const SEND = `
  const send = async (base: string, number: string) => {
    const answer = await fetch(base + '/' + number + '/messages', {
      method: 'POST',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '15551234567', type: 'text', text: { body: 'On its way.' } }),
    });
    console.log(answer.status, (await answer.json()).messages[0].id);
  };`;

/** A snippet of the README as a file, the package's doors replaced by their sources. @param then follows it */
function snippet(name: string, file: string, then = ''): string {
  const code = new RegExp(`<!-- snippet: ${name} -->\n\`\`\`ts\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  assert.ok(code !== undefined, `the README has no snippet ${name}`);
  const local = Object.entries(DOORS).reduce((text, [door, path]) => text.replace(door, `'${join(root, path)}'`), code);
  writeFileSync(join(folder, file), local + then);
  return join(folder, file);
}

function run(file: string): { status: number | null; stdout: string; stderr: string } {
  // A test runner inside a test runner would speak to its parent in another tongue.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: root, encoding: 'utf8', timeout: 60_000, env });
}

test('the README\'s fake answers as the platform does, and tells the webhook', () => {
  const { status, stdout, stderr } = run(snippet('fake', 'fake.mts', `
    ${SEND}
    await send('https://graph.facebook.com/v25.0', whatsapp.phoneNumberIds[0]!);
  `));
  assert.equal(status, 0, stderr);
  assert.match(stdout, /"body":"Where is my order\?"/);
  assert.match(stdout, /^200 wamid\./m);
});

test('the README\'s fake over HTTP answers at the base address that it sets', () => {
  const { status, stdout, stderr } = run(snippet('serve', 'serve.mts', `
    ${SEND}
    fake.customerWrites('15551234567', 'Where is my order?');
    await send(process.env.GRAPH_BASE!, fake.phoneNumberIds[0]!);
    await close();
  `));
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^200 wamid\./m);
});

test('the README\'s fake from a shell shakes hands, sends what its remote control says, and writes its log', async () => {
  const line = /^npx desksim (fake .*)$/m.exec(readme)![1]!;
  const heard: string[] = [];
  const receiver = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    heard.push(`${request.method} ${pathname} ${searchParams.get('hub.verify_token') ?? String(request.headers['x-hub-signature-256']).slice(0, 7)}`);
    request.resume().on('end', () => response.end(searchParams.get('hub.challenge') ?? ''));
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const own = { '4010': '0', '127.0.0.1:3000': `127.0.0.1:${(receiver.address() as AddressInfo).port}`, 'fake.ndjson': join(folder, 'fake.ndjson') };
  const args = Object.entries(own).reduce((text, [theirs, ours]) => text.replace(theirs, ours), line).split(' ');
  const [, path, body] = /^curl localhost:4010(\/_desksim\/messages) -d '(.*?)'/m.exec(readme)!;
  const { code, stdout } = await desksim(args, {}, undefined, (child) => {
    child.stdout!.once('data', async (text: string) => {
      await fetch(`${/http:\/\/[\d.:]+/.exec(text)![0]}${path}`, { method: 'POST', body: body! });
      for (const end = performance.now() + 10_000; heard.length < 2 && performance.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGINT');
    });
  });
  receiver.closeAllConnections();
  receiver.close();
  assert.deepEqual([code, heard], [0, ['GET /webhook token', 'POST /webhook sha256=']]);
  assert.equal((JSON.parse(stdout.trim().split('\n').at(-1)!) as { inbound: number }).inbound, 1);
  const types = readFileSync(join(folder, 'fake.ndjson'), 'utf8').trim().split('\n').map((text) => (JSON.parse(text) as { type: string }).type);
  assert.deepEqual(types.toSorted(), ['control', 'handshake', 'inbound', 'started', 'stopped', 'webhook']);
});

test('the README\'s remote control is understood', async () => {
  const { url, close } = await serveFake();
  try {
    const calls = [...readme.matchAll(/^curl localhost:4010(\/_desksim\/\w+) -d '(.*?)'/gm)];
    assert.ok(calls.length >= 5);
    for (const [line, path, body] of calls) assert.equal((await fetch(url + path!, { method: 'POST', body: body! })).status, 200, line);
    assert.equal((await fetch(`${url}/_desksim`)).status, 200);
  } finally {
    await close();
  }
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

test('the README names every flag of desksim fake, and no flag that no command has', async () => {
  const flagsOf = async (command: string): Promise<string[]> => [...(await desksim([command, '--help'])).stdout.matchAll(/^ {2,}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag!).filter((flag) => flag !== '--help');
  const [run, fake] = await Promise.all(['run', 'fake'].map(flagsOf));
  const section = readme.slice(readme.indexOf('## Use the fake'), readme.indexOf('## Check'));
  assert.deepEqual(fake!.filter((flag) => !section.includes(`${flag}`)), []);
  const own = readme.replaceAll(/^\|.*npm run bench.*$/gm, '');
  const known = new Set([...run!, ...fake!, '--help']);
  assert.deepEqual([...own.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag).filter((flag) => !known.has(flag)), []);
});
