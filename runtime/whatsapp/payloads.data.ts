import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRead } from './form.js';
import type { Json } from './json.js';
import { mediaOf, textOf } from './said.js';
import { readWebhook, writeWebhook, type WebhookRecord } from './webhook.js';

// Webhooks as other people's libraries and the platform's own documents publish them.

const FOLDER = join(process.env['DESKSIM_DATA']!, 'data/whatsapp-payloads');
const INDEX = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as {
  readonly payloads: readonly { readonly file: string; readonly direction: string; readonly fields?: readonly string[]; readonly kinds?: readonly string[] }[];
};
const WEBHOOKS = INDEX.payloads.filter(({ direction }) => direction === 'webhook');

test('every public webhook is read without a problem and written back as it was', () => {
  assert.ok(WEBHOOKS.length >= 111);
  for (const { file } of WEBHOOKS) {
    const { webhook, problems } = readWebhook(load(file));
    assert.deepEqual(problems, [], file);
    assert.deepEqual(writeWebhook(webhook!), load(file), file);
  }
});

test('messages and statuses of public webhooks are of the kind that the index says', () => {
  let seen = 0;
  for (const { file, fields, kinds } of WEBHOOKS) {
    if (!fields!.includes('messages')) continue;
    assert.deepEqual(kindsOf(read(file)).sort(), [...new Set(kinds)].sort(), file);
    seen += 1;
  }
  assert.ok(seen >= 77);
});

test('what a public message says has a field with a type', () => {
  let spoken = 0;
  for (const { file } of WEBHOOKS) {
    for (const message of messagesOf(read(file))) {
      const raw = JSON.stringify(message);
      if (['text', 'button'].includes(message.kind) || message.interactive?.button || message.interactive?.list) spoken += Number(textOf(message) !== '');
      if (['image', 'video', 'audio', 'document', 'sticker'].includes(message.kind)) assert.match(mediaOf(message)!.id!, /^\d+$/, file);
      if (raw.includes('"source_')) assert.fail(`${file}: a referral is not read`);
    }
  }
  assert.ok(spoken >= 15, String(spoken));
});

/** The exceptions: kept, but without a field of their own, because no desk decides anything by them. */
const ONLY_KEPT = [
  'all', // an error of the source: the webhook once more inside of itself
  'account_update auth_international_rate_eligibility', 'account_update country', 'account_update disconnection_info',
  'account_update partner_client_certification_info', 'account_update waba_info', // partners' business, not the desk's
  'message_template_components_update message_template_element', 'message_template_status_update rejection_info', // for people who write templates
  'messages href', // a link to the documentation
  'messages call_permission_reply', // calls are no subject here
  'messages identity', // identity check, an opt-in of the business
  'messages image_url', 'messages media_type', 'messages thumbnail_url', 'messages video_url', 'messages welcome_message', // the look of the advertisement
  'messages url', // a map
  'messages parent_recipient_user_id', // the name until May 2026
  'messages recipient_participant_parent_user_id', 'messages recipient_participant_user_id', // groups
  'smb_message_echoes to_parent_user_id', 'smb_message_echoes to_user_id', 'user_preferences signup_id',
];
/** Fields that have no records, for the same reason: calls and groups. */
const OTHER_FIELDS = ['calls', 'group_lifecycle_update', 'group_participants_update', 'group_settings_update'];

test('members and fields that are kept without a type are these and no others', () => {
  const kept = new Set<string>();
  const other = new Set<string>();
  for (const { file } of WEBHOOKS) {
    const webhook = read(file);
    for (const name of Object.keys(webhook.rest)) kept.add(name);
    for (const change of webhook.entries.flatMap(({ changes }) => changes)) {
      if (change.kind === 'other') other.add(change.field);
      else for (const name of restsOf(change.value)) kept.add(`${change.kind} ${name}`);
    }
  }
  assert.deepEqual([...kept].sort(), [...ONLY_KEPT].sort());
  assert.deepEqual([...other].sort(), OTHER_FIELDS);
});

function load(file: string): Json {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Json;
}

function read(file: string): WebhookRecord {
  return readWebhook(load(file)).webhook!;
}

function messagesOf(webhook: WebhookRecord) {
  return valuesOf(webhook).flatMap(({ messages }) => (messages ?? []).filter(isRead));
}

function valuesOf(webhook: WebhookRecord) {
  return webhook.entries.flatMap(({ changes }) => changes).flatMap((change) => (change.kind === 'messages' ? [change.value] : []));
}

/** As the index writes them: `message:text`, `message:interactive:list_reply`, `status:sent`. */
function kindsOf(webhook: WebhookRecord): string[] {
  const kinds = [
    ...messagesOf(webhook).map(({ kind, interactive }) => `message:${kind}${interactive === null ? '' : `:${interactive.kind}`}`),
    ...valuesOf(webhook).flatMap(({ statuses }) => (statuses ?? []).filter(isRead)).map(({ status }) => `status:${status}`),
  ];
  return [...new Set(kinds)];
}

/** Names in any `rest` below. */
function restsOf(record: unknown): string[] {
  if (Array.isArray(record)) return record.flatMap(restsOf);
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([name, value]) => (name === 'rest' ? Object.keys(value as object) : restsOf(value)));
}
