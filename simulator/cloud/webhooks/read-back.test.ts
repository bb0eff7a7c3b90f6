import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRead } from '../../../runtime/whatsapp/form.js';
import type { Json } from '../../../runtime/whatsapp/json.js';
import { readWebhook, writeWebhook, type ChangeRecord } from '../../../runtime/whatsapp/webhook.js';
import { accountAlert, accountUpdate, capabilityUpdate, numberUpdate, preferencesUpdate, restrictionUpdate, volumeTierUpdate } from './account-updates.js';
import { completeNode } from './inbound-node.js';
import { errorNode, errorsUpdate, INBOUND_TYPES, messageUpdate, type InboundNode } from './message-update.js';
import type { Person } from './person.js';
import { statusUpdate, type StatusName } from './status-update.js';
import { categoryNoticeUpdate, categoryUpdate, componentsUpdate, templateQualityUpdate, templateStatusUpdate } from './template-updates.js';
import { webhookOf, type Update } from './webhook.js';

// What the platform here tells is what the runtime reads: two rooms that share no code, each made from the reference.

const NOW = Date.UTC(2026, 10, 23, 12);
const PEOPLE: readonly Person[] = [
  { phone: '393331234567', name: 'Ada', userId: null, parentUserId: null, username: null, withheld: false, identityHash: null },
  { phone: '393331234567', name: 'Ada', userId: 'IT.123', parentUserId: 'IT.ENT.1', username: 'ada', withheld: true, identityHash: 'hash' },
];
const TEMPLATE = { id: '1689556908129832', name: 'order_update', language: 'en_US' };

test('messages of every kind, from people with and without a number, are read and written back', () => {
  for (const person of PEOPLE) {
    const updates = INBOUND_TYPES.map((type) => messageUpdate(0, 1, person, 'wamid.A', NOW, nodeOf(type)));
    const messages = changesOf(updates).flatMap((change) => (change.kind === 'messages' ? change.value.messages!.filter(isRead) : []));
    assert.deepEqual(messages.map(({ kind }) => kind), INBOUND_TYPES);
    for (const message of messages) {
      assert.deepEqual([message.from, message.fromUserId, message.timestampMs], [person.withheld ? null : person.phone, person.userId, NOW]);
      const content = message[message.kind as 'text' | 'image'];
      assert.ok(content !== null && content !== undefined, `${message.kind} has a field`);
    }
  }
});

test('statuses of every kind are read and written back', () => {
  const names: readonly StatusName[] = ['sent', 'delivered', 'read', 'failed', 'played'];
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' } as const;
  const conversation = { id: 'c', expiration_timestamp: '1750116480', origin: { type: 'utility' } };
  const updates = PEOPLE.flatMap((recipient) => names.map((status) => statusUpdate(0, 1, {
    wamid: 'wamid.A', status, timestampMs: NOW, recipient, sentToUserId: recipient.withheld, error: status === 'failed' ? errorNode(131049, 25) : null,
    pricing: status === 'sent' ? pricing : null, conversation: status === 'sent' ? conversation : null, opaque: 'ticket-42',
  })));
  const statuses = changesOf(updates).flatMap((change) => (change.kind === 'messages' ? change.value.statuses!.filter(isRead) : []));
  assert.deepEqual(statuses.map(({ status }) => status), [...names, ...names]);
  assert.ok(statuses.every(({ opaque, timestampMs }) => opaque === 'ticket-42' && timestampMs === NOW));
  assert.deepEqual(statuses.filter(({ status }) => status === 'failed').map(({ errors }) => errors![0]!.code), [131049, 131049]);
  assert.deepEqual([statuses[0]!.pricing!.category, statuses[0]!.conversation!.expiresAtMs], ['utility', 1_750_116_480_000]);
});

test('what is told about accounts, numbers, templates and wishes is read and written back', () => {
  const changes = changesOf([
    capabilityUpdate(2_000, 25, false), capabilityUpdate(Infinity, 23, false), numberUpdate(0, 'THROUGHPUT_UPGRADE', Infinity, Infinity, 23),
    restrictionUpdate(['RESTRICTED_BIZ_INITIATED_MESSAGING'], NOW), volumeTierUpdate(NOW, 'utility', 1, Infinity, '2026-11', 'India'), accountUpdate('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } }),
    accountAlert('1', 'OBA_APPROVED', 'INFORMATIONAL', 'Approved'), preferencesUpdate(0, 1, PEOPLE[0]!, { wa_id: PEOPLE[0]!.phone }, 'stop', NOW), errorsUpdate(0, 131000, 25),
    templateStatusUpdate(TEMPLATE, { event: 'PAUSED', reason: 'NONE', category: 'UTILITY', title: 'FIRST_PAUSE', disabledAt: null, rejection: null }),
    templateStatusUpdate(TEMPLATE, { event: 'PENDING_DELETION', reason: null, category: 'UTILITY', title: null, disabledAt: 1, rejection: null }),
    templateQualityUpdate(TEMPLATE, 'GREEN', 'RED'), categoryNoticeUpdate(TEMPLATE, 'UTILITY', 'MARKETING', 1_746_169_200), categoryUpdate(TEMPLATE, 'UTILITY', 'MARKETING'),
    componentsUpdate(TEMPLATE, [{ type: 'BODY', text: 'Hi {{1}}' }]),
  ]);
  assert.deepEqual(changes.filter(({ kind }) => kind === 'other'), []);
  const limits = changes.flatMap((change) => (change.kind === 'business_capability_update' ? [change.value.limit ?? change.value.limitPerNumber] : []));
  assert.deepEqual(limits, [2_000, -1]);
  const restricted = changes.flatMap((change) => (change.kind === 'account_update' ? change.value.restrictions ?? [] : []));
  assert.deepEqual(restricted.map(({ type, expiresAtMs }) => [type, expiresAtMs]), [['RESTRICTED_BIZ_INITIATED_MESSAGING', NOW]]);
  const notice = changes.find((change) => change.kind === 'template_category_update');
  assert.ok(notice?.kind === 'template_category_update' && notice.value.changesAtMs === 1_746_169_200_000 && notice.value.correctCategory === 'MARKETING');
});

/** All in one webhook, as a batch. */
function changesOf(updates: readonly Update[]): ChangeRecord[] {
  const json = JSON.parse(JSON.stringify(webhookOf(updates, '102290129340398', NOW))) as Json;
  const { webhook, problems } = readWebhook(json);
  assert.deepEqual(problems, []);
  assert.deepEqual(writeWebhook(webhook!), json);
  const changes = webhook!.entries.flatMap((entry) => entry.changes);
  const told = changes.map((change) => (change.kind === 'messages' ? Math.max(1, change.value.statuses?.length ?? 0) : 1));
  assert.equal(told.reduce((sum, count) => sum + count, 0), updates.length);
  return changes;
}

function nodeOf(type: string): InboundNode {
  const fileNode = (): object => ({ mime_type: 'image/jpeg', sha256: 'c2hh', id: '1', url: 'https://example.com/1' });
  const node = completeNode({ type }, { phone: '393331234567', businessPhone: '15560000000', name: () => 'Ada', answered: () => 'wamid.B', earlier: () => 'wamid.A', userIdOf: (phone) => `IT.${phone}`, seconds: 1_750_116_480, fileNode });
  assert.ok(typeof node !== 'string');
  return node;
}
