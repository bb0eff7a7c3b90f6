import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { testSeed } from '../../testing/seed.js';
import { serveFake, type ServedFake, type ServeOptions } from './index.js';

// Whatever arrives is answered by the platform's error or a clean refusal, while somebody else works unharmed.

const SEED = testSeed(process.env);

test('malformed JSON, wrong types and wrong multipart get the platform\'s error', async () => {
  await besideAWorker({}, async (served, messages) => {
    const bodies: [string, string][] = [
      ...['', '{', 'null', '[]', '"text"', '1e999', '{"messaging_product":1}', '{"messaging_product":"whatsapp","to":{}}', '{"messaging_product":"whatsapp","to":[1],"type":[]}',
        '{"messaging_product":"whatsapp","to":"393331234567","type":"text","text":"x"}', '{"messaging_product":"whatsapp","to":"393331234567","type":"__proto__","__proto__":{}}',
        '{"messaging_product":"whatsapp","to":"393331234567","type":"template","template":{"name":{},"language":[]}}', '\u0000', `${'['.repeat(100_000)}`, `${'{"a":'.repeat(50_000)}`].map((body) => ['application/json', body] as [string, string]),
      ['multipart/form-data', 'x'], ['multipart/form-data; boundary=', '--'], ['multipart/form-data; boundary=a', '--a'], ['multipart/form-data; boundary=a', `--a\r\n${'x'.repeat(10_000)}`],
      ['multipart/form-data; boundary=a', '--a\r\ncontent-disposition: form-data\r\n\r\nx\r\n--a--'], ['application/x-www-form-urlencoded', '%%%=&&&'], ['text/plain', '{}'], ['', '{}'],
    ];
    for (const path of [messages, messages.replace('messages', 'media')]) {
      for (const [type, body] of bodies) {
        const response = await fetch(`${served.url}${path}`, { method: 'POST', headers: { authorization: 'Bearer x', ...(type === '' ? {} : { 'content-type': type }) }, body: new TextEncoder().encode(body) });
        const { error } = (await response.json()) as { error: { code: number; fbtrace_id: string } };
        assert.ok(response.status === 400 && error.code > 0 && error.fbtrace_id !== '', `${path} ${type} ${body.slice(0, 40)}: ${response.status}`);
      }
    }
  });
});

test('a body of 10 MB is refused, whether its length is announced or not', async () => {
  await besideAWorker({}, async (served, messages) => {
    const text = JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', type: 'text', text: { body: 'x'.repeat(10 * 2 ** 20) } });
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const announced = await fetch(`${served.url}${messages}`, { method: 'POST', headers, body: text });
    assert.deepEqual([announced.status, ((await announced.json()) as { error: { code: number } }).error.code], [413, 100]);
    const endless = await raw(served, `POST ${messages} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ntransfer-encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(40)}`);
    assert.match(endless, /^HTTP\/1\.1 413/);
  });
});

