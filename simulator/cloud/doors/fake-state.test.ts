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
