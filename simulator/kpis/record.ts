import { SCALAR, type Layout } from './layout.js';

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

/** The `values` of a record from the blocks of its worlds: the forecast one, then the surprised one, empty if it was not run. */
export function joinBlocks(layout: Layout, blocks: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(layout.blocks * layout.blockLength);
  blocks.forEach((block, i) => joined.set(block, i * layout.blockLength));
  return joined;
}

/** Whether the record has a surprised world beside the forecast one. */
export function isPaired(layout: Layout, record: ReplicationRecord): boolean {
  return layout.blocks === 2 && record.values[layout.blockLength + SCALAR.opened]! > 0;
}
