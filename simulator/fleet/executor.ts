import { tuneEngine } from './tune-engine.js';
import type { Chunk } from './plan-chunks.js';
import type { ChunkDone, FleetJob } from './work-chunk.js';

/** Who carries out chunks: threads, or nobody but ourselves. */
export interface Executor {
  /** How many chunks it works on at once. */
  readonly lanes: number;
  run(chunk: Chunk): Promise<ChunkDone>;
  /** Gives up what is still running. */
  close(): Promise<void>;
}

/** Everything on this thread, for debugging and profiling. */
export async function inlineExecutor(job: FleetJob): Promise<Executor> {
  const { workChunk } = await import('./work-chunk.js');
  return {
    lanes: 1,
    async run(chunk) {
      // Signals and progress get their turn between two chunks only if the loop is left for a moment.
      await new Promise((resolve) => setImmediate(resolve));
      return workChunk(job, chunk);
    },
    async close() {},
  };
}

/** A pool of threads. A thread that dies rejects its chunk and is replaced. */
export async function threadExecutor(job: FleetJob, workers: number, workerFile: URL = WORKER_FILE): Promise<Executor> {
  const { Piscina } = await import('piscina');
  tuneEngine();
  const pool = new Piscina({ minThreads: workers, maxThreads: workers, idleTimeout: Infinity, workerData: job, recordTiming: false, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  // A thread may die without a chunk in hand; the pool replaces it, and nobody needs to be told.
  pool.on('error', () => {});
  return {
    lanes: workers,
    // The file goes with each chunk, not with the pool: a file that fails to load in a fresh thread then rejects its
    // chunk, where piscina would otherwise stop replacing threads and leave the chunk waiting for ever.
    run: (chunk) => pool.run(chunk, { filename: workerFile.href }) as Promise<ChunkDone>,
    close: () => pool.destroy(),
  };
}

/** Piscina imports the worker from plain JavaScript, so the ending is not mapped for it. */
const WORKER_FILE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
