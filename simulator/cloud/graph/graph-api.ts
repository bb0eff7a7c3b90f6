import type { Ms } from '../../../runtime/units.js';
import { AddressBook, numberOf } from './addresses.js';
import { Authorization } from './authorization.js';
import { BlockedUsers } from './blocked-users.js';
import { sizeProblem } from './body-limit.js';
import { BusinessProfiles } from './business-profile.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { isProblem, problem, refusal, type GraphAnswer, type Problem } from './graph-answer.js';
import { unknownObject, type Action, type Bases } from './graph-call.js';
import type { GraphOptions } from './graph-options.js';
import type { GraphRequest } from './graph-request.js';
import { MediaShelf, type MediaState } from './media.js';
import { readMembers } from './members.js';
import { MessageTemplates } from './message-templates.js';
import { MessagesEdge } from './messages.js';
import { PhoneNumbers, type RegistrationState } from './phone-numbers.js';
import { ReactionTargets, type ReactionTargetsState } from './reaction-targets.js';
import { Subscriptions, type SubscriptionsState } from './subscriptions.js';
import { Throttle, withHeaders } from './throttle.js';
import { Usernames } from './usernames.js';
import { wabaRoutes } from './waba-node.js';

/**
 * The Graph API in front of a cloud: what a help desk calls, over any door. Answers at once; a request that makes no
 * sense gets the platform's error, never an exception.
 */
export class GraphApi {
  readonly cloud: Cloud;
  readonly book: AddressBook;
  readonly media: MediaShelf;
  readonly blocked: BlockedUsers;
  readonly subscriptions: Subscriptions;
  readonly reactions = new ReactionTargets();
  readonly #bases: Bases;
  readonly wabaId: string;
  readonly #authorization: Authorization;
  readonly #throttle: Throttle;
  readonly #templates: MessageTemplates;
  readonly #numbers: PhoneNumbers;
  readonly #profiles = new BusinessProfiles();
  readonly #usernames: Usernames;
  readonly #routes: ReadonlyMap<string, Action>;
  /** `kind edge` of every route, whatever its method. */
  readonly #edges: ReadonlySet<string>;
  #requests = 0;

