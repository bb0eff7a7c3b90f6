import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../../runtime/facts.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import type { History, Scenario } from '../scenario/scenario.js';
import { compareHistory, HistorySink } from './compare-history.js';
import { tinyScenario } from './tiny-scenario.js';

/** Sixty calls in the first hour: waits of 1 to 60 s, every third gives up. */
const history = (changes: Partial<History> = {}): History => ({
  atMs: Float64Array.from({ length: 60 }, (_, i) => i * MINUTE),
  intent: new Uint8Array(60),
  vip: new Uint8Array(60),
  observedWaitMs: Float64Array.from({ length: 60 }, (_, i) => (i + 1) * SECOND),
  observedLeft: Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
  queuedAfterMs: 4 * SECOND,
  comparedHoursMs: [0, DAY],
  exclude: [],
  ...changes,
});
const scenarioOf = (past: History): Scenario => {
  const tiny = tinyScenario();
  return { ...tiny, arrivals: { ...tiny.arrivals, history: past } };
};
/** One replication in which each waits so many seconds longer, and as many give up. */
function run(past: History, moreSeconds: number): HistorySink {
  const sink = new HistorySink(past);
  past.atMs.forEach((at, i) => {
    const ticket = 1000 + i;
    sink.tell(FACTS.ticketOpened.kind, at, ticket, i);
    sink.tell(past.observedLeft[i] === 1 ? FACTS.ticketWithdrawn.kind : FACTS.ticketAssigned.kind, at + (i + 1 + moreSeconds) * SECOND, ticket, 0);
  });
  return sink;
}

test('a perfect simulation is no way off', () => {
  const past = history();
  const { all, without, replications } = compareHistory(scenarioOf(past), [run(past, 0), run(past, 0)])!;
  assert.deepEqual(all.total.simulated, all.total.observed);
  assert.deepEqual([all.total.observed.queued, all.total.observed.left, all.hourlyGap, without, replications], [56, 18 / 56, 0, null, 2]);
  assert.deepEqual([all.total.observed.medianMs, all.total.observed.p90Ms].map((ms) => Math.round(ms!)), [32_500, 54_600]);
});

test('what is simulated is the mean over the replications', () => {
  const past = history({ queuedAfterMs: 0 });
  const { all } = compareHistory(scenarioOf(past), [run(past, 2), run(past, 4)])!;
  assert.equal(all.total.simulated.medianMs! - all.total.observed.medianMs!, 3 * SECOND);
  assert.equal(all.total.simulated.queued, 60);
});

test('hours are those of the local clock', () => {
  const past = history();
  assert.deepEqual(compareHistory(scenarioOf(past), [run(past, 0)])!.all.hours.map(({ hour }) => hour), [new Date(tinyScenario().startsAtEpochMs).getUTCHours() + 1]);
  const early = history({ comparedHoursMs: [0, 5 * HOUR] });
  assert.deepEqual(compareHistory(scenarioOf(early), [run(early, 0)])!.all, { ...compareHistory(scenarioOf(past), [run(past, 0)])!.all, hours: [], hourlyGap: null });
});

test('what is excluded is told a second time', () => {
  const past = history({ exclude: [{ fromMs: 30 * MINUTE, toMs: 2 * HOUR }, { fromMs: 9 * DAY, toMs: 10 * DAY }] });
  const { all, without } = compareHistory(scenarioOf(past), [run(past, 0)])!;
  assert.deepEqual([all.total.observed.queued, without!.total.observed.queued], [56, 26]);
});

test('only the first end of the first wait of a customer counts', () => {
  const past = history();
  const sink = new HistorySink(past);
  sink.tell(FACTS.ticketOpened.kind, 0, 5, 0);
  sink.tell(FACTS.ticketAssigned.kind, 7, 5, 1);
  sink.tell(FACTS.ticketWithdrawn.kind, 9, 5, 0);
  sink.tell(FACTS.ticketOpened.kind, 100, 6, 0);
  sink.tell(FACTS.ticketWithdrawn.kind, 190, 6, 0);
  sink.tell(FACTS.ticketOpened.kind, 200, 7, 1_000_000);
  sink.tell(FACTS.ticketAssigned.kind, 201, 7, 0);
  assert.deepEqual([sink.waitMs[0], sink.left[0], sink.waitMs[1]], [7, 0, NaN]);
});

test('nothing observed is nothing to compare with', () => {
  const unknown = history({ observedLeft: new Uint8Array(60).fill(255) });
  assert.equal(compareHistory(scenarioOf(unknown), [run(unknown, 0)]), null);
  assert.equal(compareHistory(tinyScenario(), []), null);
});
