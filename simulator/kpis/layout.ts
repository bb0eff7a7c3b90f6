import { HOUR, type Ms } from '../../runtime/units.js';
import type { Goal, Scenario } from '../scenario/scenario.js';
import { HISTOGRAM_BINS } from './histogram.js';
import { REFUSAL_CODES } from './refusal-codes.js';

/**
 * Where everything lies in one block of a record's `values`: scalars, refusals by code, rows by hour, goals, histograms.
 * A pure function of the scenario, so every thread cuts its blocks alike.
 */
export interface Layout {
  /** Hours of the run, the last one perhaps short; a row has one more place, for what lies after the run. */
  readonly hours: number;
  readonly lastsMs: Ms;
  /** Floats in one block. */
  readonly blockLength: number;
  /** 2 when unforecast shocks make a second, surprised world; it lies behind the forecast one. */
  readonly blocks: 1 | 2;
  /** What counts as answered in time for the service level: see `serviceThresholdMs`. */
  readonly thresholdMs: Ms;
  readonly refusals: number;
  readonly rows: Readonly<Record<RowName, number>>;
  readonly histograms: Readonly<Record<SampledKpi, number>>;
  /** One for each goal of kind `share`, in the order of the scenario's goals; null for the others. */
  readonly goals: readonly (GoalSlots | null)[];
}

/** Counters of one share goal: `places` samples and hits, by creation hour or all in one. */
export interface GoalSlots {
  readonly samples: number;
  readonly hits: number;
  readonly places: number;
}

export function createLayout(scenario: Scenario): Layout {
  const hours = Math.max(1, Math.ceil(scenario.lastsMs / HOUR));
  let length = SCALAR_COUNT;
  const take = (floats: number): number => (length += floats) - floats;
  return {
    hours,
    lastsMs: scenario.lastsMs,
    blocks: scenario.arrivals.shocks.length > 0 ? 2 : 1,
    thresholdMs: serviceThresholdMs(scenario),
    refusals: take(REFUSAL_CODES.length + 1),
    rows: record(ROWS, () => take(hours + 1)),
    goals: scenario.goals.map((goal) => goalSlots(goal, hours, take)),
    histograms: record(SAMPLED, () => take(HISTOGRAM_BINS)),
    blockLength: length,
  };
}

/** The limit of the first goal on the first response, else five minutes. */
export function serviceThresholdMs(scenario: Scenario): Ms {
  const goal = scenario.goals.find((g) => g.withinMs !== null && (g.kpi === 'firstResponse' || g.kpi === 'anyResponse'));
  return goal?.withinMs ?? DEFAULT_THRESHOLD_MS;
}

export const DEFAULT_THRESHOLD_MS: Ms = 300_000;

/** KPIs with a distribution: they have quantiles, and goals may ask for a share within a limit. */
export const SAMPLED = ['firstResponse', 'slotWait', 'responseTime', 'resolution', 'phoneFirstResponse'] as const;
export type SampledKpi = (typeof SAMPLED)[number];

/** The distribution behind a KPI, if it has one. */
export function sampledKpi(kpi: string): SampledKpi | null {
  if (kpi === 'anyResponse') return 'firstResponse';
  return SAMPLED.find((name) => name === kpi) ?? null;
}

/** The first seven are time integrals over the hour, in the order that `TimeAverages` counts them. */
export const ROWS = [
  'backlogMs', 'backlogOnUsMs', 'signedInMs', 'availableMs', 'withChatMs', 'openChatsMs', 'openSlotsMs',
  'workMs', 'ghostMs',
  'opened', 'answered', 'inTime', 'leftInTime', 'notDue', 'withdrawn', 'leftSilently', 'firstResponseMs',
] as const;
export type RowName = (typeof ROWS)[number];

/** Scalar counters of one block. Cohort counts are of tickets opened during the run, not in the drain after it. */
export const SCALAR = {
  firstResponseMs: 0, answered: 1, inTime: 2, leftInTime: 3, notDue: 4, unanswered: 5,
  slotWaitMs: 6, handled: 7, unassigned: 8,
  responseMs: 9, replies: 10, owedReplies: 11,
  resolutionMs: 12, resolved: 13, unresolved: 14, lastResolutionMs: 15, lastResolved: 16, resolvedByTime: 17, resolvedByAgent: 18,
  firstMet: 19, firstBreached: 20, resolutionMet: 21, resolutionBreached: 22,
  opened: 23, withdrawn: 24, leftSilently: 25, expired: 26, expiredUnanswered: 27,
  reopened: 28, reopenable: 29, transferred: 30, escalated: 31,
  headroom: 32, headroomMin: 33, headroomSends: 34,
  sendsAccepted: 35, sendsRefused: 36, sendsFailed: 37, sendsOutsideWindow: 38, sendsDropped: 39,
  feeMicroUsd: 40, paidMs: 41, paidCost: 42,
  jain: 43, gini: 44, fairnessAgents: 45,
  customers: 46, attempts: 47, served: 48, phoneFirstResponseMs: 49, phoneAnswered: 50, left: 51, phoneWaiting: 52,
  backlogMs: 53, backlogOnUsMs: 54, signedInMs: 55, availableMs: 56, withChatMs: 57, openChatsMs: 58, openSlotsMs: 59,
  workMs: 60, ghostMs: 61,
  longestHoldMs: 62, raises: 63, firstRaiseMs: 64, secondRaiseMs: 65, firstCampaignMs: 66, campaigns: 67,
} as const;
export type ScalarName = keyof typeof SCALAR;
const SCALAR_COUNT = Object.keys(SCALAR).length;

function goalSlots(goal: Goal, hours: number, take: (floats: number) => number): GoalSlots | null {
  if (goal.kind !== 'share' || goal.withinMs === null || sampledKpi(goal.kpi) === null) return null;
  const places = goal.every === 'hour' ? hours : 1;
  return { samples: take(places), hits: take(places), places };
}

function record<K extends string>(names: readonly K[], of: (name: K) => number): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, number>;
}
