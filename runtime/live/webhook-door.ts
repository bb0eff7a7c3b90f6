import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook comes from the platform: its HMAC-SHA256 over the bytes as they arrived. Parsing and writing JSON
 * again gives other bytes, because the platform escapes everything beyond ASCII. Takes the same time for every wrong
 * signature of the right length.
 *
 * @param header value of `X-Hub-Signature-256`: `sha256=` and 64 hex digits
 */
export function verifySignature(appSecret: string, rawBody: Uint8Array, header: string | null | undefined): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  return timingSafeEqual(createHmac('sha256', appSecret).update(rawBody).digest(), Buffer.from(hex, 'hex'));
}

/**
 * The platform asks whether this address wants its webhooks: `GET ?hub.mode=subscribe&hub.verify_token=...&hub.challenge=...`.
 * Returns the challenge, to be answered as the body of a 200; null for somebody else's question, to be answered with a 403.
 */
export function answerHandshake(verifyToken: string, query: URLSearchParams): string | null {
  const challenge = query.get('hub.challenge');
  if (query.get('hub.mode') !== 'subscribe' || challenge === null) return null;
  return sameText(query.get('hub.verify_token') ?? '', verifyToken) ? challenge : null;
}

/** Digests have one length, so neither the length nor the place of the first difference shows. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
