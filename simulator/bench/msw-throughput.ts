import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface MswTiming {
  /** All threads together. */
  readonly perSecond: number;
  /** Of the thread that grew most. */
  readonly heapGrowthMb: number;
}

/** Messages a second through `fetch` and MSW, on threads that are warm and start together. @param handler `empty` answers a constant: what MSW costs by itself */
export async function timeMswDoor(threads: number, messages: number, handler: 'fake' | 'empty' = 'fake'): Promise<MswTiming> {
  const file = new URL(import.meta.url.endsWith('.ts') ? './msw-worker.ts' : './msw-worker.js', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: { messages, handler } }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const results = workers.map((worker) => once(worker, 'message') as Promise<[{ ms: number; heapGrowthMb: number }]>);
  for (const worker of workers) worker.postMessage('go');
  const timings = (await Promise.all(results)).map(([timing]) => timing);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return {
    perSecond: (threads * messages) / (Math.max(...timings.map((timing) => timing.ms)) / 1000),
    heapGrowthMb: Math.max(...timings.map((timing) => timing.heapGrowthMb)),
  };
}
