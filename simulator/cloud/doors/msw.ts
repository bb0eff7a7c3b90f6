import { http, HttpResponse, type HttpHandler } from 'msw';
import { isMultipart } from '../graph/body-limit.js';
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
      const bytes = await request.arrayBuffer();
      const body = isMultipart(headers.get('content-type')) ? new Uint8Array(bytes) : UTF_8.decode(bytes);
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
      if (body.length === 0) return responseOf(answer, body); // nothing to cut
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
  // An empty text would come with a content-type of its own.
  return new Response(body === '' ? null : body, { status: answer.status, headers: answer.headers });
}

/** As the HTTP door reads a text: a byte order mark is left to whoever reads the members. */
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });
