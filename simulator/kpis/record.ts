/**
 * What one replication leaves behind: small, flat, the same bytes on every thread. Workers hand over `values.buffer`;
 * the main thread folds records in replication order.
 */
export interface ReplicationRecord {
  /** Index from 0. */
  readonly replication: number;
  readonly seed: number;
  /** Journal hash of this replication, hexadecimal. */
  readonly hash: string;
  /** Agenda entries carried out. */
  readonly entries: number;
  /** Facts told. */
  readonly logicalEvents: number;
  /** Cut by `createLayout`: one block, or two when the scenario has unforecast shocks (the forecast world first). */
  readonly values: Float64Array;
}

/** The `values` of a record from one block for each world: the forecast one, then (with shocks) the surprised one. */
export function joinBlocks(...blocks: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(blocks.reduce((length, block) => length + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    joined.set(block, at);
    at += block.length;
  }
  return joined;
}
