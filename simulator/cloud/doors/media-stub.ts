import { createHash } from 'node:crypto';
import type { MediaStub } from '../webhooks/inbound-node.js';

/** The file that came with the n-th customer's message, made up. */
export function mediaStub(n: number): () => MediaStub {
  return () => ({
    id: `1003${String(n).padStart(12, '0')}`,
    url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003${String(n).padStart(12, '0')}`,
    sha256: createHash('sha256').update(`media ${n}`).digest('base64'),
  });
}
