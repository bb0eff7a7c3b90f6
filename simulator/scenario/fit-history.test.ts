import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { createDistribution } from '../distributions.js';
import { Streams } from '../random.js';
import { fitHistory, type FitRules, type FittedHistory } from './fit-history.js';
import type { ServedRows } from './parse-history.js';
import type { History } from './scenario.js';

const RULES: FitRules = {
  absentAfterMs: 10 * MINUTE, seesWithinMs: 5 * SECOND, takesUpMs: 0, leavesEarlyMs: 0, longestMs: HOUR, skillShareOfLog: 0.1, skillShareOfDay: 0.3, pace: {},
  handoverMs: 4 * SECOND, opensMs: 7 * HOUR,
};
const STREAMS = new Streams(1, 0);
const uniform = (i: number, purpose: number): number => STREAMS.uniform(i, purpose, 0);

/** Two agents, ann a fifth quicker than bob; calls at 9 and at 15 o'clock, the latter half as long again. */
function made(calls: number): FittedHistory {
  const rows = Array.from({ length: calls }, (_, i) => {
    const at = Math.floor(i / 100) * DAY + (i % 2 === 0 ? 9 : 15) * HOUR + (i % 100) * 20 * SECOND;
    const patience = -300 * SECOND * Math.log(uniform(i, 1));
    const offered = uniform(i, 2) * 200 * SECOND;
    const work = -90 * SECOND * Math.log(uniform(i, 3)) * (i % 2 === 0 ? 1 : 1.5) * (i % 4 < 2 ? 0.8 : 1);
    return { at, waitMs: Math.min(patience, offered), left: patience < offered, agent: i % 4 < 2 ? 0 : 1, work };
  });
  const history: History = {
    atMs: Float64Array.from(rows, (row) => row.at), intent: new Uint8Array(calls), vip: Uint8Array.from(rows, (_, i) => (i % 5 === 0 ? 1 : 0)),
    observedWaitMs: Float64Array.from(rows, (row) => row.waitMs), observedLeft: Uint8Array.from(rows, (row) => (row.left ? 1 : 0)),
    queuedAfterMs: 0, comparedHoursMs: [0, DAY], exclude: [],
  };
  const kept = [...rows.keys()].filter((i) => !rows[i]!.left);
  const served: ServedRows = {
    agents: ['ann', 'bob'], agent: Int32Array.from(kept, (i) => rows[i]!.agent), arrival: Int32Array.from(kept),
    serviceStartMs: Float64Array.from(kept, (i) => rows[i]!.at + rows[i]!.waitMs), serviceEndMs: Float64Array.from(kept, (i) => rows[i]!.at + rows[i]!.waitMs + rows[i]!.work),
  };
  const days = Array.from({ length: Math.ceil(calls / 100) + 1 }, (_, day) => day * DAY);
  return fitHistory(history, served, days, 1, RULES);
}

test('a made-up log gives back what it was made from', () => {
  const fitted = made(6000);
  const near = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) < by, `${value} is not within ${by} of ${expected}`);
  near(fitted.pace['ann']! / fitted.pace['bob']!, 0.8, 0.03);
  near(fitted.workByHour[15]! / fitted.workByHour[9]!, 1.5, 0.06);
  assert.equal(fitted.workByHour[3], 1, 'nobody called at night');
  const ordinary = (fitted.workByHour[9]! + fitted.workByHour[15]!) / 2;
  near(ordinary, 1, 0.02);
  near(createDistribution(fitted.work[0]!).mean / SECOND, 90 * 1.25 * 0.9, 5);
  const patience = createDistribution(fitted.patience[0]!);
  near(patience.sample(0.25) / SECOND, 300 * Math.log(4 / 3), 8);
  near(patience.sample(0.4) / SECOND, 300 * Math.log(5 / 3), 20);
  near(patience.mean / SECOND, 300, 60); // nobody was seen waiting longer than 200 s
  near(fitted.vip[0]!, 0.2, 0.01);
});

test('nothing seen is no error', () => {
  assert.doesNotThrow(() => made(3));
});
