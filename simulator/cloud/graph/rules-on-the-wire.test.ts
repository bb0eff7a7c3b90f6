import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '../../../runtime/units.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { overridden, type RuleOverrides } from '../rule-overrides.js';
import { NEWEST_RULE_SET, RULE_SETS } from '../rule-sets.js';
import { GraphDesk, NUMBER } from './graph-desk.js';

const template = { type: 'template', template: { name: 'offer', language: { code: 'it' } } };
const list = (chars: number): object => ({ type: 'interactive', interactive: { type: 'list', body: { text: 'x'.repeat(chars) }, action: { button: 'Open', sections: [{ rows: [{ id: 'a', title: 'A' }] }] } } });
const flow = (chars: number): object => ({ type: 'interactive', interactive: { type: 'flow', body: { text: 'x' }, action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'x'.repeat(chars) } } } });
const contacts = (count: number): object => ({ type: 'contacts', contacts: Array.from({ length: count }, () => ({ name: { formatted_name: 'Ada', first_name: 'Ada' } })) });

test('limits that sources disagree on are what the rules say', () => {
  const desk = ruled({ listBodyChars: 1_024, flowCtaChars: 20, contactsPerMessage: 5 });
  for (const message of [list(1_024), flow(20), contacts(5)]) assert.ok(desk.send(message).messages, JSON.stringify(message));
  for (const message of [list(1_025), flow(21), contacts(6)]) assert.ok(desk.send(message).error, JSON.stringify(message));
  for (const message of [list(1_025), flow(21), contacts(6)]) assert.ok(new GraphDesk().send(message).messages, JSON.stringify(message));
});

test('message_status comes with templates only, or with every send', () => {
  const statusOf = (desk: GraphDesk): unknown => desk.send({ text: { body: 'Hi' } }).messages[0].message_status;
  assert.equal(statusOf(new GraphDesk()), undefined);
  assert.equal(statusOf(ruled({ messageStatusFor: 'all' })), 'accepted');
});

test('a recipient without + is a whole number, or gets the country code of the business where the rules say so', () => {
  const waIds = (desk: GraphDesk): string[] => ['+39 333 1234567', ' +1 (650) 555-1234', '393331234567', '(650) 555-1234'].map((to) => desk.send({ to, ...template }).contacts[0].wa_id);
  const templates = new Map([['offer', CATEGORY.utility]]);
  assert.deepEqual(waIds(new GraphDesk({ templates })), ['393331234567', '16505551234', '393331234567', '6505551234']);
  assert.deepEqual(waIds(ruled({ toWithoutPlus: 'ofTheBusiness' }, { templates })), ['393331234567', '16505551234', '1393331234567', '16505551234']);
});

test('a number may have another WhatsApp id than it is dialled with, and both are one customer', () => {
  const pairs = [['525512345678', '5215512345678'], ['5531987654321', '553187654321'], ['5511987654321', '5511987654321'], ['5531876543', '5531876543'], ['393331234567', '393331234567']] as const;
  const templates = new Map([['offer', CATEGORY.utility]]);
  const desk = new GraphDesk({ templates });
  for (const [to, waId] of pairs) {
    assert.deepEqual(desk.send({ to, ...template }).contacts, [{ input: to, wa_id: waId }]);
    assert.equal(desk.api.book.contactOf(to), desk.api.book.contactOf(waId));
  }
  assert.equal(ruled({ waIds: 'asDialled' }, { templates }).send({ to: '525512345678', ...template }).contacts[0].wa_id, '525512345678');
});