  constructor(cloud: Cloud, options: GraphOptions = {}) {
    this.cloud = cloud;
    this.book = options.book ?? new AddressBook(cloud.rules.waIds.value);
    this.wabaId = options.wabaId ?? WABA_ID;
    this.#bases = { graph: options.urlBase ?? 'https://graph.facebook.com', media: options.urlBase ?? 'https://lookaside.fbsbx.com' };
    this.media = new MediaShelf(this.#bases);
    this.blocked = new BlockedUsers(cloud, this.book, this.#bases);
    this.subscriptions = new Subscriptions({ id: options.appId ?? APP_ID, name: options.appName ?? 'desksim', url: options.webhookUrl ?? null }, options.overridden);
    this.#authorization = new Authorization(options);
    this.#throttle = new Throttle(this.wabaId, cloud.rules.managementCalls.value);
    this.#templates = new MessageTemplates(cloud, this.#bases);
    const verifiedName = options.verifiedName ?? 'desksim';
    this.#usernames = new Usernames(verifiedName);
    this.#numbers = new PhoneNumbers(cloud, verifiedName, this.#bases, this.subscriptions, this.#usernames);
    const routes = {
      ...new MessagesEdge(cloud, this.book, this.media, this.blocked, this.reactions, options).routes,
      ...this.media.routes,
      ...this.#templates.routes,
      ...this.#numbers.routes,
      ...this.#profiles.routes,
      ...this.#usernames.routes,
      ...wabaRoutes(cloud, this.wabaId, verifiedName),
      ...this.blocked.routes,
      ...this.subscriptions.routes,
    };
    this.#routes = new Map(Object.entries(routes));
    this.#edges = new Set(Object.keys(routes).map((route) => route.slice(route.indexOf(' ') + 1)));
  }

  /** @param now epoch or virtual milliseconds: the same clock that the cloud was told */
  handle(request: GraphRequest, now: Ms): GraphAnswer {
    const answer = sizeProblem(request) ?? this.#authorization.problem(request, now) ?? this.media.download(request, now) ?? this.#answer(request, now);
    if (isProblem(answer)) return this.refuse(answer);
    this.#requests += 1;
    return answer;
  }

  /** The answer to a request that nobody looks at any further. */
  refuse(problem: Problem): GraphAnswer {
    return refusal(problem, this.#requests++, this.cloud.rules.httpOf.value);
  }

  /** What the API knows besides the cloud and the address book, as JSON. */
  snapshot(): GraphState {
    return {
      requests: this.#requests, calls: this.#throttle.calls.snapshot(), media: this.media.snapshot(), blocked: this.blocked.snapshot(),
      subscriptions: this.subscriptions.snapshot(), numbers: this.#numbers.snapshot(), profiles: this.#profiles.snapshot(), reactions: this.reactions.snapshot(), usernames: this.#usernames.snapshot(),
    };
  }

  /** @throws Error when the state is damaged */
  restore({ requests, calls, media, blocked, subscriptions, numbers, profiles, reactions, usernames }: GraphState): void {
    this.#requests = requests;
    this.#throttle.calls.restore(calls);
    this.media.restore(media);
    this.blocked.restore(blocked);
    this.subscriptions.restore(subscriptions);
    this.#numbers.restore(numbers);
    this.#profiles.restore(profiles);
    this.reactions.restore(reactions);
    this.#usernames.restore(usernames);
  }

  #answer(request: GraphRequest, now: Ms): GraphAnswer | Problem {
    const { method, path } = request;
    const match = PATH.exec(path);
    if (match === null) return unknownPath(path);
    const id = match[1]!;
    const edge = match[2];
    const number = numberOf(id);
    const kind = number >= 0 && number < this.cloud.numbers ? 'number' : this.#kindOf(id, now);
    if (kind === null) return unknownObject(method, id);
    const action = this.#routes.get(edge === undefined ? `${method} ${kind}` : `${method} ${kind} ${edge}`);
    if (action === undefined) return edge === undefined || this.#edges.has(`${kind} ${edge}`) ? unknownObject(method, id) : unknownPath(`/${edge}`);
    const members = readMembers(request);
    if (members === null) return problem(CODE.badParameter, null, { message: 'Invalid JSON in request body' });
    const call = { path, id, number, members, now };
    return edge !== undefined && UNTHROTTLED.has(edge) ? this.#unthrottled(action(call)) : this.#throttled(action, call, kind);
  }

  #unthrottled(answer: GraphAnswer | Problem): GraphAnswer | Problem {
    return isProblem(answer) && answer.code === CODE.throughput ? { ...answer, headers: { ...this.#throttle.sendHeaders(), ...answer.headers } } : answer;
  }

  #throttled(action: Action, call: Parameters<Action>[0], kind: string): GraphAnswer | Problem {
    if (kind === 'media') return action(call);
    const isActive = this.#isActive();
    const refused = this.#throttle.problem(call.now, isActive);
    if (refused !== null) return refused;
    const answer = action(call);
    const headers = this.#throttle.headers(call.now, isActive);
    return isProblem(answer) ? { ...answer, headers: { ...headers, ...answer.headers } } : withHeaders(answer, headers);
  }

  #isActive(): boolean {
    for (let number = 0; number < this.cloud.numbers; number += 1) if (this.cloud.business.numbers.isRegistered(number)) return true;
    return false;
  }

  #kindOf(id: string, now: Ms): string | null {
    if (id === this.wabaId) return 'waba';
    if (this.media.has(id, now)) return 'media';
    return this.#templates.has(id) ? 'template' : null;
  }
}

export interface GraphState {
  /** Requests answered so far: ids of traces come from it. */
  readonly requests: number;
  readonly calls: ReturnType<Throttle['calls']['snapshot']>;
  readonly media: MediaState;
  readonly blocked: ReturnType<BlockedUsers['snapshot']>;
  readonly subscriptions: SubscriptionsState;
  readonly numbers: readonly RegistrationState[];
  readonly profiles: ReturnType<BusinessProfiles['snapshot']>;
  readonly reactions: ReactionTargetsState;
  readonly usernames: ReturnType<Usernames['snapshot']>;
}

function unknownPath(path: string): Problem {
  return problem(2500, null, { message: `Unknown path components: ${path.slice(0, 256)}` });
}

const PATH = /^(?:\/v\d+\.\d+)?\/([^/]+)(?:\/(\w+))?\/?$/;
/** Edges that the hourly limits of business-management calls leave alone. */
const UNTHROTTLED: ReadonlySet<string> = new Set(['messages', 'media']);
/** Ids of the platform's own samples. */
const WABA_ID = '102290129340398';
const APP_ID = '670843887433847';
