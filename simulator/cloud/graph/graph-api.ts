import { SEND_KIND } from '../../../runtime/facts.js';
import { CATEGORY } from '../../../runtime/intent.js';
import type { Ms } from '../../../runtime/units.js';
import { displayPhoneOf, numberOf, readWamid, wamidOf, type AddressBook } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { refusal, success, type GraphAnswer } from './graph-answer.js';
import type { GraphRequest } from './graph-request.js';
import { isProblem, readSendBody, type SendBody } from './send-body.js';
import { readTemplateName } from './template-names.js';

/** What an HTTP request to the platform needs to know. */
export interface CloudApi {
  readonly cloud: Cloud;
  readonly book: AddressBook;
  /** Templates besides the simulation's own: name to CATEGORY. */
  readonly templates: ReadonlyMap<string, number>;
  /** The only bearer token that passes; null: any. */
  readonly token: string | null;
  /** Hears of every send that was accepted. */
  accepted?(message: number, number: number, contact: number, body: string, category: number): void;
}

/**
 * The Graph API as far as a help desk uses it: POST /vNN.N/{phone-number-id}/messages and GET of a number. In the order
 * that `Cloud.send` explains.
 *
 * @param now epoch or virtual milliseconds: the same clock that the cloud was told
 */
export function handleRequest(api: CloudApi, request: GraphRequest, now: Ms): GraphAnswer {
  const { method, path, headers } = request;
  const trace = api.cloud.messageCount;
  const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return refusal(104, trace, null);
  if (api.token !== null && token !== api.token) return refusal(CODE.badToken, trace, null);

  const route = /^\/v\d+\.\d+\/(\d+)(\/messages)?\/?$/.exec(path);
  const number = route === null ? -1 : numberOf(route[1]!);
  if (number < 0 || number >= api.cloud.numbers) return refusal(CODE.badParameter, trace, null, UNKNOWN_OBJECT);
  if (method === 'GET' && route![2] === undefined) return numberNode(api, route![1]!, number);
  if (method !== 'POST' || route![2] === undefined) return refusal(CODE.badParameter, trace, null);

  const body = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
  const read = readSendBody(body);
  if (isProblem(read)) return refusal(read.code, trace, read.details);
  return read.kind === 'read' ? mark(api, number, read.messageId, now) : send(api, number, read, body, now);
}

/** The simulation's own clients say here which content they send; other people's data is left alone. */
export function opaqueOf(content: number): string {
  return `desksim:${content}`;
}

function send(api: CloudApi, number: number, read: SendBody & { kind: 'message' }, body: string, now: Ms): GraphAnswer {
  const contact = api.book.contactOf(read.to);
  const { kind, category } = kindOf(api, read.template);
  const content = Number(/^desksim:(\d+)$/.exec(read.opaque)?.[1] ?? 0);
  const answer = api.cloud.send(now, number, contact, kind, category, content);
  if (answer < 0) return refusal(-answer, api.cloud.messageCount);

  api.accepted?.(answer, number, contact, body, category);
  const digits = api.book.digitsOf(contact);
  return success({
    messaging_product: 'whatsapp',
    contacts: [{ input: read.to, wa_id: digits }],
    messages: [{ id: wamidOf(answer, digits, false), ...(read.template === null ? {} : { message_status: 'accepted' }) }],
  });
}

/** An unknown template is CATEGORY.none: the cloud refuses it where templates are checked, after the rate limits. */
function kindOf(api: CloudApi, template: string | null): { readonly kind: number; readonly category: number } {
  if (template === null) return { kind: SEND_KIND.reply, category: CATEGORY.service };
  const category = api.templates.get(template);
  if (category !== undefined) return { kind: SEND_KIND.template, category };
  return readTemplateName(template) ?? { kind: SEND_KIND.template, category: CATEGORY.none };
}

function mark(api: CloudApi, number: number, messageId: string, now: Ms): GraphAnswer {
  const message = readWamid(messageId);
  if (message === null) return refusal(CODE.badValue, api.cloud.messageCount, `Param message_id is not a message of this number: ${messageId}`);
  api.cloud.markRead(now, number, api.book.contactOf(message.userDigits));
  return success({ success: true });
}

function numberNode(api: CloudApi, id: string, number: number): GraphAnswer {
  return success({
    id,
    display_phone_number: `+${displayPhoneOf(number)}`,
    verified_name: 'desksim',
    quality_rating: 'GREEN',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: tierName(api.cloud.limitOf(number)),
  });
}

/** TIER_250, TIER_2K, ... TIER_UNLIMITED. */
function tierName(limit: number): string {
  if (limit === Infinity) return 'TIER_UNLIMITED';
  return limit < 1_000 ? `TIER_${limit}` : `TIER_${limit / 1_000}K`;
}

/** Subcode of code 100 for an id that does not exist (HTTP 400, not 404: R-WHALOC). */
const UNKNOWN_OBJECT = 33;
