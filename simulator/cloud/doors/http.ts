import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from './control.js';
import type { FakeOptions, LogEntry } from './fake-options.js';
import { FakeWhatsApp } from './fake-whatsapp.js';
import { BodyReader, mostBytesFor, type Unread } from './http-body.js';
import { closeAfter, refuse, refuseConnection } from './http-refusal.js';
import { send } from './http-send.js';

export interface ServeOptions extends FakeOptions {
  /** 0 (the default) picks a free one. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Real milliseconds a client has for its headers, and for its whole request. Default 10 s and 60 s. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

export interface ServedFake {
  /** Base address, without a slash at the end; clients put `/v25.0/...` behind it. */
  readonly url: string;
  readonly fake: FakeWhatsApp;
  /** What went wrong with the handshake of `webhookUrl`; null: it succeeded, or none was asked for. */
  readonly handshake: Promise<string | null>;
  /** The last log entries, oldest first. */
  readonly log: readonly LogEntry[];
  close(): Promise<void>;
}

/**
 * The platform behind HTTP, open to any client whose base address can be changed.
 * @throws the system's error when the port cannot be listened on, or what is wrong with the options; nothing listens then
 */
export async function serveFake(options: ServeOptions = {}): Promise<ServedFake> {
  const { port = 0, host = '127.0.0.1', headersTimeoutMs = 10_000, requestTimeoutMs = 60_000 } = options;
  const door = new HttpDoor();
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
    noDelay: true,
  }, (request, response) => door.take(request, response));
  server.maxConnections = 4_096;
  server.maxRequestsPerSocket = 0;
  server.on('clientError', refuseConnection);
  // Node would answer 417 or keep the upgraded socket: neither is the platform's business.
  server.on('checkExpectation', (request, response) => door.take(request, response));
  await listening(server, port, host);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  try {
    door.open(options, url);
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    url,
    fake: door.fake,
    log: door.log,
    handshake: door.fake.shakeHands(),
    async close(): Promise<void> {
      door.fake.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

class HttpDoor {
  fake!: FakeWhatsApp;
  readonly log: LogEntry[] = [];
  readonly #bodies = new BodyReader();

  open(options: FakeOptions, url: string): void {
    const onLog = (entry: LogEntry): void => {
      this.log.push(entry);
      if (this.log.length >= 2 * KEPT_LOG) this.log.splice(0, KEPT_LOG);
      options.onLog?.(entry);
    };
    this.fake = new FakeWhatsApp({ urlBase: url, ...options, onLog });
  }

  take(request: IncomingMessage, response: ServerResponse): void {
    // A client that goes away in the middle is no error of ours.
    request.on('error', ignore);
    response.on('error', ignore);
    const { headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return this.#answerSafely(request, response, '');
    const mostBytes = mostBytesFor(request, isControl(request.url!));
    this.#bodies.read(request, mostBytes, (body) => this.#answerSafely(request, response, body), (why) => this.#refuse(request, response, why, mostBytes));
  }

  /** A body that is too large for the platform gets the answer of every door, and the connection goes with it. */
  #refuse(request: IncomingMessage, response: ServerResponse, why: Unread, mostBytes: number): void {
    if (why === 'fakeIsFull') return refuse(request, response, 503, 2, 'The fake holds too many unfinished requests.');
    if (isControl(request.url!)) return refuse(request, response, 413, 100, `The request is larger than ${mostBytes} bytes.`);
    closeAfter(request, response);
    this.#answerSafely(request, response, null);
  }

  /** A bug of ours must not take the other clients down: it is an error of the platform for this one, and a warning for us. */
  #answerSafely(request: IncomingMessage, response: ServerResponse, body: string | Uint8Array | null): void {
    try {
      this.#answer(request, response, body);
    } catch (error) {
      this.#bug(request, response, error);
    }
  }

  #bug(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    this.fake.totals.bugs += 1;
    process.emitWarning(error as Error);
    if (!response.headersSent) refuse(request, response, 500, 1, 'A bug of desksim: see its stderr.');
  }

  /** @param body null: too large for the platform */
  #answer(request: IncomingMessage, response: ServerResponse, body: string | Uint8Array | null): void {
    const target = request.url!;
    const from = target.startsWith('/') ? 0 : Math.max(0, target.indexOf('/', target.indexOf('//') + 2));
    const mark = target.indexOf('?');
    const path = mark < 0 ? target.slice(from) : target.slice(from, mark);
    const query = mark < 0 ? '' : target.slice(mark + 1);
    const method = request.method!;
    if (body !== null && isControl(path)) {
      void answerControl(this, method, path.slice(CONTROL.length), query, body).then((answer) => send(request, response, answer), (error: unknown) => this.#bug(request, response, error));
      return;
    }
    const { headers } = request;
    const get = (name: string): string | null => {
      const value = headers[name];
      return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
    };
    send(request, response, this.fake.request({ method, path, query, headers: { get }, ...(body === null ? UNREAD : { body }) }));
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, 1_024, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function ignore(): void {}

/** @param target path, with or without query */
function isControl(target: string): boolean {
  return target.startsWith(CONTROL) && (target.length === CONTROL.length || '/?'.includes(target[CONTROL.length]!));
}

const CONTROL = '/_desksim';
const UNREAD = { body: '', isTooLarge: true } as const;
const KEPT_LOG = 1_000;
