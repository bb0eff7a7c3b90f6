import { compareHistory, HistorySink, type HistoryComparison } from './kpis/compare-history.js';
import type { Scenario } from './scenario/scenario.js';
import { simulate, type SimulateOptions } from './simulate.js';

/** So many replications show what a month is like; more only make the last digit steadier. */
export const COMPARED_REPLICATIONS = 5;

/**
 * Replays a history and puts what is simulated beside what was observed. Runs replications of its own, on this thread:
 * they are the first of the same seed, so they are the ones that a run has measured already.
 * @returns null without a history, or when it observed no waits
 */
export function compareRuns(scenario: Scenario, seed: number, replications = COMPARED_REPLICATIONS, options: SimulateOptions = {}): HistoryComparison | null {
  const { history } = scenario.arrivals;
  if (history === null) return null;
  const runs = Array.from({ length: replications }, (_, replication) => {
    const sink = new HistorySink(history);
    simulate(scenario, seed, replication, { ...options, sinks: [...(options.sinks ?? []), sink] });
    return sink;
  });
  return compareHistory(scenario, runs);
}
