import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFake, type FakeOptions, type ServedFake } from '../index.js';

/** A fake behind HTTP for as long as `body` runs. */
export async function withServed(options: FakeOptions, body: (served: ServedFake) => Promise<void>): Promise<void> {
  const served = await serveFake(options);
  try {
    await body(served);
  } finally {
    await served.close();
  }
}

/** A text, or a template by its name. */
export async function send(served: ServedFake, to: string, template: string | null = null): Promise<{ status: number; json: any }> {
  const content = template === null ? { type: 'text', text: { body: 'Hello' } } : { type: 'template', template: { name: template, language: { code: 'en_US' } } };
  return post(`${served.url}/v25.0/${served.fake.phoneNumberIds[0]}/messages`, { messaging_product: 'whatsapp', to, ...content });
}

export async function post(url: string, body: object): Promise<{ status: number; json: any }> {
  const response = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer any', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

/** What the only change of a webhook is about: the type of a message, or a status and its errors. */
export function kindOf(body: string): string {
  const { messages, statuses } = JSON.parse(body).entry[0].changes[0].value;
  return messages !== undefined ? messages[0].type : [statuses[0].status, ...(statuses[0].errors ?? []).map((error: { code: number }) => error.code)].join(' ');
}

export async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 10_000; !condition(); ) {
    assert.ok(performance.now() < end, `in vain: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What came to a client's webhook server, and how it answers. */
export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  readonly signatures: (string | undefined)[];
  readonly handshakes: string[];
  /** null: it knows none. */
  token: string | null;
  status: number;
}

/** A webhook server for as long as `body` runs. */
export async function withReceiver(token: string | null, body: (receiver: Receiver) => Promise<void>): Promise<void> {
  const receiver = { url: '', bodies: [] as string[], signatures: [] as (string | undefined)[], handshakes: [] as string[], token, status: 200 };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString('latin1')));
    request.on('end', () => {
      if (request.method === 'GET') {
        const query = new URL(request.url!, 'http://x').searchParams;
        receiver.handshakes.push(query.get('hub.mode')!);
        response.statusCode = query.get('hub.verify_token') === receiver.token ? 200 : 403;
        return response.end(query.get('hub.challenge'));
      }
      receiver.bodies.push(text);
      receiver.signatures.push(request.headers['x-hub-signature-256'] as string | undefined);
      response.statusCode = receiver.status;
      return response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  try {
    await body(receiver);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
