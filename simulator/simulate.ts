import type { FactSink } from '../runtime/facts.js';
import { Journal } from './journal.js';
import { KpiCollector } from './kpis/kpi-collector.js';
import { createLayout, type Layout } from './kpis/layout.js';
import { joinBlocks, type ReplicationRecord } from './kpis/record.js';
import type { Scenario } from './scenario/scenario.js';
import { World, type WorldOptions } from './world.js';

// The build makes one module of this file and all that it imports. A constant that another module exports is fetched
// and checked at each use; one of the same module is a number in the compiled code (measured: a fifth less time).

/** Entries handled between two looks at the loop's end: short, so that V8 keeps the loop's code. */
const CHUNK = 4096;

export interface SimulateOptions extends Omit<WorldOptions, 'shocked'> {
  /** Who else listens to every fact: a trace, a check, a replay. */
  readonly sinks?: readonly FactSink[];
}

/**
 * One replication of a scenario: synchronous, no I/O, the same arguments give the same bytes.
 * A scenario with surges that nobody forecast is run twice over the same customers, without and with them: goals are
 * judged on the first run, the difference is the damage. Pairs are so precise that from the tenth replication on
 * every eighth is enough.
 *
 * @param seed non-negative safe integer
 * @param replication index from 0; its random numbers are its own
 */
export function simulate(scenario: Scenario, seed: number, replication = 0, options: SimulateOptions = {}): ReplicationRecord {
  const layout = createLayout(scenario);
  const worlds = surprises(layout, replication) ? [false, true] : [false];
  const runs = worlds.map((shocked) => runOnce(scenario, layout, seed, replication, options, shocked));
  return {
    replication,
    seed,
    hash: runs.map((run) => run.hash).join(''),
    entries: runs.reduce((sum, run) => sum + run.entries, 0),
    logicalEvents: runs.reduce((sum, run) => sum + run.logicalEvents, 0),
    values: joinBlocks(layout, runs.map((run) => run.values)),
  };
}

/** Whether this replication also meets the surges. */
export function surprises(layout: Layout, replication: number): boolean {
  return layout.blocks === 2 && (replication < 10 || replication % 8 === 0);
}

function runOnce(scenario: Scenario, layout: Layout, seed: number, replication: number, options: SimulateOptions, shocked: boolean) {
  const collector = new KpiCollector(scenario, layout, seed, replication);
  const journal = new Journal(collector, options.sinks);
  const world = new World(scenario, seed, replication, journal, { ...options, shocked });
  while (world.runChunk(CHUNK));
  journal.flush();
  collector.finish(world.agenda.now);
  return { values: collector.values, hash: journal.hash, entries: world.entries, logicalEvents: world.logicalEvents };
}
