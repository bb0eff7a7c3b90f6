import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '../../../runtime/units.js';
import { phoneNumberIdOf } from './addresses.js';
import { readWamid } from './addresses.js';
import { GraphDesk, NUMBER, WABA } from './graph-desk.js';

test('the app is subscribed from the start, and again after it was not; an override lasts until it is taken back', () => {
  const desk = new GraphDesk({ appId: '77', appName: 'Help desk' });
  const list = () => desk.json('GET', `${WABA}/subscribed_apps`).data;
  const app = { whatsapp_business_api_data: { id: '77', name: 'Help desk', link: 'https://www.facebook.com/games/?app_id=77' } };
  assert.deepEqual(list(), [app]);
  assert.deepEqual(desk.json('DELETE', `${WABA}/subscribed_apps`), { success: true });
  assert.deepEqual([list(), desk.api.subscriptions.isSubscribed], [[], false]);
  assert.equal(desk.code('POST', `${WABA}/subscribed_apps`, { override_callback_uri: 'https://waba.example/hook', verify_token: 't' }), '200');
  assert.deepEqual(list(), [{ ...app, override_callback_uri: 'https://waba.example/hook' }]);
  assert.equal(desk.code('POST', `${WABA}/subscribed_apps`), '200');
  assert.deepEqual([list(), desk.api.subscriptions.overrideOf(0)], [[app], null]);
  assert.equal(desk.code('POST', `${WABA}/subscribed_apps`, { override_callback_uri: 'nowhere', verify_token: 't' }), '100');
  assert.equal(desk.code('POST', `${WABA}/subscribed_apps`, { override_callback_uri: 'https://waba.example/hook' }), '100');
});

test('a number’s own override wins over the account’s', () => {
  const desk = new GraphDesk({}, { platform: { numbers: 2 } });
  const set = (number: number, url: string): string => desk.code('POST', phoneNumberIdOf(number), { webhook_configuration: { override_callback_uri: url, verify_token: 'n' } });
  desk.ask('POST', `${WABA}/subscribed_apps`, { override_callback_uri: 'https://waba.example/', verify_token: 'w' });
  assert.equal(set(1, 'https://number.example/'), '200');
  assert.deepEqual([0, 1].map((number) => desk.api.subscriptions.overrideOf(number)!.url), ['https://waba.example/', 'https://number.example/']);
  assert.deepEqual(desk.json('GET', `${phoneNumberIdOf(1)}?fields=webhook_configuration`).webhook_configuration, { phone_number: 'https://number.example/', whatsapp_business_account: 'https://waba.example/' });
  assert.equal(set(1, ''), '200');
  assert.equal(desk.api.subscriptions.overrideOf(1)!.url, 'https://waba.example/');
});

test('a number shows the address of the app beside its overrides', () => {
  const desk = new GraphDesk({ webhookUrl: 'https://app.example/hook' });
  const shown = (): object => desk.json('GET', `${NUMBER}?fields=webhook_configuration`).webhook_configuration;
  assert.deepEqual(shown(), { application: 'https://app.example/hook' });
  desk.ask('POST', `${WABA}/subscribed_apps`, { override_callback_uri: 'https://waba.example/', verify_token: 'w' });
  assert.deepEqual(shown(), { application: 'https://app.example/hook', whatsapp_business_account: 'https://waba.example/' });
});

test('a business profile keeps what was posted, member by member', () => {
  const desk = new GraphDesk();
  const edge = `${NUMBER}/whatsapp_business_profile`;
  assert.deepEqual(desk.json('POST', edge, { messaging_product: 'whatsapp', about: 'Plants', websites: ['https://a.example'], vertical: 'RETAIL' }), { success: true });
  desk.json('POST', edge, { messaging_product: 'whatsapp', about: 'More plants' });
  assert.deepEqual(desk.json('GET', `${edge}?fields=about,websites,vertical,email`).data, [{ about: 'More plants', websites: ['https://a.example'], vertical: 'RETAIL', messaging_product: 'whatsapp' }]);
  assert.deepEqual(desk.json('GET', edge).data, [{ messaging_product: 'whatsapp' }]);
  const wrong = [{ about: '' }, { about: 'x'.repeat(140) }, { description: 'x'.repeat(513) }, { vertical: 'PIRACY' }, { websites: ['a', 'b', 'c'] }, { websites: ['a.example'] }];
  for (const members of wrong) assert.equal(desk.code('POST', edge, { messaging_product: 'whatsapp', ...members }), '100', JSON.stringify(members));
  assert.equal(desk.code('POST', edge, { about: 'x' }), '100');
});

