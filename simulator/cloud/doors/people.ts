import type { Ms } from '../../../runtime/units.js';
import { userIdOf, type AddressBook } from '../graph/addresses.js';
import type { RuleSet } from '../rule-set.js';
import type { Person } from '../webhooks/person.js';
import { profileName } from './profile-name.js';
import { Recent } from './recent.js';

/** What somebody may say about a customer; everything else has a default. */
export interface Profile {
  readonly name?: string;
  readonly username?: string;
  /** User id that several portfolios of one parent share, such as `IT.ENT.1`; shown beside the user id. */
  readonly parentUserId?: string;
  /** The number may not be shown; webhooks carry the user id only. */
  readonly withheld?: boolean;
  readonly identityHash?: string;
  /** The chat is open on the phone: what reaches it is read at once, and nothing tells that it was delivered. */
  readonly inChat?: boolean;
}

/** Customers as webhooks show them. */
export class People {
  readonly #book: AddressBook;
  readonly #rules: RuleSet;
  readonly #hasUsername: (contact: number) => boolean;
  readonly #profiles = new Map<number, Profile>();
  /** When the last message passed between a business number and a customer; empty while no numbers are withheld. */
  readonly #met = new Recent<Ms>(100_000);

  /** @param hasUsername whether a customer has one whom nobody described */
  constructor(book: AddressBook, rules: RuleSet, hasUsername: (contact: number) => boolean) {
    this.#book = book;
    this.#rules = rules;
    this.#hasUsername = hasUsername;
  }

  describe(contact: number, profile: Profile): void {
    this.#profiles.set(contact, { ...this.#profiles.get(contact), ...profile });
  }

  isInChat(contact: number): boolean {
    return this.#profiles.get(contact)?.inChat === true;
  }

  phoneOf(contact: number): string {
    return this.#book.digitsOf(contact);
  }

  /** A message passed between a business number and a customer's phone number: from now on the number may be shown. */
  meet(now: Ms, number: number, contact: number): void {
    if (this.#rules.numbersWithheld.value) this.#met.keep(keyOf(number, contact), now);
  }

  /** A customer as webhooks of a business number show them. */
  of(now: Ms, number: number, contact: number): Person {
    const phone = this.#book.digitsOf(contact);
    const profile = this.#profiles.get(contact);
    const { bsuids } = this.#rules;
    const name = profile?.name ?? profileName(phone);
    const identityHash = profile?.identityHash ?? null;
    if (!bsuids.value) return { phone, name, userId: null, parentUserId: null, username: null, withheld: false, identityHash };
    const username = profile?.username ?? (this.#hasUsername(contact) ? usernameOf(phone) : null);
    return { phone, name, userId: userIdOf(phone), parentUserId: profile?.parentUserId ?? null, username, withheld: profile?.withheld ?? (username !== null && this.#withholds(now, number, contact)), identityHash };
  }

  snapshot(): PeopleState {
    return { profiles: [...this.#profiles], met: this.#met.all() };
  }

  restore({ profiles, met }: PeopleState): void {
    this.#profiles.clear();
    for (const [contact, profile] of profiles) this.#profiles.set(contact, profile);
    this.#met.restore(met);
  }

  #withholds(now: Ms, number: number, contact: number): boolean {
    const { numbersWithheld, numberShownForMs } = this.#rules;
    return numbersWithheld.value && !(now - (this.#met.find(keyOf(number, contact)) ?? -Infinity) < numberShownForMs.value);
  }
}

export interface PeopleState {
  readonly profiles: readonly (readonly [number, Profile])[];
  readonly met: readonly (readonly [number, Ms])[];
}

/** Contacts are int32. */
function keyOf(number: number, contact: number): number {
  return number * 2 ** 32 + contact;
}

/** One that does not show the number. */
function usernameOf(phone: string): string {
  return `customer.${userIdOf(phone).slice(3, 11)}`;
}
