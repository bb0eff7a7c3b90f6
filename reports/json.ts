import type { Kpi } from '../simulator/kpis/measure.js';
import type { Quantile } from '../simulator/kpis/quantiles.js';
import type { RunResult } from '../simulator/kpis/run-result.js';

/** The result as one document with a fixed order of keys; the same run gives the same bytes. Ends with a newline. */
export function renderJson(result: RunResult, command = 'run'): string {
  const { scenario, ruleSet, seed, replications, verdict } = result;
  const document = {
    schemaVersion: '1.0',
    tool: 'desksim',
    command,
    verdict: verdict.verdict,
    exitCode: result.exitCode,
    partial: result.partial,
    scenario: { name: scenario.name, hash: scenario.hash },
    ruleSet,
    seed,
    replications: { asked: replications.asked, done: replications.done, holes: replications.holes },
    goals: verdict.goals.map((goal) => ({
      text: goal.text, kpi: goal.kpi, every: goal.every, compare: goal.compare, target: goal.target, unit: goal.unit,
      verdict: goal.verdict, value: goal.value, ci95: goal.ci95, n: goal.n, pMet: goal.pMet, worst: goal.worst, note: goal.note,
    })),
    kpis: Object.fromEntries(result.kpis.map((kpi) => [kpi.id, kpiFields(kpi)])),
    worstHour: result.worstHour,
    damage: result.damage,
    history: result.history ?? null,
    assumed: result.assumed,
    doorCheck: result.doorCheck,
    journalHash: result.journalHash,
    files: result.files,
    replay: result.replay,
  };
  return `${JSON.stringify(document, tidyNumber, 2)}\n`;
}

function kpiFields({ value, n, denominator, ci95, unit, better, quantiles }: Kpi): object {
  const fields = { value, n, denominator, ci95, unit, better };
  if (quantiles === undefined) return fields;
  const { p50, p90, p95, p99, unended } = quantiles;
  const both = ({ value: at, ci95: range }: Quantile): object => ({ value: at, ci95: range });
  return { ...fields, quantiles: { p50: both(p50), p90: both(p90), p95: both(p95), p99: both(p99), unended } };
}

/** Twelve digits: what lies behind them is the noise of adding floats. */
function tidyNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
}
