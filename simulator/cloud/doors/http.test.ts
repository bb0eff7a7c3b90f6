import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupServer } from 'msw/node';
import { DAY } from '../../../runtime/units.js';
import type { FaultEffect } from '../faults/fault-spec.js';
import { kindOf, send, until, withReceiver, withServed } from './clients/door-stage.js';
import { fakeWhatsApp, serveFake, type FakeOptions, type ServedFake } from './index.js';

const NOON = Date.UTC(2026, 10, 23, 12);

test('the HTTP door listens on this machine only, on a free port, unless told otherwise', async () => {
  const served = await serveFake();
  assert.match(served.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  await served.close();
  const wide = await serveFake({ host: '0.0.0.0' });
  assert.match(wide.url, /^http:\/\/0\.0\.0\.0:\d+$/);
  await wide.close();
});

test('options that cannot be leave nothing listening', async () => {
  const served = await serveFake();
  const free = Number(new URL(served.url).port);
  await assert.rejects(serveFake({ port: free }), /EADDRINUSE/);
  await served.close();
  await assert.rejects(serveFake({ port: free, override: { nonsense: 1 } as object }), /there is no rule `nonsense`; there are .*pair/);
  const wrong: readonly (readonly [options: object, why: RegExp])[] = [
    [{ override: { pairs: 1 } }, /there is no rule `pairs`; did you mean `pair`\?$/], [{ rules: 'meta-2025-11' }, /there is no rule set `meta-2025-11`; did you mean `meta-2025-10`\?$/],
    [{ faults: [{ on: 'requests', effect: { kind: 'reset', ms: 3 } }] }, /no fault: `effect` of kind reset has no `ms`/], [{ faults: [{ on: 'requests', when: 7, effect: { kind: 'reset' } }] }, /no fault: `when` is/],
    [{ deliveries: { batchUpTo: 1_001 } }, /`batchUpTo` is 1 to 1000/], [{ deliveries: { batchUpTo: 10, batchWithinMs: Number.NaN } }, /`batchWithinMs` a number/],
  ];
  for (const [options, why] of wrong) await assert.rejects(serveFake({ port: free, ...options }), why);
  await (await serveFake({ port: free })).close();
});

const TRANSPORT: readonly (readonly [kind: 'reset' | 'empty' | 'lostResponse' | 'truncated' | 'slowBody' | 'timeOut', reaches: boolean])[] = [
  ['reset', false], ['empty', false], ['lostResponse', true], ['truncated', true], ['slowBody', true], ['timeOut', false],
];
for (const [kind, reaches] of TRANSPORT) {
  test(`the transport fault ${kind} is seen through HTTP and MSW alike, and ${reaches ? 'the message is sent' : 'nothing is sent'}`, async () => {
    const options: FakeOptions = { startAt: NOON, faults: [{ on: 'requests', when: { next: 1 }, effect: { kind } as FaultEffect }] };
    await withServed(options, async (served) => {
      assert.equal(await seen(served.url, served.fake.phoneNumberIds[0]!), EXPECTED[kind]);
      assert.equal(served.fake.cloud.messageCount, reaches ? 1 : 0);
      assert.equal((await send(served, '393331234567')).status, 200, 'the next one passes');
    });
    const fake = fakeWhatsApp(options);
    const server = setupServer(...fake.handlers);
    server.listen({ onUnhandledRequest: 'error' });
    try {
      assert.equal(await seen('https://graph.facebook.com', fake.phoneNumberIds[0]!), EXPECTED[kind]);
      assert.equal(fake.cloud.messageCount, reaches ? 1 : 0);
    } finally {
      server.close();
    }
  });
}

const EXPECTED = { reset: 'no answer', empty: 'no answer', lostResponse: 'no answer', truncated: 'broken body', slowBody: 'slow answer', timeOut: 'time-out' } as const;

test('magic recipients have the outcome that their number says, at no cost to the limits', async () => {
  await withReceiver(null, async (receiver) => {
    await withServed({ webhookUrl: receiver.url, startAt: NOON, tier: 3 }, async (served) => {
      const status = async (phone: string): Promise<unknown> => {
        const { json } = await send(served, phone, 'desksim_message_utility');
        served.fake.advance(1_000);
        await until(() => served.fake.deliveries.waiting === 0);
        return json.error?.code ?? receiver.bodies.splice(0).map(kindOf).join(' ');
      };
      assert.equal(await status('15570131026'), 'failed 131026');
      assert.equal(await status('15570131047'), 'failed 131047');
      assert.equal(await status('15570131031'), 131031);
      assert.equal(await status('15570130429'), 130429);
      assert.equal(await status('15579990001'), 'sent delivered read');
      assert.equal(await status('15579990002'), 'sent delivered');
      assert.equal(await status('15579990003'), 'sent');
      assert.equal(await status('393331234567'), 'failed 131048', 'those that were sent used the limit up');
    });
  });
});

test('the fake\'s state can be put back, and everything goes on as it did', async () => {
  const options: FakeOptions = { startAt: NOON, tier: 5, network: { outboundMs: { kind: 'exponential', mean: 60_000 }, readShare: 0.7, readDelayMs: { kind: 'exponential', mean: 600_000 } } };
  const story = async (served: ServedFake, from: number): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (let i = from; i < from + 8; i++) {
      served.fake.advance(20_000);
      const { json } = await send(served, `39333000000${i % 9}`, i % 2 === 0 ? 'desksim_message_marketing' : null);
      answers.push(json.error?.code ?? json.messages);
    }
    served.fake.advance(DAY);
    return answers;
  };
  await withReceiver(null, async (receiver) => {
    await withServed({ ...options, webhookUrl: receiver.url }, async (first) => {
      first.fake.customerWrites('393330000001', 'Hello', 0, { name: 'Ada' });
      await story(first, 0).then(() => until(() => first.fake.deliveries.waiting === 0));
      await send(first, '393330000002');
      first.fake.settle();
      await until(() => first.fake.deliveries.waiting === 0); // whatever is under way would be told again
      const state = await control(first, 'GET', 'state');
      receiver.bodies.length = 0;
      const answers = await story(first, 3);
      await until(() => first.fake.deliveries.waiting === 0);
      const told = receiver.bodies.splice(0).toSorted();
      await withServed({ ...options, webhookUrl: receiver.url }, async (second) => {
        assert.equal((await control(second, 'POST', 'state', state.json)).status, 200);
        assert.deepEqual(await story(second, 3), answers);
        await until(() => second.fake.deliveries.waiting === 0);
        assert.deepEqual(receiver.bodies.splice(0).toSorted(), told);
      });
      assert.ok(told.length > 10);
    });
  });
});

