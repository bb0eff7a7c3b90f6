import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { setupServer } from 'msw/node';
import { testSeed } from '../../testing/seed.js';
import { phoneNumberIdOf, wamidOf } from '../graph/addresses.js';
import type { Webhook } from '../webhooks/webhook.js';
import { FakeWhatsApp, fakeWhatsApp, serveFake, type FakeOptions } from './index.js';

// Law 2: one cloud, many doors. Sequences of requests, sound and unsound, get the same answers byte for byte (trace ids
// included, they count requests), and lead to the same webhooks.

interface Step {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly type: string;
  readonly body: string | null;
  /** What happens before it. */
  readonly advanceMs: number;
  readonly writer: string | null;
}

const SEED = testSeed(process.env);
const NUMBER = phoneNumberIdOf(0);
const PEOPLE = ['393331234567', '15550000007', '15570131026', '15570131031', '15579990001'];
const person = fc.constantFrom(...PEOPLE);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const sound = fc.oneof(
  fc.record({ to: person, type: fc.constant('text'), text: fc.record({ body: text }), biz_opaque_callback_data: fc.option(text, { nil: undefined }) }),
  fc.record({ to: person, type: fc.constant('template'), template: fc.record({ name: fc.constantFrom('order_update', 'nobody_knows'), language: fc.constant({ code: 'en_US' }) }) }),
  fc.record({ to: person, type: fc.constant('image'), image: fc.record({ link: fc.constant('https://example.com/a.jpg'), caption: text }) }),
  fc.record({ status: fc.constant('read'), message_id: person.map((phone) => wamidOf(0, phone, true)) }),
).map((body) => JSON.stringify({ messaging_product: 'whatsapp', ...body }));
const MULTIPART = ['--x', 'content-disposition: form-data; name="messaging_product"', '', 'whatsapp', '--x', 'content-disposition: form-data; name="type"', '', 'image/png', '--x', 'content-disposition: form-data; name="file"; filename="a.png"', 'content-type: image/png', '', 'PNG', '--x--', ''].join('\r\n');
const around = { advanceMs: fc.constantFrom(0, 0, 0, 1_000, 86_400_000), writer: fc.option(person, { nil: null }) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/messages`), token: fc.constant('any'), type: fc.constant('application/json'), body: sound, ...around }) },
  { weight: 2, arbitrary: fc.record({ method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/messages`), token: fc.constant('any'), type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded'), body: fc.oneof(fc.json(), fc.string(), sound.map((body) => body.slice(0, -1))), ...around }) },
  { weight: 1, arbitrary: fc.record({ method: fc.constant('POST'), path: fc.constant(`/v25.0/${NUMBER}/media`), token: fc.constant('any'), type: fc.constantFrom('multipart/form-data; boundary=x', 'multipart/form-data; boundary=y', 'multipart/form-data'), body: fc.constantFrom(MULTIPART, MULTIPART.slice(0, 90), ''), ...around }) },
  { weight: 2, arbitrary: fc.record({ method: fc.constantFrom('GET', 'DELETE', 'POST', 'PUT', 'PATCH'), path: fc.constantFrom(`/v25.0/${NUMBER}`, `/v25.0/${NUMBER}?fields=throughput%2Cid`, '/v25.0/1', '/v25.0', '/', '/v25.0/102290129340398/phone_numbers?limit=1', `/v1/${NUMBER}/messages`, '/v25.0/a%20b/c?d=%zz'), token: fc.constantFrom('any', null), type: fc.constant('application/json'), body: fc.constant(null), ...around }) },
);

test('generated request sequences have the same answers and webhooks through every door', async () => {
  let answered = 0;
  const codes = new Set<number>();
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
    const direct = await throughDirect(steps);
    for (const { status } of direct.answers) codes.add(status);
    answered += direct.answers.length;
    assert.deepEqual(await throughMsw(steps), direct);
    assert.deepEqual(await throughHttp(steps), direct);
  }), { numRuns: 40, ...(SEED === undefined ? {} : { seed: SEED }) });
  assert.ok(answered >= 200 && [200, 400, 401].every((status) => codes.has(status)), `${answered} answers, ${[...codes].join(' ')}`);
});

interface Outcome {
  readonly answers: { readonly status: number; readonly type: string | null; readonly body: string }[];
  readonly webhooks: Webhook[];
}

type Ask = (step: Step) => Promise<Outcome['answers'][number]>;

/** The latencies that people have in it come from the same streams. */
function optionsOf(webhooks: Webhook[]): FakeOptions {
  return {
    startAt: Date.UTC(2026, 10, 23, 12), tier: 3, mps: 20, templates: { order_update: 'utility' }, urlBase: 'https://media.example',
    network: { readShare: 0.5, outboundMs: { kind: 'exponential', mean: 300 }, readDelayMs: { kind: 'exponential', mean: 5_000 } },
    faults: [{ on: 'requests', when: { every: 7 }, effect: { kind: 'error', code: 131016, retryAfterS: 3 } }],
    onWebhook: (webhook) => webhooks.push(webhook),
  };
}

async function outcomeOf(fake: FakeWhatsApp, webhooks: Webhook[], steps: readonly Step[], ask: Ask): Promise<Outcome> {
  const answers: Outcome['answers'] = [];
  for (const one of steps) {
    fake.advance(one.advanceMs);
    if (one.writer !== null) fake.customerWrites(one.writer, 'Hello');
    answers.push(await ask(one));
  }
  fake.advance(60_000);
  return { answers, webhooks };
}

function throughDirect(steps: readonly Step[]): Promise<Outcome> {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp(optionsOf(webhooks));
  return outcomeOf(fake, webhooks, steps, async ({ method, path, token, type, body }) => {
    const mark = path.indexOf('?');
    const bytes = new TextEncoder().encode(body ?? '');
    const answer = fake.request({
      method,
      path: mark < 0 ? path : path.slice(0, mark),
      query: mark < 0 ? '' : path.slice(mark + 1),
      headers: new Headers(headersOf(token, type)),
      body: type.startsWith('multipart/') ? bytes : new TextDecoder().decode(bytes),
    });
    return { status: answer.status, type: answer.headers['content-type'] ?? null, body: String(answer.body) };
  });
}

async function throughMsw(steps: readonly Step[]): Promise<Outcome> {
  const webhooks: Webhook[] = [];
  const fake = fakeWhatsApp(optionsOf(webhooks));
  const server = setupServer(...fake.handlers);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    return await outcomeOf(fake, webhooks, steps, fetching('https://graph.facebook.com'));
  } finally {
    server.close();
    fake.close();
  }
}

async function throughHttp(steps: readonly Step[]): Promise<Outcome> {
  const webhooks: Webhook[] = [];
  const { url, fake, close } = await serveFake(optionsOf(webhooks));
  try {
    return await outcomeOf(fake, webhooks, steps, fetching(url));
  } finally {
    await close();
  }
}

function fetching(base: string): Ask {
  return async ({ method, path, token, type, body }) => {
    const response = await fetch(base + path, { method, headers: headersOf(token, type), ...(body === null ? {} : { body: new TextEncoder().encode(body) }) });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };
}

function headersOf(token: string | null, type: string): Record<string, string> {
  return { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}
