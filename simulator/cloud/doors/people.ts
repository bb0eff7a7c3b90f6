import type { AddressBook } from '../graph/addresses.js';
import type { RuleSet } from '../rule-set.js';
import type { Person } from '../webhooks/person.js';

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
    const name = profile?.name ?? `Customer ${phone}`;
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

/** A business-scoped user id: country, then letters and digits that do not show the number. */
export function userIdOf(phone: string): string {
  const country = COUNTRIES.find(([code]) => phone.startsWith(code))?.[1] ?? 'ZZ';
  let word = 0x5bd1e995;
  let id = '';
  for (let i = 0; i < 20; i++) {
    word = Math.imul(word ^ phone.charCodeAt(i % phone.length) ^ (word >>> 13), 0x5bd1e995) + i;
    id += (word >>> 8) % 10;
  }
  return `${country}.${id}`;
}

/** One that does not show the number. */
function usernameOf(phone: string): string {
  return `customer.${userIdOf(phone).slice(3, 11)}`;
}

/** Longest calling codes first; the rest is ZZ. */
const COUNTRIES: readonly (readonly [string, string])[] = [
  ['351', 'PT'], ['353', 'IE'], ['971', 'AE'], ['880', 'BD'], ['39', 'IT'], ['34', 'ES'], ['49', 'DE'], ['33', 'FR'], ['44', 'GB'], ['55', 'BR'],
  ['91', 'IN'], ['52', 'MX'], ['54', 'AR'], ['56', 'CL'], ['57', 'CO'], ['62', 'ID'], ['20', 'EG'], ['1', 'US'],
];
