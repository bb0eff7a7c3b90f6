import type { IncomingMessage, ServerResponse } from 'node:http';
import { SLOW_PAUSE_MS, SLOW_PIECES, type FakeAnswer } from './fake-answer.js';

/** Lets an answer leave as it should, or as badly as it should. */
export function send(request: IncomingMessage, response: ServerResponse, answer: FakeAnswer): void {
  if (answer.delayMs > 0) setTimeout(() => leave(request, response, answer), answer.delayMs);
  else leave(request, response, answer);
}

function leave(request: IncomingMessage, response: ServerResponse, { status, headers, body, transport }: FakeAnswer): void {
  const { socket } = request;
  if (socket.destroyed) return;
  switch (transport) {
    case 'reset':
    case 'lostResponse':
      return void socket.resetAndDestroy();
    case 'empty':
      return void socket.destroySoon();
    case 'timeOut':
      return; // until the client gives up
  }
  // A text leaves in one piece with its headers; bytes would take a write of their own.
  response.writeHead(status, { ...headers, 'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength });
  if (transport === null) return void response.end(body);
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (transport === 'truncated') response.write(bytes.subarray(0, bytes.byteLength >> 1), () => socket.destroySoon());
  else drip(response, bytes, 0);
}

function drip(response: ServerResponse, bytes: Uint8Array, from: number): void {
  const until = from + Math.max(1, Math.ceil(bytes.byteLength / SLOW_PIECES));
  if (until >= bytes.byteLength) return void response.end(bytes.subarray(from));
  response.write(bytes.subarray(from, until));
  setTimeout(() => {
    if (!response.destroyed) drip(response, bytes, until);
  }, SLOW_PAUSE_MS);
}
