import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../../../runtime/units.js';
import { phoneNumberIdOf } from './addresses.js';
import { GraphDesk, NUMBER, WABA } from './graph-desk.js';
import { verificationCodeOf } from './phone-numbers.js';

test('a number shows the usual fields, or those that were asked for and its id', () => {
  const desk = new GraphDesk({ verifiedName: 'Lucky Shrub' }, { platform: { tier: 100_000 } });
  assert.deepEqual(desk.json('GET', NUMBER), {
    verified_name: 'Lucky Shrub', code_verification_status: 'VERIFIED', display_phone_number: '+15560000000',
    quality_rating: 'GREEN', platform_type: 'CLOUD_API', throughput: { level: 'STANDARD' }, id: NUMBER,
  });
  assert.deepEqual(desk.json('GET', `${NUMBER}?fields=whatsapp_business_manager_messaging_limit,status,throughput{level}`), {
    whatsapp_business_manager_messaging_limit: 'TIER_100K', status: 'CONNECTED', throughput: { level: 'STANDARD' }, id: NUMBER,
  });
  const { error } = desk.json('GET', `${NUMBER}?fields=shoe_size`);
  assert.deepEqual([error.code, error.message], [100, '(#100) Tried accessing nonexisting field (shoe_size) on node type (WhatsAppBusinessPhoneNumber)']);
});

test('numbers are listed in pages whose links lead through all of them, forward and back', () => {
  const desk = new GraphDesk({}, { platform: { numbers: 5 } });
  const seen: string[] = [];
  let target = `${WABA}/phone_numbers?fields=id&limit=2`;
  let last = { data: [] as { id: string }[], paging: {} as { next?: string; previous?: string; cursors?: object } };
  for (let i = 0; i < 3; i += 1) {
    last = desk.json('GET', target);
    seen.push(...last.data.map(({ id }) => id));
    assert.deepEqual(Object.keys(last.paging.cursors!), ['before', 'after']);
    if (last.paging.next !== undefined) target = last.paging.next.replace('https://graph.facebook.com', '');
  }
  assert.deepEqual(seen, [0, 1, 2, 3, 4].map(phoneNumberIdOf));
  assert.equal(last.paging.next, undefined);
  assert.deepEqual(desk.json('GET', last.paging.previous!.replace('https://graph.facebook.com', '')).data.map(({ id }: { id: string }) => id), [2, 3].map(phoneNumberIdOf));
  for (const limit of ['0', 'x', '-1', '1.5']) assert.equal(desk.code('GET', `${WABA}/phone_numbers?limit=${limit}`), '100');
  assert.equal(desk.code('GET', `${WABA}/phone_numbers?after=nonsense`), '100');
});

test('the eleventh registration or deregistration within 72 hours is refused', () => {
  const desk = new GraphDesk();
  const register = (): string => desk.code('POST', `${NUMBER}/register`, { messaging_product: 'whatsapp', pin: '123456' });
  const deregister = (): string => desk.code('POST', `${NUMBER}/deregister`);
  for (let i = 0; i < 5; i += 1) assert.deepEqual([deregister(), register()], ['200', '200']);
  assert.deepEqual([deregister(), register()], ['133016', '133016']);
  assert.equal(desk.json('GET', `${NUMBER}?fields=status`).status, 'CONNECTED');
  desk.now = 3 * DAY - 1;
  assert.equal(deregister(), '133016');
  desk.now = 3 * DAY;
  assert.equal(deregister(), '200');
  assert.equal(desk.json('GET', `${NUMBER}?fields=status`).status, 'DISCONNECTED');
});

test('registration asks for the pin that was set, and not too often for a wrong one', () => {
  const desk = new GraphDesk();
  const register = (pin: unknown): string => desk.code('POST', `${NUMBER}/register`, { messaging_product: 'whatsapp', pin });
  assert.deepEqual([register(undefined), register('12'), register('abcdef')], ['100', '100', '100']);
  assert.equal(desk.code('POST', NUMBER, { pin: '111111' }), '200');
  assert.equal(desk.json('GET', `${NUMBER}?fields=is_pin_enabled`).is_pin_enabled, true);
  assert.equal(register('111111'), '200');
  for (let i = 0; i < 5; i += 1) assert.equal(register('222222'), '133005');
  assert.equal(register('111111'), '133008');
  assert.equal(desk.code('POST', NUMBER, { pin: '333333' }), '200');
  assert.equal(register('333333'), '200');
});

test('verification by code: between asking and telling the code a number cannot be registered', () => {
  const desk = new GraphDesk();
  const ask = (method = 'SMS'): string => desk.code('POST', `${NUMBER}/request_code`, { code_method: method, language: 'en' });
  const register = (): string => desk.code('POST', `${NUMBER}/register`, { messaging_product: 'whatsapp', pin: '123456' });
  assert.deepEqual([ask('PIGEON'), ask()], ['100', '200']);
  assert.deepEqual([desk.json('GET', NUMBER).code_verification_status, register()], ['NOT_VERIFIED', '133006']);
  assert.equal(desk.code('POST', `${NUMBER}/verify_code`, { code: '000001' }), '136025/2388093');
  assert.equal(desk.code('POST', `${NUMBER}/verify_code`, { code: verificationCodeOf(0) }), '200');
  assert.equal(register(), '200');
  for (let i = 0; i < 4; i += 1) ask();
  assert.equal(ask(), '136024/2388091');
  desk.now = HOUR;
  assert.equal(ask(), '200');
});

test('calls about the account are limited to 5,000 in a moving hour, 200 without a registered number; messages are not', () => {
  const desk = new GraphDesk();
  desk.now = 7;
  for (let i = 0; i < 4_999; i += 1) assert.equal(desk.ask('GET', NUMBER).status, 200);
  const usage = (answer: { headers: Readonly<Record<string, string>> }) => JSON.parse(answer.headers['x-business-use-case-usage']!)[WABA][0];
  desk.now = HOUR;
  assert.equal(usage(desk.ask('GET', NUMBER)).call_count, 100);
  const refused = desk.ask('GET', NUMBER);
  assert.deepEqual([refused.status, JSON.parse(refused.body as string).error.code, refused.headers['retry-after']], [429, 80007, '1']);
  assert.deepEqual(usage(refused), { type: 'whatsapp_business_management', call_count: 100, total_cputime: 0, total_time: 0, estimated_time_to_regain_access: 1 });
  assert.equal(desk.send({ text: { body: 'Hi' } }).messages.length, 1);
  desk.now = HOUR + 7;
  assert.equal(desk.ask('POST', `${NUMBER}/deregister`).status, 200);
  for (let i = 1; i < 199; i += 1) assert.equal(desk.ask('GET', NUMBER).status, 200, `${i}`);
  assert.equal(desk.ask('GET', NUMBER).status, 429);
});
