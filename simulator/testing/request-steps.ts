import fc from 'fast-check';
import { phoneNumberIdOf, wamidOf } from '../cloud/graph/addresses.js';

/** One request to the platform, sound or not, and what happens before it. */
export interface RequestStep {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly token: string | null;
  readonly type: string;
  readonly body: string | null;
  readonly advanceMs: number;
  /** Phone of a customer who writes. */
  readonly writer: string | null;
  /** Type of the message they write. */
  readonly writes: string;
}

/** A request without conditions around it. */
type Plain = Omit<RequestStep, 'advanceMs' | 'writer' | 'writes'>;

const NUMBER = phoneNumberIdOf(0);
const WABA = '102290129340398';
const JSON_TYPE = 'application/json';
const PEOPLE = ['393331234567', '15550000007', '15570131026', '15570131031', '15579990001'];
const person = fc.constantFrom(...PEOPLE);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const mediaId = fc.nat(6).map((n) => `1003${String(n).padStart(12, '0')}`);

const message = fc.oneof(
  fc.record({ to: person, type: fc.constant('text'), text: fc.record({ body: text }), biz_opaque_callback_data: fc.option(text, { nil: undefined }) }),
  fc.record({ to: person, type: fc.constant('template'), template: fc.record({ name: fc.constantFrom('order_update', 'nobody_knows', 'made'), language: fc.constant({ code: 'en_US' }) }) }),
  fc.record({ to: person, type: fc.constant('image'), image: fc.record({ link: fc.constant('https://example.com/a.jpg'), caption: text }) }),
  fc.record({ to: person, type: fc.constant('image'), image: fc.record({ id: mediaId }) }),
  fc.record({ status: fc.constant('read'), message_id: person.map((phone) => wamidOf(0, phone, true)) }),
).map((body) => JSON.stringify({ messaging_product: 'whatsapp', ...body }));

const MULTIPART = ['--x', 'content-disposition: form-data; name="messaging_product"', '', 'whatsapp', '--x', 'content-disposition: form-data; name="type"', '', 'image/png', '--x', 'content-disposition: form-data; name="file"; filename="a.png"', 'content-type: image/png', '', 'PNG', '--x--', ''].join('\r\n');

const sends: fc.Arbitrary<Plain> = message.map((body) => asked('POST', `${NUMBER}/messages`, body));
const broken: fc.Arbitrary<Plain> = fc.record({
  method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/messages`), token: fc.constant('any'),
  type: fc.constantFrom(JSON_TYPE, 'text/plain', 'application/x-www-form-urlencoded'), body: fc.oneof(fc.json(), fc.string(), message.map((body) => body.slice(0, -1))),
});
const uploads: fc.Arbitrary<Plain> = fc.record({
  method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/media`), token: fc.constant('any'),
  type: fc.constantFrom('multipart/form-data; boundary=x', 'multipart/form-data; boundary=x', 'multipart/form-data; boundary=y', 'multipart/form-data'), body: fc.constantFrom(MULTIPART, MULTIPART, MULTIPART.slice(0, 90), ''),
});
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
  text.map((about) => asked('POST', `${NUMBER}/whatsapp_business_profile`, json({ about }))),
  fc.tuple(fc.constantFrom('POST', 'POST', 'DELETE'), person).map(([method, user]) => asked(method, `${NUMBER}/block_users`, json({ block_users: [{ user }] }))),
  fc.constantFrom('123456', '654321', '1').map((pin) => asked('POST', `${NUMBER}/register`, json({ pin }))),
  fc.constantFrom('123456', '654321').map((pin) => asked('POST', NUMBER, json({ pin }))),
  fc.constantFrom(asked('POST', `${NUMBER}/deregister`, json({})), asked('POST', `${NUMBER}/request_code`, json({ code_method: 'SMS', language: 'it' })), asked('POST', `${NUMBER}/verify_code`, json({ code: '000000' }))),
  fc.constantFrom('POST', 'POST', 'DELETE').map((method) => asked(method, `${WABA}/subscribed_apps`, json({}))),
  fc.constantFrom('UTILITY', 'MARKETING').map((category) => asked('POST', `${WABA}/message_templates`, json({ name: 'made', language: 'en_US', category, components: [{ type: 'BODY', text: 'Your order is on its way.' }] }))),
);

/** @param keeps weight of requests about what the API keeps, beside 6 for sends */
export function requestStep(keeps: number): fc.Arbitrary<RequestStep> {
  const around = fc.record({ advanceMs: fc.constantFrom(0, 0, 0, 1_000, 86_400_000), writer: fc.option(person, { nil: null }), writes: fc.constantFrom('text', 'text', 'image', 'audio', 'document', 'location') });
  const plain = fc.oneof({ weight: 6, arbitrary: sends }, { weight: 2, arbitrary: broken }, { weight: 1, arbitrary: uploads }, { weight: 2, arbitrary: lost }, { weight: keeps, arbitrary: kept });
  return fc.tuple(plain, around).map(([request, conditions]) => ({ ...request, ...conditions }));
}

/** The headers that go with a step. */
export function headersOf({ token, type }: RequestStep): Record<string, string> {
  return { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}

function asked(method: string, path: string, body: string | null): Plain {
  return { method, path: `/v25.0/${path}`, token: 'any', type: JSON_TYPE, body };
}

function json(members: object): string {
  return JSON.stringify({ messaging_product: 'whatsapp', ...members });
}
