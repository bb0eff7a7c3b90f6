import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, SECOND } from '../../../runtime/units.js';
import { userIdOf } from '../graph/addresses.js';
import { FakeWhatsApp, readWamid, type FakeOptions, type RuleOverrides } from './index.js';
import { profileName } from './profile-name.js';

const NOON = Date.UTC(2026, 10, 23, 12);
const PHONE = '393331234567';

test('every message has an id of its own, whether it opens a window or not', () => {
  const { fake, told } = started({ override: { opensWindow: { reaction: false } } });
  const kinds = ['text', 'system', 'text', 'reaction', 'text', 'text', 'system', 'text'];
  for (const type of kinds) fake.customerWrites(PHONE, { type });
  assert.deepEqual(told.map(({ type }) => type), kinds);
  assert.equal(new Set(told.map(({ id }) => id)).size, kinds.length);
});

test('what a customer did not write opens no window, at once or after its way', () => {
  for (const inboundMs of [0, 3 * SECOND]) {
    const { fake, told } = started({ network: { inboundMs: { kind: 'constant', value: inboundMs } } });
    fake.customerWrites(PHONE, { type: 'system' });
    fake.advance(HOUR);
    assert.deepEqual([told.length, isOpen(fake)], [1, false]);
    fake.customerWrites(PHONE, 'Hello');
    fake.advance(HOUR);
    assert.deepEqual([told.length, isOpen(fake)], [2, true]);
  }
});

test('whether reactions, edits and deletions open a window is a rule for each', () => {
  const opening = (override: RuleOverrides): string[] => ['text', 'reaction', 'edit', 'revoke', 'system'].filter((type) => {
    const { fake } = started({ override });
    fake.customerWrites(PHONE, { type });
    return isOpen(fake);
  });
  assert.deepEqual(opening({}), ['text', 'reaction', 'edit']);
  assert.deepEqual(opening({ opensWindow: { reaction: false, revoke: true } }), ['text', 'edit', 'revoke']);
  assert.deepEqual(opening({ opensWindow: { edit: false } }), ['text', 'reaction']);
});

test('a reaction without an emoji is one that is taken back', () => {
  const { fake, told } = started();
  for (const reaction of [{ message_id: 'wamid.x' }, { message_id: 'wamid.x', emoji: '🎉' }]) fake.customerWrites(PHONE, { type: 'reaction', reaction });
  assert.deepEqual(told.map(({ reaction }) => reaction), [{ message_id: 'wamid.x' }, { message_id: 'wamid.x', emoji: '🎉' }]);
});

test('an answer to buttons, a list or a flow is that one alone', () => {
  const { fake, told } = started();
  const list_reply = { id: '1', title: 'One' };
  for (const interactive of [{ type: 'list_reply', list_reply }, { list_reply }, { type: 'nfm_reply' }, { type: 'button_reply', button_reply: { id: '2', title: 'Two' } }]) fake.customerWrites(PHONE, { type: 'interactive', interactive });
  const shown = told.map(({ interactive }) => interactive as Record<string, object>);
  assert.deepEqual(shown.map((one) => Object.keys(one).toSorted()), [['list_reply', 'type'], ['list_reply', 'type'], ['nfm_reply', 'type'], ['button_reply', 'type']]);
  assert.deepEqual([shown[0], shown[1]!['type'], shown[3]!['button_reply']], [{ type: 'list_reply', list_reply }, 'list_reply', { id: '2', title: 'Two' }]);
});

test('what is left out stands in its place: what was answered, and the number somebody changed to', () => {
  const { fake, told } = started();
  fake.customerWrites(PHONE, 'Hello');
  isOpen(fake);
  const { wamid } = fake.sent[0]!;
  for (const type of ['button', 'interactive', 'reaction', 'system', 'revoke']) fake.customerWrites(PHONE, { type });
  const context = { from: fake.displayPhoneNumbers[0], id: wamid };
  const [, button, interactive, reaction, system, revoke] = told as [Message, Message, Message, Message, Message, Message];
  assert.deepEqual([button.context, interactive.context], [context, context]);
  assert.deepEqual(reaction.reaction, { message_id: wamid, emoji: '👍' });
  assert.deepEqual(system.system, { body: `User ${profileName(PHONE)} changed from ${PHONE} to 393331234568`, wa_id: '393331234568', type: 'user_changed_number', user_id: userIdOf('393331234568'), previous_user_id: userIdOf(PHONE) });
  assert.notEqual(readWamid((revoke.revoke as { original_message_id: string }).original_message_id), null);
  fake.customerWrites(PHONE, { type: 'system', system: { type: 'customer_identity_changed', identity: { hash: 'h' } } });
  fake.customerWrites(PHONE, { type: 'button', context: { id: 'wamid.own' }, button: { payload: 'p', text: 't' } });
  assert.deepEqual(told.at(-2)!.system, { body: 'User identity changed', type: 'customer_identity_changed', identity: { hash: 'h' } });
  assert.deepEqual(told.at(-1)!.context, { id: 'wamid.own' });
});

test('who changes the number has a new user id too, and a new key comes with its hash', () => {
  const { fake, told } = started();
  const older = started({ override: { bsuids: false } });
  for (const type of ['user_changed_number', 'user_changed_user_id', 'customer_identity_changed']) fake.customerWrites(PHONE, { type: 'system', system: { type } });
  older.fake.customerWrites(PHONE, { type: 'system' });
  const [number, userId, identity] = told as [Message, Message, Message];
  const ids = { user_id: userIdOf('393331234568'), previous_user_id: userIdOf(PHONE) };
  assert.deepEqual(number.system, { body: `User ${profileName(PHONE)} changed from ${PHONE} to 393331234568`, type: 'user_changed_number', ...ids, wa_id: '393331234568' });
  assert.deepEqual(userId.system, { body: `User ${profileName(PHONE)} changed from ${ids.previous_user_id} to ${ids.user_id}`, type: 'user_changed_user_id', ...ids });
  assert.deepEqual(identity.system, { body: 'User identity changed', type: 'customer_identity_changed' });
  assert.match(JSON.stringify((identity as unknown as { identity: object }).identity), /^\{"acknowledged":true,"created_timestamp":"\d{10}","hash":".+"\}$/);
  assert.deepEqual(Object.keys(older.told[0]!.system as object), ['body', 'type', 'wa_id']);
});

/** Whether an answer is delivered. */
function isOpen(fake: FakeWhatsApp): boolean {
  const before = fake.deliveries.delivered;
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: PHONE, type: 'text', text: { body: 'Yes?' } });
  fake.request({ method: 'POST', path: `/v25.0/${fake.phoneNumberIds[0]}/messages`, query: '', headers: new Headers({ authorization: 'Bearer x' }), body });
  fake.settle();
  return fake.deliveries.delivered === before + 2; // sent and delivered, not failed
}

interface Message {
  readonly id: string;
  readonly type: string;
  readonly context?: unknown;
  readonly reaction?: unknown;
  readonly interactive?: unknown;
  readonly system?: unknown;
  readonly revoke?: unknown;
}

function started(options: FakeOptions = {}): { fake: FakeWhatsApp; told: Message[] } {
  const told: Message[] = [];
  const fake = new FakeWhatsApp({
    startAt: NOON, ...options,
    onWebhook: ({ entry }) => told.push(...entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value as { messages?: Message[] }).messages ?? []))),
  });
  return { fake, told };
}
