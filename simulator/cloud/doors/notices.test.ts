import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../../../runtime/units.js';
import { answerControl } from './control.js';
import { FakeWhatsApp, type FakeOptions } from './index.js';

const NOON = Date.UTC(2026, 10, 23, 12);
const WABA = '102290129340398';
const PHONE = '393331234567';

test('an edited template is told with its components once it is approved, a new one without', () => {
  const { fake, valuesOf } = started();
  const id = ask(fake, 'POST', `${WABA}/message_templates`, { name: 'order', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'It is on its way.' }] }).id as string;
  fake.advance(HOUR);
  assert.equal(valuesOf('message_template_components_update').length, 0);
  const components = [{ type: 'BODY', text: 'It is at the door.' }, { type: 'FOOTER', text: 'Thank you' }];
  assert.deepEqual(ask(fake, 'POST', id, { components }), { success: true });
  assert.equal(valuesOf('message_template_components_update').length, 0, 'it is under review');
  fake.advance(HOUR);
  assert.deepEqual(valuesOf('message_template_components_update'), [{
    message_template_id: Number(id), message_template_name: 'order', message_template_language: 'en_US', message_template_element: 'It is at the door.', message_template_footer: 'Thank you',
  }]);
  fake.advance(2 * DAY);
  assert.deepEqual(ask(fake, 'POST', id, { category: 'MARKETING' }), { success: true });
  fake.advance(HOUR);
  assert.equal(valuesOf('message_template_status_update').length, 3);
  assert.equal(valuesOf('message_template_components_update').length, 1, 'the components are the same');
});

test('before October 2025 a raise is told of the number too, with the limit it had', () => {
  const { fake, valuesOf } = started({ rules: 'meta-2025-06' });
  fake.platformDecides({ decision: 'verified' });
  assert.deepEqual(valuesOf('phone_number_quality_update'), [{ display_phone_number: '15560000000', event: 'UPGRADE', old_limit: 'TIER_250', current_limit: 'TIER_1K' }]);
  assert.equal(valuesOf('business_capability_update').length, 1);
  const newer = started();
  newer.fake.platformDecides({ decision: 'verified' });
  assert.deepEqual([newer.valuesOf('phone_number_quality_update').length, newer.valuesOf('business_capability_update').length], [0, 1]);
});

test('a number whose limit goes down is told with both limits', () => {
  const { fake, valuesOf } = started({ rules: 'meta-2025-06', tier: 1_000, mps: 1_000, templates: { promo: 'utility' }, override: { lowerAfterMs: MINUTE } });
  for (let i = 0; i < 100; i++) ask(fake, 'POST', `${fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to: `39333${1_000_000 + i}`, type: 'template', template: { name: 'promo', language: { code: 'it' } } });
  fake.advance(1);
  for (let i = 0; i < 10; i++) fake.customerSignals(`39333${1_000_000 + i}`, 'block');
  fake.advance(HOUR);
  assert.deepEqual(valuesOf('phone_number_quality_update').map(({ event, old_limit, current_limit }) => [event, old_limit, current_limit]), [['FLAGGED', undefined, 'TIER_1K'], ['DOWNGRADE', 'TIER_1K', 'TIER_250']]);
});

test('a number that is registered again is told as new', () => {
  const { fake, valuesOf } = started();
  const register = (edge: string): void => void ask(fake, 'POST', `${fake.phoneNumberIds[0]}/${edge}`, { messaging_product: 'whatsapp', pin: '123456' });
  register('register');
  assert.deepEqual(valuesOf('phone_number_quality_update'), [], 'it was so already');
  register('deregister');
  register('register');
  fake.advance(1);
  assert.deepEqual(valuesOf('phone_number_quality_update'), [{ display_phone_number: '15560000000', event: 'ONBOARDING', max_daily_conversations_per_business: 'TIER_250' }]);
});

test('a step of prices by volume names its region as people do', () => {
  const { fake, valuesOf } = started({ market: 'IN', templates: { order: 'utility' }, override: { volumeTiers: [{ market: 'IN', category: 'utility', after: 1, share: 0.95 }, { market: 'IN', category: 'utility', after: 5, share: 0.9 }] } });
  for (let i = 0; i < 2; i++) ask(fake, 'POST', `${fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to: `91981234567${i}`, type: 'template', template: { name: 'order', language: { code: 'it' } } });
  fake.advance(1);
  assert.deepEqual(valuesOf('account_update').map(({ event, volume_tier_info: info }) => [event, info]), [
    ['VOLUME_BASED_PRICING_TIER_UPDATE', { tier_update_time: NOON / 1_000, pricing_category: 'UTILITY', tier: '2:5', effective_month: '2026-11', region: 'India' }],
  ]);
});

test('a voice message is told as played when its customer plays it, any other message is refused', async () => {
  const { fake, statuses } = started();
  fake.customerWrites(PHONE, 'Hello');
  const audio = ask(fake, 'POST', `${fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to: PHONE, type: 'audio', audio: { link: 'https://example.com/a.ogg', voice: true }, biz_opaque_callback_data: 'ticket-42' });
  const text = ask(fake, 'POST', `${fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to: PHONE, type: 'text', text: { body: 'Hi' } });
  const played = async (message: string): Promise<number> => (await answerControl({ fake, log: [] }, 'POST', '/customers', '', JSON.stringify({ signal: 'played', message }))).status;
  const wamid = audio.messages[0].id as string;
  assert.deepEqual([await played(wamid), await played(text.messages[0].id), await played('wamid.x')], [200, 400, 400]);
  const last = statuses().at(-1)!;
  assert.deepEqual([last.id, last.status, last.recipient_id, last.biz_opaque_callback_data, last.pricing], [wamid, 'played', PHONE, 'ticket-42', undefined]);
});

test('whoever has the chat open reads at once, and the price is on that status, for nothing tells that it was delivered', () => {
  const { fake, statuses } = started();
  fake.describe(PHONE, { inChat: true });
  fake.customerWrites(PHONE, 'Hello');
  const send = (): void => void ask(fake, 'POST', `${fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to: PHONE, type: 'text', text: { body: 'Hi' }, biz_opaque_callback_data: 'ticket-42' });
  send();
  fake.advance(1);
  const seen = (): unknown[] => statuses().map(({ status, pricing, biz_opaque_callback_data: opaque }) => [status, pricing?.category, opaque]);
  assert.deepEqual(seen(), [['sent', 'service', 'ticket-42'], ['read', 'service', 'ticket-42']]);
  fake.describe(PHONE, { inChat: false });
  send();
  fake.advance(1);
  assert.deepEqual(seen().slice(2), [['sent', 'service', 'ticket-42'], ['delivered', 'service', 'ticket-42']]);
});

function started(options: FakeOptions = {}) {
  const changes: { readonly field: string; readonly value: any }[] = [];
  const fake = new FakeWhatsApp({ startAt: NOON, ...options, onWebhook: ({ entry }) => changes.push(...entry.flatMap((one) => one.changes)) });
  const valuesOf = (wanted: string): any[] => changes.flatMap(({ field, value }) => (field === wanted ? [value] : []));
  return { fake, valuesOf, statuses: (): any[] => valuesOf('messages').flatMap((value) => value.statuses ?? []) };
}

function ask(fake: FakeWhatsApp, method: string, path: string, body: object): any {
  return JSON.parse(String(fake.request({ method, path: `/v25.0/${path}`, query: '', headers: new Headers({ authorization: 'Bearer x', 'content-type': 'application/json' }), body: JSON.stringify(body) }).body));
}
