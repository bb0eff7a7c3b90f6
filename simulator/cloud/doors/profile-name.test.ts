import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { faker } from '@faker-js/faker/locale/es';
import { profileName } from './profile-name.js';
import { FakeWhatsApp } from './fake-whatsapp.js';

const PHONES = Array.from({ length: 2_000 }, (_, i) => String(393330000000 + i));

test('a number has one name, neighbours have others, and many are not ASCII', () => {
  const names = PHONES.map(profileName);
  assert.deepEqual(PHONES.map(profileName), names);
  for (const name of names) assert.match(name, /^\p{Lu}[\p{L}. '-]* \p{Lu}[\p{L}. '-]*$/u);
  assert.ok(new Set(names).size > 1_900, `${new Set(names).size} names`);
  const foreign = names.filter((name) => /[^\x20-\x7e]/.test(name)).length / names.length;
  assert.ok(foreign > 0.25 && foreign < 0.6, `${foreign}`);
});

test('a fake asks nothing of the chance of faker, which belongs to the user', () => {
  faker.seed(7);
  const expected = [faker.number.int(), faker.number.int()];
  faker.seed(7);
  const first = faker.number.int();
  new FakeWhatsApp({ startAt: 0, onWebhook() {} }).customerWrites('393331234567', 'Hello');
  assert.deepEqual([first, faker.number.int()], expected);
});

test('a name that is not ASCII reaches a receiver escaped, and the signature covers those bytes', async () => {
  const phone = PHONES.find((one) => /[^\x20-\x7e]/.test(profileName(one)))!;
  let heard: (told: { body: Buffer; signed: unknown }) => void = () => {};
  const told = new Promise<{ body: Buffer; signed: unknown }>((resolve) => (heard = resolve));
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part)).on('end', () => {
      response.end();
      heard({ body: Buffer.concat(parts), signed: request.headers['x-hub-signature-256'] });
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const fake = new FakeWhatsApp({ webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, appSecret: 'secret' });
  try {
    fake.customerWrites(phone, 'Hello');
    const { body, signed } = await told;
    assert.ok(body.every((byte) => byte < 0x80), 'plain ASCII on the wire');
    assert.equal(signed, `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`);
    const webhook = JSON.parse(body.toString()) as { entry: { changes: { value: { contacts: { profile: { name: string } }[] } }[] }[] };
    assert.equal(webhook.entry[0]!.changes[0]!.value.contacts[0]!.profile.name, profileName(phone));
  } finally {
    fake.close();
    receiver.closeAllConnections();
    receiver.close();
  }
});
