import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Bug } from '../runtime/bug.js';
import { PURPOSE, Streams, threefry2x32 } from './random.js';

const SEED = 20240229;
const PAIRS = 200_000;

describe('threefry2x32', () => {
  // Random123, tests/kat_vectors, "threefry2x32 20": counter, key, result.
  const vectors = [
    [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
  ] as const;
  for (const [c0, c1, k0, k1, r0, r1] of vectors) {
    it(`agrees with the published vector for counter ${c0.toString(16)} ${c1.toString(16)}`, () => {
      assert.deepEqual([...threefry2x32(k0, k1, c0, c1, new Uint32Array(2))], [r0, r1]);
      assert.deepEqual([...threefry2x32(k0 | 0, k1 | 0, c0 | 0, c1 | 0, new Uint32Array(2))], [r0, r1]);
    });
  }

  it('gives different counters different blocks', () => {
    const seen = new Set<bigint>();
    const out = new Uint32Array(2);
    for (let a = 0; a < 256; a++) for (let b = 0; b < 256; b++) seen.add(word64(threefry2x32(1, 2, a, b, out)));
    assert.equal(seen.size, 65536);
  });
});

describe('Streams', () => {
  it('gives every draw the same value in any order and among any others', () => {
    const places = Array.from({ length: 3000 }, (_, i) => [i % 50, i % 27, Math.floor(i / 50)] as const);
    const forward = new Streams(SEED, 3);
    const expected = places.map(([who, purpose, draw]) => forward.uniform(who, purpose, draw));
    const backward = new Streams(SEED, 3);
    const other = new Streams(SEED, 4);
    for (let i = places.length - 1; i >= 0; i--) {
      const [who, purpose, draw] = places[i]!;
      other.uniform(who, purpose, draw);
      if (i % 3 === 0) backward.uniform(who + 1000, purpose, draw);
      assert.equal(backward.uniform(who, purpose, draw), expected[i]);
    }
  });

  it('keeps its values from release to release', () => {
    const streams = new Streams(1, 0);
    assert.deepEqual(
      [streams.uniform(0, 0, 0), streams.uniform(1, PURPOSE.work, 2), streams.uniform(0xffffffff, 255, 0xffffff)],
      GOLDEN,
    );
  });

  it('stays inside the open interval on odd multiples of 2^-53, so that 1 - u is exact', () => {
    const streams = new Streams(SEED, 0);
    for (let who = 0; who < 100_000; who++) {
      const u = streams.uniform(who, PURPOSE.intent, 0);
      assert.ok(u > 0 && u < 1);
      assert.equal((u * 0x20000000000000) % 2, 1);
      assert.equal(1 - (1 - u), u);
    }
  });

  it('never gives two coordinates the same counter', () => {
    const streams = new Streams(SEED, 0);
    const seen = new Set<number>();
    const whos = [0, 1, 255, 256, 0x7fffffff, 0x80000000, 0xffffffff];
    const purposes = Array.from({ length: 256 }, (_, p) => p);
    const draws = [0, 1, 255, 256, 0x7fffff, 0x800000, 0xffffff];
    for (const who of whos) for (const purpose of purposes) for (const draw of draws) seen.add(streams.uniform(who, purpose, draw));
    assert.equal(seen.size, whos.length * purposes.length * draws.length);
  });

  it('tells seeds and replications apart in all their bits', () => {
    const firsts = new Set<number>();
    const seeds = [0, 1, 2, 0x80000000, 0x100000000, 0x100000000 + 1, 0x10000000000000, Number.MAX_SAFE_INTEGER];
    const replications = [0, 1, 2, 0x80000000, 0x100000000 - 1];
    for (const seed of seeds) for (const replication of replications) firsts.add(new Streams(seed, replication).uniform(0, 0, 0));
    assert.equal(firsts.size, seeds.length * replications.length);
  });

  it('refuses what would fall on another draw', () => {
    const streams = new Streams(SEED, 0);
    for (const [who, purpose, draw] of [[0, 0, 0x1000000], [0, 0, -1], [0, 0, 0.5], [0, 256, 0], [0, -1, 0], [0x100000000, 0, 0], [-1, 0, 0], [0.5, 0, 0], [NaN, 0, 0]] as const) {
      assert.throws(() => streams.uniform(who, purpose, draw), Bug);
    }
    for (const [seed, replication] of [[-1, 0], [0.5, 0], [0x20000000000000, 0], [NaN, 0], [0, -1], [0, 0x100000000], [0, 0.5]] as const) {
      assert.throws(() => new Streams(seed, replication), Bug);
    }
  });

  it('agrees with itself from any seed (property)', () => {
    const coordinate = fc.tuple(fc.maxSafeNat(), fc.nat(0x80000000 - 1), fc.nat(0x7fffffff), fc.nat(255), fc.nat(0xffffff));
    fc.assert(
      fc.property(coordinate, ([seed, replication, who, purpose, draw]) => {
        const u = new Streams(seed, replication).uniform(who, purpose, draw);
        return u > 0 && u < 1 && u === new Streams(seed, replication).uniform(who, purpose, draw);
      }),
      { seed: SEED },
    );
  });
});

describe('quality of neighbouring draws', () => {
  const streams = new Streams(SEED, 0);
  const nextReplication = new Streams(SEED, 1);
  const nextSeed = new Streams(SEED + 1, 0);
  const neighbours: readonly (readonly [string, (i: number) => readonly [number, number]])[] = [
    ['who', (i) => [streams.uniform(i, 6, 0), streams.uniform(i + 1, 6, 0)]],
    ['purpose', (i) => [streams.uniform(i, 6, 0), streams.uniform(i, 7, 0)]],
    ['draw', (i) => [streams.uniform(7, 6, i), streams.uniform(7, 6, i + 1)]],
    ['who against draw', (i) => [streams.uniform(i, 6, 1), streams.uniform(1, 6, i)]],
    ['replication', (i) => [streams.uniform(i, 6, 0), nextReplication.uniform(i, 6, 0)]],
    ['seed', (i) => [streams.uniform(i, 6, 0), nextSeed.uniform(i, 6, 0)]],
  ];
  for (const [name, pairAt] of neighbours) {
    it(`pairs over ${name} are uniform on the square and uncorrelated`, () => {
      const cells = new Float64Array(32 * 32);
      let product = 0;
      for (let i = 0; i < PAIRS; i++) {
        const [a, b] = pairAt(i);
        cells[Math.floor(a * 32) * 32 + Math.floor(b * 32)]! += 1;
        product += (a - 0.5) * (b - 0.5);
      }
      assertUniform(cells, PAIRS);
      assert.ok(Math.abs((product * 12) / PAIRS) < 4 / Math.sqrt(PAIRS), `correlation ${(product * 12) / PAIRS}`);
    });
  }

  it('the low bits are as uniform as the high ones', () => {
    const high = new Float64Array(1024);
    const middle = new Float64Array(1024);
    const low = new Float64Array(1024);
    for (let i = 0; i < PAIRS; i++) {
      const u = streams.uniform(i & 1023, 8, i >>> 10);
      high[Math.floor(u * 1024)]! += 1;
      middle[Math.floor(u * 0x2000000000) % 1024]! += 1;
      low[Math.floor(u * 0x10000000000000) % 1024]! += 1;
    }
    for (const cells of [high, middle, low]) assertUniform(cells, PAIRS);
  });
});

describe('PURPOSE', () => {
  it('gives each purpose its own number that fits the counter', () => {
    const numbers = Object.values(PURPOSE);
    assert.equal(new Set(numbers).size, numbers.length);
    for (const n of numbers) assert.ok(Number.isInteger(n) && n >= 0 && n < 256);
  });
});

/** Pearson's chi-square within 4 standard deviations of its mean: the seed is fixed, so this cannot fail by chance twice. */
function assertUniform(cells: Float64Array, total: number): void {
  const expected = total / cells.length;
  const chiSquare = cells.reduce((sum, n) => sum + (n - expected) * (n - expected), 0) / expected;
  const freedom = cells.length - 1;
  assert.ok(Math.abs(chiSquare - freedom) < 4 * Math.sqrt(2 * freedom), `chi-square ${chiSquare} of ${freedom}`);
}

function word64(words: Uint32Array): bigint {
  return (BigInt(words[0]!) << 32n) | BigInt(words[1]!);
}

// The same three from an independent implementation in Python.
const GOLDEN = [0.4281715542045025, 0.2926997584966641, 0.8215837633769675];
