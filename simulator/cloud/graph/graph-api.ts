import type { Ms } from '../../../runtime/units.js';
import { AddressBook, numberOf } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { problem, refusal, type GraphAnswer, type Problem } from './graph-answer.js';
import type { Action } from './graph-call.js';
import type { GraphOptions } from './graph-options.js';
import type { GraphRequest } from './graph-request.js';
import { readMembers } from './members.js';
import { MessagesEdge } from './messages.js';
import { NumberNode } from './phone-numbers.js';

/**
 * The Graph API in front of a cloud: what a help desk calls, over any door. Answers at once; a request that makes no
 * sense gets the platform's error, never an exception.
 */
export class GraphApi {
  readonly cloud: Cloud;
  readonly book: AddressBook;
  readonly #options: GraphOptions;
  readonly #routes: ReadonlyMap<string, Action>;
  #requests = 0;

  constructor(cloud: Cloud, options: GraphOptions = {}) {
    this.cloud = cloud;
    this.book = options.book ?? new AddressBook();
    this.#options = options;
    this.#routes = new Map(Object.entries({
      ...new MessagesEdge(cloud, this.book, options).routes,
      ...new NumberNode(cloud).routes,
    }));
  }

  /** @param now epoch or virtual milliseconds: the same clock that the cloud was told */
  handle(request: GraphRequest, now: Ms): GraphAnswer {
    const trace = this.#requests++;
    const answer = this.#authProblem(request) ?? this.#answer(request, now);
    return 'status' in answer ? answer : refusal(answer, trace);
  }

  #authProblem({ headers }: GraphRequest): Problem | null {
    const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return problem(104, null);
    const only = this.#options.token ?? null;
    return only === null || token === only ? null : problem(CODE.badToken, null);
  }

  #answer(request: GraphRequest, now: Ms): GraphAnswer | Problem {
    const { method, path } = request;
    const match = PATH.exec(path);
    const id = match?.[1] ?? path;
    const number = numberOf(id);
    if (number < 0 || number >= this.cloud.numbers) return unknownObject(method, id);
    const edge = match![2];
    const action = this.#routes.get(edge === undefined ? `${method} number` : `${method} number ${edge}`);
    if (action === undefined) return problem(CODE.badParameter, null);
    const members = readMembers(request);
    if (members === null) return problem(CODE.badParameter, null, { message: 'Invalid JSON in request body' });
    return action({ id, number, members, now });
  }
}

/** HTTP 400, not 404 (R-WHALOC). */
function unknownObject(method: string, id: string): Problem {
  const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id.slice(0, 256)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;
  return problem(CODE.badParameter, null, { message, subcode: 33, type: 'GraphMethodException' });
}

const PATH = /^(?:\/v\d+\.\d+)?\/([^/]+)(?:\/(\w+))?\/?$/;
