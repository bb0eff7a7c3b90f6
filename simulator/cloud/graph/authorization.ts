import type { Ms } from '../../../runtime/units.js';
import { CODE } from '../errors.js';
import { problem, type Problem } from './graph-answer.js';
import type { GraphOptions } from './graph-options.js';
import type { GraphRequest } from './graph-request.js';

/** Who may ask: header `Authorization: Bearer ...`, or `access_token` in the query (a Graph habit). */
export class Authorization {
  readonly #only: string | null;
  readonly #expiresAt: Ms;
  /** The header that passed last: one client sends the same one again and again. */
  #passed: string | null = null;

  constructor({ token = null, tokenExpiresAt = Infinity }: GraphOptions) {
    this.#only = token;
    this.#expiresAt = tokenExpiresAt;
  }

  problem({ headers, query }: GraphRequest, now: Ms): Problem | null {
    const header = headers.get('authorization');
    if (header !== null && header === this.#passed && now < this.#expiresAt) return null;
    const token = header === null ? new URLSearchParams(query).get('access_token') : (/^Bearer (.+)$/i.exec(header)?.[1] ?? null);
    if (token === null) return header === null ? problem(104, null) : problem(0, null, { message: 'AuthException' });
    if (this.#only !== null && token !== this.#only) return problem(CODE.badToken, null);
    if (now >= this.#expiresAt) return problem(CODE.badToken, null, { message: expired(this.#expiresAt, now), subcode: 463 });
    this.#passed = header;
    return null;
  }
}

function expired(at: Ms, now: Ms): string {
  return `Error validating access token: Session has expired on ${spoken(at)}. The current time is ${spoken(now)}.`;
}

/** `Friday, 26-Apr-24 06:00:00 UTC`; the platform says it in Pacific time. */
function spoken(at: Ms): string {
  const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) \d\d(\d\d) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${DAYS[weekday ?? ''] ?? ''}, ${day}-${month}-${year} ${time} UTC`;
}

const DAYS: Readonly<Record<string, string>> = {
  Mon: 'Monday', Tue: 'Tuesday', Wed: 'Wednesday', Thu: 'Thursday', Fri: 'Friday', Sat: 'Saturday', Sun: 'Sunday',
};
