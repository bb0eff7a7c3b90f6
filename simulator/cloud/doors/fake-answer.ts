import type { Ms } from '../../../runtime/units.js';
import type { GraphApi } from '../graph/graph-api.js';
import type { GraphAnswer } from '../graph/graph-answer.js';
import type { GraphRequest } from '../graph/graph-request.js';
import type { TransportFault } from '../faults/fault-spec.js';

/** Whatever answers requests: a door needs no more. */
export interface Answers {
  request(request: GraphRequest): FakeAnswer;
}

/** What a door is to do with a request. */
export interface FakeAnswer extends GraphAnswer {
  /** Real milliseconds to wait before anything leaves. */
  readonly delayMs: number;
  /** What befalls the answer on its way; null: it arrives. */
  readonly transport: TransportFault | null;
}

/** An answer that nothing befalls. */
export function untroubled(answer: GraphAnswer): FakeAnswer {
  return { status: answer.status, headers: answer.headers, body: answer.body, delayMs: 0, transport: null };
}

/** A Graph API alone, on somebody else's clock. */
export function untroubledApi(api: GraphApi, now: () => Ms): Answers {
  return { request: (request) => untroubled(api.handle(request, now())) };
}

/** A slow body comes in so many pieces with such pauses, through every door. */
export const SLOW_PIECES = 10;
export const SLOW_PAUSE_MS = 200;
