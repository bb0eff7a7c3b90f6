import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeWhatsApp, type FakeOptions } from './index.js';

// Rules by the recipient's country: M-CAP (no marketing to the United States; no cap to or from the EEA, the United Kingdom, Japan and South Korea).

test('marketing to a number of the United States fails, to a German one is never capped, to an Indian one is the third time', () => {
  const { fates } = started();
  assert.deepEqual(fates('12125550100', 3), [131049, 131049, 131049]);
  assert.deepEqual(fates('4915112345678', 3), ['delivered', 'delivered', 'delivered']);
  assert.deepEqual(fates('919812345678', 3), ['delivered', 'delivered', 131049]);
});

test('a Canadian shares the calling code of the United States and gets marketing', () => {
  assert.deepEqual(started().fates('14165550100', 1), ['delivered']);
});

test('whose number tells no country is in the market of the business', () => {
  assert.deepEqual(started({ market: 'US' }).fates('15557654321', 1), [131049]);
  assert.deepEqual(started({ market: 'US' }).fates('393331234567', 1), ['delivered']);
  assert.deepEqual(started({ market: 'BR' }).fates('999123456', 3), ['delivered', 'delivered', 131049]);
});

function started(options: FakeOptions = {}) {
  const seen: (number | string)[] = [];
  const fake = new FakeWhatsApp({
    startAt: Date.UTC(2026, 10, 23, 12), templates: { promo: 'marketing' }, ...options,
    onWebhook: ({ entry }) => {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- looked into member by member
      const statuses: any[] = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value as any).statuses ?? []));
      for (const { status, errors } of statuses) if (status !== 'sent') seen.push(errors === undefined ? status : errors[0].code);
    },
  });
  /** What becomes of so many marketing messages to this phone. */
  const fates = (to: string, messages: number): (number | string)[] => {
    seen.length = 0;
    for (let i = 0; i < messages; i += 1) {
      const message = { messaging_product: 'whatsapp', to, type: 'template', template: { name: 'promo', language: { code: 'en_US' } } };
      const headers = new Headers({ authorization: 'Bearer any', 'content-type': 'application/json' });
      const { status } = fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers, body: JSON.stringify(message) });
      assert.equal(status, 200);
      fake.advance(1_000);
    }
    return [...seen];
  };
  return { fates };
}
