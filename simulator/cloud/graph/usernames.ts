import { CODE } from '../errors.js';
import { problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { GraphCall, Routes } from './graph-call.js';
import { textOf } from './members.js';

/**
 * Usernames of business numbers (M-BSUID; shapes as integrators publish them, docs.kapso.ai). One that is free is approved
 * at once, which is assumed. Field `business_username_update` is
 * named by the platform, but nobody has published one: none is told.
 */
export class Usernames {
  readonly routes: Routes = {
    'GET number username': ({ number }) => success(this.#shown(number)),
    'POST number username': (call) => this.#claim(call),
    'DELETE number username': (call) => this.#remove(call),
    'GET number username_suggestions': () => this.#suggest(),
  };
  readonly #verifiedName: string;
  readonly #names = new Map<number, string>();

  constructor(verifiedName: string) {
    this.#verifiedName = verifiedName;
  }

  /** Of a business number; undefined without one. */
  of(number: number): string | undefined {
    return this.#names.get(number);
  }

  snapshot(): [number, string][] {
    return [...this.#names];
  }

  restore(names: readonly (readonly [number, string])[]): void {
    this.#names.clear();
    for (const [number, name] of names) this.#names.set(number, name);
  }

  #shown(number: number): object {
    const username = this.of(number);
    return username === undefined ? {} : { username, status: 'approved' };
  }

  /** Of another number of the business only with `transfer_action`. */
  #claim({ number, members }: GraphCall): GraphAnswer | Problem {
    const username = (textOf(members['username']) ?? '').toLowerCase();
    if (!isUsername(username)) return problem(CODE.badParameter, 'Param username must hold 3 to 35 letters, digits, periods and underscores, at least one letter, and look like no address.');
    const owner = [...this.#names].find(([other, name]) => other !== number && name === username)?.[0];
    if (owner !== undefined && members['transfer_action'] !== 'force_transfer') return problem(147001, 'The username belongs to another number of this business portfolio.');
    if (owner !== undefined) this.#names.delete(owner);
    this.#names.set(number, username);
    return success({ status: 'approved' });
  }

  #remove({ number }: GraphCall): GraphAnswer {
    this.#names.delete(number);
    return success({ success: true });
  }

  #suggest(): GraphAnswer {
    const name = this.#verifiedName.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
    const free = [name, `${name}_official`].filter((one) => isUsername(one) && ![...this.#names.values()].includes(one));
    return success({ data: free.length === 0 ? [] : [{ username_suggestions: free }] });
  }
}

/** Format of section "BSUID and usernames" of the platform's page. */
function isUsername(text: string): boolean {
  return /^[a-z0-9._]{3,35}$/.test(text) && /[a-z]/.test(text) && !/^\.|\.$|\.\.|^www|\.(?:com|org|net|edu|gov|mil|us|in|io|ai|html)$/.test(text);
}
