import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Ms } from '../../../runtime/units.js';
import type { GraphApi } from '../graph/graph-api.js';

/** MSW handlers that answer everything sent to graph.facebook.com. @param now the clock that requests are stamped with */
export function createHandlers(api: GraphApi, now: () => Ms): HttpHandler[] {
  return [
    http.all('https://graph.facebook.com/*', async ({ request }) => {
      const { method, headers } = request;
      const isMultipart = headers.get('content-type')?.startsWith('multipart/') ?? false;
      const body = isMultipart ? new Uint8Array(await request.arrayBuffer()) : await request.text();
      const { pathname: path, search } = new URL(request.url);
      const answer = api.handle({ method, path, query: search.slice(1), headers, body }, now());
      return new HttpResponse(answer.body, { status: answer.status, headers: answer.headers });
    }),
  ];
}
