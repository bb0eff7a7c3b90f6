import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { Ms } from '../../../runtime/units.js';
import type { Deliveries, Posting } from '../webhooks/deliveries.js';
import type { Subscriber } from '../webhooks/subscribers.js';
import { webhookOf, type Webhook } from '../webhooks/webhook.js';
import { WABA_ID } from './waba.js';
import type { FakeOptions, LogEntry } from './fake-options.js';
import { escaped, signature } from './webhook-post.js';

/** Carries webhooks to subscribers, in this process or over HTTP, and brings their answers back. */
export class PostOffice {
  readonly #deliveries: Deliveries;
  readonly #hear: (webhook: Webhook) => void;
  readonly #timeoutMs: number;
  readonly #now: () => Ms;
  readonly #log: (entry: LogEntry) => void;
  readonly #agents = { http: new Agent({ keepAlive: true, maxSockets: 64 }), https: new TlsAgent({ keepAlive: true, maxSockets: 64 }) };
  readonly #places = new Map<string, Place>();
  /** Under way. */
  readonly #handshakes = new Map<Subscriber, Promise<string | null>>();
  readonly #underWay = new Set<Promise<void>>();
  #closed = false;
  #sending = false;

  /** @param timeoutMs real milliseconds after which an attempt has failed */
  constructor(deliveries: Deliveries, options: FakeOptions, timeoutMs: number, now: () => Ms, log: (entry: LogEntry) => void) {
    this.#deliveries = deliveries;
    this.#hear = options.onWebhook ?? (() => {});
    this.#timeoutMs = timeoutMs;
    this.#now = now;
    this.#log = log;
  }

  /** Posts whatever may leave now. */
  send(): void {
    if (this.#sending || this.#closed) return; // a listener that calls back
    this.#sending = true;
    try {
      for (let posting = this.#deliveries.take(); posting !== null; posting = this.#deliveries.take()) this.#post(posting);
    } finally {
      this.#sending = false;
    }
  }

  /**
   * The platform asks a callback whether it knows the token; nothing is posted before it answers with the challenge.
   * Whoever asks meanwhile shares the answer. @returns null, or a sentence about what went wrong
   */
  shakeHands(subscriber: Subscriber): Promise<string | null> {
    const known = this.#handshakes.get(subscriber);
    if (known !== undefined) return known;
    const handshake = this.#shakeHands(subscriber).finally(() => this.#handshakes.delete(subscriber));
    this.#handshakes.set(subscriber, handshake);
    return handshake;
  }

  /** With every callback that asks for it. @returns null, or what went wrong with one */
  async shakeAllHands(): Promise<string | null> {
    const unverified = this.#deliveries.subscribers.all().filter(({ verified }) => !verified);
    const problems = await Promise.all(unverified.map((subscriber) => this.shakeHands(subscriber)));
    return problems.find((problem) => problem !== null) ?? null;
  }

  /** Until no post is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  close(): void {
    this.#closed = true;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #shakeHands(subscriber: Subscriber): Promise<string | null> {
    const challenge = String(1_158_201_444 + this.#deliveries.attempts);
    const url = new URL(subscriber.url);
    url.searchParams.set('hub.mode', 'subscribe');
    url.searchParams.set('hub.challenge', challenge);
    url.searchParams.set('hub.verify_token', subscriber.verifyToken ?? '');
    const { status, body } = await this.#exchange(placeOf(url), 'GET', {}, '');
    const problem = status === 0 ? 'it does not answer' : status !== 200 ? `it answers ${status} instead of 200` : body.trim() !== challenge ? 'it does not answer with the challenge' : null;
    this.#log({ at: this.#now(), type: 'handshake', url: subscriber.url, status, problem });
    if (problem !== null) return `${subscriber.url} is not verified: ${problem}`;
    subscriber.verified = true;
    return null;
  }

  /** Parsed once: every webhook goes to one of a few places. */
  #placeOf(url: string): Place {
    let place = this.#places.get(url);
    if (place === undefined) this.#places.set(url, (place = placeOf(new URL(url))));
    return place;
  }

  #post(posting: Posting): void {
    const webhook = webhookOf(posting.updates, WABA_ID, this.#now());
    if (posting.targets.every((target) => target.url === '')) {
      for (const _ of posting.targets) this.#hear(webhook);
      return this.#deliveries.answered(this.#now(), posting, posting.targets.map(() => 200));
    }
    const body = escaped(JSON.stringify(webhook));
    const statuses = posting.targets.map(async (target) => {
      if (target.url !== '') return this.#reach(target, body, posting.badSignature);
      this.#hear(webhook);
      return 200;
    });
    const answered = Promise.all(statuses).then((all) => {
      this.#underWay.delete(answered);
      if (this.#closed) return;
      this.#deliveries.answered(this.#now(), posting, all);
      this.send();
    });
    this.#underWay.add(answered);
  }

  /** @returns the status, 0 for none: a callback that fails the handshake is as one that does not answer */
  async #reach(target: Subscriber, body: string, badSignature: boolean): Promise<number> {
    if (!target.verified && (await this.shakeHands(target)) !== null) return 0;
    return (await this.#exchange(this.#placeOf(target.url), 'POST', headersOf(target, body, badSignature), body)).status;
  }

  /** Status 0: no whole answer in time. */
  #exchange({ protocol, host, port, path }: Place, method: string, headers: Record<string, string>, body: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve) => {
      const secure = protocol === 'https:';
      const request = (secure ? httpsRequest : httpRequest)({ host, port, path, method, headers, agent: secure ? this.#agents.https : this.#agents.http });
      const timer = setTimeout(() => request.destroy(), this.#timeoutMs);
      const done = (status: number, text: string): void => {
        clearTimeout(timer);
        resolve({ status, body: text });
      };
      request.on('error', () => done(0, ''));
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('latin1');
        response.on('data', (part: string) => void (text.length < LONGEST_ANSWER && (text += part)));
        response.on('end', () => done(response.statusCode ?? 0, text));
        response.on('close', () => done(0, ''));
        response.on('error', () => done(0, ''));
      });
      request.end(body);
    });
  }
}

interface Place {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

function placeOf({ protocol, hostname, port, pathname, search }: URL): Place {
  return { protocol, host: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search };
}

function headersOf(target: Subscriber, body: string, badSignature: boolean): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(body.length),
    'user-agent': 'facebookexternalua',
    'x-hub-signature-256': signature(badSignature ? `not ${target.secret}` : target.secret, body),
  };
}

const LONGEST_ANSWER = 4_096;
