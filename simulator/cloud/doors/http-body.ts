import type { IncomingMessage } from 'node:http';
import { isMultipart, mostBytesOf } from '../graph/body-limit.js';

/** Why a body was not read to its end: it is larger than it may be, or the fake holds all that it can. */
export type Unread = 'tooLarge' | 'fakeIsFull';

/** Reads the bodies of requests, never more than a fake can hold. */
export class BodyReader {
  /** Bytes in memory of all requests that are being read. */
  #held = 0;

  /** Exactly one of the two is called, once, unless the client goes away. @param mostBytes of this body */
  read(request: IncomingMessage, mostBytes: number, done: (body: string | Uint8Array) => void, refused: (why: Unread) => void): void {
    const announced = Number(request.headers['content-length'] ?? 0);
    const chunks: Buffer[] = [];
    let size = 0;
    let objection: Unread | null = null;
    const letGo = (): void => {
      for (const chunk of chunks) this.#held -= chunk.length;
      chunks.length = 0;
    };
    const object = (why: Unread): void => {
      letGo();
      objection = why;
      // What little is still to come is thrown away, so that the client hears the answer instead of a broken pipe.
      if (announced === 0 || announced > DRAINED) refused(why);
    };
    if (announced > mostBytes) object('tooLarge');
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (objection !== null) return;
      if (size > mostBytes) return object('tooLarge');
      if (this.#held + chunk.length > HELD_AT_MOST) return object('fakeIsFull');
      this.#held += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => {
      if (objection !== null) {
        if (announced > 0 && announced <= DRAINED) refused(objection);
        return;
      }
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
      letGo();
      done(isMultipart(request.headers['content-type']) ? bytes : bytes.toString('utf8'));
    });
    request.on('close', letGo);
  }
}

/** Most bytes of a request to the platform, or to the control of the fake: a full media shelf in base64, and everything else. */
export function mostBytesFor(request: IncomingMessage, isControl: boolean): number {
  return isControl ? 384 * MB : mostBytesOf(request.headers['content-type']);
}

const MB = 2 ** 20;
const DRAINED = 32 * MB;
const HELD_AT_MOST = 512 * MB;
