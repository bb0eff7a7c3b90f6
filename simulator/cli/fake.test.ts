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
    [['--set', 'windowMs=5', '--read-share', '80'], /^--read-share 80: .*write `80%`\n--set windowMs=5: .*`5m`.*\n$/], [['now'], /too many arguments/],
  ];
  const runs = await Promise.all(slips.map(([args]) => desksim(['fake', ...args])));
  runs.forEach(({ code, stderr }, i) => {
    assert.equal(code, 2, stderr);
    assert.match(stderr, slips[i]![1]);
  });
});

test('rules, delays, read receipts and faults are what the options say', async () => {
  const told: { status: string; errors?: { code: number }[] }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => void (body += part)).on('end', () => {
      told.push(...((JSON.parse(body) as { entry: { changes: { value: { statuses?: typeof told } }[] }[] }).entry[0]!.changes[0]!.value.statuses ?? []));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const options = [
    '--port', '0', '--clock', 'manual', '--url-base', 'https://proxy.example/', '--webhook-url', webhookUrl, '--set', 'windowMs=1h', '--set', 'platform.rules.pair.burst=2',
    '--delivery', '2s', '--read-share', '100%', '--set', 'network.readDelay=3s', '--latency', '150ms', '--fault', '{"on":"requests","at":"message_templates","effect":{"kind":"error","code":131000}}',
  ];
  const { code, stderr, stdout } = await whileServing(options, 'SIGINT', async ({ url }) => {
    const call = async (path: string, body?: object): Promise<{ status: number; code: number; ms: number; url: string }> => {
      const startMs = performance.now();
      const answer = await fetch(url + path, { headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
      const { error, url: media = '' } = (await answer.json()) as { error?: { code: number }; url?: string };
      return { status: answer.status, code: error?.code ?? 0, ms: performance.now() - startMs, url: media };
    };
    const say = () => call('/v25.0/106540342200000/messages', { messaging_product: 'whatsapp', to: '393331234567', type: 'text', text: { body: 'Hello' } });
    const later = (advanceMs: number) => call('/_desksim/clock', { advanceMs });
    const statuses = async (count: number): Promise<string[]> => {
      await until(() => told.length >= count);
      return told.map(({ status }) => status);
    };
    await call('/_desksim/messages', { from: '393331234567', message: 'Hello' });
    const first = await say();
    assert.equal(first.status, 200);
    assert.ok(first.ms >= 149, `answered after ${first.ms} ms`);
    assert.deepEqual(await statuses(1), ['sent']);
    await later(1_999);
    await later(1);
    assert.deepEqual(await statuses(2), ['sent', 'delivered']);
    await later(3_000);
    assert.deepEqual(await statuses(3), ['sent', 'delivered', 'read']);
    await say();
    assert.equal((await say()).code, 131056, 'the third within a moment');
    assert.equal((await call('/v25.0/102290129340398/message_templates')).code, 131000);
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
    const upload = await fetch(`${url}/v25.0/106540342200000/media`, { method: 'POST', headers: { authorization: 'Bearer x' }, body: form });
    assert.ok((await call(`/v25.0/${((await upload.json()) as { id: string }).id}`)).url.startsWith('https://proxy.example/'));
    await later(3_600_000);
    told.length = 0;
    await say();
    await until(() => told.some(({ status }) => status === 'failed'));
    assert.equal(told.find(({ status }) => status === 'failed')!.errors![0]!.code, 131047, 'an hour later the window is shut');
  });
  receiver.closeAllConnections();
  receiver.close();
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^desksim fake listens on \S+ · rules meta-2026-10 with 2 rules overridden: pair, windowMs · tier 250 · seed 1 · numbers 106540342200000\n/);
});

test('a log that cannot be written is told, and a fake that finds its port taken leaves the log of the other one alone', async () => {
  const nowhere = await desksim(['fake', '--port', '0', '--log', join(FOLDER, 'no', 'such.ndjson')]);
  assert.deepEqual([nowhere.code, nowhere.stdout], [1, '']);
  assert.match(nowhere.stderr, /^cannot write the log .*such\.ndjson: it cannot be made here\n$/);
  const log = join(FOLDER, 'shared.ndjson');
  await whileServing(['--port', '0', '--log', log], 'SIGTERM', async ({ url }) => {
    assert.equal((await desksim(['fake', '--port', new URL(url).port, '--log', log])).code, 1);
  });
  const types = readFileSync(log, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type);
  assert.deepEqual(types, ['started', 'stopped']);
});

test('what has no effect or opens the fake to others is warned about', async () => {
  const { code, stderr } = await whileServing(['--port', '0', '--host', '0.0.0.0', '--market', 'zz', '--verify-token', 't'], 'SIGINT', async () => {});
  assert.equal(code, 0);
  assert.match(stderr, /^warning: 0\.0\.0\.0 is open to other machines.*\nwarning: .*market ZZ.*\nwarning: --verify-token has no effect without --webhook-url\n$/);
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
  assert.match(heard, /webhooks wait until it does/);
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
