import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeWhatsApp, type FakeOptions } from './index.js';

test('a fault answers with the HTTP status that the rules give its code', () => {
  const faults = [{ on: 'requests', effect: { kind: 'error', code: 131056 } }] as const;
  assert.equal(started({ faults }).send('393331234567').status, 400);
  assert.equal(started({ faults, override: { httpOf: { 131056: 429 } } }).send('393331234567').status, 429);
});

test('recipients with a fixed outcome follow the channel that the rules give their code', () => {
  const usual = started({});
  assert.deepEqual([usual.send('15570130497').code, usual.send('15570131026').code], [130497, 0]);
  assert.deepEqual(usual.failed, [131026]);
  const turned = started({ override: { channelOf: { 130497: 'async', 131026: 'sync' } } });
  assert.deepEqual([turned.send('15570130497').code, turned.send('15570131026').code], [0, 131026]);
  assert.deepEqual(turned.failed, [130497]);
});

test('a number that is shared with the Business app carries twenty messages at once', () => {
  const accepted = (options: FakeOptions): number => {
    const { send } = started(options);
    return Array.from({ length: 100 }, (_, i) => send(`393330000${100 + i}`)).filter(({ status }) => status === 200).length;
  };
  assert.deepEqual([accepted({}), accepted({ mps: 'coexistence' }), accepted({ mps: 'high' })], [80, 20, 100]);
  assert.equal(accepted({ override: { throughput: { standardMps: 90 } } }), 90);
});

function started(options: FakeOptions) {
  const failed: number[] = [];
  const fake = new FakeWhatsApp({
    startAt: Date.UTC(2026, 10, 23, 12), ...options,
    onWebhook: ({ entry }) => {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- looked into member by member
      for (const { value } of entry[0]!.changes) for (const { errors } of (value as any).statuses ?? []) if (errors !== undefined) failed.push(errors[0].code);
    },
  });
  const send = (to: string): { status: number; code: number } => {
    const headers = new Headers({ authorization: 'Bearer any', 'content-type': 'application/json' });
    const body = JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Hi' } });
    const answer = fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers, body });
    fake.settle();
    return { status: answer.status, code: (JSON.parse(String(answer.body)) as { error?: { code: number } }).error?.code ?? 0 };
  };
  return { failed, send };
}
