import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setupServer } from 'msw/node';
import { DAY, SECOND } from '../../../runtime/units.js';
import type { Webhook } from '../webhooks/webhook.js';
import { FakeWhatsApp, fakeWhatsApp, postWebhook, signature, type FakeOptions, type MswWhatsApp } from './index.js';
import { profileName } from './profile-name.js';

const NOON = Date.UTC(2026, 10, 23, 12);

test('a client answers a customer within the window and is told what became of it', async () => {
  await withFake({ rules: 'meta-2025-10' }, async (fake, webhooks) => {
    fake.customerWrites('393331234567', 'Where is my parcel?');
    assert.deepEqual(valueOf(webhooks[0]!), {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15560000000', phone_number_id: fake.phoneNumberIds[0] },
      contacts: [{ profile: { name: profileName('393331234567') }, wa_id: '393331234567' }],
      messages: [{ from: '393331234567', id: valueOf(webhooks[0]!).messages[0].id, timestamp: String(NOON / 1_000), type: 'text', text: { body: 'Where is my parcel?' } }],
    });
    const { status, json } = await post(fake, { to: '393331234567', type: 'text', text: { body: 'On its way' }, biz_opaque_callback_data: 'ticket-42' });
    assert.equal(status, 200);
    fake.settle();
    const statuses = webhooks.slice(1).map((webhook) => valueOf(webhook).statuses[0]);
    assert.deepEqual(statuses.map((s) => s.status), ['sent', 'delivered']);
    assert.ok(statuses.every((s) => s.id === json.messages[0].id && s.biz_opaque_callback_data === 'ticket-42'));
    assert.equal(statuses[1].pricing.category, 'service');
    assert.deepEqual(fake.sent.map((message) => [message.to, message.wamid]), [['393331234567', json.messages[0].id]]);
  });
});

test('a day later the answer is accepted, and fails', async () => {
  await withFake({}, async (fake, webhooks) => {
    fake.customerWrites('393331234567', 'Hello?');
    fake.advance(DAY);
    assert.equal((await post(fake, { to: '393331234567', type: 'text', text: { body: 'Sorry' } })).status, 200);
    fake.advance(SECOND);
    const failed = valueOf(webhooks.at(-1)!).statuses[0];
    assert.equal(failed.status, 'failed');
    assert.equal(failed.errors[0].code, 131047);
  });
});

test('templates have the names the test gave them', async () => {
  await withFake({ templates: { order_update: 'utility' } }, async (fake) => {
    const send = (name: string) => post(fake, { to: '393331234567', type: 'template', template: { name, language: { code: 'it' } } });
    assert.equal((await send('order_update')).json.messages[0].message_status, 'accepted');
    assert.equal((await send('other')).json.error.code, 132001);
  });
});

test('with a clock that runs by itself failures arrive without any help', async () => {
  const webhooks: Webhook[] = [];
  let heard = (): void => {};
  const told = new Promise<void>((resolve) => (heard = resolve));
  const fake = fakeWhatsApp({ onWebhook: (webhook) => { webhooks.push(webhook); heard(); } });
  const server = setupServer(...fake.handlers);
  server.listen();
  // The fake's own timer keeps no process alive.
  const awake = setTimeout(() => {}, 10_000);
  try {
    await post(fake, { to: '393331234567', type: 'text', text: { body: 'Too late' } });
    await told;
    assert.equal(valueOf(webhooks[0]!).statuses[0].errors[0].code, 131047);
  } finally {
    clearTimeout(awake);
    server.close();
    fake.close();
  }
});

test('a posted webhook is escaped, and signed as escaped', async () => {
  const received: { body: string; signed: string | undefined }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => {
      received.push({ body, signed: request.headers['x-hub-signature-256'] as string | undefined });
      response.end();
    });
  }).listen(0);
  try {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const webhook: Webhook = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { text: 'caffè ☕ 👍' } }] }] };
    assert.equal(await postWebhook(url, 'secret', webhook), 200);
    assert.match(received[0]!.body, /caff\\u00e8 \\u2615 \\ud83d\\udc4d/);
    assert.deepEqual(JSON.parse(received[0]!.body), webhook);
    assert.equal(received[0]!.signed, signature('secret', received[0]!.body));
  } finally {
    receiver.close();
  }
});

async function withFake(options: FakeOptions, body: (fake: MswWhatsApp, webhooks: Webhook[]) => Promise<void>): Promise<void> {
  const webhooks: Webhook[] = [];
  const fake = fakeWhatsApp({ startAt: NOON, onWebhook: (webhook) => webhooks.push(webhook), ...options });
  const server = setupServer(...fake.handlers);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    await body(fake, webhooks);
  } finally {
    server.close();
    fake.close();
  }
}

async function post(fake: MswWhatsApp, body: object) {
  const response = await fetch(`https://graph.facebook.com/v25.0/${fake.phoneNumberIds[0]}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...body }),
  });
  return { status: response.status, json: await response.json() as any };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function valueOf(webhook: Webhook): any {
  return webhook.entry[0]!.changes[0]!.value;
}

test('a customer whom the business has blocked is not heard until they are let back', () => {
  const heard: Webhook[] = [];
  const fake = new FakeWhatsApp({ onWebhook: (webhook) => heard.push(webhook) });
  const block = (method: string): void => {
    const body = JSON.stringify({ messaging_product: 'whatsapp', block_users: [{ user: '393331234567' }] });
    const answer = fake.request({ method, path: `/v25.0/${fake.phoneNumberIds[0]}/block_users`, query: '', headers: new Headers({ authorization: 'Bearer x' }), body });
    assert.equal(answer.status, 200, String(answer.body));
  };
  fake.customerWrites('393331234567', 'Hello');
  block('POST');
  fake.customerWrites('393331234567', 'Hello?');
  fake.customerWrites('393337654321', 'Somebody else');
  block('DELETE');
  fake.customerWrites('393331234567', 'Hello again');
  assert.deepEqual(heard.map(({ entry }) => (entry[0]!.changes[0]!.value as { messages: { text: { body: string } }[] }).messages[0]!.text.body), ['Hello', 'Somebody else', 'Hello again']);
});

test('a token that passes expires by the platform\'s clock, and the numbers are called as the business says', () => {
  const startAt = Date.UTC(2026, 10, 23, 12);
  const fake = new FakeWhatsApp({ startAt, tokenExpiresAt: startAt + 60_000, verifiedName: 'Lucky Shrub' });
  const ask = (): { status: number; json: any } => {
    const { status, body } = fake.request({ method: 'GET', path: `/v25.0/${fake.phoneNumberIds[0]!}`, query: 'fields=verified_name', headers: new Headers({ authorization: 'Bearer x' }), body: '' });
    return { status, json: JSON.parse(body as string) };
  };
  assert.equal(ask().json.verified_name, 'Lucky Shrub');
  fake.advance(59_999);
  assert.equal(ask().status, 200);
  fake.advance(1);
  const { status, json } = ask();
  assert.deepEqual([status, json.error.code, json.error.error_subcode], [401, 190, 463]);
});