test('the HTTP status of an error is the table’s, or the rules’', () => {
  const statusOf = (desk: GraphDesk): number => desk.ask('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to: '15550000007', ...template }).status;
  assert.equal(statusOf(new GraphDesk()), 404);
  assert.equal(statusOf(ruled({ httpOf: { 132001: 400 } })), 400);
});

test('what fails later answers the send at once where the rules say so', () => {
  const used = (desk: GraphDesk) => {
    for (const to of ['15550000001', '15550000002']) desk.send({ to, ...template });
    return desk.send({ to: '15550000003', ...template });
  };
  const templates = new Map([['offer', CATEGORY.utility]]);
  const platform = { tier: 2 };
  const later = new GraphDesk({ templates }, { platform });
  assert.ok(used(later).messages);
  later.run.runUntil(DAY);
  assert.ok(later.run.take().some((line) => line.endsWith('failed 131048')));
  const atOnce = ruled({ channelOf: { 131048: 'sync' } }, { templates }, { platform });
  assert.equal(used(atOnce).error.code, 131048);
  atOnce.run.runUntil(DAY);
  assert.ok(!atOnce.run.take().some((line) => line.includes('131048')));
});

test('what answers the send is accepted and fails later where the rules say so', () => {
  const desk = ruled({ channelOf: { 131056: 'async', 132001: 'async' }, pair: { intervalMs: 6_000, burst: 1 } });
  desk.run.cloud.write(0, 7, 8);
  const sent = [{ text: { body: 'Hi' } }, { text: { body: 'Hi' } }, { to: '15550000008', ...template }].map((message) => desk.send(message).messages?.[0].id as string);
  assert.equal(new Set(sent).size, 3, 'each got an id');
  desk.run.runUntil(DAY);
  assert.deepEqual(desk.run.take().filter((line) => line.includes('failed')).map((line) => line.split(' failed ')[1]), ['131056', '132001']);
  assert.equal(desk.run.cloud.openMessages, 0);
});

test('an error may answer one send and come later for another, and a second run does the same', () => {
  const codes = (): number[] => {
    const desk = ruled({ channelOf: { 132001: 'both' } });
    return Array.from({ length: 40 }, (_, i) => desk.send({ to: `155500000${10 + i}`, ...template }).error?.code ?? 200);
  };
  const once = codes();
  assert.ok([200, 132001].every((code) => once.filter((one) => one === code).length > 8), once.join());
  assert.deepEqual(codes(), once);
});

test('a message that the rules fail instead of refusing takes nothing from the limits', () => {
  const desk = ruled({ channelOf: { 131056: 'async' }, pair: { intervalMs: 6_000, burst: 1 } });
  desk.run.cloud.write(0, 7, 8);
  for (let i = 0; i < 5; i += 1) desk.send({ text: { body: 'Hi' } });
  desk.now = 6_000;
  desk.send({ text: { body: 'Hi' } });
  desk.run.runUntil(DAY);
  assert.equal(desk.run.take().filter((line) => line.includes('failed')).length, 4);
});

test('a send to somebody whom the business has blocked is refused at once where the rules say so', () => {
  const desk = ruled({ channelOf: { 130403: 'sync' } });
  desk.run.cloud.write(0, 7, 8);
  desk.json('POST', `${NUMBER}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: '15550000007' }] });
  assert.equal(desk.send({ text: { body: 'Hi' } }).error.code, 130403);
});

test('rate limits have the first word about a template whose parameters do not fit, which takes nothing from them', () => {
  const desk = ruled({ pair: { intervalMs: 6_000, burst: 2 } }, {}, { platform: { mps: 3 } });
  desk.run.cloud.templates.adopt(0, { name: 'hello', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello {{1}}, welcome' }] });
  const say = (...texts: string[]): unknown => {
    const components = [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }];
    const { error } = desk.send({ type: 'template', template: { name: 'hello', language: { code: 'en_US' }, components } });
    return error === undefined ? 200 : `${error.code} ${error.error_data.details.slice(0, 30)}`;
  };
  const unfit = '132000 body: number of localizable_pa';
  assert.deepEqual([say(), say(), say(), say('Ada'), say('Ada'), String(say()).slice(0, 6)], [unfit, unfit, unfit, 200, 200, '131056']);
});

test('so many calls about the account pass in an hour as the rules say', () => {
  const desk = ruled({ managementCalls: { perHour: 1, perHourActive: 3 } });
  assert.deepEqual([1, 2, 3, 4].map(() => desk.ask('GET', NUMBER).status), [200, 200, 200, 429]);
});

function ruled(rules: RuleOverrides, options: ConstructorParameters<typeof GraphDesk>[0] = {}, cloud: ConstructorParameters<typeof GraphDesk>[1] = {}): GraphDesk {
  return new GraphDesk(options, { ...cloud, rules: overridden(RULE_SETS[NEWEST_RULE_SET], rules) });
}
