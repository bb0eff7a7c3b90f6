import { runFleet } from '../fleet/run-fleet.js';
import type { Scenario } from '../scenario/scenario.js';

/** Wall time of one worker over that of two, the same replications; starting the threads and warming up their compilers counts. */
export async function timeWorkers(scenario: Scenario, replications: number): Promise<number> {
  const time = async (workers: number): Promise<number> => {
    const start = performance.now();
    const { records } = await runFleet({ scenario, seed: 1, replications, workers });
    if (records.length !== replications) throw new Error('a replication is missing');
    return performance.now() - start;
  };
  const one = await time(1);
  return one / (await time(2));
}
