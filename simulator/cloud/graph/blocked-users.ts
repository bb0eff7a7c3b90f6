import { displayPhoneOf, type AddressBook } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { listOf } from './field-checks.js';
import { isProblem, problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { Bases, GraphCall, Routes } from './graph-call.js';
import { textOf } from './members.js';
import { page } from './paging.js';

/** POST, DELETE and GET /{phone-number-id}/block_users (M-BLOCK). Answers name each user; some may fail while others do not. */
export class BlockedUsers {
  readonly routes: Routes = {
    'POST number block_users': (call) => this.#change(call, 'added_users'),
    'DELETE number block_users': (call) => this.#change(call, 'removed_users'),
    'GET number block_users': (call) => this.#list(call),
  };
  readonly #cloud: Cloud;
  readonly #book: AddressBook;
  readonly #bases: Bases;
  /** By business number. */
  readonly #blocked: readonly Set<number>[];

  constructor(cloud: Cloud, book: AddressBook, bases: Bases) {
    this.#cloud = cloud;
    this.#book = book;
    this.#bases = bases;
    this.#blocked = Array.from({ length: cloud.numbers }, () => new Set<number>());
  }

  /** A blocked customer's messages do not arrive, and nothing may be sent to them. */
  has(number: number, contact: number): boolean {
    const blocked = this.#blocked[number]!;
    return blocked.size > 0 && blocked.has(contact);
  }

  /** By business number. */
  snapshot(): number[][] {
    return this.#blocked.map((contacts) => [...contacts]);
  }

  restore(blocked: readonly (readonly number[])[]): void {
    this.#blocked.forEach((contacts, number) => {
      contacts.clear();
      for (const contact of blocked[number]!) contacts.add(contact);
    });
  }

  #change(call: GraphCall, done: 'added_users' | 'removed_users'): GraphAnswer | Problem {
    const { members, number } = call;
    if (members['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
    const users = listOf(members['block_users'], 'block_users', 1, MOST_IN_A_REQUEST);
    if (isProblem(users)) return users;
    if (done === 'added_users' && this.#blocked[number]!.size + users.length > MOST_BLOCKED) return problem(139101);
    const changed: object[] = [];
    const failed: object[] = [];
    for (const user of users) {
      const input = textOf(user['user']) ?? '';
      const digits = input.replace(/[+\s()-]/g, '');
      const address = /^\d{5,15}$/.test(digits) ? { input, wa_id: digits } : { input };
      const error = 'wa_id' in address ? this.#changeOne(call, digits, done === 'added_users') : NOT_MESSAGED;
      if (error === null) changed.push(address);
      else failed.push({ ...address, errors: [error] });
    }
    const block_users = { ...(changed.length === 0 ? {} : { [done]: changed }), ...(failed.length === 0 ? {} : { failed_users: failed }) };
    const answer = { messaging_product: 'whatsapp', block_users };
    return failed.length === 0 ? success(answer) : problem(139100, undefined, { beside: answer });
  }

  #changeOne({ number, now }: GraphCall, digits: string, block: boolean): object | null {
    if (digits === displayPhoneOf(number)) return { message: 'Self block', code: 131021, error_data: { details: 'Cannot block your own phone number.' } };
    const contact = this.#book.contactOf(digits);
    const blocked = this.#blocked[number]!;
    if (!block) return blocked.delete(contact) ? null : NOT_MESSAGED;
    if (!this.#cloud.windowIsOpen(now, number, contact)) return NOT_MESSAGED;
    blocked.add(contact);
    return null;
  }

  #list(call: GraphCall): GraphAnswer | Problem {
    const users = [...this.#blocked[call.number]!].map((contact) => this.#book.digitsOf(contact));
    return page(call, users, (wa_id) => wa_id, (wa_id) => ({ messaging_product: 'whatsapp', wa_id }), this.#bases.graph);
  }
}

const NOT_MESSAGED = { message: 'Re-engagement required', code: 131047, error_data: { details: 'User has not messaged in the last 24 hours' } };
const MOST_IN_A_REQUEST = 1_000;
const MOST_BLOCKED = 64_000;
