import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../../runtime/units.js';
import type { Goal } from '../scenario/scenario.js';
import { goalProblem } from './goal-samples.js';
import { exitCodeOf, judge, type JudgedGoal, type Verdict } from './judge.js';
import { createLayout, SCALAR, type ScalarName } from './layout.js';
import { measure } from './measure.js';
import type { ReplicationRecord } from './record.js';
import { shareGoal, tinyScenario, valueGoal } from './tiny-scenario.js';

const inTime = shareGoal('firstResponse', 5 * MINUTE, 0.9);
const everyHour = shareGoal('firstResponse', 5 * MINUTE, 0.8, 'hour');

test('a goal is met, missed or undecided as its whole interval lies', () => {
  assert.equal(judgeShares([97, 96, 98, 97]).verdict, 'met');
  assert.equal(judgeShares([83, 82, 84, 83]).verdict, 'missed');
  assert.equal(judgeShares([97, 83, 95, 88]).verdict, 'inconclusive');
});

test('exactly on target is met', () => {
  const { verdict, value } = judgeShares([90, 90, 90]);
  assert.equal(value, 0.9);
  assert.equal(verdict, 'met');
});

test('no samples and a single replication decide nothing', () => {
  const none = only(judgeAll([inTime], [{}, {}]));
  assert.deepEqual([none.verdict, none.value, none.n, none.pMet, none.note], ['inconclusive', null, 0, null, 'no samples']);
  const one = judgeShares([100]);
  assert.deepEqual([one.verdict, one.pMet, one.note], ['inconclusive', 1, 'one replication has no interval']);
});

test('none at all is met by value and refuted by a single exception', () => {
  const goal = valueGoal('sendsOutsideWindow', '=', 0);
  const run = (outside: number) => ({ scalars: { sendsOutsideWindow: outside, sendsAccepted: 50 } });
  assert.equal(only(judgeAll([goal], [run(0), run(0)])).verdict, 'met');
  assert.equal(only(judgeAll([goal], [run(0), run(1), run(0), run(0)])).verdict, 'missed');
  assert.equal(only(judgeAll([goal], [{}, {}])).verdict, 'inconclusive', 'nothing was sent');
});

test('every single one is met by value, too', () => {
  assert.equal(judgeShares([100, 100], 1).verdict, 'met');
  assert.equal(judgeShares([100, 99], 1).verdict, 'missed');
});

test('a share of replications met the goal by themselves', () => {
  assert.equal(judgeShares([97, 83, 95, 88]).pMet, 0.5);
});

test('all hours good is met, with the worst one named', () => {
  const goal = only(judgeAll([everyHour], hourly([[99, 93], [98, 94], [97, 92], [98, 93]])));
  assert.equal(goal.verdict, 'met');
  assert.deepEqual(goal.worst, { interval: 'Fri 10:00', value: 0.93 });
});

test('one bad hour is a miss, whatever the others do', () => {
  const goal = only(judgeAll([everyHour], hourly([[99, 60], [98, 61], [97, 59], [98, 60]])));
  assert.equal(goal.verdict, 'missed');
  assert.equal(goal.worst!.interval, 'Fri 10:00');
  assert.ok(goal.ci95![1] < 0.8);
});

test('an hour that may be bad leaves the goal open, and hours of few samples are not judged', () => {
  const open = only(judgeAll([everyHour], hourly([[99, 70], [98, 90], [97, 85], [98, 79]])));
  assert.equal(open.verdict, 'inconclusive');
  const few = only(judgeAll([everyHour], hourly([[99, 0], [98, 0], [97, 0], [98, 0]], 5)));
  assert.equal(few.verdict, 'met');
  assert.equal(few.note, '1 hour with fewer than 30 samples not judged');
  const none = only(judgeAll([everyHour], hourly([[1, 0], [2, 0]], 3, 3)));
  assert.deepEqual([none.verdict, none.note], ['inconclusive', 'no hour has 30 samples']);
});

