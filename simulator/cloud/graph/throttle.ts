import { HOUR, MINUTE, type Ms } from '../../../runtime/units.js';
import { problem, type GraphAnswer, type Problem } from './graph-answer.js';
import { RollingBudget } from './rolling-budget.js';

/** Calls of the one app about its business account: all but messages, media and downloads (M-ABOUT). */
export class Throttle {
  readonly calls = new RollingBudget(HOUR);
  readonly #wabaId: string;
  readonly #most: { readonly perHour: number; readonly perHourActive: number };

  /** @param most calls an hour, of an account without and with a registered number */
  constructor(wabaId: string, most: { readonly perHour: number; readonly perHourActive: number }) {
    this.#wabaId = wabaId;
    this.#most = most;
  }

  /** Counts a call, or refuses it. @param isActive whether the account has a registered number */
  problem(now: Ms, isActive: boolean): Problem | null {
    const most = isActive ? this.#most.perHourActive : this.#most.perHour;
    if (this.calls.used(now) < most) {
      this.calls.count(now);
      return null;
    }
    return problem(80007, null, {
      message: 'Business request limit reached for WhatsApp Business Account',
      subcode: 2446079,
      isTransient: true,
      headers: { ...this.headers(now, isActive), 'retry-after': String(Math.ceil(this.calls.regainMs(now) / 1_000)) },
    });
  }

  /** What the platform writes on every answer of this kind: shares in percent, time in minutes. */
  headers(now: Ms, isActive: boolean): Record<string, string> {
    const most = isActive ? this.#most.perHourActive : this.#most.perHour;
    const used = Math.min(100, Math.floor((100 * this.calls.used(now)) / most));
    const regain = used < 100 ? 0 : Math.ceil(this.calls.regainMs(now) / MINUTE);
    return { ...this.#usage('whatsapp_business_management', used, regain), 'x-app-usage': JSON.stringify({ call_count: used, total_cputime: 0, total_time: 0 }) };
  }

  /** On the answer to a send past the throughput of its number, which is over within a second. */
  sendHeaders(): Record<string, string> {
    return { ...this.#usage('whatsapp', 100, 0), 'x-app-usage': JSON.stringify({ call_count: 0, total_cputime: 0, total_time: 0 }) };
  }

  #usage(type: string, used: number, regainMin: number): Record<string, string> {
    return { 'x-business-use-case-usage': JSON.stringify({ [this.#wabaId]: [{ type, call_count: used, total_cputime: 0, total_time: 0, estimated_time_to_regain_access: regainMin }] }) };
  }
}

/** The same headers on an answer that came without them. */
export function withHeaders(answer: GraphAnswer, headers: Readonly<Record<string, string>>): GraphAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
