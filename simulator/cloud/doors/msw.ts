import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Ms } from '../../../runtime/units.js';
import { handleRequest, type CloudApi } from '../graph/graph-api.js';

/** A cloud behind HTTP, with the clock that its requests are stamped with. */
export interface CloudHttp extends CloudApi {
  now(): Ms;
}

/** MSW handlers that answer everything sent to graph.facebook.com. */
export function createHandlers(cloudHttp: CloudHttp): HttpHandler[] {
  return [
    http.all('https://graph.facebook.com/*', async ({ request }) => {
      const { method, headers } = request;
      const isMultipart = headers.get('content-type')?.startsWith('multipart/') ?? false;
      const body = isMultipart ? new Uint8Array(await request.arrayBuffer()) : await request.text();
      const { pathname: path, search } = new URL(request.url);
      const answer = handleRequest(cloudHttp, { method, path, query: search.slice(1), headers, body }, cloudHttp.now());
      return new HttpResponse(answer.body, { status: answer.status, headers: answer.headers });
    }),
  ];
}
