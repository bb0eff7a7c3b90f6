import type { RunResult } from '../kpis/run-result.js';

/** Of this document; a reader may rely on every key of a version. */
export const SCHEMA_VERSION = 1;

/** The one document of `--json` and summary.json: nothing of the wall clock, the same bytes for the same run. */
export function summaryJson(result: RunResult): string {
  const { scenario, ruleSet, seed, replications, verdict, kpis, journalHash, files, replay, exitCode, partial } = result;
  const document = {
    schemaVersion: SCHEMA_VERSION,
    command: 'run',
    verdict: verdict.verdict,
    exitCode,
    partial,
    scenario,
    ruleSet,
    seed,
    replications,
    goals: verdict.goals,
    kpis,
    worstHour: result.worstHour,
    damage: result.damage,
    assumed: result.assumed,
    doorCheck: result.doorCheck,
    journalHash,
    replay,
    files,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
