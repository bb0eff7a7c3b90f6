import { connect, type Socket } from 'node:net';
import { Streams } from '../random.js';
import { phoneNumberIdOf } from '../cloud/graph/addresses.js';
import { startServer, ask } from './bench-server.js';
import { loadHttp } from './http-load.js';

export interface HostileRun {
  /** By first line of the answer, `hung up` and `cut off`. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Messages a second of a client that did nothing wrong, alone and beside the others. */
  readonly alone: number;
  readonly beside: number;
  readonly heapMb: readonly [before: number, after: number];
}

const PATH = `/v25.0/${phoneNumberIdOf(0)}/messages`;

/** So many connections at once, each with something nasty, over and over, while another client works. */
export async function attack(connections: number, rounds: number): Promise<HostileRun> {
  const fake = await startServer('hostile');
  await loadHttp(fake.port, PATH, 20_000, 4, 0);
  const alone = (await loadHttp(fake.port, PATH, 20_000, 4, 0)).perSecond;
  const before = await ask(fake.process);
  const outcomes = new Map<string, number>();
  const streams = new Streams(1, 0);
  let over = false;
  const worker = (async (): Promise<number> => {
    let messages = 0;
    const start = performance.now();
    while (!over) {
      const { refused } = await loadHttp(fake.port, PATH, 200, 4, 20_000 + (messages % 100_000));
      if (refused > 0) throw new Error('an innocent client was refused');
      messages += 200;
    }
    return messages / ((performance.now() - start) / 1_000);
  })();
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: connections }, async (_, i) => {
      const outcome = await oneAttack(fake.port, Math.floor(streams.uniform(i, 0, round) * ATTACKS.length), streams.uniform(i, 1, round));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }));
  }
  over = true;
  const beside = await worker;
  const after = await ask(fake.process);
  fake.process.disconnect();
  return { outcomes, alone, beside, heapMb: [before.heapUsed / 2 ** 20, after.heapUsed / 2 ** 20] };
}

/** What a connection sends, given a uniform. */
const ATTACKS: readonly ((u: number) => string)[] = [
  () => '',
  () => 'POST / HTTP/1.1\r\nhost: x\r\n',
  (u) => post('application/json', '{"messaging_product":"whatsapp","to":'.repeat(1 + Math.floor(u * 50))),
  (u) => post('application/json', `{"messaging_product":"whatsapp","to":"393331234567","type":${JSON.stringify([u])}}`),
  (u) => post('multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="file"\r\n\r\n${'y'.repeat(Math.floor(u * 10_000))}`),
  (u) => `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: ${Math.floor(u * 1e6)}\r\n\r\n{`,
  () => `GET / HTTP/1.1\r\nhost: x\r\n${'bomb: x\r\n'.repeat(5_000)}\r\n`,
  (u) => String.fromCharCode(...Array.from({ length: 200 }, (_, i) => Math.floor(u * 1e9 + i * 7_919) % 256)),
  () => `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: ${10 * 2 ** 20}\r\n\r\n${TEN_MB.slice(0, 2 ** 20)}`,
  () => `POST ${PATH} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffff\r\nx`,
];
const TEN_MB = 'x'.repeat(10 * 2 ** 20);

function post(type: string, body: string): string {
  return `POST ${PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

function oneAttack(port: number, kind: number, u: number): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1');
    let text = '';
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text === '' ? 'hung up' : text.slice(0, text.indexOf('\r\n')));
    };
    const timer = setTimeout(() => {
      text = 'left open\r\n';
      done();
    }, 15_000);
    socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
    for (const event of ['end', 'close', 'error']) socket.on(event, done);
    socket.write(ATTACKS[kind]!(u), 'latin1');
  });
}
