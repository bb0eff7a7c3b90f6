import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { setupServer } from 'msw/node';
import { DAY, MINUTE } from '../../../runtime/units.js';
import { FakeWhatsApp, fakeWhatsApp, serveFake, type ServedFake, type Webhook } from './index.js';

const PHONE = '393331234567';
const KINDS = ['image', 'video', 'audio', 'document', 'sticker'];
/** How a file of each kind begins, by the formats' own specifications. */
const MAGIC: Readonly<Record<string, string>> = { image: '\xff\xd8\xff', video: '\0\0\0\x18ftyp', audio: 'OggS', document: '%PDF-', sticker: 'RIFF' };

test('what a customer sends over the control API can be downloaded over HTTP: same bytes, hash, type and size', async () => {
  await withFake(async (served, webhooks) => {
    const file = Buffer.from('\x89PNG and so on, \xff\0', 'latin1');
    for (const type of KINDS) assert.equal(await write(served, { type, [type]: { data: file.toString('base64'), mime_type: `some/${type}`, caption: 'Look' } }), 200);
    const nodes = nodesIn(webhooks);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, KINDS.length);
    for (const [i, node] of nodes.entries()) {
      const { bytes, described, contentType } = await download(served, node.id);
      assert.deepEqual(bytes, file);
      assert.deepEqual([described.mime_type, contentType, node.mime_type, node.caption], [`some/${KINDS[i]}`, `some/${KINDS[i]}`, `some/${KINDS[i]}`, 'Look']);
      assert.deepEqual([described.file_size, described.sha256], [file.length, createHash('sha256').update(file).digest('hex')]);
      assert.equal(node.sha256, createHash('sha256').update(file).digest('base64'));
      assert.ok(!('data' in node));
      assert.deepEqual(await bytesAt(node.url), file);
    }
  });
});

test('where nothing is said a small real file of the kind stands in', async () => {
  await withFake(async (served, webhooks) => {
    for (const type of KINDS) assert.equal(await write(served, { type }), 200);
    for (const [i, node] of nodesIn(webhooks).entries()) {
      const { bytes } = await download(served, node.id);
      assert.ok(bytes.toString('latin1').startsWith(MAGIC[KINDS[i]!]!), KINDS[i]);
      assert.equal(node.sha256, createHash('sha256').update(bytes).digest('base64'));
    }
    const [voice] = nodesIn(webhooks).filter(({ voice }) => voice === true);
    assert.equal(voice!.mime_type, 'audio/ogg; codecs=opus');
    assert.equal(await write(served, { type: 'image', image: { data: 'no base64!' } }), 400);
    assert.equal(await write(served, { type: 'image', image: { data: '' } }), 400);
    assert.equal(await write(served, { type: 'image', image: { mime_type: 7 } }), 400);
  });
});

test('a file lives seven days, its link five minutes from the webhook on, and both outlive a restored state', () => {
  const webhooks: Webhook[] = [];
  const options = { startAt: Date.UTC(2026, 10, 23), network: { inboundMs: { kind: 'constant', value: 10 * MINUTE } }, onWebhook: (webhook: Webhook) => void webhooks.push(webhook) } as const;
  const first = new FakeWhatsApp(options);
  first.customerWrites(PHONE, { type: 'image', image: { data: new Uint8Array([1, 2, 3]) } });
  first.advance(5 * MINUTE);
  const fake = new FakeWhatsApp(options);
  assert.equal(fake.restore(JSON.parse(JSON.stringify(first.snapshot()))), null);
  fake.advance(5 * MINUTE);
  const [node] = nodesIn(webhooks);
  const { pathname, search } = new URL(node!.url);
  const status = (path: string, query: string): number => fake.request({ method: 'GET', path, query, headers: new Headers({ authorization: 'Bearer x' }), body: '' }).status;
  const link = (): number => status(pathname, search.slice(1));
  fake.advance(5 * MINUTE - 1_000);
  assert.equal(link(), 200);
  fake.advance(1_000);
  assert.equal(link(), 404);
  fake.advance(7 * DAY - 15 * MINUTE - 1);
  assert.equal(status(`/v25.0/${node!.id}`, ''), 200);
  fake.advance(1);
  assert.equal(status(`/v25.0/${node!.id}`, ''), 400);
});

test('behind MSW the link of the webhook is the platform\'s own, and works', async () => {
  const webhooks: Webhook[] = [];
  const fake = fakeWhatsApp({ onWebhook: (webhook) => webhooks.push(webhook) });
  const server = setupServer(...fake.handlers);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    fake.customerWrites(PHONE, { type: 'document', document: { data: Buffer.from('%PDF'), filename: 'bill.pdf' } });
    const [node] = nodesIn(webhooks);
    assert.match(node!.url, /^https:\/\/lookaside\.fbsbx\.com\//);
    assert.equal(String(await bytesAt(node!.url)), '%PDF');
  } finally {
    server.close();
  }
});

test('an id that the message names stays, whether there is a file behind it or not', () => {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ onWebhook: (webhook) => webhooks.push(webhook) });
  fake.customerWrites(PHONE, { type: 'sticker', sticker: { data: new Uint8Array([1]), mime_type: 'image/png' } });
  const [known] = nodesIn(webhooks);
  fake.customerWrites(PHONE, { type: 'image', image: { id: known!.id } });
  fake.customerWrites(PHONE, { type: 'image', image: { id: '77' } });
  const [, again, lost] = nodesIn(webhooks);
  assert.deepEqual([again!.id, again!.sha256, again!.mime_type], [known!.id, known!.sha256, 'image/png']);
  assert.equal(lost!.id, '77');
});

interface Node {
  readonly id: string;
  readonly url: string;
  readonly sha256: string;
  readonly mime_type: string;
  readonly caption?: string;
  readonly voice?: boolean;
}

function nodesIn(webhooks: readonly Webhook[]): Node[] {
  const messages = webhooks.flatMap(({ entry }) => entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value as { messages?: { type: string }[] }).messages ?? [])));
  return messages.map((message) => (message as unknown as Record<string, Node>)[message.type]!);
}

async function withFake(body: (served: ServedFake, webhooks: Webhook[]) => Promise<void>): Promise<void> {
  const webhooks: Webhook[] = [];
  const served = await serveFake({ token: 'secret', onWebhook: (webhook) => webhooks.push(webhook) });
  try {
    await body(served, webhooks);
  } finally {
    await served.close();
  }
}

async function write({ url }: ServedFake, message: object): Promise<number> {
  return (await fetch(`${url}/_desksim/messages`, { method: 'POST', body: JSON.stringify({ from: PHONE, message }) })).status;
}

async function download({ url }: ServedFake, id: string): Promise<{ bytes: Buffer; contentType: string | null; described: { url: string; mime_type: string; sha256: string; file_size: number } }> {
  const described = await (await fetch(`${url}/v25.0/${id}`, AUTHORIZED)).json() as { url: string; mime_type: string; sha256: string; file_size: number };
  assert.ok(described.url.startsWith(url), described.url);
  assert.equal((await fetch(described.url)).status, 401, 'a link is for whoever has the token');
  const response = await fetch(described.url, AUTHORIZED);
  return { bytes: Buffer.from(await response.arrayBuffer()), contentType: response.headers.get('content-type'), described };
}

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url, AUTHORIZED)).arrayBuffer());
}

const AUTHORIZED = { headers: { authorization: 'Bearer secret' } };
