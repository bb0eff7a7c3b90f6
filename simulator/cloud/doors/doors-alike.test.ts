import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { setupServer } from 'msw/node';
import { headersOf, requestStep, type RequestStep as Step } from '../../testing/request-steps.js';
import { testSeed } from '../../testing/seed.js';
import type { Webhook } from '../webhooks/webhook.js';
import { FakeWhatsApp, fakeWhatsApp, serveFake, type FakeOptions } from './index.js';

// Law 2: one cloud, many doors. Sequences of requests, sound and unsound, get the same answers byte for byte (trace ids
// included, they count requests), and lead to the same webhooks.

const SEED = testSeed(process.env);
const step = requestStep(3);

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
    if (one.writer !== null) fake.customerWrites(one.writer, { type: one.writes });
    answers.push(await ask(one));
  }
  fake.advance(60_000);
  return { answers, webhooks };
}

function throughDirect(steps: readonly Step[]): Promise<Outcome> {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp(optionsOf(webhooks));
  return outcomeOf(fake, webhooks, steps, async (step) => {
    const { method, path, type, body } = step;
    const mark = path.indexOf('?');
    const bytes = new TextEncoder().encode(body ?? '');
    const answer = fake.request({
      method,
      path: mark < 0 ? path : path.slice(0, mark),
      query: mark < 0 ? '' : path.slice(mark + 1),
      headers: new Headers(headersOf(step)),
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
  return async (step) => {
    const { method, path, body } = step;
    const response = await fetch(base + path, { method, headers: headersOf(step), ...(body === null ? {} : { body: new TextEncoder().encode(body) }) });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };
}
