import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { estimateStaffing, type AgentTemplate, type StaffingRules } from './estimate-staffing.js';
import type { ServedRows } from './parse-history.js';
import type { AgentPlan, History } from './scenario.js';

const RULES: StaffingRules = { absentAfterMs: 10 * MINUTE, seesWithinMs: 5 * SECOND, takesUpMs: 4 * SECOND, leavesEarlyMs: 200 * SECOND, longestMs: HOUR, skillShareOfLog: 0.1, skillShareOfDay: 0.3, pace: { ann: 1.2 } };
const TEMPLATE: AgentTemplate = { team: 0, slots: 1, languages: [], costPerHour: 0, work: 'serial', switchMs: 0, absence: 0 };

/** Minutes since midnight: arrival, wait, and who served until when. */
interface Call {
  readonly at: number;
  readonly wait?: number;
  readonly by?: string;
  readonly until?: number;
  readonly intent?: number;
}

function estimate(calls: readonly Call[], rules: Partial<StaffingRules> = {}, days = 1): AgentPlan[] {
  const inOrder = calls.toSorted((a, b) => a.at - b.at);
  const history: History = {
    atMs: Float64Array.from(inOrder, (call) => call.at * MINUTE),
    intent: Uint8Array.from(inOrder, (call) => call.intent ?? 0),
    vip: new Uint8Array(calls.length),
    observedWaitMs: Float64Array.from(inOrder, (call) => (call.wait ?? 0) * MINUTE),
    observedLeft: Uint8Array.from(inOrder, (call) => (call.by === undefined ? 1 : 0)),
    queuedAfterMs: 0, comparedHoursMs: [0, DAY], exclude: [],
  };
  const rows = [...inOrder.keys()].filter((i) => inOrder[i]!.by !== undefined);
  const agents = [...new Set(rows.map((i) => inOrder[i]!.by!))].sort();
  const served: ServedRows = {
    agents,
    agent: Int32Array.from(rows, (i) => agents.indexOf(inOrder[i]!.by!)),
    arrival: Int32Array.from(rows),
    serviceStartMs: Float64Array.from(rows, (i) => (inOrder[i]!.at + (inOrder[i]!.wait ?? 0)) * MINUTE),
    serviceEndMs: Float64Array.from(rows, (i) => inOrder[i]!.until! * MINUTE),
  };
  return estimateStaffing(history, served, Array.from({ length: days + 1 }, (_, day) => day * DAY), 0, { ...RULES, ...rules }, TEMPLATE);
}

const shiftsOf = (agent: AgentPlan): number[][] => agent.shifts.map(({ fromMs, toMs, leavesEarlyMs }) => [fromMs / MINUTE, toMs / MINUTE, leavesEarlyMs! / SECOND]);
const H = 9 * 60;

test('from the first service to the last, whatever lies between, while nobody waited', () => {
  const [ann] = estimate([{ at: H, by: 'ann', until: H + 3 }, { at: H + 180, by: 'ann', until: H + 184 }]);
  assert.deepEqual([ann!.name, ann!.pace, ann!.skills], ['ann 1970-01-01', 1.2, [0]]);
  assert.deepEqual(shiftsOf(ann!), [[H, H + 184, 0]]);
});

test('away while callers waited longer than a pause: gone at the end of the last service, back for the next from the line', () => {
  const left: Call[] = [{ at: H + 2, wait: 7 }, { at: H + 10, wait: 8 }];
  const [ann] = estimate([{ at: H, by: 'ann', until: H + 3 }, ...left, { at: H + 20, wait: 5, by: 'ann', until: H + 30 }]);
  assert.deepEqual(shiftsOf(ann!), [[H, H + 3, 200], [H + 25 - 4 / 60, H + 30, 0]]);
  const [same] = estimate([{ at: H, by: 'ann', until: H + 3 }, ...left, { at: H + 20, wait: 5, by: 'ann', until: H + 30 }], { absentAfterMs: HOUR });
  assert.deepEqual(shiftsOf(same!), [[H, H + 30, 0]]);
});

test('gone at some time before somebody waited in vain, and back at some time before somebody did not wait', () => {
  const [ann] = estimate([{ at: H, by: 'ann', until: H + 4 }, { at: H + 10, wait: 20 }, { at: H + 50, by: 'ann', until: H + 52 }]);
  assert.deepEqual(shiftsOf(ann!), [[H, H + 7, 0], [H + 40, H + 52, 0]]);
});

test('who stopped while somebody waited may have gone any time before', () => {
  const [ann] = estimate([{ at: H, by: 'ann', until: H + 4 }, { at: H + 3, wait: 6 }]);
  assert.deepEqual(shiftsOf(ann!), [[H, H + 4, 200]]);
});

test('callers whom the agent could not have served prove nothing', () => {
  const others: Call[] = [{ at: H + 3, wait: 20, intent: 1 }];
  const calls: Call[] = [{ at: H, by: 'ann', until: H + 4 }, ...others, { at: H + 40, by: 'ann', until: H + 42 }];
  assert.deepEqual(shiftsOf(estimate(calls)[0]!), [[H, H + 42, 0]]);
  const [, bob] = estimate([...calls, { at: H, by: 'bob', until: H + 4, intent: 1 }, { at: H + 40, by: 'bob', until: H + 41, intent: 1 }]);
  assert.equal(bob!.shifts.length, 2);
});

test('a skill is what was served on the day, and more than once in a while', () => {
  const many = (count: number, intent: number, by: string): Call[] => Array.from({ length: count }, (_, i) => ({ at: H + i, by, until: H + i + 0.5, intent }));
  const calls = [...many(60, 0, 'ann'), ...many(40, 1, 'bob'), { at: H + 70, by: 'ann', until: H + 71, intent: 1 }];
  assert.deepEqual(estimate(calls).map((agent) => agent.skills), [[0], [1]]);
  assert.deepEqual(estimate([...calls, ...many(30, 1, 'ann')])[0]!.skills, [0, 1]);
});

test('one plan for each agent and day; after midnight it is still the evening', () => {
  const agents = estimate([{ at: H, by: 'bob', until: H + 2 }, { at: 24 * 60 + 30, by: 'bob', until: 24 * 60 + 40 }, { at: 24 * 60 + H, by: 'bob', until: 24 * 60 + H + 1 }], {}, 2);
  assert.deepEqual(agents.map((agent) => [agent.name, shiftsOf(agent).length]), [['bob 1970-01-01', 1], ['bob 1970-01-02', 1]]);
  assert.equal(agents[0]!.shifts[0]!.toMs, DAY + 40 * MINUTE as Ms);
});

test('services at the same time are one, and those too long are not believed', () => {
  const [ann] = estimate([{ at: H, by: 'ann', until: H + 10 }, { at: H + 5, by: 'ann', until: H + 8 }, { at: H + 20, by: 'ann', until: H + 200 }]);
  assert.deepEqual(shiftsOf(ann!), [[H, H + 10, 0]]);
});

test('a log without intents makes agents who can do everything', () => {
  assert.deepEqual(estimate([{ at: H, by: 'ann', until: H + 1, intent: 255 }])[0]!.skills, []);
});
