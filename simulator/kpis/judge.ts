import type { Goal, Scenario } from '../scenario/scenario.js';
import { definitionOf, type KpiUnit } from './definitions.js';
import { estimate, type Bounds, type Estimate } from './estimate.js';
import { isGood, sideOf } from './goal-side.js';
import { hourParts, wholeParts } from './goal-samples.js';
import { HOUR_SAMPLES } from './hour-rows.js';
import { createLayout } from './layout.js';
import type { Kpis } from './measure.js';
import { countsThings, type Ratio } from './ratios.js';
import type { ReplicationRecord } from './record.js';

/** `noGoals`: the scenario asked nothing, so nothing can be missed. */
export interface Verdict {
  readonly verdict: GoalVerdict | 'noGoals';
  readonly goals: readonly JudgedGoal[];
}

export type GoalVerdict = 'met' | 'missed' | 'inconclusive';

export interface JudgedGoal {
  readonly text: string;
  readonly kpi: string;
  /** Of value, interval and target. */
  readonly unit: KpiUnit;
  readonly compare: Goal['compare'];
  readonly target: number;
  readonly every: Goal['every'];
  /** Of the whole run or, judged by the hour, of the worst hour; null without samples. */
  readonly value: number | null;
  readonly ci95: Bounds | null;
  readonly n: number;
  readonly verdict: GoalVerdict;
  /** Share of the replications with samples that met the goal by themselves; null without any. */
  readonly pMet: number | null;
  /** Of goals judged by the hour. */
  readonly worst: { readonly interval: string; readonly value: number } | null;
  /** What a reader must know to understand the verdict, else null. */
  readonly note: string | null;
}

/**
 * Met when the whole 95 % interval lies on the good side, missed when wholly on the bad side, else inconclusive; no
 * samples are inconclusive. A target at the end of the scale (nothing at all, every single one) is judged by value: one
 * exception in one replication refutes it, and no interval could ever prove it.
 *
 * A goal for every hour is judged on the hours with at least 30 samples, all replications together. It is met when each
 * hour's own 95 % interval lies on the good side (a claim about all hours needs no correction: it fails as soon as one
 * fails), missed when an interval widened for the number of hours (Bonferroni) lies wholly on the bad side.
 * Goals are judged on the forecast world, without unforecast shocks.
 */
export function judge(scenario: Scenario, kpis: Kpis, records: readonly ReplicationRecord[]): Verdict {
  const goals = scenario.goals.map((goal, i) => (goal.every === 'hour' ? judgeHours(goal, i, scenario, kpis, records) : judgeWhole(goal, i, scenario, records)));
  if (goals.length === 0) return { verdict: 'noGoals', goals };
  if (goals.some((goal) => goal.verdict === 'missed')) return { verdict: 'missed', goals };
  return { verdict: goals.every((goal) => goal.verdict === 'met') ? 'met' : 'inconclusive', goals };
}

/** 0 all goals met or none set, 3 a goal missed, 6 inconclusive. */
export function exitCodeOf(verdict: Verdict): 0 | 3 | 6 {
  return verdict.verdict === 'missed' ? 3 : verdict.verdict === 'inconclusive' ? 6 : 0;
}

function judgeWhole(goal: Goal, index: number, scenario: Scenario, records: readonly ReplicationRecord[]): JudgedGoal {
  const parts = wholeParts(goal, index, scenario, createLayout(scenario), records);
  if (parts === null) return unjudged(goal, `no KPI ${goal.kpi} can be judged like this`);
  const measured = measured95(goal, parts);
  return {
    ...frame(goal),
    value: measured.value,
    ci95: measured.ci95,
    n: measured.n,
    verdict: verdictOf(goal, measured, parts),
    pMet: pMet(goal, parts.map((part) => [part])),
    worst: null,
    note: noteOf(measured, records.length),
  };
}

