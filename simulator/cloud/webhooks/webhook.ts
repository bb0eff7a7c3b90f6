import type { Ms } from '../../../runtime/units.js';

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
  const messages = updates.filter((update) => update.field === 'messages').map(change);
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

function change({ field, value }: Update): WebhookChange {
  return { field, value };
}