test('a single hour wholly below target is not a miss while chance among many hours explains it', () => {
  const layout = createLayout(tinyScenario({ lastsMs: 100 * 60 * MINUTE, goals: [everyHour] }));
  const slots = layout.goals[0]!;
  const shares = [[77, 79.5, 78, 78.5], [79, 78, 77.5, 79.4]];
  const records = shares[0]!.map((_, replication) => {
    const values = new Float64Array(layout.blockLength);
    for (let hour = 0; hour < 100; hour++) {
      values[slots.samples + hour] = 100;
      values[slots.hits + hour] = hour === 42 ? shares[0]![replication]! : 97;
    }
    return record(replication, values);
  });
  const scenario = tinyScenario({ lastsMs: 100 * 60 * MINUTE, goals: [everyHour] });
  const goal = only(judge(scenario, measure(scenario, records), records));
  assert.equal(goal.verdict, 'inconclusive');
  assert.ok(goal.ci95![1] > 0.8, 'its interval is widened for a hundred hours');
});

test('one missed goal decides the whole, else one open goal does', () => {
  const calm = { scalars: { sendsAccepted: 50 }, goals: [[97, 100]] as [number, number][] };
  const outside = valueGoal('sendsOutsideWindow', '=', 0);
  const all = (goals: readonly Goal[]): [Verdict['verdict'], number] => {
    const verdict = judgeAll(goals, [calm, calm, calm]);
    return [verdict.verdict, exitCodeOf(verdict)];
  };
  assert.deepEqual(all([]), ['noGoals', 0]);
  assert.deepEqual(all([inTime, outside]), ['met', 0]);
  assert.deepEqual(all([inTime, valueGoal('occupancy', '<=', 0.85)]), ['inconclusive', 6]);
  assert.deepEqual(all([inTime, valueGoal('occupancy', '<=', 0.85), valueGoal('sends', '>=', 100)]), ['missed', 3]);
});

test('goals that cannot be judged say why', () => {
  assert.equal(goalProblem(inTime), null);
  assert.equal(goalProblem(valueGoal('backlog', '<=', 50, 'hour')), null);
  assert.match(goalProblem(valueGoal('transferRate', '<=', 0.1, 'hour'))!, /not counted by the hour/);
  assert.match(goalProblem(shareGoal('occupancy', MINUTE, 0.9))!, /no distribution/);
  assert.match(goalProblem(valueGoal('firstResponce', '<=', 1))!, /no KPI/);
});

interface Run {
  readonly scalars?: Partial<Record<ScalarName, number>>;
  /** Hits and samples of the first goal, by its places. */
  readonly goals?: readonly (readonly [hits: number, samples: number])[];
}

function judgeShares(percents: readonly number[], target = 0.9): JudgedGoal {
  return only(judgeAll([{ ...inTime, target }], percents.map((percent) => ({ goals: [[percent, 100]] }))));
}

function hourly(percents: readonly (readonly [number, number])[], second = 100, first = 100): Run[] {
  return percents.map(([a, b]) => ({ goals: [[a, first], [b, second]] }));
}

function judgeAll(goals: readonly Goal[], runs: readonly Run[]): Verdict {
  const scenario = tinyScenario({ goals });
  const layout = createLayout(scenario);
  const records = runs.map((run, replication) => {
    const values = new Float64Array(layout.blockLength);
    for (const [name, value] of Object.entries(run.scalars ?? {})) values[SCALAR[name as ScalarName]] = value;
    run.goals?.forEach(([hits, samples], place) => {
      const slots = layout.goals[0];
      if (slots == null) return;
      values[slots.hits + place] = hits;
      values[slots.samples + place] = samples;
    });
    return record(replication, values);
  });
  return judge(scenario, measure(scenario, records), records);
}

function record(replication: number, values: Float64Array): ReplicationRecord {
  return { replication, seed: 0, hash: '', entries: 0, logicalEvents: 0, values };
}

function only({ goals }: Verdict): JudgedGoal {
  assert.equal(goals.length, 1);
  return goals[0]!;
}