function judgeHours(goal: Goal, index: number, scenario: Scenario, kpis: Kpis, records: readonly ReplicationRecord[]): JudgedGoal {
  const all = hourParts(goal, index, scenario, createLayout(scenario), records);
  if (all === null) return unjudged(goal, `KPI ${goal.kpi} is not counted by the hour`);
  const hours = all.flatMap((parts, hour) => {
    const own = measured95(goal, parts);
    return own.n >= HOUR_SAMPLES && own.value !== null ? [{ hour, parts, own, value: own.value }] : [];
  });
  if (hours.length === 0) return unjudged(goal, `no hour has ${HOUR_SAMPLES} samples`);
  const level = 1 - 0.05 / hours.length;
  const widened = hours.map((h) => ({ ...h, wide: measured95(goal, h.parts, level) }));
  const bad = widened.filter((h) => verdictOf(goal, h.wide, h.parts) === 'missed');
  const notGood = widened.filter((h) => verdictOf(goal, h.own, h.parts) !== 'met');
  const verdict = bad.length > 0 ? 'missed' : notGood.length > 0 ? 'inconclusive' : 'met';
  const worst = (bad.length > 0 ? bad : notGood.length > 0 ? notGood : widened).reduce((a, b) => {
    return isWorse(goal, b.value, a.value) || (b.value === a.value && b.own.n > a.own.n) ? b : a;
  });
  const skipped = all.filter((parts) => parts.some((part) => part.samples > 0)).length - hours.length;
  return {
    ...frame(goal),
    value: worst.value,
    ci95: verdict === 'met' ? worst.own.ci95 : worst.wide.ci95,
    n: widened.reduce((n, h) => n + h.own.n, 0),
    verdict,
    pMet: pMet(goal, records.map((_, i) => hours.map((h) => h.parts[i]!))),
    worst: { interval: kpis.hours[worst.hour]!.name, value: worst.value },
    note: skipped === 0 ? noteOf(worst.own, records.length) : `${skipped} ${skipped === 1 ? 'hour' : 'hours'} with fewer than ${HOUR_SAMPLES} samples not judged`,
  };
}

function measured95(goal: Goal, parts: readonly Ratio[], level?: number): Estimate {
  const definition = definitionOf(goal.kpi)!;
  if (goal.kind === 'share') return estimate(parts, 'share', true, level);
  return estimate(parts, definition.unit, countsThings(definition.id), level);
}

function verdictOf(goal: Goal, measured: Estimate, parts: readonly Ratio[]): GoalVerdict {
  if (measured.value === null || measured.ci95 === null) return 'inconclusive';
  const atEnd = goal.target === 0 ? parts.every((part) => part.num >= 0) : goal.target === 1 && unitOf(goal) === 'share';
  const side = atEnd ? sideOf(goal, [measured.value, measured.value]) : sideOf(goal, measured.ci95);
  return side === 'good' ? 'met' : side === 'bad' ? 'missed' : 'inconclusive';
}

/** `runs`: for each replication the parts that all must be good; those without samples are not asked. */
function pMet(goal: Goal, runs: readonly (readonly Ratio[])[]): number | null {
  let asked = 0;
  let met = 0;
  for (const run of runs) {
    const parts = run.filter((part) => part.samples > 0 && part.den > 0);
    if (parts.length === 0) continue;
    asked++;
    if (parts.every((part) => isGood(goal, part.num / part.den))) met++;
  }
  return asked === 0 ? null : met / asked;
}

function isWorse(goal: Goal, value: number, than: number): boolean {
  if (goal.kind === 'share' || goal.compare === '>=' || goal.compare === '>') return value < than;
  return goal.compare === '=' ? Math.abs(value - goal.target) > Math.abs(than - goal.target) : value > than;
}

function noteOf(measured: Estimate, replications: number): string | null {
  if (measured.value === null) return 'no samples';
  if (measured.ci95 === null && replications < 2) return 'one replication has no interval';
  return null;
}

function unitOf(goal: Goal): KpiUnit {
  return goal.kind === 'share' ? 'share' : (definitionOf(goal.kpi)?.unit ?? 'count');
}

function frame(goal: Goal): Pick<JudgedGoal, 'text' | 'kpi' | 'unit' | 'compare' | 'target' | 'every'> {
  const { text, kpi, compare, target, every } = goal;
  return { text, kpi, unit: unitOf(goal), compare: goal.kind === 'share' ? '>=' : compare, target, every };
}

function unjudged(goal: Goal, note: string): JudgedGoal {
  return { ...frame(goal), value: null, ci95: null, n: 0, verdict: 'inconclusive', pMet: null, worst: null, note };
}
