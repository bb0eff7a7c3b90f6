import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderHistory } from '../reports/history-text.js';
import { HOUR } from '../runtime/units.js';
import { compareRuns } from './compare-runs.js';
import type { DistributionSpec } from './distributions.js';
import type { ComparedSpan, HistoryComparison } from './kpis/compare-history.js';
import { applySet } from './scenario/apply-set.js';
import { fitHistory } from './scenario/fit-history.js';
import { parseScenario } from './scenario/parse-scenario.js';
import { readScenario } from './scenario/read-scenario.js';

// The call centre of a bank, replayed call by call: Guedj and Mandelbaum, Technion, "Anonymous Bank" data, 1999.
// Service times, patience, pace and pauses are fitted on January alone; who was there is read from each day's log.

const FOLDER = join(process.env['DESKSIM_DATA']!, 'data', 'anonymous-bank-calls');
const TEXT = readFileSync(new URL('../scenarios/bank-1999.yaml', import.meta.url), 'utf8');
const SEED = 1;
const REPLICATIONS = 3;

test('the tables of the scenario are those that January gives', () => {
  const written = parseScenario(TEXT, 'bank-1999.yaml');
  assert.ok(written.scenario !== null);
  const { customers, agents } = written.scenario;
  // As marked, before a share of the marked is let forward and the unmarked are guessed.
  const marked = applySet(TEXT, 'arrivals.history.columns.vip={ column: priority, is: 2 }').text;
  const { scenario, history } = readScenario(marked, 'bank-1999.yaml', ['calls-1999-01.csv.gz'], [FOLDER]);
  const { readiness } = agents[0]!;
  const rules = { ...written.staffing!.rules, handoverMs: readiness!.handoverMs, opensMs: 7 * HOUR };
  const fitted = fitHistory(scenario!.arrivals.history!, history!.served, scenario!.dayStartsMs, customers.intents.length, rules);
  same(customers.workMs, fitted.work);
  same(customers.patienceMsByIntent!, fitted.patience);
  same([readiness!.pauseBusyMs, readiness!.pauseIdleMs], [fitted.pauseBusy, fitted.pauseIdle]);
  assert.deepEqual(written.staffing!.rules.pace, fitted.pace);
  assert.deepEqual(customers.workByHour!.slice(0, 24), fitted.workByHour);
  const shares = written.history!.columns.vip!.unknown!.shares;
  assert.deepEqual(customers.intents.map(({ name }) => Math.round(shares[name]! * 1000) / 1000), fitted.vip);
});

for (const [month, name] of [['02', 'February'], ['03', 'March'], ['04', 'April']] as const) {
  test(`${name} 1999: simulated beside observed`, () => {
    const { total, hours, hourlyGap } = replay(month, name).all;
    assert.equal(hours.length, 16, 'hours of the clock, 8 to 24');
    const { observed, simulated } = total;
    within('share of the queued who gave up, points', 100 * (simulated.left! - observed.left!), 5);
    within('the same by hour, mean distance in points', 100 * hourlyGap!, 6);
    within('median wait of the served, percent', 100 * (simulated.medianMs! / observed.medianMs! - 1), 25);
    within('90th percentile of it, percent', 100 * (simulated.p90Ms! / observed.p90Ms! - 1), 25);
  });
}

test('May 1999, with and without the incident of the 23rd', () => {
  const { all, without } = replay('05', 'May');
  assert.equal(without!.total.observed.queued < all.total.observed.queued - 800, true);
  const gap = ({ total }: ComparedSpan): number => total.simulated.left! - total.observed.left!;
  assert.ok(Math.abs(gap(without!)) < 0.1);
});

function replay(month: string, name: string): HistoryComparison {
  const { scenario, problems } = readScenario(TEXT, 'bank-1999.yaml', [`calls-1999-${month}.csv.gz`], [FOLDER]);
  assert.deepEqual(problems, []);
  const compared = compareRuns(scenario!, SEED, REPLICATIONS)!;
  console.log([`${name} 1999`, ...renderHistory(compared, 80)].join('\n'));
  return compared;
}

function within(what: string, off: number, limit: number): void {
  assert.ok(Math.abs(off) <= limit, `${what}: ${off.toFixed(1)} off, at most ${limit}`);
}

function same(written: readonly (DistributionSpec | null)[], fitted: readonly DistributionSpec[]): void {
  const plain = (spec: DistributionSpec | null): unknown => JSON.parse(JSON.stringify(spec), (_key, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value));
  assert.deepEqual(written.map(plain), fitted.map(plain));
}
