import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerControl } from './control.js';
import { FakeWhatsApp, type FakeOptions, type Webhook } from './index.js';

const NOON = Date.UTC(2026, 10, 23, 12);

test('what the platform decides over the control API acts and is told: two utility templates that were none block the third', async () => {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ startAt: NOON, override: { recategoriseAfterMs: 0 }, onWebhook: (webhook) => webhooks.push(webhook) });
  const { templates } = fake.cloud;
  const [a, b, c] = ['a', 'b', 'c'].map((name) => templates.at(templates.adopt(0, { name, language: 'en_US', category: 'UTILITY', components: [] })).id) as [string, string, string];
  const decide = async (input: object): Promise<number> => (await answerControl({ fake, log: [] }, 'POST', '/platform', '', JSON.stringify(input))).status;
  const send = (): { error?: { code: number } } => {
    const body = JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', type: 'template', template: { name: 'c', language: { code: 'en_US' } } });
    return JSON.parse(String(fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers: new Headers({ authorization: 'Bearer x' }), body }).body));
  };
  for (const template of [a, b]) assert.equal(await decide({ decision: 'category', template, category: 'MARKETING' }), 200);
  assert.equal(send().error, undefined, 'it fails later');
  fake.settle();
  const told = JSON.stringify(webhooks);
  assert.match(told, /"restriction_info":\[\{"restriction_type":"RESTRICTED_UTILITY_TEMPLATES","expiration":\d+\}\]/);
  assert.match(told, /"status":"failed".*"code":131064/);
  assert.equal(await decide({ decision: 'status', template: c, status: 'DISABLED' }), 200);
  assert.equal(send().error!.code, 132016);
  assert.equal(await decide({ decision: 'verified' }), 200);
  assert.equal(fake.cloud.limitOf(0), 2_000);
  assert.match(JSON.stringify(webhooks.at(-1)), /business_capability_update.*"max_daily_conversations_per_business":2000/, 'told at once');
  assert.equal(await decide({ decision: 'violation' }), 200);
  assert.match(JSON.stringify(webhooks), /ACCOUNT_VIOLATION/);
  for (const wrong of [{}, { decision: 'category', template: '1' }, { decision: 'category', template: a, category: 'SPAM' }, { decision: 'status', template: a, status: 'PENDING' }]) assert.equal(await decide(wrong), 400);
});

test('the platform may put a template into any state that is not the business\'s own doing', () => {
  const fake = new FakeWhatsApp({ startAt: NOON });
  const { templates } = fake.cloud;
  const slot = templates.adopt(0, { name: 'a', language: 'en_US', category: 'UTILITY', components: [] });
  const into = (status: string): string | null => fake.platformDecides({ decision: 'status', template: templates.at(slot).id, status });
  const refusals = ['APPROVED', 'FLAGGED', 'REINSTATED', 'PAUSED', 'DISABLED', 'LOCKED', 'REJECTED', 'ARCHIVED', 'IN_APPEAL', 'PENDING_DELETION', 'LIMIT_EXCEEDED'].map((status) => {
    assert.equal(into(status), null);
    return [templates.at(slot).status === status, templates.refusal(slot)];
  });
  assert.deepEqual(refusals.map(([, code]) => code), [0, 0, 0, 132015, 132016, 132016, 132001, 132001, 132001, 132001, 132001]);
  assert.ok(refusals.every(([told]) => told));
  assert.match(into('DELETED')!, /one of APPROVED/);
});

test('a business that is verified from the start has the second limit, and room for more templates; one that is verified later hears of it', () => {
  const limits = (options: FakeOptions): readonly [number, boolean] => {
    const { business } = new FakeWhatsApp({ startAt: NOON, ...options }).cloud;
    return [business.limitOf(0).limit, business.verified];
  };
  assert.deepEqual(limits({}), [250, false]);
  assert.deepEqual(limits({ verified: true }), [2_000, true]);
  assert.deepEqual(limits({ verified: true, rules: 'meta-2025-06' }), [1_000, true]);
  assert.deepEqual(limits({ verified: true, tier: 7 }), [7, true]);
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ startAt: NOON, rules: 'meta-2025-06', onWebhook: (webhook) => webhooks.push(webhook) });
  assert.match(fake.platformDecides({ decision: 'status', template: '1', status: 'PAUSED' })!, /id of a template/);
  assert.equal(fake.platformDecides({ decision: 'verified' }), null);
  assert.match(JSON.stringify(webhooks), /business_capability_update/);
  assert.equal(fake.cloud.business.verified, true);
});

test('what the program does to the cloud by itself is told when time goes on', () => {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ startAt: NOON, onWebhook: (webhook) => webhooks.push(webhook) });
  fake.cloud.business.verify(fake.now());
  fake.advance(1);
  assert.equal(webhooks.length, 1);
});

test('batches may be switched on and off while it runs, and a reset switches them off', async () => {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ startAt: NOON, onWebhook: (webhook) => webhooks.push(webhook) });
  const batch = async (given: unknown): Promise<number> => (await answerControl({ fake, log: [] }, 'POST', '/batch', '', JSON.stringify({ batch: given }))).status;
  const three = (): number => {
    webhooks.length = 0;
    for (const phone of ['393331234567', '393331234568', '393331234569']) fake.customerWrites(phone, 'Hello');
    fake.advance(1_000);
    return webhooks.length;
  };
  assert.equal(three(), 3);
  assert.equal(await batch('100/500ms'), 200);
  assert.equal(three(), 1);
  assert.deepEqual([await batch('off'), three()], [200, 3]);
  assert.deepEqual([await batch('100/500ms'), await batch('1001/1s'), await batch(7)], [200, 400, 400]);
  fake.reset();
  assert.equal(three(), 3);
});

test('a customer described by something else than words and flags is refused, so that every state can be restored', async () => {
  const fake = new FakeWhatsApp({ startAt: NOON });
  const status = async (path: string, input: object): Promise<number> => (await answerControl({ fake, log: [] }, 'POST', path, '', JSON.stringify(input))).status;
  const from = '393331234567';
  for (const profile of [7, { name: 7 }, { inChat: 'yes' }, { nme: 'Lucia' }]) {
    assert.deepEqual([await status('/messages', { from, message: 'Hi', profile }), await status('/customers', { phone: from, profile })], [400, 400], JSON.stringify(profile));
  }
  assert.deepEqual([await status('/messages', { from, message: 'Hi', profile: { name: 'Lucia' } }), await status('/customers', { phone: from, profile: { inChat: true } })], [200, 200]);
  assert.equal(await status('/state', JSON.parse(JSON.stringify(fake.snapshot())) as object), 200);
});
