import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problem, refusal } from '../graph/graph-answer.js';

/** The platform's envelope for a request that was not read to its end; the connection goes with it. */
export function refuse(request: IncomingMessage, response: ServerResponse, http: number, code: number, details: string): void {
  const { body, headers } = refusal(problem(code, details), 0);
  closeAfter(request, response);
  response.writeHead(http, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The connection goes with the answer, and what the client is still sending is not waited for. */
export function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close');
  response.on('finish', () => {
    if (!request.complete) request.socket.destroySoon();
  });
}

/** Bytes that are no HTTP, headers without end, clients that take too long: a short answer, if anybody listens, and the end. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  socket.setTimeout(1_000, () => socket.destroy());
}
