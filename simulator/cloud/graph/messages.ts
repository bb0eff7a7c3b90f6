import { SEND_KIND } from '../../../runtime/facts.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { displayPhoneOf, phoneOfUserId, readWamid, wamidOf, type AddressBook } from './addresses.js';
import { NONE, type Ms } from '../../../runtime/units.js';
import type { TemplateCategory } from '../cloud-ports.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { isProblem, problem, success, successText, type GraphAnswer, type Problem } from './graph-answer.js';
import type { BlockedUsers } from './blocked-users.js';
import { unknownObject, type GraphCall, type Routes } from './graph-call.js';
import type { GraphOptions } from './graph-options.js';
import type { MediaShelf } from './media.js';
import { showsAs } from './media-limits.js';
import type { ShownMedia } from './message-nodes.js';
import { slotOf } from './message-templates.js';
import type { ReactionTargets } from './reaction-targets.js';
import { isParentUserId, mediaOf, readSendBody, type MessageBody, type ReadReceipt } from './send-body.js';
import { readTemplateName } from './template-names.js';
import { parametersProblem } from './template-parameters.js';

/** POST /{phone-number-id}/messages: every send, read receipts and typing, in the order that `Cloud.send` explains. */
export class MessagesEdge {
  readonly routes: Routes = { 'POST number messages': (call) => this.#post(call) };
  readonly #cloud: Cloud;
  readonly #book: AddressBook;
  readonly #media: MediaShelf;
  readonly #blocked: BlockedUsers;
  readonly #reactions: ReactionTargets;
  readonly #options: GraphOptions;

  constructor(cloud: Cloud, book: AddressBook, media: MediaShelf, blocked: BlockedUsers, reactions: ReactionTargets, options: GraphOptions) {
    this.#cloud = cloud;
    this.#book = book;
    this.#media = media;
    this.#blocked = blocked;
    this.#reactions = reactions;
    this.#options = options;
  }

  #post(call: GraphCall): GraphAnswer | Problem {
    const closed = this.#cloud.business.numbers.closedBy[call.number]!;
    // What the rules let fail later is the cloud's to fail.
    if (closed > 0 && (this.#cloud.rules.channelOf.value[closed] ?? 'sync') === 'sync') return problem(closed);
    const body = readSendBody(call.members, this.#cloud.rules);
    if (isProblem(body)) return body;
    return body.kind === 'read' ? this.#mark(call, body) : this.#send(call, body);
  }

  #send({ number, now }: GraphCall, body: MessageBody): GraphAnswer | Problem {
    const digits = body.recipient === '' ? body.digits : this.#phoneOf(body);
    if (typeof digits !== 'string') return digits;
    if (digits === displayPhoneOf(number)) return problem(131021);
    const media = mediaOf(body);
    const lost = media.find(({ id }) => !this.#media.has(id, now));
    if (lost !== undefined) return unknownObject('POST', lost.id);
    const contact = this.#book.contactOf(digits);
    const what = body.type === 'template' ? this.#templateOf(body.node as TemplateNode) : FREE_FORM;
    const { objection } = what;
    // Parameters that do not fit are found where templates are checked: the limits before that have the first word.
    const fault = objection !== null ? -objection.code : this.#blocked.has(number, contact) ? CODE.blockedUser : this.#laterFault(now, body, digits, media);
    const answer = this.#cloud.send(now, number, contact, what.kind, what.category, contentOf(body.opaque), what.slot, fault);
    if (answer < 0) return answer === fault ? objection! : refused(-answer, body.node);

    this.#reactions.passed(now, answer, body.type);
    const to = this.#book.digitsOf(contact);
    const wamid = wamidOf(answer, to, false);
    this.#options.accepted?.({ message: answer, wamid, number, contact, category: what.category, to, body });
    const input = body.to === to ? to : escaped(body.to);
    const address = body.recipient === '' ? `"input":"${input}","wa_id":"${to}"` : `"input":"${body.recipient}","user_id":"${body.recipient}"`;
    const status = body.type === 'template' || this.#cloud.rules.messageStatusFor.value === 'all' ? `,"message_status":"${answer === this.#cloud.lastHeld ? 'held_for_quality_assessment' : 'accepted'}"` : '';
    // A text is the hot case of the HTTP door: digits and base64 need no escaping.
    return successText(`{"messaging_product":"whatsapp","contacts":[{${address}}],"messages":[{"id":"${wamid}"${status}}]}`);
  }

  /** What is found out about a message after it was accepted: 0, or the code it fails with. */
  #laterFault(now: Ms, { type, node }: MessageBody, digits: string, media: readonly ShownMedia[]): number {
    if (media.some((shown) => !showsAs(shown.type, this.#media.mimeOf(shown.id)))) return 131053;
    if (type !== 'reaction') return 0;
    const { message_id: target } = node as { readonly message_id: string };
    return this.#reactions.has(now, target, digits, this.#cloud.messageCount) ? 0 : CODE.badValue;
  }

  /** Whom a user id belongs to. One-time codes need a number (M-BSUID). */
  #phoneOf({ recipient, type, node }: MessageBody): string | Problem {
    if (!this.#cloud.rules.bsuids.value) return problem(CODE.missingParameter, 'The parameter to is required.');
    const isCode = type === 'template' && this.#templateOf(node as TemplateNode).category === CATEGORY.authentication;
    if (isCode) return problem(131062);
    if (isParentUserId(recipient)) return problem(CODE.badValue, 'Param recipient is a parent user ID, and this business portfolio has no parent.');
    return phoneOfUserId(recipient) ?? problem(CODE.badValue, 'Param recipient is not a user ID of this business portfolio.');
  }

  /** An unknown template is CATEGORY.none: the cloud refuses it where templates are checked, after the rate limits. */
  #templateOf(node: TemplateNode): Sendable {
    const { templates } = this.#cloud;
    const slot = slotOf(this.#cloud, node);
    if (slot === NONE) {
      const category = this.#options.templates?.get(node.name);
      return { objection: null, slot, ...(category === undefined ? (readTemplateName(node.name) ?? UNKNOWN) : { kind: SEND_KIND.template, category }) };
    }
    const { category, components } = templates.at(slot);
    const known = templates.refusal(slot) !== CODE.unknownTemplate;
    const objection = known ? parametersProblem(components, node['components'], category) : null;
    return { objection, slot, kind: SEND_KIND.template, category: CATEGORY_OF[category] };
  }

  #mark({ number, now }: GraphCall, { messageId }: ReadReceipt): GraphAnswer | Problem {
    const message = readWamid(messageId);
    // Whose message it was is not remembered for ever; one that never was is known by its number.
    if (message === null || !message.inbound || message.message >= this.#cloud.messageCount) return problem(CODE.badValue, `Param message_id is not a message of this number: ${messageId.slice(0, 256)}`);
    this.#cloud.markRead(now, number, this.#book.contactOf(message.userDigits));
    return success({ success: true });
  }
}

/** The wording of an unknown template is the reference's, and not sure. */
function refused(code: number, node: unknown): Problem {
  if (code !== CODE.unknownTemplate) return problem(code);
  const { name, language } = node as { readonly name: string; readonly language: { readonly code: string } };
  return problem(code, `template name (${name}) does not exist in ${language.code}`);
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

interface Sendable {
  readonly objection: Problem | null;
  readonly slot: number;
  readonly kind: number;
  readonly category: number;
}

type TemplateNode = Readonly<Record<string, unknown>> & { readonly name: string };

const FREE_FORM: Sendable = { objection: null, slot: NONE, kind: SEND_KIND.reply, category: CATEGORY.service };
const UNKNOWN = { kind: SEND_KIND.template, category: CATEGORY.none } as const;
const CATEGORY_OF: Readonly<Record<TemplateCategory, number>> = { MARKETING: CATEGORY.marketing, UTILITY: CATEGORY.utility, AUTHENTICATION: CATEGORY.authentication };
