import { ERRORS } from '../errors.js';

/** An HTTP answer of the Graph API. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or the bytes of a downloaded media file. */
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What the platform objects to; `refusal` puts it into the envelope. */
export interface Problem {
  /** One of ERRORS. */
  readonly code: number;
  /** Member `error_data.details`; null: an error of the generic Graph layer, which has none. */
  readonly details: string | null;
  readonly subcode?: number;
  /** Instead of the table's title; without the code's prefix. */
  readonly message?: string;
  /** `GraphMethodException`: the object or its edge does not exist. */
  readonly type?: 'GraphMethodException';
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly http?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beside `error`. */
  readonly beside?: object;
}

/** @param details null: no `error_data`; absent: the table's, but for the generic Graph layer */
export function problem(code: number, details?: string | null, more?: Omit<Problem, 'code' | 'details'>): Problem {
  return { code, details: details !== undefined ? details : GENERIC.has(code) ? null : ERRORS.get(code)!.when, ...more };
}

export function isProblem(value: object | null): value is Problem {
  return value !== null && 'code' in value;
}

export function success(body: object): GraphAnswer {
  return successText(JSON.stringify(body));
}

/** @param json serialised already */
export function successText(json: string): GraphAnswer {
  return { status: 200, headers: JSON_HEADERS, body: json };
}

/**
 * The envelope of a synchronous error.
 *
 * @param trace any number that tells one request from the next @param http HTTP status by code, where it is not the table's
 */
export function refusal(problem: Problem, trace: number, http: Readonly<Record<string, number>> = {}): GraphAnswer {
  const { code, details, subcode, type, isTransient, userTitle, userMessage, headers } = problem;
  const error = ERRORS.get(code)!;
  const text = problem.message ?? error.title;
  const body = {
    ...problem.beside,
    error: {
      message: details === null ? text : `(#${code}) ${text}`,
      type: type ?? 'OAuthException',
      code,
      ...(details === null ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(isTransient === undefined ? {} : { is_transient: isTransient }),
      ...(userTitle === undefined ? {} : { error_user_title: userTitle }),
      ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
      fbtrace_id: traceId(trace),
    },
  };
  return { status: http[code] ?? problem.http ?? error.http, headers: headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) };
}

/** `A` and 22 characters of base64url: looks random, is a function of the number. */
function traceId(trace: number): string {
  let word = (trace + 1) | 0;
  let id = 'A';
  for (let i = 0; i < 22; i += 1) {
    word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    id += BASE64URL[(word >>> 13) & 63];
  }
  return id;
}

/** Codes that have no `error_data` (R-OPENAPI, R-WHALOC). */
const GENERIC: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 10, 104, 190, 200]);
const JSON_HEADERS = { 'content-type': 'application/json; charset=UTF-8' } as const;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
