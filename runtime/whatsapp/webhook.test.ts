import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRead } from './form.js';
import type { Json } from './json.js';
import type { NumberValue } from './number-value.js';
import { choiceOf, mediaOf, textOf } from './said.js';
import { readWebhook, writeWebhook } from './webhook.js';

const METADATA = { display_phone_number: '15560000000', phone_number_id: '106540342200000' };

test('a text has a sender, a number, an id, a time in milliseconds, words and what it answers', () => {
  const value = numberValue({
    contacts: [{ profile: { name: 'Ada' }, wa_id: '393331234567' }],
    messages: [{
      from: '393331234567', id: 'wamid.A', timestamp: '1749416383', type: 'text', text: { body: 'Where is it?' },
      context: { from: '15560000000', id: 'wamid.B' },
      referral: { source_type: 'ad', source_id: '7', source_url: 'https://example.com/ad', headline: 'Chat', ctwa_clid: 'click' },
    }],
  });
  const message = value.messages!.filter(isRead)[0]!;
  assert.equal(value.number.id, METADATA.phone_number_id);
  assert.equal(value.profiles![0]!.profile!.name, 'Ada');
  assert.deepEqual([message.from, message.id, message.timestampMs, message.kind, textOf(message)], ['393331234567', 'wamid.A', 1_749_416_383_000, 'text', 'Where is it?']);
  assert.equal(message.context!.id, 'wamid.B');
  assert.deepEqual([message.referral!.sourceType, message.referral!.clickId], ['ad', 'click']);
});

test('answers to buttons and lists say what was pressed, files have an id and a caption', () => {
  const common = { from: '1', id: 'wamid.A', timestamp: '1' };
  const value = numberValue({
    messages: [
      { ...common, type: 'button', button: { payload: 'STOP', text: 'Unsubscribe' } },
      { ...common, type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, please' } } },
      { ...common, type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'row1', title: 'Express', description: 'Next day' } } },
      { ...common, type: 'image', image: { id: '42', mime_type: 'image/jpeg', sha256: 'x', caption: 'Broken' } },
    ],
  });
  const messages = value.messages!.filter(isRead);
  assert.deepEqual(messages.map(textOf), ['Unsubscribe', 'Yes, please', 'Express', 'Broken']);
  assert.deepEqual(messages.map(choiceOf), ['STOP', 'yes', 'row1', '']);
  assert.equal(mediaOf(messages[3]!)!.id, '42');
});

test('a failed status has a code, a delivered one its price', () => {
  const value = numberValue({
    statuses: [
      { id: 'wamid.A', status: 'failed', timestamp: '1751142888', recipient_id: '1', errors: [{ code: 131047, title: 'Re-engagement message' }] },
      {
        id: 'wamid.B', status: 'delivered', timestamp: '1751142889', recipient_id: '1', biz_opaque_callback_data: 'ticket-42',
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' },
        conversation: { id: 'c', expiration_timestamp: '1751229289', origin: { type: 'service' } },
      },
    ],
  });
  const [failed, delivered] = value.statuses!.filter(isRead);
  assert.deepEqual([failed!.status, failed!.errors![0]!.code, failed!.pricing], ['failed', 131047, null]);
  assert.deepEqual([delivered!.opaque, delivered!.pricing!.category, delivered!.pricing!.billable], ['ticket-42', 'service', true]);
  assert.deepEqual([delivered!.conversation!.origin!.type, delivered!.conversation!.expiresAtMs], ['service', 1_751_229_289_000]);
});

test('limits are told as numbers and as names, templates by number, wishes of customers with their time', () => {
  const change = (field: string, value: Json) => readWebhook(envelope(field, value)).webhook!.entries[0]!.changes[0]!;
  const limit = change('business_capability_update', { max_daily_conversations_per_business: 2000, max_phone_numbers_per_waba: 25 });
  assert.ok(limit.kind === 'business_capability_update' && limit.value.limit === 2000);
  const quality = change('phone_number_quality_update', { display_phone_number: '1', event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' });
  assert.ok(quality.kind === 'phone_number_quality_update' && quality.value.limit === 'TIER_UNLIMITED');
  const paused = change('message_template_status_update', {
    event: 'PAUSED', message_template_id: 1689556908129832, message_template_name: 'order', message_template_language: 'en', reason: null, other_info: { title: 'FIRST_PAUSE' },
  });
  assert.ok(paused.kind === 'message_template_status_update');
  assert.deepEqual([paused.value.event, paused.value.templateId, paused.value.reason, paused.value.info!.title], ['PAUSED', 1689556908129832, null, 'FIRST_PAUSE']);
  const stop = change('user_preferences', {
    messaging_product: 'whatsapp', metadata: METADATA, user_preferences: [{ wa_id: '1', category: 'marketing_messages', value: 'stop', timestamp: 1731705721 }],
  });
  assert.ok(stop.kind === 'user_preferences');
  const wish = stop.value.preferences!.filter(isRead)[0]!;
  assert.deepEqual([wish.value, wish.timestampMs], ['stop', 1_731_705_721_000]);
});

test('one message that cannot be read does not take the others with it, and is written back as it came', () => {
  const messages = [
    { id: 'wamid.A', timestamp: 'soon', type: 'text' },
    { from: '1', id: 'wamid.B', timestamp: '1749416383', type: 'text', text: { body: 'Hello' } },
  ];
  const json = envelope('messages', { messaging_product: 'whatsapp', metadata: METADATA, messages });
  const { webhook, problems } = readWebhook(json);
  assert.deepEqual(problems, [{ path: 'webhook.entry[0].changes[0].value.messages[0].timestamp', message: 'is "soon"; whole seconds in text was expected' }]);
  const change = webhook!.entries[0]!.changes[0]!;
  assert.ok(change.kind === 'messages');
  assert.deepEqual(change.value.messages!.filter(isRead).map(textOf), ['Hello']);
  assert.deepEqual(writeWebhook(webhook!), json);
});

test('what is no webhook is a problem with a place', () => {
  assert.deepEqual(readWebhook('hello'), { webhook: null, problems: [{ path: 'webhook', message: 'is "hello"; an object was expected' }] });
  assert.deepEqual(readWebhook({ object: 'page' }), { webhook: null, problems: [{ path: 'webhook.entry', message: 'is missing' }] });
});

// ---- properties ----

const digits = fc.stringMatching(/^[1-9]\d{5,14}$/);
const secondsInText = fc.integer({ min: 0, max: 4_000_000_000 }).map(String);
const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
/** Members nobody has heard of yet, names of the language's own among them. */
const extras = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'unread', 'rest', 'from', 'image', 'text', 'errors')), anyJson, { maxKeys: 3 });

