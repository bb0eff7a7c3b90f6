/** Facts side by side, as a journal keeps them: equally long, in the order in which they were told. */
export interface FactColumns {
  readonly kind: Int32Array;
  readonly at: Float64Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Float64Array;
}

export function createFactColumns(length: number): FactColumns {
  const whole = (): Int32Array => new Int32Array(length);
  const float = (): Float64Array => new Float64Array(length);
  return { kind: whole(), at: float(), a: whole(), b: whole(), c: float() };
}
