import { setupServer, type SetupServer } from 'msw/node';
import type { FactSink } from '../runtime/facts.js';
import type { Router } from '../runtime/router.js';
import { graphDoor } from './cloud/doors/graph-client.js';
import { createHandlers } from './cloud/doors/msw.js';
import { untroubledApi } from './cloud/doors/fake-answer.js';
import { GraphApi } from './cloud/graph/graph-api.js';
import { runDirectly, runThroughDoor } from './drivers.js';
import { Journal, noCollector } from './journal.js';
import { KpiCollector } from './kpis/kpi-collector.js';
import { createLayout } from './kpis/layout.js';
import { joinBlocks, type ReplicationRecord } from './kpis/record.js';
import type { DoorCheck } from './kpis/run-result.js';
import type { Scenario } from './scenario/scenario.js';
import { surprises } from './simulate.js';
import { World } from './world.js';

/** Sends of a replication that are replayed through the door to compare. */
export const DOOR_CHECK_SENDS = 1_000;

/**
 * Law 2 in passing: the beginning of replication 0 through real `fetch` calls that MSW answers, against the same
 * steps through the direct door. One journal hash, or the doors differ.
 */
export async function checkDoor(scenario: Scenario, seed: number, maxSends = DOOR_CHECK_SENDS, createRouter?: () => Router): Promise<DoorCheck & { sends: number }> {
  const options = createRouter === undefined ? {} : { createRouter };
  const direct = new Journal(noCollector);
  runDirectly(new World(scenario, seed, 0, direct, options), maxSends);
  const through = new Journal(noCollector);
  const sends = await withMsw(new World(scenario, seed, 0, through, options), maxSends);
  return { door: 'msw', replication: 0, same: direct.hash === through.hash, directHash: direct.hash, doorHash: through.hash, sends };
}

/** One replication with every send through MSW. The record is that of `simulate`, to the byte. */
export async function simulateThroughMsw(
  scenario: Scenario,
  seed: number,
  replication: number,
  options: { createRouter?: () => Router; sinks?: readonly FactSink[] } = {},
): Promise<ReplicationRecord> {
  const layout = createLayout(scenario);
  const blocks: Float64Array[] = [];
  let hash = '';
  let entries = 0;
  let logicalEvents = 0;
  for (const shocked of surprises(layout, replication) ? [false, true] : [false]) {
    const collector = new KpiCollector(scenario, layout, seed, replication);
    const journal = new Journal(collector, options.sinks);
    const world = new World(scenario, seed, replication, journal, { ...options, shocked });
    await withMsw(world, Infinity);
    journal.flush();
    collector.finish(world.agenda.now);
    blocks.push(collector.values);
    hash += journal.hash;
    entries += world.entries;
    logicalEvents += world.logicalEvents;
  }
  return { replication, seed, hash, entries, logicalEvents, values: joinBlocks(layout, blocks) };
}

/** Only one interceptor can listen in a thread: one for all worlds, its handlers exchanged. */
let server: SetupServer | null = null;

async function withMsw(world: World, maxSends: number): Promise<number> {
  const handlers = createHandlers(untroubledApi(new GraphApi(world.cloud), () => world.agenda.now));
  server ??= setupServer();
  server.listen({ onUnhandledRequest: 'error' });
  server.use(...handlers);
  try {
    return await runThroughDoor(world, graphDoor, maxSends);
  } finally {
    server.resetHandlers();
    server.close();
  }
}
