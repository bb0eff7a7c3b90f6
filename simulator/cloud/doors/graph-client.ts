import { SEND_KIND } from '../../../runtime/facts.js';
import type { Ask } from '../../../runtime/intent.js';
import { phoneNumberIdOf, phoneOf, readWamid, wamidOf } from '../graph/addresses.js';
import { opaqueOf } from '../graph/messages.js';
import { templateName } from '../graph/template-names.js';

/** Asks the platform over HTTP as any client would. Returns the message id, 0 for a read receipt, or minus the error code. */
export async function fetchSend(ask: Ask): Promise<number> {
  const response = await fetch(`${BASE}/${phoneNumberIdOf(ask.business)}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer desksim', 'content-type': 'application/json' },
    body: JSON.stringify(bodyOf(ask)),
  });
  return readAnswer((await response.json()) as GraphJson);
}

/** The platform behind HTTP, as a driver of the world asks it. */
export const graphDoor = {
  ask: (_now: number, ask: Ask): Promise<number> => fetchSend(ask),
};

function bodyOf(ask: Ask): object {
  const to = phoneOf(ask.contact);
  if (ask.readReceipt) {
    // Which of the customer's messages turns blue makes no difference: all older ones do.
    return { messaging_product: 'whatsapp', status: 'read', message_id: wamidOf(0, to, true), typing_indicator: { type: 'text' } };
  }
  const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to, biz_opaque_callback_data: opaqueOf(ask.content) };
  if (ask.kind === SEND_KIND.reply) return { ...common, type: 'text', text: { preview_url: false, body: `Answer ${ask.content}` } };
  return { ...common, type: 'template', template: { name: templateName(ask.kind, ask.category), language: { code: 'en_US' } } };
}

function readAnswer(json: GraphJson): number {
  if (json.error !== undefined) return -json.error.code;
  if (json.messages === undefined) return 0;
  return readWamid(json.messages[0]!.id)!.message;
}

interface GraphJson {
  readonly messages?: readonly { readonly id: string }[];
  readonly error?: { readonly code: number };
}

const BASE = 'https://graph.facebook.com/v25.0';