test('control moves the clock, writes as customers, sets faults and says what it wants', async () => {
  await withServed({ startAt: NOON }, async (served) => {
    assert.equal((await control(served, 'GET', 'clock')).json.mode, 'manual');
    assert.equal((await control(served, 'POST', 'clock', { advanceMs: DAY })).json.nowMs, NOON + DAY);
    assert.equal((await control(served, 'POST', 'clock', { mode: 'x60' })).json.mode, 'x60');
    const before = served.fake.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(served.fake.now() - before >= 50 * 59, 'a minute goes by in a second');
    await control(served, 'POST', 'clock', { mode: 'manual' });
    assert.equal((await control(served, 'POST', 'messages', { from: '393331234567', message: 'Hello' })).status, 200);
    assert.equal((await send(served, '393331234567')).status, 200);
    const { json: fault } = await control(served, 'POST', 'faults', { on: 'requests', when: { next: 1 }, effect: { kind: 'error', code: 131000 } });
    assert.equal((await send(served, '393331234567')).json.error.code, 131000);
    assert.equal((await control(served, 'GET', 'faults')).json.faults[0].struck, 1);
    assert.equal((await control(served, 'DELETE', `faults/${fault.id}`)).status, 200);
    assert.deepEqual((await control(served, 'GET', 'totals')).json.inbound, 1);
    assert.equal((await control(served, 'POST', 'customers', { phone: '393331234567', signal: 'block' })).status, 200);
    assert.equal((await control(served, 'POST', 'reset')).json.requests, 0);
    assert.equal(served.fake.now(), NOON);
    const wrong: [string, string, object?][] = [
      ['GET', 'nothing'], ['POST', 'clock', { mode: 'fast' }], ['POST', 'clock', { advanceMs: -1 }], ['POST', 'messages', { from: 'me' }], ['POST', 'messages', { from: '393331234567', message: { type: 'poem' } }],
      ['POST', 'messages', { from: '393331234567', message: 'x', to: '1' }], ['POST', 'customers', { phone: '393331234567', signal: 'sings' }], ['POST', 'faults', {}], ['DELETE', 'faults/9'], ['POST', 'state', {}], ['POST', 'webhooks', { code: 7 }],
      ['POST', 'platform', {}], ['POST', 'platform', { decision: 'category', template: '1' }],
    ];
    for (const [method, path, body] of wrong) {
      const { status, json } = await control(served, method, path, body);
      assert.ok((status === 400 || status === 404) && json.error.length > 10, `${method} ${path} ${JSON.stringify(body)}: ${status}`);
    }
  });
});

async function control(served: ServedFake, method: string, path: string, body?: object): Promise<{ status: number; json: any }> {
  const response = await fetch(`${served.url}/_desksim/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, json: await response.json() };
}

/** What a client with a time-out of two seconds and a half sees of an answer. */
/** What a client with a time-out of two seconds and a half sees of an answer. */
async function seen(base: string, number: string): Promise<string> {
  const start = performance.now();
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', type: 'text', text: { body: 'Hello' } });
  const controller = new AbortController();
  const limit = controller.signal;
  const timer = setTimeout(() => controller.abort(), 2_500);
  try {
    const response = await fetch(`${base}/v25.0/${number}/messages`, { method: 'POST', headers: { authorization: 'Bearer any', 'content-type': 'application/json' }, body, signal: limit });
    return await response.json().then(() => (performance.now() - start > 1_000 ? 'slow answer' : 'answer'), () => 'broken body');
  } catch {
    return limit.aborted ? 'time-out' : 'no answer';
  } finally {
    clearTimeout(timer);
  }
}
