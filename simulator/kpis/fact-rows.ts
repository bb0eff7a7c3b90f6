/**
 * Facts one after another, as a journal keeps them, in the order in which they were told. A fact is a row of 32 bytes,
 * seen through two arrays over the same memory: `at` and `c` are floats 0 and 1 of the row's four, `kind`, `a` and `b`
 * words 4, 5 and 6 of its eight. One address for each view is what makes telling and hearing cheap.
 */
export interface FactRows {
  readonly floats: Float64Array;
  readonly words: Int32Array;
}

/** Rows of a batch: so few that they stay in the processor's first cache; a power of two, so that a masked row number needs no check for overflow. */
export const ROWS = 512;
export const ROW = { floats: 4, at: 0, c: 1, words: 8, kind: 4, a: 5, b: 6 } as const;

export function createFactRows(length: number): FactRows {
  const floats = new Float64Array(length * ROW.floats);
  return { floats, words: new Int32Array(floats.buffer) };
}
