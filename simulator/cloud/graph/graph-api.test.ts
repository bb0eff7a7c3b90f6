import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORY } from '../../../runtime/intent.js';
import { phoneNumberIdOf, readWamid, wamidOf } from './addresses.js';
import { GraphApi } from './graph-api.js';
import { CloudRun } from '../cloud-run.js';
import { GraphDesk, NUMBER } from './graph-desk.js';

const PATH = `/v25.0/${phoneNumberIdOf(0)}/messages`;
const text = (to: string): object => ({ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Hello' } });
const template = (name: string): object => ({ messaging_product: 'whatsapp', to: '15550000007', type: 'template', template: { name, language: { code: 'en_US' } } });

test('an accepted text answers with contact and message id', () => {
  const { post, run } = started();
  run.cloud.write(0, 7, 8);
  const { status, json } = post(text('+1 (555) 000-0007'));
  assert.equal(status, 200);
  assert.deepEqual(json, {
    messaging_product: 'whatsapp',
    contacts: [{ input: '+1 (555) 000-0007', wa_id: '15550000007' }],
    messages: [{ id: wamidOf(1, '15550000007', false) }],
  });
  assert.deepEqual(run.take(), ['0: message 0 from 7 to 0 at 0: 8', '0: phone 7 receives 0 from 0']);
});

test('a template answers with its status', () => {
  const { post } = started();
  const { json } = post(template('order_update'));
  assert.equal(json.messages[0].message_status, 'accepted');
});

test('an unknown template is 132001, after the rate limits', () => {
  const { post, run } = started({ platform: { mps: 1 } });
  assert.deepEqual([post(template('nothing')).status, post(template('nothing')).json.error.code], [404, 132001]);
  run.cloud.write(0, 7, 8);
  assert.equal(post(template('nothing')).json.error.code, 130429);
});

test('a refusal has the documented envelope', () => {
  const { post, run } = started();
  for (let i = 0; i < 80; i += 1) run.cloud.write(0, i, 8);
  const { status, json } = post(text('15550000007'));
  assert.equal(status, 429);
  const { fbtrace_id, ...error } = json.error;
  assert.match(fbtrace_id, /^A[\w-]{22}$/);
  assert.deepEqual(error, {
    message: '(#130429) Rate limit hit',
    type: 'OAuthException',
    code: 130429,
    error_data: { messaging_product: 'whatsapp', details: 'Cloud API message throughput has been reached.' },
  });
});

test('past the throughput of a number the usage headers say so', () => {
  const desk = new GraphDesk({}, { platform: { mps: 1 } });
  const headers = (): unknown => {
    const all = desk.ask('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to: '+15550000007', type: 'text', text: { body: 'Hi' } }).headers as Record<string, string>;
    return all['x-business-use-case-usage'] === undefined ? null : [JSON.parse(all['x-business-use-case-usage']), JSON.parse(all['x-app-usage']!)];
  };
  assert.equal(headers(), null);
  assert.deepEqual(headers(), [
    { '102290129340398': [{ type: 'whatsapp', call_count: 100, total_cputime: 0, total_time: 0, estimated_time_to_regain_access: 0 }] },
    { call_count: 0, total_cputime: 0, total_time: 0 },
  ]);
});

test('a type that only customers have is unsupported, a word that is no type is a wrong parameter', () => {
  const desk = new GraphDesk();
  const code = (type: string): string => desk.code('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to: '+15550000007', type, [type]: {} });
  assert.deepEqual(['poll', 'order', 'UNSUPPORTED', 'pol', 'constructor'].map(code), ['131051', '131051', '131051', '100', '100']);
});

test('marking as read, with or without typing, turns the ticks blue', () => {
  const { post, run } = started();
  run.cloud.write(0, 7, 8);
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: wamidOf(0, '15550000007', true) };
  assert.deepEqual(post(read).json, { success: true });
  assert.deepEqual(post({ ...read, typing_indicator: { type: 'text' } }).json, { success: true });
  assert.deepEqual(run.take().slice(1), ['0: phone 7 sees read', '0: phone 7 sees read']);
  for (const message_id of ['wamid.nonsense', wamidOf(1, '15550000007', true), wamidOf(0, '15550000007', false)]) {
    assert.equal(post({ ...read, message_id }).json.error.code, 131009, 'not a message of a customer that ever was');
  }
});

test('the token, the number and the body are checked in this order', () => {
  const { api, run } = started();
  const ask = (headers: Record<string, string>, path: string, body: string): [number, number, number?] => {
    const answer = api.handle({ method: 'POST', path, query: '', headers: new Headers(headers), body }, 0);
    const { code, error_subcode } = JSON.parse(answer.body as string).error;
    return error_subcode === undefined ? [answer.status, code] : [answer.status, code, error_subcode];
  };
  const good = { authorization: 'Bearer secret' };
  assert.deepEqual(ask({}, '/v25.0/1/messages', '{'), [401, 104]);
  assert.deepEqual(ask({ authorization: 'Bearer wrong' }, '/v25.0/1/messages', '{'), [401, 190]);
  assert.deepEqual(ask(good, '/v25.0/1/messages', '{'), [400, 100, 33]);
  assert.deepEqual(ask(good, `/v25.0/${phoneNumberIdOf(1)}/messages`, '{'), [400, 100, 33]);
  const wrong: [object, number][] = [
    [{}, 100],
    [{ messaging_product: 'whatsapp' }, 131008],
    [{ messaging_product: 'whatsapp', to: 'me' }, 131009],
    [{ messaging_product: 'whatsapp', to: '15550000007', type: 'poem' }, 100],
    [{ messaging_product: 'whatsapp', to: '15550000007', type: 'text' }, 131008],
    [{ messaging_product: 'whatsapp', to: '15550000007', type: 'text', text: { body: 'x'.repeat(4_097) } }, 100],
    [{ messaging_product: 'whatsapp', to: '15550000007', type: 'template', template: { name: 'a' } }, 131008],
    [{ messaging_product: 'whatsapp', status: 'seen' }, 100],
  ];
  for (const [body, code] of wrong) assert.deepEqual(ask(good, PATH, JSON.stringify(body)), [400, code], JSON.stringify(body));
  assert.equal(run.cloud.messageCount, 0);
});

test('a number tells its messaging limit', () => {
  const { api } = started({ platform: { tier: 10_000 } });
  const answer = api.handle({ method: 'GET', path: `/v25.0/${phoneNumberIdOf(0)}`, query: 'fields=whatsapp_business_manager_messaging_limit', headers: new Headers({ authorization: 'Bearer secret' }), body: '' }, 0);
  assert.deepEqual(JSON.parse(answer.body as string), { whatsapp_business_manager_messaging_limit: 'TIER_10K', id: phoneNumberIdOf(0) });
});

function started(options?: ConstructorParameters<typeof CloudRun>[0]) {
  const run = new CloudRun(options);
  const api = new GraphApi(run.cloud, { templates: new Map([['order_update', CATEGORY.utility]]), token: 'secret' });
  const post = (body: object) => {
    const answer = api.handle({ method: 'POST', path: PATH, query: '', headers: new Headers({ authorization: 'Bearer secret' }), body: JSON.stringify(body) }, 0);
    return { status: answer.status, json: JSON.parse(answer.body as string) };
  };
  return { run, api, post };
}

test('an opaque value of a foreign client is no content', () => {
  const { post, run } = started();
  run.cloud.write(0, 7, 8);
  run.take();
  post({ ...text('15550000007'), biz_opaque_callback_data: 'ticket-42' });
  post({ ...text('15550000007'), biz_opaque_callback_data: 'desksim:17' });
  assert.deepEqual(run.take(), ['0: phone 7 receives 0 from 0', '0: phone 7 receives 17 from 0']);
  assert.equal(readWamid('wamid.AA=='), null);
});
