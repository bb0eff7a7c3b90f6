import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { requestOf, requestSteps, type RequestStep } from '../../testing/request-steps.js';
import { testSeed } from '../../testing/seed.js';
import type { Webhook } from '../webhooks/webhook.js';
import { FakeWhatsApp, type FakeOptions } from './index.js';

const SEED = testSeed(process.env);

test('a fresh fake with the state of another answers the same requests as that one, byte for byte, and tells the same', () => {
  let answered = 0;
  let goodAnswers = 0;
  fc.assert(fc.property(requestSteps(14, { minLength: 10, maxLength: 60 }), fc.nat(100), (steps, cut) => {
    const at = Math.floor((cut / 101) * steps.length);
    const one = started();
    play(one.fake, steps.slice(0, at));
    const state = JSON.parse(JSON.stringify(one.fake.snapshot())) as unknown;
    const other = started();
    assert.equal(other.fake.restore(state), null);
    assert.deepEqual(JSON.parse(JSON.stringify(other.fake.snapshot())), state);
    one.webhooks.length = 0;
    const went = play(one.fake, steps.slice(at));
    const goes = play(other.fake, steps.slice(at));
    assert.deepEqual(goes, went);
    assert.deepEqual(other.webhooks, one.webhooks);
    assert.deepEqual(other.fake.snapshot(), one.fake.snapshot());
    answered += went.length;
    goodAnswers += went.filter(({ status }) => status === 200).length;
  }), { numRuns: 150, ...(SEED === undefined ? {} : { seed: SEED }) });
  assert.ok(goodAnswers > 500 && answered - goodAnswers > 200, `${goodAnswers} of ${answered} answers were good`);
});

test('a reset forgets files, blocked customers, pins and addresses of webhooks as well', () => {
  const { fake } = started();
  const before = fake.snapshot();
  fake.customerWrites('393331234567', { type: 'image' });
  fake.advance(60_000);
  const number = fake.phoneNumberIds[0]!;
  for (const [path, body] of [[number, { pin: '123456' }], [`${number}/block_users`, { block_users: [{ user: '393331234567' }] }], ['102290129340398/subscribed_apps', { override_callback_uri: 'https://other.example', verify_token: 't' }]] as const) {
    const answer = ask(fake, { method: 'POST', path: `/v25.0/${path}`, token: 'any', type: 'application/json', body: JSON.stringify({ messaging_product: 'whatsapp', ...body }), filledTo: 0, advanceMs: 0, writer: null, writes: 'text' }, []);
    assert.equal(answer.status, 200, answer.body);
  }
  assert.notDeepEqual(fake.snapshot().graph, before.graph);
  fake.reset();
  assert.deepEqual(fake.snapshot(), before);
});

test('a state with a wrong value at any depth is refused with the path to it, and changes nothing', () => {
  const { fake } = busy();
  const whole = JSON.parse(JSON.stringify(fake.snapshot())) as object;
  const before = fake.snapshot();
  const paths = pathsIn(whole).filter((path) => !SHOWN_ONLY.test(path.join('.')));
  for (const path of paths) assert.match(String(fake.restore(withAt(whole, path, (value) => (typeof value === 'object' ? 7 : {})))), new RegExp(`^the state is damaged: \`${named(path)}\``), path.join('.'));
  assert.ok(paths.length > 400, `${paths.length} places`);
  const numbers = paths.filter((path) => INDEX.test(path.join('.')));
  for (const path of numbers) assert.match(String(fake.restore(withAt(whole, path, () => 999_999_999_999))), new RegExp(`^the state is damaged: \`${named(path)}\` is 999999999999, not within`));
  assert.ok(numbers.length > 20, `${numbers.length} indices`);
  for (const path of [['colour'], ['cloud', 'pairs', 'colour'], ['graph', 'numbers', '0', 'colour']]) assert.equal(fake.restore(withAt(whole, path, () => 'red')), `the state is damaged: \`${path.join('.')}\` is not known`);
  assert.equal(fake.restore(withAt(whole, ['graph', 'blocked'], () => [])), 'the state is damaged: `graph.blocked` is no list of 1');
  assert.deepEqual(fake.snapshot(), before);
  assert.equal(fake.restore(whole), null);
});

test('how webhooks share their posts is part of a state', () => {
  const { fake } = started();
  fake.deliveries.batchBy({ batchUpTo: 100, batchWithinMs: 500 });
  const other = started().fake;
  assert.equal(other.restore(fake.snapshot()), null);
  assert.deepEqual(other.deliveries.batch, { batchUpTo: 100, batchWithinMs: 500 });
  assert.equal(other.restore({ ...fake.snapshot(), batch: { batchUpTo: 5_000, batchWithinMs: 500 } }), 'the state is damaged: `batch` is no batch');
  other.reset();
  assert.equal(other.deliveries.batch.batchUpTo, 1);
});

