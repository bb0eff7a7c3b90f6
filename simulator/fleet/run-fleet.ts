import type { ReplicationRecord } from '../kpis/record.js';
import type { Scenario } from '../scenario/scenario.js';
import { inlineExecutor, threadExecutor, type Executor } from './executor.js';
import { FleetState } from './fleet-state.js';
import { loadRouter } from './load-router.js';
import { ChunkPlan, singly, type Chunk } from './plan-chunks.js';
import type { ChunkDone, FleetJob, Replay } from './work-chunk.js';

export interface FleetOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replications: number;
  /** Threads; 0 works on the calling thread. */
  readonly workers: number;
  /** Absolute path of a module that exports a user's router. */
  readonly routerPath?: string | null;
  readonly onProgress?: (progress: FleetProgress) => void;
  /** Aborting stops the handing out; what is done is kept. */
  readonly signal?: AbortSignal;
  /** Another worker in the place of ours: tests let theirs die. */
  readonly workerFile?: URL;
  /** So many replications in each chunk, instead of a size that follows from timings. */
  readonly chunkSize?: number;
}

export interface FleetProgress {
  readonly done: number;
  readonly holes: number;
  readonly asked: number;
}

export interface FleetRun {
  /** In replication order, whatever the chunks were. */
  readonly records: readonly ReplicationRecord[];
  /** In replication order; one for each record when the scenario replays a history, else none. */
  readonly replays: readonly Replay[];
  /** Replications that failed again and again, in order. */
  readonly holes: readonly Hole[];
  readonly interrupted: boolean;
}

export interface Hole {
  readonly replication: number;
  readonly reason: string;
  /** Where it happened; empty when a thread died without a word. */
  readonly stack: string;
}

/**
 * Runs replications 0 to n - 1 on threads. The records are the same bytes on any number of threads, in any cut into
 * chunks, after any crash.
 *
 * @throws RouterProblem when the user's router cannot be loaded
 */
export async function runFleet(options: FleetOptions): Promise<FleetRun> {
  const { scenario, seed, replications, workers, workerFile, chunkSize } = options;
  const job: FleetJob = { scenario, seed, routerPath: options.routerPath ?? null };
  // Here first: a router that cannot be loaded is one problem, not one for each replication.
  if (job.routerPath !== null) await loadRouter(job.routerPath);
  const lanes = Math.max(1, Math.min(workers, replications));
  const executor = workers === 0 ? await inlineExecutor(job) : await threadExecutor(job, lanes, workerFile);
  const fleet: Fleet = {
    executor,
    plan: new ChunkPlan(replications, lanes, chunkSize),
    state: new FleetState(replications, options.onProgress),
    signal: options.signal ?? new AbortController().signal,
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: lanes }, () => runLane(fleet))), graceOver(fleet.signal)]);
  } finally {
    await executor.close();
  }
  return fleet.state.result(fleet.signal.aborted);
}

interface Fleet {
  readonly executor: Executor;
  readonly plan: ChunkPlan;
  readonly state: FleetState;
  readonly signal: AbortSignal;
}

async function runLane(fleet: Fleet): Promise<void> {
  const { plan, state, signal } = fleet;
  while (!signal.aborted && !state.hopeless) {
    const chunk = plan.next(state.msEach);
    if (chunk === null) return;
    await runChunk(fleet, chunk);
  }
}

/** Once, once more, then one replication at a time: what fails then is a hole. */
async function runChunk({ executor, state, signal }: Fleet, chunk: Chunk): Promise<void> {
  for (let attempt = 0; attempt < 2 && !signal.aborted; attempt++) {
    const done = await attempted(executor, chunk);
    if (!(done instanceof Error)) return state.add(done);
  }
  for (const one of singly(chunk)) {
    if (signal.aborted) return;
    const done = await attempted(executor, one);
    if (!(done instanceof Error)) state.add(done);
    else if (!signal.aborted) state.addHole(one.from, done);
  }
}

async function attempted(executor: Executor, chunk: Chunk): Promise<ChunkDone | Error> {
  try {
    return await executor.run(chunk);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** After an interruption the chunks in hand may still end; they are worth a short wait, not a long one. */
const GRACE_MS = 500;

function graceOver(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const soon = (): void => void setTimeout(resolve, GRACE_MS);
    if (signal.aborted) soon();
    else signal.addEventListener('abort', soon, { once: true });
  });
}
