import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFake, type ServedFake, type ServeOptions } from '../http.js';
import { postWebhook } from '../webhook-post.js';

/** What every client under test is told beside the door's address. */
export const TOKEN = 'token-of-the-client';
export const APP_SECRET = 'secret-of-the-app';
export const VERIFY_TOKEN = 'token-of-the-handshake';
export const CUSTOMER = '393331234567';
/** Templates that the platform has approved. */
export const TEMPLATES = { order_update: 'utility' } as const;

export interface Stage {
  readonly door: ServedFake;
  /** Business number. */
  readonly number: string;
  /** Where the client listens for webhooks. */
  readonly webhookUrl: string;
}

/** A door of the platform and a client's webhook server, introduced to each other by the handshake. */
export async function onStage(listener: (request: IncomingMessage, response: ServerResponse) => void, options: ServeOptions, play: (stage: Stage) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const door = await serveFake({ token: TOKEN, webhookUrl, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, templates: TEMPLATES, mps: 1_000, ...options });
  try {
    assert.equal(await door.handshake, null, 'the client answered the handshake');
    await play({ door, number: door.fake.phoneNumberIds[0]!, webhookUrl });
  } finally {
    await door.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Waits until something has come over the network. */
export async function eventually(what: string, happened: () => boolean): Promise<void> {
  const until = performance.now() + 5_000;
  while (!happened()) {
    if (performance.now() > until) assert.fail(`${what}: not within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A webhook that somebody else signed. Returns the HTTP status it gets. */
export function forge(webhookUrl: string): Promise<number> {
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '1' }, messages: [{ from: '1', id: 'wamid.forged', timestamp: '1', type: 'text', text: { body: 'Pay me' } }] };
  return postWebhook(webhookUrl, 'some other secret', { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
}
