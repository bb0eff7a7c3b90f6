/**
 * Where a draw of the cloud stands in a customer's stream: the exchange and the message's place in it, then the leg and
 * what it decides. It counts the customer's own exchanges, never the cloud's calls, so another staffing meets
 * the same delays (law 6).
 */
export function draw(place: number, leg: number, what: number): number {
  return place | (leg << 3) | what;
}

/** @param index place in the exchange, one direction. Beyond 4,096 exchanges or 64 messages in one, draws repeat. */
export function placeOf(exchange: number, index: number): number {
  return ((exchange & 0xfff) << 12) | ((index & 0x3f) << 6);
}

/** Legs next to those of WEBHOOK (0 to 4): the way itself, and what belongs to the customer for good. */
export const LEG = { way: 5, mark: 6, customer: 7 } as const;

/** What a draw under PURPOSE.fault or PURPOSE.faultDelay decides. */
export const FAULT = { duplicate: 0, reorder: 1, delay: 2, capped: 3, undeliverable: 4, rejected: 5, username: 6 } as const;