test('only a customer who wrote within a day can be blocked, and then gets no messages until unblocked', () => {
  const desk = new GraphDesk();
  desk.run.cloud.write(0, 7, 8);
  const edge = `${NUMBER}/block_users`;
  const users = (...phones: string[]): object => ({ messaging_product: 'whatsapp', block_users: phones.map((user) => ({ user })) });
  assert.deepEqual(desk.json('POST', edge, users('+15550000007')), { messaging_product: 'whatsapp', block_users: { added_users: [{ input: '+15550000007', wa_id: '15550000007' }] } });
  assert.ok(desk.api.blocked.has(0, 7));
  const { id } = desk.send({ text: { body: 'Hi' } }).messages[0];
  desk.run.runUntil(0);
  const { message } = readWamid(id)!;
  assert.deepEqual(desk.run.take().filter((line) => line.includes(`status ${message} `)), [`0: status ${message} failed 130403`]);
  assert.deepEqual(desk.json('GET', edge).data, [{ messaging_product: 'whatsapp', wa_id: '15550000007' }]);
  const mixed = desk.json('DELETE', edge, users('15550000007', '15550000008', 'nobody', '15560000000'));
  assert.deepEqual(mixed.block_users.removed_users, [{ input: '15550000007', wa_id: '15550000007' }]);
  assert.deepEqual(mixed.block_users.failed_users.map(({ wa_id, errors }: { wa_id?: string; errors: { code: number }[] }) => [wa_id, errors[0]!.code]), [['15550000008', 131047], [undefined, 131047], ['15560000000', 131021]]);
  assert.equal(mixed.error.code, 139100);
  assert.equal(desk.send({ text: { body: 'Hi' } }).messages.length, 1);
  desk.now = DAY;
  assert.equal(desk.json('POST', edge, users('15550000007')).error.code, 139100);
  assert.deepEqual(desk.json('GET', edge), { data: [] });
  assert.equal(desk.code('POST', edge, { messaging_product: 'whatsapp', block_users: [] }), '131009');
});

test('objects, edges and methods that do not exist have errors of their own', () => {
  const desk = new GraphDesk();
  assert.deepEqual(desk.json('GET', '454545').error.message, "Unsupported get request. Object with ID '454545' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api");
  assert.deepEqual(['GET', 'PUT', 'DELETE'].map((method) => desk.code(method, `${NUMBER}/messages`)), ['100/33', '100/33', '100/33']);
  assert.equal(desk.code('DELETE', NUMBER), '100/33');
  assert.equal(desk.code('GET', `${NUMBER}/secrets`), '2500');
  assert.equal(desk.code('GET', '/'), '2500');
  assert.equal(desk.code('GET', `${NUMBER}/a/b`), '2500');
});

test('tokens: none, another scheme, a wrong one, one in the query, one that has expired', () => {
  const desk = new GraphDesk({ tokenExpiresAt: Date.UTC(2024, 3, 26, 13) });
  const bare = (query: string, headers: Record<string, string>) => {
    const { status, body } = desk.api.handle({ method: 'GET', path: `/v25.0/${NUMBER}`, query, headers: new Headers(headers), body: '' }, desk.now);
    return [status, JSON.parse(body as string).error?.code];
  };
  assert.deepEqual(bare('', {}), [401, 104]);
  assert.deepEqual(bare('', { authorization: 'Basic secret' }), [401, 0]);
  assert.deepEqual(bare('', { authorization: 'Bearer wrong' }), [401, 190]);
  assert.deepEqual(bare('access_token=secret', {}), [200, undefined]);
  assert.deepEqual(bare('', { authorization: 'bearer secret' }), [200, undefined]);
  desk.now = Date.UTC(2024, 3, 28, 10, 40, 10);
  const { error } = desk.json('GET', NUMBER);
  assert.deepEqual([error.code, error.error_subcode, error.message], [190, 463, 'Error validating access token: Session has expired on Friday, 26-Apr-24 13:00:00 UTC. The current time is Sunday, 28-Apr-24 10:40:10 UTC.']);
});

test('the account tells its name and whether the business is verified', () => {
  const desk = new GraphDesk({ verifiedName: 'Lucky Shrub' });
  const { message_template_namespace, ...rest } = desk.json('GET', WABA);
  assert.deepEqual(rest, { id: WABA, name: 'Lucky Shrub', timezone_id: '1' });
  assert.equal(typeof message_template_namespace, 'string');
  const verification = (): string => desk.json('GET', `${WABA}?fields=business_verification_status`).business_verification_status;
  assert.equal(verification(), 'not_verified');
  desk.run.cloud.business.verify(0);
  assert.equal(verification(), 'verified');
  assert.equal(desk.code('GET', `${WABA}?fields=colour`), '100');
});

test('a number has one username, which another number gets only by a transfer', () => {
  const desk = new GraphDesk({ verifiedName: 'Lucky Shrub!' }, { platform: { numbers: 2 } });
  const other = phoneNumberIdOf(1);
  assert.deepEqual([desk.json('GET', `${NUMBER}/username`), desk.json('GET', `${NUMBER}?fields=username`).username], [{}, null]);
  assert.deepEqual(desk.json('GET', `${NUMBER}/username_suggestions`), { data: [{ username_suggestions: ['lucky_shrub', 'lucky_shrub_official'] }] });
  assert.deepEqual(desk.json('POST', `${NUMBER}/username`, { username: 'Lucky.Shrub' }), { status: 'approved' });
  assert.deepEqual([desk.json('GET', `${NUMBER}/username`), desk.json('GET', `${NUMBER}?fields=username`).username], [{ username: 'lucky.shrub', status: 'approved' }, 'lucky.shrub']);
  assert.equal(desk.code('POST', `${other}/username`, { username: 'lucky.shrub' }), '147001');
  assert.equal(desk.code('POST', `${other}/username`, { username: 'lucky.shrub', transfer_action: 'force_transfer' }), '200');
  assert.deepEqual([desk.json('GET', `${NUMBER}/username`), desk.json('GET', `${other}/username`).username], [{}, 'lucky.shrub']);
  assert.deepEqual([desk.json('DELETE', `${other}/username`), desk.json('GET', `${other}/username`)], [{ success: true }, {}]);
  for (const username of ['', 'ab', 'x'.repeat(36), '123', '.abc', 'abc.', 'a..b', 'www.shop', 'shop.com', 'schön']) assert.equal(desk.code('POST', `${NUMBER}/username`, { username }), '100', username);
});
