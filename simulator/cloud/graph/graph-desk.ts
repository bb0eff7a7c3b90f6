import { CloudRun, type CloudRunOptions } from '../cloud-run.js';
import { phoneNumberIdOf } from './addresses.js';
import type { GraphAnswer } from './graph-answer.js';
import { GraphApi } from './graph-api.js';
import type { GraphOptions } from './graph-options.js';

/** For tests: an API in front of a cloud of its own, with the shortest ways to ask it. */
export class GraphDesk {
  readonly run: CloudRun;
  readonly api: GraphApi;
  now = 0;

  constructor(options: GraphOptions = {}, cloud: CloudRunOptions = {}) {
    this.run = new CloudRun(cloud);
    this.api = new GraphApi(this.run.cloud, { token: 'secret', ...options });
  }

  /** @param target path without version, and query; an object as body goes out as JSON */
  ask(method: string, target: string, body: object | string | Uint8Array = '', headers: Record<string, string> = {}): GraphAnswer {
    const [path, query = ''] = target.split('?') as [string, string?];
    const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const type = typeof body === 'object' && !(body instanceof Uint8Array) ? { 'content-type': 'application/json' } : {};
    const all = new Headers({ authorization: 'Bearer secret', ...type, ...headers });
    return this.api.handle({ method, path: path.startsWith('/') ? path : `/v25.0/${path}`, query, headers: all, body: sent }, this.now);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into member by member
  json(method: string, target: string, body: object | string | Uint8Array = '', headers: Record<string, string> = {}): any {
    return JSON.parse(this.ask(method, target, body, headers).body as string);
  }

  /** Sends a message that is well-formed but for what the test is about. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  send(message: object): any {
    return this.json('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to: '+15550000007', ...message });
  }

  /** Code (and subcode) of a refusal; 200 of a success. */
  code(method: string, target: string, body: object | string | Uint8Array = '', headers: Record<string, string> = {}): string {
    const answer = this.ask(method, target, body, headers);
    if (answer.status === 200) return '200';
    const { code, error_subcode } = JSON.parse(answer.body as string).error as { code: number; error_subcode?: number };
    return error_subcode === undefined ? `${code}` : `${code}/${error_subcode}`;
  }

  /** Uploads a file as an ordinary client does. */
  upload(type: string, bytes: Uint8Array, more = ''): GraphAnswer {
    const head = `--B\r\ncontent-disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="a b.bin"\r\nContent-Type: ${type}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n${more}--B--\r\n`)]);
    return this.ask('POST', `${NUMBER}/media`, new Uint8Array(body), { 'content-type': 'multipart/form-data; boundary=B' });
  }
}

export const NUMBER = phoneNumberIdOf(0);
export const WABA = '102290129340398';
