import type { Ms } from '../../../runtime/units.js';
import { numberOf } from '../graph/addresses.js';
import { statusUpdate } from '../webhooks/status-update.js';
import type { Update } from '../webhooks/webhook.js';
import type { SentMessage } from './fake-options.js';
import type { People } from './people.js';

/** The status of a voice message that was played for the first time; null: the message is none. */
export function playedUpdate(now: Ms, { wamid, phoneNumberId, body }: SentMessage, contact: number, people: People): Update | null {
  const { type, audio, recipient, biz_opaque_callback_data: opaque } = body as Readonly<Record<string, unknown>>;
  if (type !== 'audio' || (audio as { readonly voice?: unknown }).voice !== true) return null;
  const number = numberOf(phoneNumberId);
  return statusUpdate(number, contact, {
    wamid, status: 'played', timestampMs: now, recipient: people.of(now, number, contact), sentToUserId: recipient !== undefined,
    error: null, pricing: null, conversation: null, opaque: typeof opaque === 'string' ? opaque : '',
  });
}
