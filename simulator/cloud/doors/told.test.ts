import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, SECOND } from '../../../runtime/units.js';
import { userIdOf } from '../graph/addresses.js';
import { FakeWhatsApp, type FakeOptions, type Webhook } from './index.js';

// Shapes of statuses and accounts by rule set: Meta's pages M-STATUS, M-BSUID, M-PRICING of the reference.

const NOON = Date.UTC(2026, 10, 23, 12);
const PHONE = '393331234567';

test('under the rules of June 2025 statuses name a conversation, and how it is paid', () => {
  const { fake, told } = started({ rules: 'meta-2025-06' });
  fake.customerWrites(PHONE, 'Hello');
  say(fake, { type: 'text', text: { body: 'Hi' } });
  const [sent, delivered] = told('statuses');
  assert.deepEqual(sent.pricing, { billable: false, pricing_model: 'CBP', type: 'free_customer_service', category: 'service' });
  assert.deepEqual(delivered.pricing, sent.pricing);
  assert.deepEqual(sent.conversation.origin, { type: 'service' });
  assert.match(sent.conversation.expiration_timestamp, /^\d{10}$/);
  assert.deepEqual(delivered.conversation, { id: sent.conversation.id, origin: { type: 'service' } }, 'the expiration is told on sent only');
});

test('under the rules of June 2025 everything of one category within a day belongs to one conversation, which is paid once', () => {
  const { fake, told } = started({ rules: 'meta-2025-06', network: { outboundMs: { kind: 'constant', value: 2_000 } } });
  fake.customerWrites(PHONE, 'Hello');
  for (const name of ['marketing', 'marketing', 'utility']) {
    say(fake, template(`desksim_message_${name}`));
    fake.advance(HOUR);
  }
  say(fake, { type: 'text', text: { body: 'Hi' } });
  fake.advance(21 * HOUR);
  say(fake, template('desksim_message_marketing'));
  fake.advance(HOUR);
  const statuses = told('statuses');
  const ids = statuses.map((one) => one.conversation.id as string);
  assert.deepEqual(ids.map((id) => ids.indexOf(id)), [0, 0, 0, 0, 4, 4, 6, 6, 8, 8], 'sent and delivered of two, of one of another category, of a reply, and of one after a day');
  const ends = statuses.filter((one) => one.status === 'sent').map((one) => Number(one.conversation.expiration_timestamp) - NOON / 1_000);
  assert.deepEqual(ends, [24, 24, 26, 27, 48].map((hours) => hours * 3_600));
  assert.deepEqual([...new Set(statuses.map(({ pricing }) => `${pricing.category} ${pricing.type} ${pricing.billable}`))], ['marketing regular true', 'utility regular true', 'service free_customer_service false']);
});

test('under newer rules there is no conversation, and a message is priced by itself', () => {
  for (const [rules, type, billable] of [['meta-2025-10', 'free_customer_service', false], ['meta-2026-10', 'regular', true]] as const) {
    const { fake, told } = started({ rules, network: { readShare: 1 } });
    fake.customerWrites(PHONE, 'Hello');
    say(fake, template('desksim_message_utility'));
    const statuses = told('statuses');
    assert.deepEqual(statuses.map((one) => one.status), ['sent', 'delivered', 'read']);
    assert.ok(statuses.every((one) => one.conversation === undefined));
    assert.deepEqual(statuses[0].pricing, { billable, pricing_model: 'PMP', type, category: 'utility' });
    assert.equal(statuses[2].pricing, undefined, 'delivered carried it');
  }
});

