import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerControl } from './control.js';
import { FakeWhatsApp, type Webhook } from './index.js';

test('what the platform decides over the control API acts and is told: two utility templates that were none block the third', () => {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp({ startAt: Date.UTC(2026, 10, 23, 12), override: { recategoriseAfterMs: 0 }, onWebhook: (webhook) => webhooks.push(webhook) });
  const { templates } = fake.cloud;
  const [a, b, c] = ['a', 'b', 'c'].map((name) => templates.at(templates.adopt(0, { name, language: 'en_US', category: 'UTILITY', components: [] })).id) as [string, string, string];
  const decide = (input: object): number => answerControl({ fake, log: [] }, 'POST', '/platform', '', JSON.stringify(input)).status;
  const send = (): { error?: { code: number } } => {
    const body = JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', type: 'template', template: { name: 'c', language: { code: 'en_US' } } });
    return JSON.parse(String(fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers: new Headers({ authorization: 'Bearer x' }), body }).body));
  };
  for (const template of [a, b]) assert.equal(decide({ decision: 'category', template, category: 'MARKETING' }), 200);
  assert.equal(send().error, undefined, 'it fails later');
  fake.settle();
  const told = JSON.stringify(webhooks);
  assert.match(told, /"restriction_info":\[\{"restriction_type":"RESTRICTED_UTILITY_TEMPLATES","expiration":\d+\}\]/);
  assert.match(told, /"status":"failed".*"code":131064/);
  assert.equal(decide({ decision: 'status', template: c, status: 'DISABLED' }), 200);
  assert.equal(send().error!.code, 132016);
  assert.equal(decide({ decision: 'verified' }), 200);
  assert.equal(fake.cloud.limitOf(0), 2_000);
  assert.equal(decide({ decision: 'violation' }), 200);
  assert.match(JSON.stringify(webhooks), /ACCOUNT_VIOLATION/);
  for (const wrong of [{}, { decision: 'category', template: '1' }, { decision: 'category', template: a, category: 'SPAM' }, { decision: 'status', template: a, status: 'PENDING' }]) assert.equal(decide(wrong), 400);
});
