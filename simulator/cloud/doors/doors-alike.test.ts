import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { setupServer } from 'msw/node';
import { bytesOf, headersOf, requestOf, requestSteps, STORIES, targetOf, type RequestStep as Step } from '../../testing/request-steps.js';
import { testSeed } from '../../testing/seed.js';
import type { Webhook } from '../webhooks/webhook.js';
import { FakeWhatsApp, fakeWhatsApp, serveFake, type FakeOptions } from './index.js';

// Law 2: one cloud, many doors. Sequences of requests, sound and unsound, get the same answers byte for byte (trace ids
// included, they count requests), and lead to the same webhooks.

const SEED = testSeed(process.env);

test('generated request sequences have the same answers and webhooks through every door', async () => {
  const statuses = new Set<number>();
  const good = new Set<string>();
  await fc.assert(fc.asyncProperty(requestSteps(6, { minLength: 5, maxLength: 25 }), async (steps) => {
    const direct = await throughDirect(steps);
    direct.answers.forEach(({ status }, i) => {
      statuses.add(status);
      if (status === 200) good.add(`${steps[i]!.method} ${steps[i]!.path.replace(/^\/v25\.0\/|\?.*/g, '')}`);
    });
    assert.deepEqual(await throughMsw(steps), direct);
    assert.deepEqual(await throughHttp(steps), direct);
  }), { numRuns: 40, examples: STORIES.map((story) => [story]), ...(SEED === undefined ? {} : { seed: SEED }) });
  assert.deepEqual([0, 200, 400, 401, 404, 413, 429, 500].filter((status) => !statuses.has(status)), [], 'every status is met');
  assert.deepEqual(LIFE.filter((request) => !good.has(request)), [], 'files and templates live from their making to their end');
});

const LIFE = ['GET {file}', 'GET {url}', 'DELETE {file}', 'GET {template}', 'POST {template}', 'DELETE 102290129340398/message_templates'];

interface Answer {
  /** 0: the connection broke before one came. */
  readonly status: number;
  readonly headers: readonly (string | null)[];
  /** Latin-1 of its bytes; null: it broke off. */
  readonly body: string | null;
}

interface Outcome {
  readonly answers: Answer[];
  readonly webhooks: Webhook[];
}

/** @param before bodies of the answers so far */
type Ask = (step: Step, before: readonly string[]) => Promise<Answer>;

/** What an answer says in its headers. */
const TOLD = ['content-type', 'retry-after', 'x-business-use-case-usage', 'x-app-usage'];
const NO_ANSWER: Answer = { status: 0, headers: [], body: null };

/** The latencies that people have in it come from the same streams. */
function optionsOf(webhooks: Webhook[]): FakeOptions {
  return {
    startAt: Date.UTC(2026, 10, 23, 12), tier: 3, mps: 20, templates: { order_update: 'utility' }, urlBase: 'https://media.example',
    network: { readShare: 0.5, outboundMs: { kind: 'exponential', mean: 300 }, readDelayMs: { kind: 'exponential', mean: 5_000 } },
    override: { managementCalls: { perHour: 2, perHourActive: 5 } },
    // Bodies that drip and answers that never come take seconds: they have tests of their own.
    faults: [
      { on: 'requests', when: { every: 7 }, effect: { kind: 'error', code: 131016, retryAfterS: 3 } },
      ...(['reset', 'empty', 'lostResponse', 'truncated'] as const).map((kind, i) => ({ on: 'requests' as const, when: { every: 11 + 2 * i }, effect: { kind } })),
    ],
    onWebhook: (webhook) => webhooks.push(webhook),
  };
}

async function outcomeOf(fake: FakeWhatsApp, webhooks: Webhook[], steps: readonly Step[], ask: Ask): Promise<Outcome> {
  const answers: Outcome['answers'] = [];
  for (const one of steps) {
    fake.advance(one.advanceMs);
    if (one.writer !== null) fake.customerWrites(one.writer, { type: one.writes });
    answers.push(await ask(one, answers.map(({ body }) => body ?? '')));
  }
  fake.advance(60_000);
  return { answers, webhooks };
}

function throughDirect(steps: readonly Step[]): Promise<Outcome> {
  const webhooks: Webhook[] = [];
  const fake = new FakeWhatsApp(optionsOf(webhooks));
  return outcomeOf(fake, webhooks, steps, async (step, before) => {
    const { status, headers, body, transport } = fake.request(requestOf(step, before));
    if (transport !== null && transport !== 'truncated') return NO_ANSWER;
    const bytes = Buffer.from(body as string);
    return { status, headers: TOLD.map((name) => headers[name] ?? null), body: transport !== null && bytes.length > 0 ? null : bytes.toString('latin1') };
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
  return async (step, before) => {
    try {
      const response = await fetch(base + targetOf(step, before), { method: step.method, headers: headersOf(step), body: bytesOf(step) });
      const bytes = await response.arrayBuffer().catch(() => null);
      return { status: response.status, headers: TOLD.map((name) => response.headers.get(name)), body: bytes === null ? null : Buffer.from(bytes).toString('latin1') };
    } catch {
      return NO_ANSWER;
    }
  };
}

test('a byte order mark, bytes that are no UTF-8 and sizes that only reading them shows are taken alike by HTTP and MSW', async () => {
  const said = (text: string, fill: number, length: number): Uint8Array<ArrayBuffer> => {
    const [head, tail] = JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', text: { body: 'x', note: text } }).split(text) as [string, string];
    return new Uint8Array(Buffer.concat([Buffer.from(head), Buffer.alloc(length, fill), Buffer.from(tail)]));
  };
  // A byte order mark is passed over. A lone byte is read as a character of three.
  const bodies = [new Uint8Array(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), said('~', 0x20, 1)])), said('~', 0xe9, 1), said('~', 0xff, 340_000), said('~', 0xff, 360_000), said('~', 0x20, 1_100_000)];
  const seen = async (base: string): Promise<unknown[]> => Promise.all(bodies.map(async (body) => {
    const response = await fetch(`${base}/v25.0/106540342200000/messages`, { method: 'POST', headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, body });
    return [response.status, ((await response.json()) as { error?: { error_data: object } }).error?.error_data];
  }));
  const large = [413, { messaging_product: 'whatsapp', details: 'The request is larger than 1 MB.' }];
  const expected = [[200, undefined], [200, undefined], [200, undefined], large, large];
  const server = setupServer(...fakeWhatsApp().handlers);
  server.listen({ onUnhandledRequest: 'bypass' });
  assert.deepEqual(await seen('https://graph.facebook.com'), expected);
  server.close();
  const served = await serveFake();
  assert.deepEqual(await seen(served.url), expected);
  await served.close();
});
