import { ERRORS } from '../errors.js';

/** An HTTP answer of the Graph API. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function success(body: object): GraphAnswer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/**
 * The envelope of a synchronous error. @param details overrides the table's; null: an error of the Graph layer, which has none
 * @param trace any number that tells one request from the next
 */
export function refusal(code: number, trace: number, details?: string | null, subcode?: number): GraphAnswer {
  const error = ERRORS.get(code)!;
  const message = details === null ? error.title : `(#${code}) ${error.title}`;
  const body = {
    error: {
      message,
      type: 'OAuthException',
      code,
      ...(details === null ? {} : { error_data: { messaging_product: 'whatsapp', details: details ?? error.when } }),
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      fbtrace_id: traceId(trace),
    },
  };
  return { status: error.http, headers: JSON_HEADERS, body: JSON.stringify(body) };
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

const JSON_HEADERS = { 'content-type': 'application/json; charset=UTF-8' } as const;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
