/** For tests: throws unless `actual` is `expected` within the relative tolerance (absolute where 0 is expected). */
export function near(actual: number, expected: number, tolerance = 1e-9): void {
  const error = relativeError(actual, expected);
  if (!(error <= tolerance)) throw new Error(`${actual} instead of ${expected}: off by ${error}, allowed ${tolerance}`);
}

/** |actual - expected| / |expected|, without the division where 0 is expected; 0 for equal infinities. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
}
