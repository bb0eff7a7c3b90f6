import { workerData } from 'node:worker_threads';
import type { Chunk } from './plan-chunks.js';
import { workChunk, type ChunkDone, type FleetJob } from './work-chunk.js';

/**
 * The entry of a worker thread: piscina calls it for each chunk; the job came with the thread. The answer is copied:
 * that takes microseconds, where piscina's `move` would load all of piscina into every thread.
 */
export default async function runChunk(chunk: Chunk): Promise<ChunkDone> {
  return workChunk(workerData as FleetJob, chunk);
}
