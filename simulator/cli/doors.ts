import type { DoorCheck } from '../kpis/run-result.js';
import type { ReplicationRecord } from '../kpis/record.js';
import type { FleetProgress, FleetRun } from '../fleet/run-fleet.js';
import type { Scenario } from '../scenario/scenario.js';

/** Sends of the door check: enough to meet every kind of answer, few enough to take less than a second. */
const CHECKED_SENDS = 500;

/** The first sends of replication 0 through MSW and directly: the two must tell the same story. */
export async function checkMswDoor(scenario: Scenario, seed: number): Promise<DoorCheck> {
  const { checkDoor } = await drivers();
  return checkDoor(scenario, seed, CHECKED_SENDS);
}

export interface MswRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replications: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FleetProgress) => void;
}

/** All replications through MSW, one after the other on this thread: MSW intercepts for a whole process. */
export async function runThroughMsw({ scenario, seed, replications, signal, onProgress }: MswRun): Promise<FleetRun> {
  const { simulateThroughMsw } = await drivers();
  const records: ReplicationRecord[] = [];
  for (let replication = 0; replication < replications && !signal.aborted; replication++) {
    records.push(await simulateThroughMsw(scenario, seed, replication));
    onProgress({ done: records.length, holes: 0, asked: replications });
  }
  return { records, holes: [], interrupted: signal.aborted };
}

interface Drivers {
  checkDoor(scenario: Scenario, seed: number, maxSends: number): Promise<DoorCheck>;
  simulateThroughMsw(scenario: Scenario, seed: number, replication: number): Promise<ReplicationRecord>;
}

/** MSW is heavy to load and only these two need it. */
async function drivers(): Promise<Drivers> {
  const module: string = '../door-check.js';
  return (await import(module)) as Drivers;
}
