import type { IncomingMessage } from 'node:http';

/** Reads the bodies of requests, never more than a fake can hold. */
export class BodyReader {
  /** Bytes in memory of all requests that are being read. */
  #held = 0;

  /** Exactly one of the two is called, once, unless the client goes away. */
  read(request: IncomingMessage, done: (body: string | Uint8Array) => void, refused: (http: number, code: number, details: string) => void): void {
    const multipart = request.headers['content-type']?.startsWith('multipart/') ?? false;
    const atMost = multipart ? LARGEST_MEDIA : request.url!.startsWith('/_desksim') ? LARGEST_STATE : LARGEST_BODY;
    const announced = Number(request.headers['content-length'] ?? 0);
    const chunks: Buffer[] = [];
    let size = 0;
    let objection: readonly [number, number, string] | null = null;
    const letGo = (): void => {
      for (const chunk of chunks) this.#held -= chunk.length;
      chunks.length = 0;
    };
    const object = (http: number, code: number, details: string): void => {
      letGo();
      objection = [http, code, details];
      // What little is still to come is thrown away, so that the client hears the answer instead of a broken pipe.
      if (announced === 0 || announced > DRAINED) refused(http, code, details);
    };
    if (announced > atMost) object(413, 100, tooLarge(atMost));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (objection !== null) return;
      if (size > atMost) return object(413, 100, tooLarge(atMost));
      if (this.#held + chunk.length > HELD_AT_MOST) return object(503, 2, 'The fake holds too many unfinished requests.');
      this.#held += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => {
      if (objection !== null) {
        if (announced > 0 && announced <= DRAINED) refused(...objection);
        return;
      }
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
      letGo();
      done(multipart ? bytes : bytes.toString('utf8'));
    });
    request.on('close', letGo);
  }
}

function tooLarge(atMost: number): string {
  return `The request is larger than ${atMost / MB} MB.`;
}

const MB = 2 ** 20;
/** JSON and forms: a template is the largest thing that anybody sends. */
const LARGEST_BODY = MB;
/** A document of 100 MB (M-MEDIA) and what stands around it. */
const LARGEST_MEDIA = 101 * MB;
/** A full media shelf in base64, and everything else. */
const LARGEST_STATE = 384 * MB;
const DRAINED = 32 * MB;
const HELD_AT_MOST = 512 * MB;
