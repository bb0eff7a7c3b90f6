/** Facts side by side, as a journal keeps them: equally long, in the order in which they were told. */
export interface FactColumns {
  readonly kind: Int32Array;
  readonly at: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
}

export function createFactColumns(length: number): FactColumns {
  const column = (): Float64Array => new Float64Array(length);
  return { kind: new Int32Array(length), at: column(), a: column(), b: column(), c: column() };
}
