import type { Ms } from '../../runtime/units.js';
import type { HistoryComparison } from './compare-history.js';
import type { Damage } from './damage.js';
import type { HourRow, WorstHour } from './hour-rows.js';
import type { Verdict } from './judge.js';
import type { Kpi } from './measure.js';
import type { WaitShare } from './quantiles.js';

/** The outcome of a run: what every report is made from. Nothing in it knows what time it is outside. */
export interface RunResult {
  readonly scenario: ScenarioSummary;
  /** Name of the dated rule set; rules that the scenario changed are named behind it. */
  readonly ruleSet: string;
  readonly seed: number;
  readonly replications: {
    readonly asked: number;
    readonly done: number;
    /** Indices of replications that are missing. */
    readonly holes: readonly number[];
  };
  readonly kpis: readonly Kpi[];
  readonly verdict: Verdict;
  readonly damage: Damage | null;
  readonly hours: readonly HourRow[];
  readonly worstHour: WorstHour | null;
  readonly waits: readonly WaitShare[];
  /** What counts as in time for the service level and in the hours. */
  readonly thresholdMs: Ms;
  /** Hash over the journal hashes in replication order, hexadecimal. */
  readonly journalHash: string;
  readonly assumed: readonly { readonly path: string; readonly value: string }[];
  /** A replayed history beside what it observed; left out or null without one. */
  readonly history?: HistoryComparison | null;
  /** The run repeated through another door; null when it was not. */
  readonly doorCheck: DoorCheck | null;
  /** Written files by what they hold, such as `report`. */
  readonly files: Readonly<Record<string, string>>;
  /** The command that repeats the run. */
  readonly replay: string;
  readonly exitCode: number;
  /** Interrupted: fewer replications than asked for. */
  readonly partial: boolean;
}

export interface ScenarioSummary {
  readonly name: string;
  readonly about: string;
  /** Hash of the scenario as the simulation reads it, hexadecimal. */
  readonly hash: string;
  readonly zone: string;
  readonly startsAtEpochMs: number;
  readonly lastsMs: Ms;
  readonly agents: number;
  /** Unit of the cost of agents; fees are in USD. */
  readonly currency: string;
}

export interface DoorCheck {
  /** `msw` or `http` */
  readonly door: string;
  readonly replication: number;
  readonly same: boolean;
  readonly directHash: string;
  readonly doorHash: string;
}
