/**
 * What a message says, as one integer: which exchange it belongs to and what a reader would understand from it.
 * Texts are made from it only where somebody reads them.
 */
export const CONTENT = { last: 1, withdraws: 2, more: 4 } as const; // `more`: further messages of the burst follow

export function packContent(exchange: number, flags: number): number {
  return exchange * 8 + flags;
}

export function exchangeOf(content: number): number {
  return content >> 3;
}
