import { http, HttpResponse, type HttpHandler } from 'msw';
import { SLOW_PAUSE_MS, SLOW_PIECES, type Answers, type FakeAnswer } from './fake-answer.js';
import type { FakeOptions } from './fake-options.js';
import { FakeWhatsApp } from './fake-whatsapp.js';

/** A WhatsApp platform for tests of any client: `setupServer(...fakeWhatsApp().handlers)`. */
export function fakeWhatsApp(options: FakeOptions = {}): MswWhatsApp {
  return new MswWhatsApp(options);
}

export class MswWhatsApp extends FakeWhatsApp {
  readonly handlers: HttpHandler[] = createHandlers(this);
}

/** MSW handlers that answer everything sent to graph.facebook.com, and downloads of media. */
export function createHandlers(answers: Answers): HttpHandler[] {
  return [
    http.all(isGraph, async ({ request }) => {
      const { method, headers, url } = request;
      const isMultipart = headers.get('content-type')?.startsWith('multipart/') ?? false;
      const body = isMultipart ? new Uint8Array(await request.arrayBuffer()) : await request.text();
      const { pathname: path, search } = new URL(url);
      const answer = answers.request({ method, path, query: search.slice(1), headers, body });
      if (answer.delayMs === 0 && answer.transport === null) return responseOf(answer, answer.body);
      return troubled(answer, request.signal);
    }),
  ];
}

/** A function, because MSW compiles a path anew for each request. */
function isGraph({ request }: { readonly request: Request }): boolean {
  return request.url.startsWith('https://graph.facebook.com/') || request.url.startsWith('https://lookaside.fbsbx.com/');
}

/** Transport faults as far as interception can show them: there is no socket to reset, so a lost answer is a failed fetch. */
async function troubled(answer: FakeAnswer, signal: AbortSignal): Promise<Response> {
  if (answer.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  const { body } = answer;
  const bytes = (): Uint8Array => (typeof body === 'string' ? new TextEncoder().encode(body) : body);
  switch (answer.transport) {
    case null:
      return responseOf(answer, body);
    case 'timeOut':
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(HttpResponse.error()), { once: true }));
    case 'truncated':
      return responseOf(answer, inPieces(bytes().subarray(0, bytes().length >> 1), 1, 0, new TypeError('terminated')));
    case 'slowBody':
      return responseOf(answer, inPieces(bytes(), SLOW_PIECES, SLOW_PAUSE_MS, null));
    default:
      return HttpResponse.error();
  }
}

function inPieces(bytes: Uint8Array, pieces: number, pauseMs: number, end: Error | null): ReadableStream {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  let from = 0;
  return new ReadableStream({
    async pull(controller): Promise<void> {
      if (from > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (from < bytes.length) controller.enqueue(bytes.subarray(from, (from += size)));
      else if (end === null) controller.close();
      else controller.error(end);
    },
  });
}

function responseOf(answer: FakeAnswer, body: FakeAnswer['body'] | ReadableStream): Response {
  return new Response(body, { status: answer.status, headers: answer.headers });
}
