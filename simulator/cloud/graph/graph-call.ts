import type { Ms } from '../../../runtime/units.js';
import type { GraphAnswer, Problem } from './graph-answer.js';
import type { Members } from './members.js';

/** One authorised request to a node that exists. */
export interface GraphCall {
  /** Of the URL, with version. */
  readonly path: string;
  /** Of the node, as in the path. */
  readonly id: string;
  /** The business number, -1 for other nodes. */
  readonly number: number;
  /** Of query and body together. */
  readonly members: Members;
  readonly now: Ms;
}

export type Action = (call: GraphCall) => GraphAnswer | Problem;

/** `METHOD kind edge` (or `METHOD kind` for the node itself) to what it does; kinds: number, waba, media, template. */
export type Routes = Readonly<Record<string, Action>>;

/** Where the URLs inside answers begin. */
export interface Bases {
  readonly graph: string;
  readonly media: string;
}

/** HTTP 400, not 404 (R-WHALOC). */
export function unknownObject(method: string, id: string): Problem {
  const message = `Unsupported ${method.toLowerCase().slice(0, 16)} request. Object with ID '${id.slice(0, 256)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;
  return { code: 100, details: null, message, subcode: 33, type: 'GraphMethodException' };
}
