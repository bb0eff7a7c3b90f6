import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { phoneNumberIdOf } from '../cloud/graph/addresses.js';
import { ask, startServer, type Report } from './bench-server.js';
import { loadHttp } from './http-load.js';

export interface DoorPair {
  readonly bare: number;
  readonly fake: number;
}

const CONNECTIONS = 32;
const PATH = `/v25.0/${phoneNumberIdOf(0)}/messages`;

/** Messages a second of a bare server and of the fake, one after the other, each in a process of its own and warm. */
export async function timeHttpDoor(messages: number, rounds: number): Promise<DoorPair[]> {
  const bare = await startServer('bare');
  const fake = await startServer('fake');
  const pairs: DoorPair[] = [];
  let contact = 0;
  const time = async (port: number): Promise<number> => {
    const { perSecond, refused } = await loadHttp(port, PATH, messages, CONNECTIONS, (contact += messages) - messages);
    if (refused > 0) throw new Error(`${refused} messages were refused`);
    return perSecond;
  };
  for (let round = -1; round < rounds; round++) {
    const pair = { bare: await time(bare.port), fake: await time(fake.port) };
    if (round >= 0) pairs.push(pair); // the first is for the compilers
  }
  for (const { process } of [bare, fake]) process.disconnect();
  return pairs;
}

/** Milliseconds from the start of the compiled command line to the line that says the fake listens. */
export async function timeStart(): Promise<number> {
  const main = new URL('../cli/main.js', import.meta.url).pathname;
  const start = performance.now();
  const child = spawn(process.execPath, [main, 'fake', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const ms = performance.now() - start;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return ms;
}

export interface WebhookTiming {
  readonly postsPerSecond: number;
  readonly updatesPerSecond: number;
}

/** Webhooks that reach a local receiver: two statuses for each of so many messages. From the first send to the last webhook. */
export async function timeWebhooks(messages: number): Promise<WebhookTiming> {
  const receiver = await startServer('receiver');
  const fake = await startServer('webhooks', `http://127.0.0.1:${receiver.port}/`);
  await loadHttp(fake.port, PATH, 3_000, CONNECTIONS, 0);
  await drained(receiver.process, 6_000);
  const start = performance.now();
  await loadHttp(fake.port, PATH, messages, CONNECTIONS, 3_000);
  const { received } = await drained(receiver.process, 6_000 + 2 * messages);
  const seconds = (performance.now() - start) / 1_000;
  for (const { process } of [receiver, fake]) process.disconnect();
  return { postsPerSecond: (received - 6_000) / seconds, updatesPerSecond: (2 * messages) / seconds };
}

/** Megabytes in use after each hundredth of so many sends. */
export async function memoryOverSends(sends: number, samples: number): Promise<{ readonly heapMb: number[]; readonly rssMb: number[] }> {
  const fake = await startServer('fake');
  const heapMb: number[] = [];
  const rssMb: number[] = [];
  for (let i = 0; i < samples; i++) {
    // The same recipients again and again: a day's recipients are what the platform has to remember.
    await loadHttp(fake.port, PATH, sends / samples, CONNECTIONS, (i % 2) * (sends / samples));
    const { heapUsed, rss } = await ask(fake.process);
    heapMb.push(heapUsed / 2 ** 20);
    rssMb.push(rss / 2 ** 20);
  }
  fake.process.disconnect();
  return { heapMb, rssMb };
}

async function drained(receiver: ChildProcess, updates: number): Promise<Report> {
  for (;;) {
    const report = await ask(receiver);
    if (report.updates >= updates) return report;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
