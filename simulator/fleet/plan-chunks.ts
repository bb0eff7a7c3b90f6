/** Replications `from` to `from + count - 1`: what a worker is handed at once. */
export interface Chunk {
  readonly from: number;
  readonly count: number;
}

/** Long enough that handing over costs nothing, short enough that progress moves and a crash costs little. */
const TARGET_MS = 100;
/** A chunk is at most this part of what each worker has left, so that nobody waits long for the last one. */
const SHARE_OF_REST = 4;

/**
 * Cuts replications 0 to n - 1 into chunks of about 100 ms, as they are asked for. Exact shares: every replication is
 * in one chunk, none is in two, none is made up. The cut changes the speed and never the result.
 */
export class ChunkPlan {
  private readonly replications: number;
  private readonly workers: number;
  private readonly fixedSize: number | null;
  private at = 0;

  constructor(replications: number, workers: number, fixedSize: number | null = null) {
    this.replications = replications;
    this.workers = workers;
    this.fixedSize = fixedSize;
  }

  /** The next chunk, or null when all are handed out. `msEach` is the newest timing; Infinity while there is none. */
  next(msEach: number): Chunk | null {
    const left = this.replications - this.at;
    if (left <= 0) return null;
    const count = Math.min(left, this.fixedSize ?? this.size(left, msEach));
    const chunk = { from: this.at, count };
    this.at += count;
    return chunk;
  }

  private size(left: number, msEach: number): number {
    const byTime = Math.floor(TARGET_MS / Math.max(msEach, 0.01));
    const byShare = Math.ceil(left / (this.workers * SHARE_OF_REST));
    return Math.max(1, Math.min(byTime, byShare));
  }
}

/** The chunk again, one replication at a time. */
export function singly(chunk: Chunk): Chunk[] {
  return Array.from({ length: chunk.count }, (_, i) => ({ from: chunk.from + i, count: 1 }));
}
