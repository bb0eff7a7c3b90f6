import { HistorySink } from '../kpis/compare-history.js';
import type { DoorCheck } from '../kpis/run-result.js';
import type { ReplicationRecord } from '../kpis/record.js';
import { loadRouter } from '../fleet/load-router.js';
import type { FleetProgress, FleetRun } from '../fleet/run-fleet.js';
import type { Replay } from '../fleet/work-chunk.js';
import type { Scenario } from '../scenario/scenario.js';

export interface MswRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replications: number;
  readonly routerPath: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FleetProgress) => void;
}

/** The first sends of replication 0 through MSW and directly: the two must tell the same story. */
export async function checkMswDoor(scenario: Scenario, seed: number, routerPath: string | null): Promise<DoorCheck> {
  const { checkDoor, DOOR_CHECK_SENDS } = await import('../door-check.js');
  const { sends: _, ...check } = await checkDoor(scenario, seed, DOOR_CHECK_SENDS, routerPath === null ? undefined : await loadRouter(routerPath));
  return check;
}

/** All replications through MSW, one after the other on this thread: MSW intercepts for a whole thread. */
export async function runThroughMsw({ scenario, seed, replications, routerPath, signal, onProgress }: MswRun): Promise<FleetRun> {
  const { simulateThroughMsw } = await import('../door-check.js');
  const records: ReplicationRecord[] = [];
  const replays: Replay[] = [];
  const { history } = scenario.arrivals;
  const createRouter = routerPath === null ? null : await loadRouter(routerPath);
  for (let replication = 0; replication < replications && !signal.aborted; replication++) {
    const sink = history === null ? null : new HistorySink(history);
    records.push(await simulateThroughMsw(scenario, seed, replication, { ...(createRouter === null ? {} : { createRouter }), ...(sink === null ? {} : { sinks: [sink] }) }));
    if (sink !== null) replays.push({ replication, waitMs: sink.waitMs, left: sink.left });
    onProgress({ done: records.length, holes: 0, asked: replications });
  }
  return { records, replays, holes: [], interrupted: records.length < replications };
}
