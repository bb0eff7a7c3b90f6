import { createHmac } from 'node:crypto';
import type { Webhook } from '../webhooks/webhook.js';

/** Delivers a webhook as the platform does: everything beyond ASCII escaped, and that very string signed. Returns the HTTP status. */
export async function postWebhook(url: string, appSecret: string, webhook: Webhook): Promise<number> {
  const body = escaped(JSON.stringify(webhook));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(appSecret, body) },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Value of X-Hub-Signature-256. */
export function signature(appSecret: string, body: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** The bytes as they are sent and signed: `\\uXXXX` for everything beyond ASCII (R-WHALOC). */
export function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
