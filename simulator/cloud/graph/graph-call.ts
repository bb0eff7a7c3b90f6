import type { Ms } from '../../../runtime/units.js';
import type { GraphAnswer, Problem } from './graph-answer.js';
import type { Members } from './members.js';

/** One authorised request to a node that exists. */
export interface GraphCall {
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
