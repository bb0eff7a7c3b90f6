import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFake } from '../cloud/doors/http.js';

// A process of its own for one server: `bare`, `fake`, `hostile`, `webhooks URL` or `receiver`. It says its port, and its memory or count when asked.

const [kind, url] = process.argv.slice(2);
let received = 0;
let updates = 0;

process.on('disconnect', () => process.exit());
if (kind === 'bare') listen(bare);
else if (kind === 'receiver') listen(receive);
else {
  const served = await serveFake({ tier: Infinity, mps: Infinity, ...(kind === 'hostile' ? { headersTimeoutMs: 2_000, requestTimeoutMs: 4_000 } : {}), ...(url === undefined ? {} : { webhookUrl: url }) });
  process.on('message', (told) => void (told === 'totals' ? process.send!(served.fake.deliveries.delivered) : report()));
  process.send!(Number(new URL(served.url).port));
}

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): void {
  const server = createServer(handler).listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
  process.on('message', () => report());
}

function report(): void {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send!({ rss, heapUsed, received, updates });
}

/** Parses what it gets and answers what the fake answers: what node:http costs by itself. */
function bare(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    const { to } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { to: string };
    const body = JSON.stringify({
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: to }],
      messages: [{ id: 'wamid.HBgLMTU1NTAwMDAwMDcVAgARGBIwMDAwMDAwMDAwMDAwMDAwMDEA', message_status: 'accepted' }],
    });
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}

/** Reads webhooks and parses them, as any receiver has to. */
function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    const { entry } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { entry: { changes: unknown[] }[] };
    received += 1;
    for (const one of entry) updates += one.changes.length;
    response.end();
  });
}
