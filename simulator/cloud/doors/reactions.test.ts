import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../../../runtime/units.js';
import { FakeWhatsApp, wamidOf, type Webhook } from './index.js';

const PHONE = '393331234567';
const OTHER = '393337654321';

test('a reaction reaches its message, whoever wrote that, and can be taken back', () => {
  const desk = new Reacting();
  const theirs = desk.hear({ type: 'text' });
  const ours = desk.send({ type: 'text', text: { body: 'Hi' } });
  assert.deepEqual([desk.react(theirs), desk.react(ours), desk.react(ours, '')], ['delivered', 'delivered', 'delivered']);
});

test('a reaction to a message that is unknown, another customer\'s, deleted or itself a reaction is accepted and fails later', () => {
  const desk = new Reacting();
  const theirs = desk.hear({ type: 'text' });
  const reaction = desk.hear({ type: 'reaction', reaction: { message_id: theirs, emoji: '👍' } });
  const elsewhere = desk.hear({ type: 'text' }, OTHER);
  const ours = desk.send({ type: 'reaction', reaction: { message_id: theirs, emoji: '👍' } });
  assert.deepEqual(['wamid.x', wamidOf(1_000, PHONE, true), elsewhere, reaction, ours].map((target) => desk.react(target)), Array(5).fill('failed 131009'));
  assert.equal(desk.react(theirs), 'delivered');
  desk.hear({ type: 'revoke', revoke: { original_message_id: theirs } });
  assert.equal(desk.react(theirs), 'failed 131009');
});

test('a message can be reacted to for thirty days, also by a fake that took over in between', () => {
  const desk = new Reacting();
  const first = desk.hear({ type: 'text' });
  desk.fake.advance(2 * HOUR);
  const second = desk.hear({ type: 'text' });
  desk.fake.advance(30 * DAY - 3 * HOUR);
  desk.hear({ type: 'text' });
  assert.deepEqual([desk.react(first), desk.react(second)], ['delivered', 'delivered']);
  const later = new Reacting();
  assert.equal(later.fake.restore(JSON.parse(JSON.stringify(desk.fake.snapshot()))), null);
  later.fake.advance(2 * HOUR);
  assert.deepEqual([later.react(first), later.react(second)], ['failed 131009', 'delivered']);
  later.fake.advance(2 * HOUR);
  assert.equal(later.react(second), 'failed 131009');
});

test('where the window is closed, that is what a reaction fails for', () => {
  const desk = new Reacting();
  const theirs = desk.hear({ type: 'text' });
  desk.fake.advance(DAY);
  assert.deepEqual([desk.react(theirs), desk.react('wamid.x')], ['failed 131047', 'failed 131047']);
});

/** A fake, a customer and a business that reacts. */
class Reacting {
  readonly #told: Webhook[] = [];
  readonly fake = new FakeWhatsApp({ startAt: Date.UTC(2026, 10, 23, 12), onWebhook: (webhook) => this.#told.push(webhook) });

  /** @returns id of the customer's message */
  hear(message: { readonly type: string; readonly [member: string]: unknown }, phone = PHONE): string {
    this.fake.customerWrites(phone, message);
    this.fake.advance(1_000);
    return this.#last('messages').id;
  }

  /** @returns id of ours */
  send(message: object): string {
    const path = `/v25.0/${this.fake.phoneNumberIds[0]!}/messages`;
    const body = JSON.stringify({ messaging_product: 'whatsapp', to: PHONE, ...message });
    const answer = this.fake.request({ method: 'POST', path, query: '', headers: new Headers({ authorization: 'Bearer x' }), body });
    assert.equal(answer.status, 200, String(answer.body));
    this.fake.advance(1_000);
    return JSON.parse(answer.body as string).messages[0].id;
  }

  /** What becomes of a reaction. */
  react(target: string, emoji = '👍'): string {
    const id = this.send({ type: 'reaction', reaction: { message_id: target, emoji } });
    const status = this.#last('statuses');
    assert.equal(status.id, id);
    return status.errors === undefined ? status.status : `${status.status} ${status.errors[0].code}`;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON
  #last(kind: 'messages' | 'statuses'): any {
    const values = this.#told.flatMap(({ entry }) => entry.flatMap(({ changes }) => changes.map(({ value }) => value as Record<string, unknown[]>)));
    return values.findLast((value) => value[kind] !== undefined)![kind]![0];
  }
}
