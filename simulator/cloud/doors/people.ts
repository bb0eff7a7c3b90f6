import { userIdOf, type AddressBook } from '../graph/addresses.js';
import type { RuleSet } from '../rule-set.js';
import type { Person } from '../webhooks/person.js';
import { profileName } from './profile-name.js';

/** What somebody may say about a customer; everything else has a default. */
export interface Profile {
  readonly name?: string;
  readonly username?: string;
  /** The number may not be shown; webhooks carry the user id only. */
  readonly withheld?: boolean;
  readonly identityHash?: string;
}

/** Customers as webhooks show them. */
export class People {
  readonly #book: AddressBook;
  readonly #rules: RuleSet;
  readonly #hasUsername: (contact: number) => boolean;
  readonly #profiles = new Map<number, Profile>();

  /** @param hasUsername whether a customer has one whom nobody described */
  constructor(book: AddressBook, rules: RuleSet, hasUsername: (contact: number) => boolean) {
    this.#book = book;
    this.#rules = rules;
    this.#hasUsername = hasUsername;
  }

  describe(contact: number, profile: Profile): void {
    this.#profiles.set(contact, { ...this.#profiles.get(contact), ...profile });
  }

  phoneOf(contact: number): string {
    return this.#book.digitsOf(contact);
  }

  of(contact: number): Person {
    const phone = this.#book.digitsOf(contact);
    const profile = this.#profiles.get(contact);
    const { bsuids, numbersWithheld } = this.#rules;
    const name = profile?.name ?? profileName(phone);
    const identityHash = profile?.identityHash ?? null;
    if (!bsuids.value) return { phone, name, userId: null, username: null, withheld: false, identityHash };
    const username = profile?.username ?? (this.#hasUsername(contact) ? usernameOf(phone) : null);
    return { phone, name, userId: userIdOf(phone), username, withheld: profile?.withheld ?? (numbersWithheld.value && username !== null), identityHash };
  }

  snapshot(): [number, Profile][] {
    return [...this.#profiles];
  }

  restore(profiles: readonly (readonly [number, Profile])[]): void {
    this.#profiles.clear();
    for (const [contact, profile] of profiles) this.#profiles.set(contact, profile);
  }
}

/** One that does not show the number. */
function usernameOf(phone: string): string {
  return `customer.${userIdOf(phone).slice(3, 11)}`;
}
