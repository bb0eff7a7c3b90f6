import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { desksim, temporaryFolder, type CliRun } from './spawn-cli.js';

const FOLDER = temporaryFolder();

test('desksim fake says where it listens, answers, and ends with its totals when interrupted', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const log = join(FOLDER, `${signal}.ndjson`);
    const { code, stdout, stderr } = await whileServing(['--port', '0', '--tier', 'unlimited', '--template', 'hello=utility', '--log', log], signal, async (url) => {
      const number = /numbers (\d+)/.exec(url.line)![1]!;
      const body = { messaging_product: 'whatsapp', to: '393331234567', type: 'template', template: { name: 'hello', language: { code: 'it' } } };
      const answer = await fetch(`${url.url}/v25.0/${number}/messages`, { method: 'POST', headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, body: JSON.stringify(body) });
      assert.equal(answer.status, 200);
      assert.equal((await fetch(`${url.url}/v25.0/1`)).status, 401);
    });
    assert.equal(code, 0);
    assert.equal(stderr, '');
    const totals = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number>;
    assert.deepEqual([totals['requests'], totals['accepted'], totals['refused']], [2, 1, 1]);
    const lines = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { type: string });
    assert.deepEqual(lines.map(({ type }) => type), ['started', 'request', 'request', 'stopped']);
  }
});

test('a port in use, an unknown rule set and other slips are sentences', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  try {
    const { code, stderr, stdout } = await desksim(['fake', '--port', String(port)]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, new RegExp(`^port ${port} is in use: .*--port 0`));
  } finally {
    taken.close();
  }
  const slips: [string[], RegExp][] = [
    [['--rules', 'meta-1999'], /the rule sets are meta-2025-06/], [['--port', 'http'], /--port http: wants a whole number/], [['--clock', 'fast'], /such as x60/],
    [['--template', 'Hello'], /name=utility/], [['--webhook-url', 'here'], /--webhook-url here: wants an address/], [['--start-at', 'noon'], /wants a time/],
  ];
  const runs = await Promise.all(slips.map(([args]) => desksim(['fake', ...args])));
  runs.forEach(({ code, stderr }, i) => {
    assert.equal(code, 2, stderr);
    assert.match(stderr, slips[i]![1]);
  });
});

test('a webhook URL that is not there yet is asked again until it is', async () => {
  const receiver = createServer((request, response) => response.end(new URL(request.url!, 'http://x').searchParams.get('hub.challenge')));
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  receiver.close();
  let heard = '';
  const { code } = await whileServing(['--port', '0', '--webhook-url', `http://127.0.0.1:${port}/`, '--verify-token', 't'], 'SIGINT', async ({ stderr }) => {
    await until(() => /not verified: it does not answer/.test(stderr()));
    receiver.listen(port, '127.0.0.1');
    await until(() => /the webhook URL is verified/.test(stderr()));
    heard = stderr();
  });
  receiver.closeAllConnections();
  receiver.close();
  assert.equal(code, 0);
  assert.match(heard, /webhooks are lost until it does/);
});

interface Serving {
  readonly url: string;
  readonly line: string;
  stderr(): string;
}

function whileServing(args: readonly string[], signal: NodeJS.Signals, use: (serving: Serving) => Promise<void>): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    let errors = '';
    let ended = false;
    const run = desksim(['fake', ...args], {}, (_, stderr) => void (errors = stderr), (child) => {
      child.stdout!.once('data', (line: string) => {
        const url = /http:\/\/[\d.:]+/.exec(line)![0];
        use({ url, line, stderr: () => errors }).catch(reject).finally(() => {
          if (!ended) child.kill(signal);
        });
      });
    });
    run.then((result) => {
      ended = true;
      resolve(result);
    }, reject);
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 15_000; !condition(); ) {
    assert.ok(performance.now() < end, `in vain: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
