import { HistorySink } from '../kpis/compare-history.js';
import type { ReplicationRecord } from '../kpis/record.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';
import { loadRouter } from './load-router.js';
import type { Chunk } from './plan-chunks.js';

/** What stays the same for a whole run: every worker is told it once. */
export interface FleetJob {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Absolute path of a module with a user's router; null: the scenario's own selector. */
  readonly routerPath: string | null;
}

/** What a replication did to the customers of a history, row by row. */
export interface Replay {
  readonly replication: number;
  readonly waitMs: Float64Array;
  readonly left: Uint8Array;
}

export interface ChunkDone {
  readonly records: readonly ReplicationRecord[];
  /** One for each record when the scenario replays a history, else none. */
  readonly replays: readonly Replay[];
  /** Time in the worker, without its start: what the sizes of later chunks follow from. */
  readonly elapsedMs: number;
}

/** Runs one chunk on this thread. */
export async function workChunk(job: FleetJob, chunk: Chunk): Promise<ChunkDone> {
  const createRouter = job.routerPath === null ? null : await loadRouter(job.routerPath);
  const startedMs = performance.now();
  const records: ReplicationRecord[] = [];
  const replays: Replay[] = [];
  const { history } = job.scenario.arrivals;
  for (let i = chunk.from; i < chunk.from + chunk.count; i++) {
    const sink = history === null ? null : new HistorySink(history);
    records.push(simulate(job.scenario, job.seed, i, {
      ...(createRouter === null ? {} : { createRouter }),
      ...(sink === null ? {} : { sinks: [sink] }),
    }));
    if (sink !== null) replays.push({ replication: i, waitMs: sink.waitMs, left: sink.left });
  }
  return { records, replays, elapsedMs: performance.now() - startedMs };
}
