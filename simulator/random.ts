import { Bug } from '../runtime/bug.js';

/**
 * The only source of chance: a uniform is a function of (seed, replication, who, purpose, draw) and of nothing else,
 * so asking in another order, or asking for more, changes no other draw.
 *
 * Generator: Threefry2x32 with 20 rounds, Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC11 (2011); checked against the known-answer vectors of Random123.
 */
export class Streams {
  readonly #key0: number;
  readonly #key1: number;

  /**
   * @param seed non-negative safe integer
   * @param replication integer in [0, 2^32); replications of one seed never share a key
   */
  constructor(seed: number, replication: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new Bug(`seed ${seed} is not a non-negative safe integer`);
    if (replication >>> 0 !== replication) throw new Bug(`replication ${replication} is not an integer in [0, 2^32)`);
    const key = threefry2x32(seed | 0, Math.floor(seed / TWO_32), replication, KEY_DOMAIN, new Uint32Array(2));
    this.#key0 = key[0]! | 0;
    this.#key1 = key[1]! | 0;
  }

  /**
   * One of the 2^52 odd multiples of 2^-53, so never 0 and never 1, and `1 - u` is exact and as likely as `u`.
   *
   * @param who integer in [0, 2^32): the customer's place in the arrival or contact list
   * @param purpose one of PURPOSE, integer in [0, 256)
   * @param draw integer in [0, 2^24): the exchange number, or whatever the purpose counts
   */
  uniform(who: number, purpose: number, draw: number): number {
    if (who >>> 0 !== who || (purpose & 0xff) !== purpose || (draw & 0xffffff) !== draw) throw outOfRange(who, purpose, draw);
    // Only 32-bit integers leave encipher: V8 boxes a float64 that a call returns, unless it inlines the call, and 20 rounds are too long for that.
    const high = encipher(this.#key0, this.#key1, who | 0, (purpose << 24) | draw);
    return ((high >>> 0) * TWO_20 + (secondWord >>> 12) + 0.5) * TWO_MINUS_52;
  }
}

/**
 * What a draw is for; the second coordinate of every draw.
 * A number, once released, is never changed or used again: either would change the runs of every seed.
 */
export const PURPOSE = {
  arrivalGap: 0,
  dayFactor: 1,
  intent: 2,
  language: 3,
  vip: 4,
  exchanges: 5,
  work: 6,
  replyDelay: 7,
  patience: 8,
  /** aloud or silent */
  leaving: 9,
  returns: 10,
  returnDelay: 11,
  burstSize: 12,
  burstGap: 13,
  absence: 14,
  breakJitter: 15,
  latencyIn: 16,
  latencyOut: 17,
  read: 18,
  readDelay: 19,
  fault: 20,
  faultDelay: 21,
  text: 22,
  name: 23,
  routing: 24,
  optIn: 25,
  attempt: 26,
  priority: 27,
  /** whether a recipient of a campaign writes back (draw 0), and when (draw 1) */
  campaignReply: 28,
  /** how long an agent is not ready after the n-th piece of work (draw n) */
  readiness: 29,
  /** whether a recipient of a campaign blocks the sender (draw 0), or reports it (draw 1) */
  complaint: 30,
  /** whether a customer came from an ad */
  source: 31,
  /** whether a send that something is against is refused or fails later, where it may be both */
  channel: 32,
} as const satisfies Record<string, number>;

export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** Threefry2x32-20 on 32-bit words (signed or unsigned alike): key, counter, then the two words are written to `out`, which is returned. */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): Uint32Array {
  out[0] = encipher(key0, key1, counter0, counter1);
  out[1] = secondWord;
  return out;
}

const TWO_20 = 0x100000;
const TWO_32 = 0x100000000;
const TWO_MINUS_52 = 1 / 0x10000000000000;
const SKEIN_PARITY = 0x1bd11bda;
/** "desk" in ASCII: keeps the derivation of keys apart from any other use of the same seed words. */
const KEY_DOMAIN = 0x6465736b;

/** The second output word of the last encipher: a return value in all but name, see Streams.uniform. */
let secondWord = 0;

function encipher(k0: number, k1: number, c0: number, c1: number): number {
  // Without `| 0` here the first overflowing sum makes V8 carry the words as float64, and a draw takes twice as long.
  const key0 = k0 | 0;
  const key1 = k1 | 0;
  const key2 = SKEIN_PARITY ^ key0 ^ key1;
  let a = ((c0 | 0) + key0) | 0;
  let b = ((c1 | 0) + key1) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key1) | 0; b = (b + key2 + 1) | 0;
  a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0; b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0; b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0; b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key2) | 0; b = (b + key0 + 2) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key0) | 0; b = (b + key1 + 3) | 0;
  a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0; b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0; b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0; b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key1) | 0; b = (b + key2 + 4) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  secondWord = (b + key0 + 5) | 0;
  return (a + key2) | 0;
}

function outOfRange(who: number, purpose: number, draw: number): Bug {
  return new Bug(`no such draw: who ${who} in [0, 2^32), purpose ${purpose} in [0, 256), draw ${draw} in [0, 2^24)`);
}
