import { CODE } from '../errors.js';
import { problem, type Problem } from './graph-answer.js';
import type { GraphRequest } from './graph-request.js';

/** Whether a body with this content-type comes as bytes; every other comes as text. */
export function isMultipart(contentType: string | null | undefined): boolean {
  return contentType !== null && contentType !== undefined && /^multipart\//i.test(contentType);
}

/** Most bytes of a body with this content-type. Ours, as a guard: the platform publishes none. */
export function mostBytesOf(contentType: string | null | undefined): number {
  return isMultipart(contentType) ? LARGEST_MEDIA : LARGEST_BODY;
}

/** What every door answers to a body that is too large, whether it kept the body or not. */
export function sizeProblem({ body, headers, isTooLarge }: GraphRequest): Problem | null {
  // No character takes more than three bytes for each of its units: nearly every body is done with here.
  if (isTooLarge !== true && 3 * body.length <= LARGEST_BODY) return null;
  const most = mostBytesOf(headers.get('content-type'));
  if (isTooLarge !== true && bytesOf(body) <= most) return null;
  return problem(CODE.badParameter, `The request is larger than ${most / MB} MB.`, { http: 413 });
}

function bytesOf(body: string | Uint8Array): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).byteLength : body.byteLength;
}

const MB = 2 ** 20;
/** JSON and forms: a template is the largest thing that anybody sends. */
const LARGEST_BODY = MB;
/** A document of 100 MB (M-MEDIA) and what stands around it. */
const LARGEST_MEDIA = 101 * MB;
