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

export interface ChunkDone {
  readonly records: readonly ReplicationRecord[];
  /** Time in the worker, without its start: what the sizes of later chunks follow from. */
  readonly elapsedMs: number;
}

/** Runs one chunk on this thread. */
export async function workChunk(job: FleetJob, chunk: Chunk): Promise<ChunkDone> {
  const createRouter = job.routerPath === null ? null : await loadRouter(job.routerPath);
  const startedMs = performance.now();
  const records: ReplicationRecord[] = [];
  for (let i = chunk.from; i < chunk.from + chunk.count; i++) {
    const options = createRouter === null ? {} : { router: createRouter() };
    records.push(simulate(job.scenario, job.seed, i, options));
  }
  return { records, elapsedMs: performance.now() - startedMs };
}