test('bytes that are no HTTP and headers without end are refused', async () => {
  await besideAWorker({}, async (served, messages) => {
    assert.match(await raw(served, 'GIVE ME EVERYTHING\r\n\r\n'), /^HTTP\/1\.1 400/);
    assert.match(await raw(served, `\u0016\u0003\u0001${'\u0000'.repeat(200)}`), /^HTTP\/1\.1 400/);
    assert.match(await raw(served, `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(20_000)}\r\n`), /^HTTP\/1\.1 431/);
    assert.match(await raw(served, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`), /^HTTP\/1\.1 431/);
    assert.match(await raw(served, `POST ${messages} HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n`), /^HTTP\/1\.1 400/);
    assert.match(await raw(served, `POST ${messages} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`), /^HTTP\/1\.1 400/);
    assert.match(await raw(served, `GET /${'x'.repeat(12_000)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`), /^HTTP\/1\.1 401/);
    assert.match(await raw(served, 'CONNECT evil.example:443 HTTP/1.1\r\nhost: x\r\n\r\n'), /^(HTTP\/1\.1 4\d\d|$)/);
    assert.match(await raw(served, 'GET http://evil.example/v25.0/1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\nconnection: close\r\n\r\n'), /^HTTP\/1\.1 400/);
    assert.match(await raw(served, 'GET /v25.0/1 HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade, close\r\n\r\n'), /^HTTP\/1\.1 4\d\d/);
  });
});

test('slow clients are cut off: those without headers, and those whose body drips', async () => {
  await besideAWorker({ headersTimeoutMs: 300, requestTimeoutMs: 600 }, async (served, messages) => {
    const silent = raw(served, '');
    const headless = raw(served, 'POST /x HTTP/1.1\r\nhost: x\r\n');
    const bodiless = raw(served, `POST ${messages} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{`);
    const answers = await Promise.all([silent, headless, bodiless]);
    for (const answer of answers) assert.match(answer, /^(HTTP\/1\.1 408|$)/);
  });
});

test('a thousand connections at once are all answered', async () => {
  await besideAWorker({}, async (served, messages) => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, i) => raw(served, `POST ${messages} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n${i % 2 === 0 ? '{}' : '[]'}`)));
    assert.deepEqual(answers.map((answer) => answer.slice(0, 12)), Array<string>(1_000).fill('HTTP/1.1 400'));
  });
});

test('a damaged state changes nothing', async () => {
  await besideAWorker({}, async (served) => {
    const text = await (await fetch(`${served.url}/_desksim/state`)).text();
    const whole = JSON.parse(text) as Record<string, unknown>;
    const damaged = Object.keys(whole).filter((key) => !['version', 'numbers', 'speed', 'nowMs'].includes(key)).map((key) => ({ ...whole, [key]: 7 }));
    for (const state of damaged) {
      const response = await fetch(`${served.url}/_desksim/state`, { method: 'POST', body: JSON.stringify(state) });
      assert.match(((await response.json()) as { error: string }).error, /damaged/);
    }
  });
});

test('generated rubbish leads to answers, never to silence', async () => {
  await besideAWorker({ headersTimeoutMs: 500, requestTimeoutMs: 500 }, async (served, messages) => {
    const path = fc.oneof(fc.constantFrom(messages, messages.replace('messages', 'media'), '/_desksim/faults', '/_desksim/state', '/_desksim/messages', '/_desksim/clock', '/_desksim/webhooks', '/_desksim/customers', '/_desksim/platform', '/_desksim/log?last=x', '/v25.0/102290129340398/message_templates', '/v25.0/102290129340398/subscribed_apps'), fc.webPath());
    const name = fc.constantFrom('messaging_product', 'to', 'type', 'text', 'template', 'image', 'name', 'on', 'effect', 'when', 'from', 'message', 'version', 'numbers', 'agenda', 'mode', 'field', 'value', 'signal', 'phone');
    const json = fc.dictionary(name, fc.oneof(fc.constantFrom('whatsapp', 'text', '393331234567', 'requests'), fc.jsonValue({ maxDepth: 3 }))).map((body) => JSON.stringify(body));
    const body = fc.oneof(json, fc.json(), fc.string({ unit: 'binary' }));
    const type = fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain');
    await fc.assert(fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'), path, type, body, async (method, target, contentType, content) => {
      const withBody = method === 'GET' ? {} : { body: new TextEncoder().encode(content) };
      const response = await fetch(`${served.url}${target === '' ? '/' : target}`, { method, headers: { authorization: 'Bearer x', 'content-type': contentType }, ...withBody });
      const text = await response.text();
      assert.ok(response.status < 500, `${response.status} ${text}`);
      served.fake.faults.clear();
    }), { numRuns: 400, ...(SEED === undefined ? {} : { seed: SEED }) });
  });
});

/** Runs something nasty while another client sends and is answered; nothing may be left over. */
async function besideAWorker(options: ServeOptions, nasty: (served: ServedFake, messages: string) => Promise<void>): Promise<void> {
  const served = await serveFake({ mps: Infinity, tier: Infinity, ...options });
  const messages = `/v25.0/${served.fake.phoneNumberIds[0]}/messages`;
  let over = false;
  let sent = 0;
  const worker = (async (): Promise<void> => {
    while (!over || sent < 5) {
      const body = JSON.stringify({ messaging_product: 'whatsapp', to: `1555${String(sent).padStart(7, '0')}`, type: 'template', template: { name: 'desksim_message_utility', language: { code: 'en_US' } } });
      const response = await fetch(`${served.url}${messages}`, { method: 'POST', headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, body });
      assert.equal(response.status, 200, await response.text());
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  try {
    await Promise.race([worker, nasty(served, messages)]);
    over = true;
    await worker;
    assert.equal(served.fake.totals.bugs, 0);
  } finally {
    over = true;
    await served.close();
  }
}

/** Sends bytes over a socket of its own and reads until the other side is done; '' when it hangs up without a word. */
function raw(served: ServedFake, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    let text = '';
    const timer = setTimeout(() => reject(new Error(`neither answer nor end: ${bytes.slice(0, 60)}`)), 10_000);
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', done);
    socket.write(bytes, 'latin1');
  });
}
