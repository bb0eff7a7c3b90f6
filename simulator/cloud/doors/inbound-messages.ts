import { CONTENT, exchangeOf, packContent } from '../../../runtime/content.js';
import type { Ms } from '../../../runtime/units.js';
import type { Cloud } from '../cloud.js';
import { displayPhoneOf, userIdOf, wamidOf, type AddressBook } from '../graph/addresses.js';
import type { ReactionTargets } from '../graph/reaction-targets.js';
import type { RuleSet } from '../rule-set.js';
import { completeNode } from '../webhooks/inbound-node.js';
import { isNews, messageUpdate, type InboundNode } from '../webhooks/message-update.js';
import { unixSeconds, type Update } from '../webhooks/webhook.js';
import type { People } from './people.js';
import type { ReceivedFiles } from './received-files.js';
import { Recent } from './recent.js';

/** What customers write, from the phone to the webhook: the cloud carries a number, the message itself waits here. */
export class InboundMessages {
  readonly #book: AddressBook;
  readonly #people: People;
  readonly #files: ReceivedFiles;
  readonly #lastSent: (number: number, phone: string) => string | undefined;
  readonly #repeats: boolean;
  readonly #reactions: () => ReactionTargets;
  readonly #tell: (now: Ms, update: Update) => void;
  /** By place in the row of everything written. */
  readonly #waiting = new Recent<InboundNode>(100_000);
  #written = 0;

  /** @param lastSent id of the last message from a business number to somebody @param repeats the cloud may tell the same message twice */
  constructor(book: AddressBook, people: People, files: ReceivedFiles, lastSent: (number: number, phone: string) => string | undefined, repeats: boolean, reactions: () => ReactionTargets, tell: (now: Ms, update: Update) => void) {
    this.#book = book;
    this.#people = people;
    this.#files = files;
    this.#lastSent = lastSent;
    this.#repeats = repeats;
    this.#reactions = reactions;
    this.#tell = tell;
  }

  /** @param message anything at all @returns null, or what is wrong with it */
  write(now: Ms, cloud: Cloud, contact: number, message: unknown, number: number): string | null {
    const phone = this.#book.digitsOf(contact);
    const node = completeNode(message, {
      phone, businessPhone: displayPhoneOf(number),
      name: () => this.#people.of(now, number, contact).name,
      answered: () => this.#lastSent(number, phone) ?? wamidOf(0, phone, false),
      earlier: () => wamidOf(0, phone, true),
      userIdOf: (digits) => (cloud.rules.bsuids.value ? userIdOf(digits) : null),
      seconds: unixSeconds(now),
      fileNode: (type, given) => this.#files.nodeOf(now, type, given),
    });
    if (typeof node === 'string') return node;
    const place = this.#written++;
    const { type } = node;
    const opens = isDeed(type) ? cloud.rules.opensWindow.value[type] : !isNews(type);
    this.#waiting.keep(place, node);
    cloud.write(now, contact, packContent(place, CONTENT.last), number, node['referral'] !== undefined, opens);
    return null;
  }

  /** The cloud tells a message: `CloudHooks.webhookMessage`. */
  arrived(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void {
    const place = exchangeOf(content);
    const node = this.#waiting.find(place);
    if (node === undefined) return;
    this.#reactions().passed(now, message, node.type);
    if (node.type === 'revoke') this.#reactions().deleted((node['revoke'] as Record<string, unknown>)['original_message_id']);
    if (!this.#repeats) this.#waiting.forget(place);
    const wamid = wamidOf(message, this.#book.digitsOf(contact), true);
    this.#tell(now, messageUpdate(number, contact, this.#people.of(now, number, contact), wamid, timestampMs, this.#files.withLink(now, node)));
    if (!isNews(node.type)) this.#people.meet(now, number, contact);
  }

  snapshot(): InboundState {
    return { written: this.#written, waiting: this.#waiting.all() };
  }

  restore({ written, waiting }: InboundState): void {
    this.#written = written;
    this.#waiting.restore(waiting);
  }
}

/** What a customer does to a message instead of writing one. */
function isDeed(type: string): type is keyof RuleSet['opensWindow']['value'] {
  return type === 'reaction' || type === 'edit' || type === 'revoke';
}

export interface InboundState {
  readonly written: number;
  readonly waiting: readonly [number, InboundNode][];
}
