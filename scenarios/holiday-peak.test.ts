import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runFleet } from '../simulator/fleet/run-fleet.js';
import { exitCodeOf, judge, type JudgedGoal } from '../simulator/kpis/judge.js';
import { measure } from '../simulator/kpis/measure.js';
import { applySet } from '../simulator/scenario/apply-set.js';
import { parseScenario } from '../simulator/scenario/parse-scenario.js';

const FILE = new URL('./holiday-peak.yaml', import.meta.url);
const EACH_HOUR = 'first response <= 5m for 80% in every forecast hour';

// A verdict on every hour needs replications, and how many depends on the seed. Over the whole week `met` came with 4, 24
// and 20 of them under seeds 1, 2 and 3; without six agents `missed` came with 16, 32 and 16. The command line takes 100.
// Here seed 1 has to do, without the surge, on which no goal is judged.
const SEED = 1;
const WITHOUT_SURGE = 'arrivals.peaks[2].factor=1';

test('holiday-peak meets its goals: with this seed twelve replications of the week are enough to say so', async () => {
  const { exitCode, goals } = await judged([WITHOUT_SURGE], 12);
  assert.deepEqual(goals.filter(({ verdict }) => verdict !== 'met'), []);
  assert.equal(goals.length, 4);
  assert.equal(exitCode, 0);
});

// Twelve replications of the week leave this open: intervals are widened for 168 hours. Two days break as well, and say it sooner.
test('holiday-peak misses its goals when six agents of the morning are taken away', async () => {
  const { exitCode, goals } = await judged([WITHOUT_SURGE, 'lasts=2d', 'teams.support.agents[0].count=3', 'teams.support.agents[1].count=3'], 16);
  assert.deepEqual(goals.filter(({ verdict }) => verdict === 'missed').map(({ text }) => text), [EACH_HOUR]);
  assert.match(goals.find(({ text }) => text === EACH_HOUR)!.worst!.interval, /1[1-4]:00$/, 'around noon, when those who are there take their breaks');
  assert.equal(exitCode, 3);
});

async function judged(sets: readonly string[], replications: number): Promise<{ exitCode: number; goals: readonly JudgedGoal[] }> {
  let text = readFileSync(FILE, 'utf8');
  for (const assignment of sets) {
    const edited = applySet(text, assignment);
    assert.deepEqual(edited.problems, []);
    text = edited.text;
  }
  const { scenario } = parseScenario(text, 'holiday-peak.yaml');
  const { records, holes } = await runFleet({ scenario: scenario!, seed: SEED, replications, workers: 2 });
  assert.deepEqual(holes, []);
  const verdict = judge(scenario!, measure(scenario!, records), records);
  return { exitCode: exitCodeOf(verdict), goals: verdict.goals };
}
