import { NONE, type Ms } from '../../../runtime/units.js';

/** The envelope of every webhook. */
export interface Webhook {
  readonly object: 'whatsapp_business_account';
  readonly entry: readonly WebhookEntry[];
}

export interface WebhookEntry {
  /** Of the WhatsApp Business Account. */
  readonly id: string;
  /** Unix seconds at which it was sent; only on fields other than `messages`. */
  readonly time?: number;
  readonly changes: readonly WebhookChange[];
}

export interface WebhookChange {
  readonly field: string;
  readonly value: object;
}

/** One thing to tell. A webhook carries one or, in a batch, up to a thousand. */
export interface Update extends WebhookChange {
  /** Business number it is about, or NONE: the account. */
  readonly number: number;
  /** Customer or other subject: updates of one lane keep their order. */
  readonly lane: number;
}

/** Updates as one webhook: messages and statuses share an entry, everything else has one of its own with its time. */
export function webhookOf(updates: readonly Update[], wabaId: string, now: Ms): Webhook {
  const messages = grouped(updates.filter((update) => update.field === 'messages'));
  const others = updates.filter((update) => update.field !== 'messages');
  return {
    object: 'whatsapp_business_account',
    entry: [
      ...(messages.length === 0 ? [] : [{ id: wabaId, changes: messages }]),
      ...others.map((update) => ({ id: wabaId, time: unixSeconds(now), changes: [change(update)] })),
    ],
  };
}

export function unixSeconds(epochMs: Ms): number {
  return Math.floor(epochMs / 1_000);
}

/** Statuses of one number that follow each other share a change (M-HOOKEP: a batch reaches into the inner arrays); those with `contacts` stay by themselves. */
function grouped(updates: readonly Update[]): WebhookChange[] {
  const changes: WebhookChange[] = [];
  let last = NONE;
  for (const update of updates) {
    const number = isStatusOnly(update.value) ? update.number : NONE;
    const before = changes.at(-1);
    if (number !== NONE && number === last) changes[changes.length - 1] = { field: before!.field, value: { ...before!.value, statuses: [...statusesOf(before!.value), ...statusesOf(update.value)] } };
    else changes.push(change(update));
    last = number;
  }
  return changes;
}

function isStatusOnly(value: object): boolean {
  return 'statuses' in value && !('contacts' in value);
}

function statusesOf(value: object): readonly unknown[] {
  return (value as { readonly statuses: readonly unknown[] }).statuses;
}

function change({ field, value }: Update): WebhookChange {
  return { field, value };
}