/** A record with known members, some left out, and others added or in the place of known ones. */
function openRecord(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> {
  return fc.tuple(fc.record(members, { requiredKeys: [] }), extras, fc.boolean()).map(([known, extra, wild]) => merged(wild ? [known, extra] : [extra, known]));
}

function merged(parts: readonly object[]): Json {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part))) as Json;
}

const media = openRecord({ id: digits, mime_type: fc.string(), sha256: fc.string(), caption: fc.string(), voice: fc.boolean() });
const message = openRecord({
  from: digits, id: fc.string(), timestamp: secondsInText, type: fc.constantFrom('text', 'image', 'interactive', 'edit', 'mystery'),
  text: openRecord({ body: fc.string() }), image: media, audio: media,
  context: openRecord({ id: fc.string(), from: digits, forwarded: fc.boolean() }),
  interactive: openRecord({ type: fc.string(), list_reply: openRecord({ id: fc.string(), title: fc.string() }) }),
  edit: openRecord({ original_message_id: fc.string(), message: extras }),
  errors: fc.array(openRecord({ code: fc.integer(), title: fc.string() }), { maxLength: 2 }),
});
const status = openRecord({
  id: fc.string(), status: fc.constantFrom('sent', 'failed'), timestamp: secondsInText, recipient_id: digits,
  pricing: openRecord({ category: fc.string(), pricing_model: fc.string(), billable: fc.boolean() }),
});
const value = openRecord({ metadata: openRecord({ phone_number_id: digits }), contacts: fc.array(extras), messages: fc.array(message, { maxLength: 4 }), statuses: fc.array(status, { maxLength: 4 }) });
const change = fc.oneof(
  fc.record({ field: fc.constantFrom('messages', 'user_preferences', 'smb_message_echoes'), value }),
  fc.record({ field: fc.constantFrom('account_update', 'calls', 'constructor', 'other'), value: extras.map((extra) => ({ event: 'X', ...extra })) }),
);
const generatedWebhook = fc.record({
  object: fc.constant('whatsapp_business_account'),
  entry: fc.array(fc.record({ id: digits, time: fc.nat(), changes: fc.array(change, { maxLength: 3 }) }, { requiredKeys: ['id', 'changes'] }), { maxLength: 3 }),
});

test('property: whatever a webhook says beside the known, it is written back equal', () => {
  fc.assert(fc.property(generatedWebhook, (generated) => {
    const json = JSON.parse(JSON.stringify(generated)) as Json;
    const { webhook } = readWebhook(json);
    assert.ok(webhook !== null);
    assert.deepEqual(writeWebhook(webhook), json);
  }), { numRuns: 500 });
});

test('property: garbage is a problem, or kept; never an exception', () => {
  const garbage = fc.oneof(anyJson, fc.record({ object: anyJson, entry: fc.array(fc.record({ id: anyJson, changes: anyJson })) }) as fc.Arbitrary<Json>);
  fc.assert(fc.property(garbage, (generated) => {
    const json = JSON.parse(JSON.stringify(generated)) as Json;
    const { webhook, problems } = readWebhook(json);
    if (webhook === null) assert.ok(problems.length > 0);
    else assert.deepEqual(writeWebhook(webhook), json);
  }), { numRuns: 1_000 });
});

function numberValue(parts: object): NumberValue {
  const { webhook, problems } = readWebhook(envelope('messages', { messaging_product: 'whatsapp', metadata: METADATA, ...parts }));
  assert.deepEqual(problems, []);
  const change = webhook!.entries[0]!.changes[0]!;
  assert.ok(change.kind === 'messages');
  return change.value;
}

function envelope(field: string, value: Json): Json {
  return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [{ field, value }] }] };
}
