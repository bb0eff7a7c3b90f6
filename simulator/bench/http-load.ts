import { connect, type Socket } from 'node:net';

export interface LoadTiming {
  readonly perSecond: number;
  /** Answers that were not 200. */
  readonly refused: number;
}

/** Sends so many messages over keep-alive connections, one in flight on each, every one to a recipient of its own. Bare sockets: the client must not be what is measured. */
export async function loadHttp(port: number, path: string, messages: number, connections: number, firstContact: number): Promise<LoadTiming> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(port)));
  let next = 0;
  let refused = 0;
  const body = '{"messaging_product":"whatsapp","recipient_type":"individual","type":"template","template":{"name":"desksim_message_utility","language":{"code":"en_US"}},"to":"1555';
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: application/json\r\ncontent-length: ${body.length + 9}\r\n\r\n`;
  const start = performance.now();
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve, reject) => {
    let text = '';
    const send = (): void => {
      if (next >= messages) return resolve();
      const to = String(firstContact + next++).padStart(7, '0');
      socket.write(`${head}${body}${to}"}`);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (part: string) => {
      text = text === '' ? part : text + part;
      if (!text.endsWith('}')) return; // the answers are JSON, and the headers hold none
      if (!text.startsWith('HTTP/1.1 200')) refused += 1;
      text = '';
      send();
    });
    send();
  })));
  const seconds = (performance.now() - start) / 1_000;
  for (const socket of sockets) socket.removeAllListeners().destroy();
  return { perSecond: messages / seconds, refused };
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}
