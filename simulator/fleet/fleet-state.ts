import type { ReplicationRecord } from '../kpis/record.js';
import type { FleetProgress, FleetRun, Hole } from './run-fleet.js';
import type { ChunkDone, Replay } from './work-chunk.js';

/** When so many replications failed and none succeeded, the others would only take time to fail alike. */
const HOPELESS_AFTER = 10;

/** What a fleet has so far: records by replication, holes, and how long a replication takes. */
export class FleetState {
  /** The newest timing of one replication; Infinity while there is none. */
  msEach = Infinity;
  private readonly records: (ReplicationRecord | undefined)[];
  private readonly replays: (Replay | undefined)[] = [];
  private readonly onProgress: ((progress: FleetProgress) => void) | undefined;
  private readonly holes: Hole[] = [];
  private done = 0;

  constructor(replications: number, onProgress: ((progress: FleetProgress) => void) | undefined) {
    this.records = Array.from({ length: replications });
    this.onProgress = onProgress;
  }

  get hopeless(): boolean {
    return this.done === 0 && this.holes.length >= HOPELESS_AFTER;
  }

  add({ records, replays, elapsedMs }: ChunkDone): void {
    for (const record of records) this.records[record.replication] = record;
    for (const replay of replays) this.replays[replay.replication] = replay;
    this.done += records.length;
    this.msEach = elapsedMs / records.length;
    this.tell();
  }

  addHole(replication: number, error: Error): void {
    this.holes.push({ replication, reason: error.message, stack: error.stack ?? '' });
    this.tell();
  }

  result(aborted: boolean): FleetRun {
    return {
      records: this.records.filter((record) => record !== undefined),
      replays: this.replays.filter((replay) => replay !== undefined),
      holes: [...this.holes, ...this.untried()].sort((a, b) => a.replication - b.replication),
      // An abort that came after the last replication interrupted nothing.
      interrupted: aborted && this.done + this.holes.length < this.records.length,
    };
  }

  private untried(): Hole[] {
    if (!this.hopeless) return [];
    const failed = new Set(this.holes.map((hole) => hole.replication));
    const others = this.records.map((_, replication) => replication).filter((replication) => !failed.has(replication));
    const reason = `not tried: ${failed.size} replications failed and none succeeded`;
    return others.map((replication) => ({ replication, reason, stack: '' }));
  }

  private tell(): void {
    this.onProgress?.({ done: this.done, holes: this.holes.length, asked: this.records.length });
  }
}
