import { SEND_KIND } from '../../../runtime/facts.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { displayPhoneOf, readWamid, wamidOf, type AddressBook } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { isProblem, problem, success, successText, type GraphAnswer, type Problem } from './graph-answer.js';
import type { BlockedUsers } from './blocked-users.js';
import { unknownObject, type GraphCall, type Routes } from './graph-call.js';
import type { GraphOptions } from './graph-options.js';
import type { MediaShelf } from './media.js';
import { isObject } from './members.js';
import { mediaIdsOf, readSendBody, type MessageBody, type ReadReceipt } from './send-body.js';
import { readTemplateName } from './template-names.js';

/** POST /{phone-number-id}/messages: every send, read receipts and typing, in the order that `Cloud.send` explains. */
export class MessagesEdge {
  readonly routes: Routes = { 'POST number messages': (call) => this.#post(call) };
  readonly #cloud: Cloud;
  readonly #book: AddressBook;
  readonly #media: MediaShelf;
  readonly #blocked: BlockedUsers;
  readonly #options: GraphOptions;

  constructor(cloud: Cloud, book: AddressBook, media: MediaShelf, blocked: BlockedUsers, options: GraphOptions) {
    this.#cloud = cloud;
    this.#book = book;
    this.#media = media;
    this.#blocked = blocked;
    this.#options = options;
  }

  #post(call: GraphCall): GraphAnswer | Problem {
    if (!this.#cloud.business.numbers.isRegistered(call.number)) return problem(133010);
    const body = readSendBody(call.members);
    if (isProblem(body)) return body;
    return body.kind === 'read' ? this.#mark(call, body) : this.#send(call, body);
  }

  #send({ number, now }: GraphCall, body: MessageBody): GraphAnswer | Problem {
    if (body.digits === displayPhoneOf(number)) return problem(131021);
    const lost = mediaIdsOf(body).find((id) => !this.#media.has(id, now));
    if (lost !== undefined) return unknownObject('POST', lost);
    const contact = this.#book.contactOf(body.digits);
    if (this.#blocked.has(number, contact)) return problem(130403);
    const { kind, category } = this.#kindOf(body);
    const answer = this.#cloud.send(now, number, contact, kind, category, contentOf(body.opaque));
    if (answer < 0) return problem(-answer);

    const to = this.#book.digitsOf(contact);
    const wamid = wamidOf(answer, to, false);
    this.#options.accepted?.({ message: answer, wamid, number, contact, category, to, body });
    const input = body.to === to ? to : escaped(body.to);
    const status = body.type === 'template' ? ',"message_status":"accepted"' : '';
    // A text is the hot case of the HTTP door: digits and base64 need no escaping.
    return successText(`{"messaging_product":"whatsapp","contacts":[{"input":"${input}","wa_id":"${to}"}],"messages":[{"id":"${wamid}"${status}}]}`);
  }

  /** An unknown template is CATEGORY.none: the cloud refuses it where templates are checked, after the rate limits. */
  #kindOf({ type, node }: MessageBody): { readonly kind: number; readonly category: number } {
    if (type !== 'template' || !isObject(node)) return FREE_FORM;
    const name = node['name'] as string;
    const category = this.#options.templates?.get(name);
    if (category !== undefined) return { kind: SEND_KIND.template, category };
    return readTemplateName(name) ?? { kind: SEND_KIND.template, category: CATEGORY.none };
  }

  #mark({ number, now }: GraphCall, { messageId }: ReadReceipt): GraphAnswer | Problem {
    const message = readWamid(messageId);
    if (message === null) return problem(CODE.badValue, `Param message_id is not a message of this number: ${messageId.slice(0, 256)}`);
    this.#cloud.markRead(now, number, this.#book.contactOf(message.userDigits));
    return success({ success: true });
  }
}

/** The simulation's own clients say here which content they send; other people's data is left alone. */
export function opaqueOf(content: number): string {
  return `desksim:${content}`;
}

function contentOf(opaque: string): number {
  return opaque.startsWith('desksim:') ? Number(/^desksim:(\d+)$/.exec(opaque)?.[1] ?? 0) : 0;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const FREE_FORM = { kind: SEND_KIND.reply, category: CATEGORY.service } as const;
