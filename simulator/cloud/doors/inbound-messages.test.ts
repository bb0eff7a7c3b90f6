import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, SECOND } from '../../../runtime/units.js';
import { FakeWhatsApp, type FakeOptions } from './index.js';

const NOON = Date.UTC(2026, 10, 23, 12);
const PHONE = '393331234567';

test('every message has an id of its own, whether it opens a window or not', () => {
  const { fake, told } = started({ override: { reactionOpensWindow: false } });
  const kinds = ['text', 'system', 'text', 'reaction', 'text', 'text', 'system', 'text'];
  for (const type of kinds) fake.customerWrites(PHONE, { type });
  assert.deepEqual(told.map(({ type }) => type), kinds);
  assert.equal(new Set(told.map(({ id }) => id)).size, kinds.length);
});

test('what a customer did not write opens no window, at once or after its way', () => {
  for (const inboundMs of [0, 3 * SECOND]) {
    const { fake, told } = started({ network: { inboundMs: { kind: 'constant', value: inboundMs } } });
    fake.customerWrites(PHONE, { type: 'system' });
    fake.advance(HOUR);
    assert.deepEqual([told.length, isOpen(fake)], [1, false]);
    fake.customerWrites(PHONE, 'Hello');
    fake.advance(HOUR);
    assert.deepEqual([told.length, isOpen(fake)], [2, true]);
  }
});

/** Whether an answer is delivered. */
function isOpen(fake: FakeWhatsApp): boolean {
  const before = fake.deliveries.delivered;
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: PHONE, type: 'text', text: { body: 'Yes?' } });
  fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers: new Headers({ authorization: 'Bearer x' }), body });
  fake.settle();
  return fake.deliveries.delivered === before + 2; // sent and delivered, not failed
}

interface Message {
  readonly id: string;
  readonly type: string;
}

function started(options: FakeOptions): { fake: FakeWhatsApp; told: Message[] } {
  const told: Message[] = [];
  const fake = new FakeWhatsApp({
    startAt: NOON, ...options,
    onWebhook: ({ entry }) => told.push(...entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value as { messages?: Message[] }).messages ?? []))),
  });
  return { fake, told };
}