test('an answer to somebody from an ad opens the free entry point, with one conversation for all of it', () => {
  const { fake, told } = started({});
  fake.customerWrites(PHONE, { type: 'text', text: { body: 'Hello' }, referral: { source_type: 'ad', source_id: '1', source_url: 'https://fb.me/x' } });
  say(fake, { type: 'text', text: { body: 'Hi' } });
  say(fake, template('desksim_message_marketing'));
  const sent = told('statuses').filter((one) => one.status === 'sent');
  for (const one of sent) assert.deepEqual(one.pricing, { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' });
  assert.equal(sent[0].conversation.id, sent[1].conversation.id);
  assert.deepEqual(sent[0].conversation.origin, { type: 'referral_conversion' });
  assert.equal(Number(sent[0].conversation.expiration_timestamp), (NOON + 72 * HOUR) / 1_000);
});

test('user ids are in every webhook but failed ones; a number that may not be shown is left out', () => {
  const { fake, told, changes } = started({});
  fake.describe(PHONE, { name: 'Ada', username: 'ada.l', withheld: true });
  fake.customerWrites(PHONE, 'Hello');
  const [message] = told('messages');
  const { contacts } = changes[0]!.value as any;
  assert.match(message.from_user_id, /^[A-Z]{2}\.[0-9A-Za-z]{1,128}$/);
  assert.deepEqual(contacts, [{ profile: { name: 'Ada', username: 'ada.l' }, user_id: message.from_user_id }]);
  assert.ok(!('from' in message));
  say(fake, { type: 'text', text: { body: 'Hi' } });
  const of = (status: string): any => changes.map(({ value }) => value as any).find((value) => value.statuses?.[0].status === status);
  assert.equal(of('sent').statuses[0].recipient_user_id, message.from_user_id);
  assert.deepEqual(of('sent').contacts[0].profile, { name: 'Ada' }, 'the username comes with delivered');
  assert.deepEqual(of('delivered').contacts[0].profile, { name: 'Ada', username: 'ada.l' });
  fake.advance(2 * DAY);
  say(fake, { type: 'text', text: { body: 'Hi' } });
  assert.ok(!('contacts' in of('failed')) && !('recipient_user_id' in of('failed').statuses[0]));
  const off = started({ override: { bsuids: false } });
  off.fake.customerWrites(PHONE, 'Hello');
  assert.ok(!JSON.stringify(off.changes).includes('user_id'));
});

test('where numbers are withheld, a business number sees that of a customer with a username for thirty days after a message to it or an earlier one from them', () => {
  const { fake, told } = started({ numbers: 2, override: { numbersWithheld: true } });
  fake.describe(PHONE, { username: 'ada.l' });
  const write = (number = 0, phone = PHONE): string | undefined => {
    fake.customerWrites(phone, 'Hello', number);
    return told('messages').at(-1).from;
  };
  assert.equal(write(0, '393337654321'), '393337654321', 'nobody else is withheld');
  assert.equal(write(), undefined, 'a stranger');
  fake.advance(30 * DAY - 1);
  assert.equal(write(), PHONE);
  assert.equal(write(1), undefined, 'the other number has not met them');
  fake.advance(30 * DAY);
  assert.equal(write(), undefined, 'thirty days have passed');
  fake.advance(40 * DAY);
  say(fake, template('desksim_message_utility'));
  assert.equal(told('statuses').at(-1).recipient_id, PHONE);
  fake.advance(DAY);
  assert.equal(write(), PHONE, 'the business wrote to the number');
  const forGood = started({ override: { numbersWithheld: true, numberShownForMs: Infinity } });
  forGood.fake.describe(PHONE, { username: 'ada.l' });
  for (let i = 0; i < 2; i += 1) {
    forGood.fake.customerWrites(PHONE, 'Hello');
    forGood.fake.advance(400 * DAY);
  }
  assert.deepEqual(forGood.told('messages').map(({ from }) => from), [undefined, PHONE]);
});

test('a send to a user id does not make the number known', () => {
  const { fake, told } = started({ override: { numbersWithheld: true } });
  fake.describe(PHONE, { username: 'ada.l' });
  say(fake, { recipient: userIdOf(PHONE), ...template('desksim_message_utility') }, '');
  assert.ok(told('statuses').every((status) => !('recipient_id' in status)));
  fake.customerWrites(PHONE, 'Hello');
  assert.ok(!('from' in told('messages')[0]));
});

test('a business that comes under the international rate is told when it begins', () => {
  const { fake, changes } = started({ home: 'IT', override: { internationalRate: { messages: 0 } } });
  say(fake, template('desksim_message_authentication'), '919812345678');
  const { value } = changes.find(({ field }) => field === 'account_update')!;
  const start_time = NOON / 1_000 + 30 * 86_400;
  assert.deepEqual(value, { event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', auth_international_rate_eligibility: { start_time, exception_countries: [{ country_code: 'IN', start_time }] } });
});

test('limits, preferences and system messages are told in fields of their own', () => {
  const { fake, changes, webhooks } = started({ tier: 250, override: { firstRaise: { users: 3 } } });
  fake.customerSignals(PHONE, 'stopMarketing');
  fake.customerWrites(PHONE, { type: 'system', system: { wa_id: '393337654321' } });
  for (let i = 0; i < 3; i++) say(fake, template('desksim_message_utility'), `39333000000${i}`);
  fake.advance(7 * HOUR);
  const preference = changes.find(({ field }) => field === 'user_preferences')!.value as any;
  assert.deepEqual([preference.user_preferences[0].value, preference.user_preferences[0].category, preference.user_preferences[0].timestamp], ['stop', 'marketing_messages', NOON / 1_000]);
  const system = changes.map(({ value }) => value as any).find((value) => value.messages?.[0].type === 'system');
  assert.ok(!('contacts' in system) && system.messages[0].system.wa_id === '393337654321');
  const raised = webhooks.find((webhook) => webhook.entry[0]!.changes[0]!.field === 'business_capability_update')!;
  assert.deepEqual(raised.entry[0]!.changes[0]!.value, { max_daily_conversations_per_business: 2_000, max_phone_numbers_per_waba: 25 });
  assert.equal(raised.entry[0]!.time, (NOON + 6 * HOUR) / 1_000);
  assert.equal(webhooks[1]!.entry[0]!.time, undefined, 'messages have no time on the entry');
});

test('statuses that leave together share one list, and older webhooks name the whole address of an error', () => {
  const { fake, webhooks, told } = started({ rules: 'meta-2025-10', override: { bsuids: false }, deliveries: { batchUpTo: 100, batchWithinMs: 1_000 } });
  for (const to of ['393330000001', '393330000002']) say(fake, { type: 'text', text: { body: 'Hello?' } }, to);
  fake.customerWrites(PHONE, 'Hello');
  say(fake, { type: 'text', text: { body: 'Hello' } });
  fake.advance(SECOND);
  assert.equal(webhooks.length, 1);
  const values = webhooks[0]!.entry.flatMap(({ changes }) => changes.map(({ value }) => value as any));
  assert.deepEqual(values.map(({ messages, statuses }) => messages?.length ?? statuses.map(({ status }: { status: string }) => status)), [['failed', 'failed'], 1, ['sent', 'delivered']]);
  assert.equal(told('statuses')[0].errors[0].href, 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/');
});

test('a customer of several portfolios has a parent id beside the user id', () => {
  const { fake, told, changes } = started({});
  fake.describe(PHONE, { parentUserId: 'IT.ENT.7' });
  fake.customerWrites(PHONE, 'Hello');
  say(fake, { type: 'text', text: { body: 'Hello' } });
  assert.equal(told('messages')[0].from_parent_user_id, 'IT.ENT.7');
  assert.deepEqual(told('statuses').map(({ recipient_parent_user_id: id }) => id), ['IT.ENT.7', 'IT.ENT.7']);
  assert.ok(changes.every(({ value }) => (value as any).contacts[0].parent_user_id === 'IT.ENT.7'));
});

function started(options: FakeOptions) {
  const webhooks: Webhook[] = [];
  const changes: { field: string; value: object }[] = [];
  const fake = new FakeWhatsApp({
    startAt: NOON, ...options,
    onWebhook: (webhook) => {
      webhooks.push(webhook);
      changes.push(...webhook.entry.flatMap((entry) => entry.changes));
    },
  });
  const told = (member: 'messages' | 'statuses'): any[] => changes.flatMap(({ value }) => (value as any)[member] ?? []);
  return { fake, webhooks, changes, told };
}

function say(fake: FakeWhatsApp, content: object, to = PHONE): void {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to, ...content });
  const answer = fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers: new Headers({ authorization: 'Bearer x', 'content-type': 'application/json' }), body });
  assert.equal(answer.status, 200, String(answer.body));
  fake.settle();
}

function template(name: string): object {
  return { type: 'template', template: { name, language: { code: 'en_US' } } };
}
