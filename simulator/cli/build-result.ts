import type { FleetRun } from '../fleet/run-fleet.js';
import { compareHistory, type HistorySink } from '../kpis/compare-history.js';
import { exitCodeOf, judge } from '../kpis/judge.js';
import { measure } from '../kpis/measure.js';
import type { DoorCheck, RunResult } from '../kpis/run-result.js';
import type { Scenario } from '../scenario/scenario.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { hashJournals, hashScenario } from './hashes.js';
import { ruleSetTitle } from './rule-set-title.js';

export interface RunFacts {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly asked: number;
  readonly fleet: FleetRun;
  readonly doorCheck: DoorCheck | null;
  /** 130 or 143 when a signal ended the run. */
  readonly interrupted: ExitCode | null;
  readonly files: Readonly<Record<string, string>>;
  readonly replay: string;
}

/** Everything a run has to say, measured and judged. */
export function buildResult(facts: RunFacts): RunResult {
  const { scenario, fleet } = facts;
  const { records } = fleet;
  const kpis = measure(scenario, records);
  const verdict = judge(scenario, kpis, records);
  const { replications: _, ...measured } = kpis;
  return {
    scenario: {
      name: scenario.name,
      about: scenario.about,
      hash: hashScenario(scenario),
      zone: scenario.zone,
      startsAtEpochMs: scenario.startsAtEpochMs,
      lastsMs: scenario.lastsMs,
      agents: scenario.agents.length,
      currency: scenario.currency,
    },
    ruleSet: ruleSetTitle(scenario),
    seed: facts.seed,
    replications: { asked: facts.asked, done: records.length, holes: fleet.holes.map((hole) => hole.replication) },
    ...measured,
    verdict,
    journalHash: hashJournals(records),
    assumed: scenario.assumed,
    // What comes back from a thread has a sink's columns and no methods.
    history: compareHistory(scenario, fleet.replays as readonly unknown[] as readonly HistorySink[]),
    doorCheck: facts.doorCheck,
    files: facts.files,
    replay: facts.replay,
    exitCode: exitCode(facts, exitCodeOf(verdict)),
    partial: facts.interrupted !== null,
  };
}

/** What went wrong with us comes before what is wrong with the desk. */
function exitCode({ fleet, doorCheck, interrupted }: RunFacts, judged: ExitCode): ExitCode {
  if (interrupted !== null) return interrupted;
  if (fleet.holes.length > 0) return EXIT.failed;
  if (doorCheck !== null && !doorCheck.same) return EXIT.failed;
  return judged;
}
