import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { parentPort, workerData } from 'node:worker_threads';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { fakeWhatsApp } from '../cloud/doors/msw.js';
import { wamidOf } from '../cloud/graph/addresses.js';
import { fetchSend } from '../cloud/doors/graph-client.js';

/** Interception takes some thousand requests to warm up. */
const WARM_UP = 3_000;

const { messages, handler } = workerData as { readonly messages: number; readonly handler: 'fake' | 'empty' };
const fake = fakeWhatsApp({ mps: Infinity, tier: Infinity });
const EMPTY = http.all('https://graph.facebook.com/*', () => HttpResponse.json({ messaging_product: 'whatsapp', messages: [{ id: wamidOf(0, '15550000000', false) }] }));
const server = setupServer(...(handler === 'fake' ? fake.handlers : [EMPTY]));
server.listen({ onUnhandledRequest: 'error' });
await sendAll(0, WARM_UP);
parentPort!.postMessage('warm');
parentPort!.once('message', () => void timed());

async function timed(): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  await sendAll(WARM_UP, messages);
  const ms = performance.now() - start;
  globalThis.gc?.();
  server.close();
  parentPort!.postMessage({ ms, heapGrowthMb: (process.memoryUsage().heapUsed - before) / 2 ** 20 });
}

/** Each to a contact of its own, one in flight, with a turn of the event loop now and then. */
async function sendAll(from: number, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const ask = { business: 0, contact: from + i, kind: SEND_KIND.template, category: CATEGORY.utility, content: 8, readReceipt: false };
    if ((await fetchSend(ask)) < 0) throw new Error(`send ${i} was refused`);
    if (i % 50 === 49) {
      fake.sent.length = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
