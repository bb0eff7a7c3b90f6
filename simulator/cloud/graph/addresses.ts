import type { RuleSet } from '../rule-set.js';
import { countryOf } from './calling-codes.js';
import { waIdOf } from './wa-id.js';

/**
 * The one mapping between the numbers inside and the strings on the wire. The simulation's own people have phone
 * numbers made from their contact id; whoever else writes gets a contact id here.
 */
export class AddressBook {
  readonly #strangers = new Map<string, number>();
  readonly #digits: string[] = [];
  readonly #waIdOf: (digits: string) => string;

  /** @param waIds rule of that name */
  constructor(waIds: RuleSet['waIds']['value'] = 'asDialled') {
    this.#waIdOf = waIds === 'platform' ? waIdOf : (digits) => digits;
  }

  /** @param dialled digits with country code */
  contactOf(dialled: string): number {
    const own = OWN_PHONE.exec(dialled);
    if (own !== null) return Number(own[1]);
    const digits = this.#waIdOf(dialled);
    const known = this.#strangers.get(digits);
    if (known !== undefined) return known;
    const contact = FIRST_STRANGER + this.#digits.length;
    this.#strangers.set(digits, contact);
    this.#digits.push(digits);
    return contact;
  }

  /** The contact's WhatsApp id. */
  digitsOf(contact: number): string {
    return contact < FIRST_STRANGER ? phoneOf(contact) : this.#digits[contact - FIRST_STRANGER]!;
  }

  /** Whoever is no contact of the simulation, in the order they were met. */
  snapshot(): string[] {
    return [...this.#digits];
  }

  restore(digits: readonly string[]): void {
    this.#digits.length = 0;
    this.#strangers.clear();
    for (const one of digits) this.contactOf(one);
  }
}

/** Whether a contact is one of the simulation's own people. */
export function isOwn(contact: number): boolean {
  return contact < FIRST_STRANGER;
}

/** `1555` and at least seven digits, no `+`, as in webhooks. */
export function phoneOf(contact: number): string {
  return `1555${String(contact).padStart(7, '0')}`;
}

export function phoneNumberIdOf(number: number): string {
  return `1065403422${String(number).padStart(5, '0')}`;
}

/** The business number, or -1 for an id of somebody else. */
export function numberOf(phoneNumberId: string): number {
  const match = /^1065403422(\d{5})$/.exec(phoneNumberId);
  return match === null ? -1 : Number(match[1]);
}

/** Country code that every business number here has. */
export const BUSINESS_DIAL_CODE = '1';

/** Digits of a business number as metadata shows them; `1556` keeps them apart from customers. */
export function displayPhoneOf(number: number): string {
  return `${BUSINESS_DIAL_CODE}556${String(number).padStart(7, '0')}`;
}

/** A business-scoped user id: country (ZZ if unknown), then twenty digits that do not show the number. */
export function userIdOf(phone: string): string {
  const digits = String((BigInt(`1${phone}`) * SPREAD + SHIFT) % DIGITS_20).padStart(20, '0');
  return `${countryOf(phone) ?? 'ZZ'}.${digits}`;
}

/** The phone behind a user id, or null if it belongs to another business. */
export function phoneOfUserId(userId: string): string | null {
  const digits = /^[A-Z]{2}\.(\d{20})$/.exec(userId)?.[1];
  if (digits === undefined) return null;
  const phone = /^1(\d{5,15})$/.exec(String(((BigInt(digits) - SHIFT + DIGITS_20) * GATHER) % DIGITS_20))?.[1];
  return phone !== undefined && userId === userIdOf(phone) ? phone : null;
}

/**
 * Message ids as the platform writes them (layout inferred from its samples):
 * base64 of 1C 18 <length> <user's digits> 15 02 00 <11 sent | 12 received> 18 <length> <18 | 20 hex digits> 00.
 */
export function wamidOf(message: number, userDigits: string, inbound: boolean): string {
  const length = inbound ? 20 : 18;
  const hex = message.toString(16).toUpperCase().padStart(length, '0');
  const bytes = `\x1c\x18${String.fromCharCode(userDigits.length)}${userDigits}\x15\x02\x00${inbound ? '\x12' : '\x11'}\x18${String.fromCharCode(length)}${hex}\x00`;
  return `wamid.${btoa(bytes)}`;
}

/** What a message id says, or null if it is none of ours. */
export function readWamid(wamid: string): { readonly message: number; readonly userDigits: string; readonly inbound: boolean } | null {
  const base64 = /^wamid\.([A-Za-z0-9+/]+=*)$/.exec(wamid);
  if (base64 === null || base64[1]!.replace(/=+$/, '').length % 4 === 1) return null;
  const match = WAMID.exec(atob(base64[1]!));
  return match === null ? null : { message: Number.parseInt(match[3]!, 16), userDigits: match[1]!, inbound: match[2] === '\x12' };
}

// eslint-disable-next-line no-control-regex -- the layout is binary
const WAMID = /^\x1c\x18[\s\S](\d+)\x15\x02\x00([\x11\x12])\x18[\s\S]([0-9A-F]+)\x00$/;
/** Canonical only: more than seven digits never begin with a zero, so that each contact has one number. */
const OWN_PHONE = /^1555(\d{7}|[1-9]\d{7})$/;
/** Above every list of people of the simulation, below its other users of streams. */
export const FIRST_STRANGER = 0x70000000;
const DIGITS_20 = 10n ** 20n;
/** No factor 2 or 5: multiplication has an inverse modulo 10^20, which is the second. */
const SPREAD = 74839201837465920173n;
const GATHER = 57318625076686803237n;
const SHIFT = 13491208655302741918n;
