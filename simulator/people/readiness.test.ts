import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../../runtime/facts.js';
import { HOUR, NEVER, SECOND, type Ms } from '../../runtime/units.js';
import { tinyAgent, tinyScenario } from '../kpis/tiny-scenario.js';
import { Streams } from '../random.js';
import type { AgentPlan, History, ReadinessPlan } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';
import { Readiness } from './readiness.js';

const fixed = (seconds: number) => ({ kind: 'constant', value: seconds * SECOND }) as const;
const PLAN: ReadinessPlan = { handoverMs: 4 * SECOND, readyShare: 1, pauseBusyMs: fixed(2.5), pauseIdleMs: fixed(9) };
const readinessOf = (changes: Partial<ReadinessPlan> = {}) => new Readiness({ ...PLAN, ...changes }, 7, new Streams(1, 0));

/** Looks as often as they like, until ready. */
function readyAt(readiness: Readiness, waiting: (at: Ms) => boolean): Ms {
  for (let looks = 0; looks < 1000; looks++) {
    const at = readiness.lookAt;
    if (readiness.look(at, waiting(at))) return at;
    assert.ok(readiness.lookAt > at);
  }
  return NEVER;
}

test('nobody waits after the handover: ready at once, or after a pause that only callers use up', () => {
  const prompt = readinessOf();
  prompt.away(10 * SECOND);
  assert.equal(readyAt(prompt, () => false), 14 * SECOND);
  assert.equal(prompt.lookAt, NEVER);
  const slow = readinessOf({ readyShare: 0 });
  slow.away(0);
  assert.equal(readyAt(slow, (at) => at >= 60 * SECOND), 69 * SECOND, 'frozen for a minute, then nine seconds');
  slow.away(100 * SECOND);
  assert.equal(readyAt(slow, (at) => (at / SECOND) % 2 === 0 && at > 104 * SECOND), 123 * SECOND, 'every other second counts');
  slow.away(200 * SECOND);
  assert.equal(readyAt(slow, () => false), NEVER);
});

test('somebody waits after the handover: the other pause, to the last fraction of a second', () => {
  const readiness = readinessOf();
  readiness.away(0);
  assert.equal(readiness.handingOver, true);
  assert.equal(readyAt(readiness, () => true), 6.5 * SECOND);
  assert.equal(readiness.handingOver, false);
});

test('each piece of work has a draw of its own, the same in every run', () => {
  const draws = (): Ms[] => {
    const readiness = readinessOf({ handoverMs: 0, pauseBusyMs: { kind: 'exponential', mean: 30 * SECOND } });
    return [0, 1, 2, 3].map(() => {
      readiness.away(0);
      return readyAt(readiness, () => true);
    });
  };
  assert.deepEqual(draws(), draws());
  assert.equal(new Set(draws()).size, 4);
});

/** One agent, calls of a minute at the given seconds: when each is taken, and when the agent goes home. */
function shift(agent: Partial<AgentPlan>, seconds: readonly number[]): { taken: number[]; left: number[] } {
  const told = { taken: [] as number[], left: [] as number[] };
  const atMs = Float64Array.from(seconds, (s) => s * SECOND);
  const nothing = new Uint8Array(atMs.length);
  const history: History = { atMs, intent: nothing, vip: nothing, observedWaitMs: new Float64Array(atMs.length).fill(NaN), observedLeft: nothing, queuedAfterMs: 0, comparedHoursMs: [0, 24 * HOUR], exclude: [] };
  const tiny = tinyScenario();
  const scenario = { ...tiny, arrivals: { ...tiny.arrivals, perHour: [0], history }, customers: { ...tiny.customers, workMs: [fixed(60)] }, agents: [tinyAgent({ slots: 1, ...agent })] };
  simulate(scenario, 1, 0, {
    sinks: [{
      tell(kind, at) {
        if (kind === FACTS.ticketAssigned.kind) told.taken.push(at / SECOND);
        if (kind === FACTS.agentSignedOut.kind) told.left.push(at / SECOND);
      },
    }],
  });
  return told;
}

test('an agent without readiness takes the next one at once; with it, after handover and pause', () => {
  assert.deepEqual(shift({}, [0, 10, 20]).taken, [0, 60, 120]);
  assert.deepEqual(shift({ readiness: PLAN }, [0, 10, 20]).taken, [0, 66.5, 133]);
  assert.deepEqual(shift({ readiness: PLAN }, [0, 300]).taken, [0, 300], 'idle and ready: nobody waits for them');
});

test('who may go home early does so after a piece of work, if somebody waits', () => {
  const shifts = [{ fromMs: 0, toMs: 200 * SECOND, breaks: [], leavesEarlyMs: 150 * SECOND }];
  assert.deepEqual(shift({ shifts }, [0, 10]), { taken: [0], left: [60] });
  assert.deepEqual(shift({ shifts, readiness: PLAN }, [0, 10]), { taken: [0], left: [64] });
  assert.deepEqual(shift({ shifts }, [0, 100]), { taken: [0, 100], left: [200] }, 'nobody waited when the first was done');
  assert.deepEqual(shift({ shifts: [{ ...shifts[0]!, leavesEarlyMs: 0 }] }, [0, 10, 20]), { taken: [0, 60, 120], left: [200] });
});

test('a break and the end of the shift come before readiness', () => {
  const rest = [{ fromMs: 0, toMs: 400 * SECOND, breaks: [{ fromMs: 61 * SECOND, toMs: 90 * SECOND }] }];
  assert.deepEqual(shift({ shifts: rest, readiness: PLAN }, [0, 10]), { taken: [0, 90], left: [400] });
  const end = [{ fromMs: 0, toMs: 62 * SECOND, breaks: [] }];
  assert.deepEqual(shift({ shifts: end, readiness: PLAN }, [0, 10]), { taken: [0], left: [62] });
});
