import fc from 'fast-check';
import { phoneNumberIdOf, wamidOf } from '../cloud/graph/addresses.js';
import { isMultipart } from '../cloud/graph/body-limit.js';
import type { GraphRequest } from '../cloud/graph/graph-request.js';

/** One request to the platform, sound or not, and what happens before it. */
export interface RequestStep {
  readonly method: string;
  /** With query. `{file}`, `{url}` and `{template}` stand for what an earlier answer named last. */
  readonly path: string;
  readonly token: string | null;
  readonly type: string;
  readonly body: string | null;
  /** Blanks fill the body up to so many bytes. */
  readonly filledTo: number;
  readonly advanceMs: number;
  /** Phone of a customer who writes. */
  readonly writer: string | null;
  /** Type of the message they write. */
  readonly writes: string;
}

/** A request without conditions around it. */
type Plain = Omit<RequestStep, 'advanceMs' | 'writer' | 'writes' | 'filledTo'>;

const NUMBER = phoneNumberIdOf(0);
const WABA = '102290129340398';
const JSON_TYPE = 'application/json';
const PEOPLE = ['393331234567', '15550000007', '15570131026', '15570131031', '15579990001'];
const person = fc.constantFrom(...PEOPLE);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const mediaId = fc.nat(6).map((n) => `1003${String(n).padStart(12, '0')}`);
/** Where an answer names it, and what it is if none has yet. */
const NAMED: readonly (readonly [name: string, where: RegExp, otherwise: string])[] = [
  ['{file}', /"id":"(1003\d+)"/, '1003000000000000'], ['{template}', /"id":"(1689\d+)"/, '1689556908129832'],
  ['{url}', /"url":"https:\/\/[^/"]+([^"]+)"/, '/whatsapp_business/attachments/?mid=1'],
];
const wamid = fc.tuple(fc.nat(9), person, fc.boolean()).map(([message, phone, inbound]) => wamidOf(message, phone, inbound));

const message = fc.oneof(
  fc.record({ to: person, type: fc.constant('text'), text: fc.record({ body: text }), biz_opaque_callback_data: fc.option(text, { nil: undefined }) }),
  fc.record({ to: person, type: fc.constant('template'), template: fc.record({ name: fc.constantFrom('order_update', 'nobody_knows', 'made'), language: fc.constant({ code: 'en_US' }) }) }),
  fc.record({ to: person, type: fc.constant('image'), image: fc.record({ link: fc.constant('https://example.com/a.jpg'), caption: text }) }),
  fc.record({ to: person, type: fc.constant('image'), image: fc.record({ id: mediaId }) }),
  fc.record({ to: person, type: fc.constantFrom('document', 'sticker'), document: fc.record({ id: mediaId }), sticker: fc.record({ id: mediaId }) }),
  fc.record({ to: person, type: fc.constant('reaction'), reaction: fc.record({ message_id: wamid, emoji: fc.constantFrom('👍', '') }) }),
  fc.record({ to: person, type: fc.constant('interactive'), interactive: fc.record({ type: fc.constantFrom('button', 'list'), body: fc.record({ text }), action: fc.constant({ buttons: [{ type: 'reply', reply: { id: 'a', title: 'Yes' } }] }) }) }),
  fc.record({ to: person, type: fc.constant('location'), location: fc.record({ latitude: fc.constantFrom(45, 91), longitude: fc.constant(7) }) }),
  fc.record({ status: fc.constant('read'), message_id: person.map((phone) => wamidOf(0, phone, true)) }),
).map((body) => JSON.stringify({ messaging_product: 'whatsapp', ...body }));

const MULTIPART = ['--x', 'content-disposition: form-data; name="messaging_product"', '', 'whatsapp', '--x', 'content-disposition: form-data; name="type"', '', 'image/png', '--x', 'content-disposition: form-data; name="file"; filename="a.png"', 'content-type: image/png', '', 'PNG \u0000 è', '--x--', ''].join('\r\n');

const sends: fc.Arbitrary<Plain> = message.map((body) => asked('POST', `${NUMBER}/messages`, body));
const broken: fc.Arbitrary<Plain> = fc.record({
  method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/messages`), token: fc.constant('any'),
  type: fc.constantFrom(JSON_TYPE, 'text/plain', 'application/x-www-form-urlencoded'), body: fc.oneof(fc.json(), fc.string(), message.map((body) => body.slice(0, -1)), message.map((body) => `\ufeff${body}`)),
});
const uploads: fc.Arbitrary<Plain> = fc.tuple(
  fc.constantFrom('multipart/form-data; boundary=x', 'Multipart/Form-Data; boundary=x', 'multipart/form-data; boundary=y', 'multipart/form-data'), fc.constantFrom(MULTIPART, MULTIPART, MULTIPART.slice(0, 90), ''),
).map(([type, body]) => upload(type, body));
const lost: fc.Arbitrary<Plain> = fc.record({
  method: fc.constantFrom('GET', 'DELETE', 'POST', 'PUT', 'PATCH'), path: fc.constantFrom(`/v25.0/${NUMBER}`, '/v25.0/1', '/v25.0', '/', `/v25.0/${WABA}/phone_numbers?limit=1`, `/v1/${NUMBER}/messages`, '/v25.0/a%20b/c?d=%zz'),
  token: fc.constantFrom('any', null), type: fc.constant(JSON_TYPE), body: fc.constant(null),
});
/** Whatever the API keeps by itself is changed and asked about. */
const kept: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...[
    `${NUMBER}?fields=throughput%2Cid%2Cstatus%2Cis_pin_enabled%2Ccode_verification_status%2Cwebhook_configuration`, `${NUMBER}/whatsapp_business_profile?fields=about%2Cemail`,
    `${NUMBER}/block_users`, `${WABA}/subscribed_apps`, `${WABA}/message_templates`, `${WABA}/message_templates?status=APPROVED`,
  ].map((path) => asked('GET', path, null))),
  fc.tuple(fc.constantFrom('GET', 'GET', 'DELETE'), mediaId).map(([method, id]) => asked(method, id, null)),
  fc.constantFrom('any', 'any', null).map((token) => ({ ...asked('GET', '', null), path: '{url}', token })),
  text.map((about) => asked('POST', `${NUMBER}/whatsapp_business_profile`, json({ about }))),
  fc.tuple(fc.constantFrom('POST', 'POST', 'DELETE'), person).map(([method, user]) => asked(method, `${NUMBER}/block_users`, json({ block_users: [{ user }] }))),
  fc.constantFrom('123456', '654321', '1').map((pin) => asked('POST', `${NUMBER}/register`, json({ pin }))),
  fc.constantFrom('123456', '654321').map((pin) => asked('POST', NUMBER, json({ pin }))),
  fc.constantFrom(asked('POST', `${NUMBER}/deregister`, json({})), asked('POST', `${NUMBER}/request_code`, json({ code_method: 'SMS', language: 'it' })), asked('POST', `${NUMBER}/verify_code`, json({ code: '000000' }))),
  fc.constantFrom('POST', 'POST', 'DELETE').map((method) => asked(method, `${WABA}/subscribed_apps`, json({}))),
  fc.constant(asked('POST', `${WABA}/subscribed_apps`, json({ override_callback_uri: 'nowhere', verify_token: 't' }))),
  fc.constantFrom(asked('GET', '{template}', null), asked('POST', '{template}', json({ category: 'UTILITY' })), asked('POST', '{template}/unpause', json({}))),
  fc.constant(asked('DELETE', `${WABA}/message_templates?name=made`, null)),
  fc.constantFrom('UTILITY', 'MARKETING').map(creation),
  fc.constantFrom(asked('GET', WABA, null), asked('GET', `${NUMBER}/username`, null), asked('POST', `${NUMBER}/username`, json({ username: 'lucky.shrub' })), asked('DELETE', `${NUMBER}/username`, null)),
);

/** Steps that lead to each other: a file and a template from their making to their end, and too much of everything. */
export const STORIES: readonly RequestStep[][] = [
  [upload('multipart/form-data; boundary=x', MULTIPART), asked('GET', '{file}', null), { ...asked('GET', '', null), path: '{url}' }, asked('DELETE', '{file}', null), { ...asked('GET', '', null), path: '{url}' }],
  [creation('UTILITY'), asked('GET', '{template}', null), { ...asked('POST', '{template}', json({ category: 'MARKETING' })), advanceMs: 86_400_000 }, asked('POST', '{template}/unpause', json({})), asked('DELETE', `${WABA}/message_templates?name=made`, null)],
  [{ ...asked('POST', `${NUMBER}/messages`, '{}'), filledTo: 2 ** 20 + 1 }, ...Array.from({ length: 6 }, () => asked('GET', NUMBER, null))],
].map((story) => story.map((request) => ({ advanceMs: 0, writer: null, writes: 'text', filledTo: 0, ...request })));

/** @param keeps weight of requests about what the API keeps, beside 6 for sends */
export function requestSteps(keeps: number, length: fc.ArrayConstraints): fc.Arbitrary<RequestStep[]> {
  const around = fc.record({
    advanceMs: fc.constantFrom(0, 0, 0, 1_000, 86_400_000), writer: fc.option(person, { nil: null }), writes: fc.constantFrom('text', 'text', 'image', 'audio', 'document', 'location'),
    filledTo: fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(2 ** 20, 2 ** 20 + 1, 2 ** 20 + 1) }),
  });
  const plain = fc.oneof({ weight: 6, arbitrary: sends }, { weight: 2, arbitrary: broken }, { weight: 1, arbitrary: uploads }, { weight: 2, arbitrary: lost }, { weight: keeps, arbitrary: kept });
  const one: fc.Arbitrary<RequestStep[]> = fc.tuple(plain, around).map(([request, conditions]) => [{ ...request, ...conditions }]);
  const several = fc.constantFrom(...STORIES);
  return fc.array(fc.oneof({ weight: 20, arbitrary: one }, { weight: 1, arbitrary: several }), length).map((parts) => parts.flat());
}

/** The headers that go with a step. */
export function headersOf({ token, type }: RequestStep): Record<string, string> {
  return { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}

/** Its body as it travels; null: none. */
export function bytesOf({ body, filledTo }: RequestStep): Uint8Array<ArrayBuffer> | null {
  if (body === null) return null;
  const bytes = new TextEncoder().encode(body);
  if (bytes.length >= filledTo) return bytes;
  const filled = new Uint8Array(filledTo).fill(' '.charCodeAt(0));
  filled.set(bytes);
  return filled;
}

/** Its path and query. @param before bodies of the answers so far */
export function targetOf({ path }: RequestStep, before: readonly string[]): string {
  const named = NAMED.find(([name]) => path.includes(name));
  if (named === undefined) return path;
  const [name, where, otherwise] = named;
  return path.replace(name, where.exec(before.findLast((body) => where.test(body)) ?? '')?.[1] ?? otherwise);
}

/** The step as a door hands it over. */
export function requestOf(step: RequestStep, before: readonly string[]): GraphRequest {
  const [path, query = ''] = targetOf(step, before).split('?') as [string, string?];
  const bytes = bytesOf(step) ?? new Uint8Array();
  const body = isMultipart(step.type) ? bytes : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { method: step.method, path, query, headers: new Headers(headersOf(step)), body };
}

function asked(method: string, path: string, body: string | null): Plain {
  return { method, path: `/v25.0/${path}`, token: 'any', type: JSON_TYPE, body };
}

function upload(type: string, body: string): Plain {
  return { ...asked('POST', `${NUMBER}/media`, body), type };
}

function creation(category: string): Plain {
  return asked('POST', `${WABA}/message_templates`, json({ name: 'made', language: 'en_US', category, components: [{ type: 'BODY', text: 'Your order is on its way.' }] }));
}

function json(members: object): string {
  return JSON.stringify({ messaging_product: 'whatsapp', ...members });
}