/** A fake in whose state almost every list holds something. */
function busy(): { readonly fake: FakeWhatsApp } {
  const { fake } = started();
  const number = fake.phoneNumberIds[0]!;
  const post = (path: string, body: object): void => void ask(fake, { method: 'POST', path: `/v25.0/${path}`, token: 'any', type: 'application/json', body: JSON.stringify({ messaging_product: 'whatsapp', ...body }), filledTo: 0, advanceMs: 0, writer: null, writes: 'text' }, []);
  for (const phone of ['393331234567', '393331234568', '393331234569']) {
    fake.customerWrites(phone, { type: phone.endsWith('9') ? 'image' : 'text' }, 0, { name: 'Lucia' });
    fake.advance(3_000);
    post(`${number}/messages`, { to: phone, type: 'text', text: { body: 'Hello' }, biz_opaque_callback_data: 'order 7' });
  }
  post('102290129340398/message_templates', { name: 'made', language: 'en_US', category: 'MARKETING', components: [{ type: 'BODY', text: 'Hello there' }] });
  post('102290129340398/subscribed_apps', { override_callback_uri: 'https://other.example', verify_token: 't' });
  for (const path of [number, `${number}/register`]) post(path, { pin: '123456' });
  post(`${number}/block_users`, { block_users: [{ user: '393331234567' }] });
  post(`${number}/whatsapp_business_profile`, { about: 'Shoes' });
  fake.customerWrites('393331234568', 'On its way', 0);
  return { fake };
}

/** What webhooks and nodes only show: whatever stands there is shown. */
const SHOWN_ONLY = /^webhooks\.\d+\.updates\.\d+\.value\.|\.components\.\d+\.|^graph\.profiles\.\d+\.1\.|^inbound\.waiting\.\d+\.1\.(?!type)|^(version|numbers)$/;
const INDEX = /(pairs\.(number|free)\.\d+|records\.\d+\.(slot|pair|number|contact|template)|errands\.\d+\.subject|agenda\.\d+\.(kind|subject)|spare\.\d+|blocked\.0\.\d+)$/;

/** A fault is checked as a whole. */
function named(path: readonly string[]): string {
  return path.join('.').replace(/(standing\.\d+\.spec)\..*/, '$1').replace(/^batch\..*/, 'batch(?:\\.\\w+)?');
}

function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => (item === null ? [] : [[key], ...pathsIn(item).map((path) => [key, ...path])]));
}

function withAt(value: object, [key, ...rest]: readonly string[], change: (value: unknown) => unknown): object {
  const inner = (value as Record<string, unknown>)[key!];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key!] = rest.length === 0 ? change(inner) : withAt(inner as object, rest, change);
  return copy;
}

interface Answer {
  readonly status: number;
  readonly headers: object;
  readonly body: string;
}

function started(): { readonly fake: FakeWhatsApp; readonly webhooks: Webhook[] } {
  const webhooks: Webhook[] = [];
  const options: FakeOptions = {
    startAt: Date.UTC(2026, 10, 23, 12), tier: 5, mps: 20, templates: { order_update: 'utility' }, override: { numbersWithheld: true, usernameShare: 0.5 },
    network: { readShare: 0.5, outboundMs: { kind: 'exponential', mean: 300 }, inboundMs: { kind: 'exponential', mean: 2_000 }, readDelayMs: { kind: 'exponential', mean: 5_000 } },
    faults: [{ on: 'requests', when: { every: 11 }, effect: { kind: 'error', code: 131016 } }, { on: 'webhooks', when: { p: 0.2 }, effect: { kind: 'delay', ms: { kind: 'exponential', mean: 4_000 } } }],
    onWebhook: (webhook) => webhooks.push(webhook),
  };
  return { fake: new FakeWhatsApp(options), webhooks };
}

function play(fake: FakeWhatsApp, steps: readonly RequestStep[]): Answer[] {
  const answers: Answer[] = [];
  for (const step of steps) answers.push(ask(fake, step, answers));
  fake.advance(60_000);
  return answers;
}

function ask(fake: FakeWhatsApp, step: RequestStep, before: readonly Answer[]): Answer {
  fake.advance(step.advanceMs);
  if (step.writer !== null) fake.customerWrites(step.writer, { type: step.writes });
  const answer = fake.request(requestOf(step, before.map(({ body }) => body)));
  return { status: answer.status, headers: answer.headers, body: String(answer.body) };
}
