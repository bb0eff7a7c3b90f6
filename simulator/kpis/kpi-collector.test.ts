import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOCK, FACTS, OBEDIENCE, QUEUED, STATUS } from '../../runtime/facts.js';
import { HOUR, MINUTE, NONE } from '../../runtime/units.js';
import { MANNER, WORLD_FACTS } from '../world-facts.js';
import type { KpiId } from './definitions.js';
import { benchCollector } from './kpi-collector.bench.js';
import { KpiCollector } from './kpi-collector.js';
import { createLayout, SCALAR } from './layout.js';
import { measure } from './measure.js';
import { ratioOf } from './ratios.js';
import type { ReplicationRecord } from './record.js';
import { teller, type Tell } from './teller.js';
import { shareGoal, tinyAgent, tinyScenario } from './tiny-scenario.js';

const scenario = tinyScenario({
  agents: [tinyAgent(), tinyAgent(), tinyAgent({ team: 1, costPerHour: 10, shifts: [{ fromMs: 0, toMs: HOUR, breaks: [] }] })],
  teams: ['support', 'alone'],
  goals: [
    shareGoal('firstResponse', 5 * MINUTE, 0.9), shareGoal('firstResponse', 2 * MINUTE, 0.9, 'hour'), shareGoal('slotWait', 4 * MINUTE, 0.9),
    shareGoal('responseTime', 3 * MINUTE, 0.9), shareGoal('resolution', 20 * MINUTE, 0.9), shareGoal('phoneFirstResponse', 2 * MINUTE, 0.9),
  ],
});
const layout = createLayout(scenario);

test('an afternoon reckoned by hand gives every KPI', () => {
  const values = afternoon();
  const expected: Partial<Record<KpiId, [num: number, den: number]>> = {
    arrivals: [6, 1],
    firstResponse: [(2 + 5) * MINUTE, 2],
    anyResponse: [(2 + 5) * MINUTE, 2],
    slotWait: [5 * MINUTE, 2],
    responseTime: [(2 + 4 + 5 + 2) * MINUTE, 4],
    resolution: [(14 + 80) * MINUTE, 2],
    lastResolution: [(42 + 80) * MINUTE, 2],
    firstResponseSla: [2, 3],
    resolutionSla: [1, 2],
    serviceLevel: [2, 6 - 1 - 1],
    serviceLevelAll: [2, 6 - 1],
    serviceLevelServed: [2, 2],
    unanswered: [2, 6],
    abandonment: [3, 6],
    abandonmentAloud: [2, 6],
    abandonmentSilent: [1, 6],
    abandonmentExpired: [1, 6],
    backlog: [166 * MINUTE, 120 * MINUTE],
    backlogOnUs: [83 * MINUTE, 120 * MINUTE],
    backlogOnCustomer: [83 * MINUTE, 120 * MINUTE],
    occupancy: [15 * MINUTE, (210 + 5) * MINUTE],
    occupancyAnyChat: [26 * MINUTE, 210 * MINUTE],
    occupancySlots: [26 * MINUTE, 2 * 210 * MINUTE],
    utilisation: [15 * MINUTE, 300 * MINUTE],
    reopenRate: [1, 2],
    transferRate: [1, 2],
    escalationRate: [1, 2],
    resolvedByTime: [1, 2],
    windowExpiry: [1, 6],
    sends: [3, 1],
    sendsOutsideWindow: [2, 1],
    sendsDropped: [1, 1],
    refusals: [3, 1],
    refusals131047: [2, 1],
    refusals131056: [1, 1],
    refusals130429: [0, 1],
    tierHeadroom: [0.5 + 0.2 + 1, 3],
    tierHeadroomMin: [0.2, 1],
    messageFees: [2.5, 1],
    costPerResolution: [30 * 2 + 30 * 2 + 10 * 1 + 2.5, 1],
    phoneFirstResponse: [2 * MINUTE, 1],
    customerServed: [1, 2],
  };
  for (const [id, [num, den]] of Object.entries(expected)) {
    const ratio = ratioOf(id as KpiId, scenario, layout, values, 0);
    near(ratio.num, num, `numerator of ${id}`);
    near(ratio.den, den, `denominator of ${id}`);
  }
});

test('fairness compares the work of each hour within a team and leaves out teams of one', () => {
  const values = afternoon();
  const [a, b] = [6 / 110, 9 / 100];
  const jain = ratioOf('fairnessJain', scenario, layout, values, 0);
  near(jain.num / jain.den, ((a + b) * (a + b)) / (2 * (a * a + b * b)), 'Jain');
  const gini = ratioOf('fairnessGini', scenario, layout, values, 0);
  near(gini.num / gini.den, (b - a) / (2 * (a + b)), 'Gini');
});

test('goals count exactly: equality is within, waits in vain count once they are too long', () => {
  const values = afternoon();
  const counted = layout.goals.map((slots) =>
    Array.from({ length: slots!.places }, (_, i) => `${values[slots!.hits + i]}/${values[slots!.samples + i]}`),
  );
  assert.deepEqual(counted, [
    ['2/4'], // answered after 2m and 5m; left after 10m; open since 55m; left after 3m and open since 4m do not count
    ['1/4', '0/2'], // by creation hour, within 2m: left after 3m and open since 4m are too late now
    ['1/4'], // 0m, 5m; left unassigned after 10m, open unassigned since 57m
    ['2/7'], // 2m, 4m, 5m, 2m; owed for 10m to a leaver, owed at the end since 57m and since 4m; 3m to a leaver is within
    ['1/3'], // 14m, 80m; open since 57m
    ['1/2'], // 2m; left after 7m; the silent leaver of 1m does not count
  ]);
});

test('a campaign tells how late its last message was and when the limit rose, counted from its start', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = (kind: number, at: number, c = 0): void => collector.tell(kind, at, 0, 0, c);
  tell(WORLD_FACTS.campaignStarted.kind, 10 * MINUTE);
  tell(FACTS.sendAccepted.kind, 11 * MINUTE, 60_000);
  tell(WORLD_FACTS.tierRaised.kind, 40 * MINUTE);
  tell(FACTS.sendAccepted.kind, 50 * MINUTE, 40 * MINUTE);
  tell(WORLD_FACTS.tierRaised.kind, 70 * MINUTE);
  tell(FACTS.sendAccepted.kind, 71 * MINUTE, 0);
  collector.finish(2 * HOUR);
  const value = (id: KpiId): number[] => [ratioOf(id, scenario, layout, collector.values, 0).num, ratioOf(id, scenario, layout, collector.values, 0).den];
  assert.deepEqual(value('longestHold'), [40 * MINUTE, 1]);
  assert.deepEqual(value('firstTierRaise'), [30 * MINUTE, 1]);
  assert.deepEqual(value('secondTierRaise'), [60 * MINUTE, 1]);
});

test('a world without customers has no value for anything that divides by them', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  collector.finish(2 * HOUR);
  const { kpis, worstHour } = measure(scenario, [0, 1].map((replication) => recordOf(replication, collector.values)));
  const values = new Map(kpis.map((kpi) => [kpi.id, kpi.value]));
  const known = [...values].filter(([, value]) => value !== null).map(([id]) => id);
  assert.deepEqual(known, ['arrivals', 'backlog', 'backlogOnUs', 'backlogOnCustomer', 'utilisation', 'sends', 'sendsDropped', 'messageFees']);
  assert.equal(worstHour, null);
  assert.deepEqual(kpis.find((kpi) => kpi.id === 'firstResponse')!.quantiles!.p50, { value: null, ci95: null });
});

test('who withdrew and was answered after coming back has abandoned, and waits for no average', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = teller(collector);
  tell('ticketOpened', 0, 0, 0, 0);
  tell('ticketWithdrawn', 2, 0, 0, 2 * MINUTE);
  tell('ticketReopened', 20, 0, NONE, 18 * MINUTE);
  tell('firstReplied', 25, 0, 0, 25 * MINUTE);
  tell('replied', 25, 0, 0, 5 * MINUTE);
  collector.finish(2 * HOUR);
  const part = (id: KpiId): number[] => Object.values(ratioOf(id, scenario, layout, collector.values, 0)).slice(0, 2);
  assert.deepEqual(part('firstResponse'), [0, 0]);
  assert.deepEqual(part('abandonmentAloud'), [1, 1]);
  assert.deepEqual(part('responseTime'), [5 * MINUTE, 1]);
  assert.deepEqual(part('lastResolution'), [0, 0]);
});

test('a ticket resolved in time and breached after its reopening is breached, once', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = teller(collector);
  tell('ticketOpened', 0, 0, 0, 0);
  tell('slaMet', 5, 0, CLOCK.resolution, 5 * MINUTE);
  tell('ticketResolved', 5, 0, 0, 5 * MINUTE);
  tell('ticketReopened', 20, 0, 0, 15 * MINUTE);
  tell('slaBreached', 80, 0, CLOCK.resolution, 80 * MINUTE);
  tell('slaBreached', 80, 0, CLOCK.resolution, 80 * MINUTE);
  tell('slaMet', 90, 0, CLOCK.resolution, 90 * MINUTE);
  collector.finish(2 * HOUR);
  assert.deepEqual(ratioOf('resolutionSla', scenario, layout, collector.values, 0), { num: 0, den: 1, samples: 1 });
});

test('giving up on a later answer is no abandonment', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = teller(collector);
  tell('customerLeft', 10, 0, MANNER.silent + 2 * 3, MINUTE);
  collector.finish(2 * HOUR);
  assert.equal(ratioOf('abandonmentSilent', scenario, layout, collector.values, 0).num, 0);
});

test('every ticket was answered, withdrawn before an answer, or neither', () => {
  const values = afternoon();
  const { opened, answered, withdrawn, unanswered } = SCALAR;
  assert.equal(values[opened], values[answered]! + values[withdrawn]! + values[unanswered]!);
});

test('hours add up to the whole', () => {
  const values = afternoon();
  const sum = (row: keyof typeof layout.rows): number => values.slice(layout.rows[row], layout.rows[row] + layout.hours).reduce((a, b) => a + b, 0);
  assert.equal(sum('opened'), 6);
  assert.equal(sum('inTime'), 2);
  assert.equal(sum('withdrawn'), 2);
  assert.equal(sum('backlogMs'), 166 * MINUTE);
  assert.equal(values[layout.rows.opened], 4);
});

test('the benchmark of the collector runs and repeats itself', () => {
  assert.equal(benchCollector(20_000).hash, benchCollector(20_000).hash);
});

/** Three agents and seven tickets; the last one comes in the drain and belongs to no cohort. */
function afternoon(): Float64Array {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = teller(collector);
  tell('agentSignedIn', 0, 0, 2, 0);
  tell('agentSignedIn', 0, 1, 2, 0);
  firstTicket(tell);
  secondTicket(tell);
  leavers(tell);
  tell('ticketReopened', 50, 0, 0, 26 * MINUTE);
  tell('ticketAssigned', 50, 0, 1, 0);
  tell('ticketWithdrawn', 51, 3, 3, 10 * MINUTE);
  tell('replied', 52, 0, 1, 2 * MINUTE);
  tell('agentWorked', 52, 1, 0, 2 * MINUTE);
  tell('slaMet', 52, 0, CLOCK.resolution, 16 * MINUTE);
  tell('ticketResolved', 52, 0, 1, 42 * MINUTE);
  tell('ticketOpened', 65, 4, 4, 0);
  platform(tell);
  tell('slaBreached', 70, 4, CLOCK.firstResponse, 5 * MINUTE);
  tell('agentPaused', 70, 0, 0, 0);
  tell('ticketEscalated', 71, 4, 1, 6 * MINUTE);
  tell('agentResumed', 80, 0, 0, 0);
  tell('agentSignedOut', 100, 1, 0, 0);
  tell('windowClosed', 100, 4, 4, 1);
  tell('slaBreached', 100, 1, CLOCK.resolution, 70 * MINUTE);
  tell('agentWorked', 105, 1, 1, 7 * MINUTE);
  tell('ticketResolved', 110, 1, NONE, 80 * MINUTE);
  tell('ticketOpened', 118, 5, 5, 0);
  tell('ticketOpened', 121, 6, 6, 0);
  tell('firstReplied', 121.5, 6, 0, MINUTE / 2);
  tell('ticketClosed', 121.7, 1, 1, 91 * MINUTE);
  collector.finish(122 * MINUTE);
  return collector.values;
}

function firstTicket(tell: Tell): void {
  tell('customerArrived', 10, 0, 0, 0);
  tell('ticketOpened', 10, 0, 0, 0);
  tell('messageReceived', 10, 0, 0, 0);
  tell('ticketAssigned', 10, 0, 0, 0);
  tell('firstReplied', 12, 0, 0, 2 * MINUTE);
  tell('slaMet', 12, 0, CLOCK.firstResponse, 2 * MINUTE);
  tell('replied', 12, 0, 0, 2 * MINUTE);
  tell('agentWorked', 12, 0, 0, 2 * MINUTE);
  tell('customerAnswered', 12, 0, 0, 2 * MINUTE);
  tell('replied', 13, 0, 0, 0); // a second word in a row answers nothing
  tell('messageReceived', 20, 0, 0, 1);
  tell('messageReceived', 21, 0, 0, 2); // the same burst
  tell('agentWorked', 24, 0, 0, 4 * MINUTE);
  tell('replied', 24, 0, 0, 4 * MINUTE);
  tell('customerAnswered', 24, 0, 1, 4 * MINUTE);
  tell('customerServed', 24, 0, 2, 14 * MINUTE);
  tell('slaMet', 24, 0, CLOCK.resolution, 14 * MINUTE);
  tell('ticketResolved', 24, 0, 0, 14 * MINUTE);
}

function secondTicket(tell: Tell): void {
  tell('ticketOpened', 30, 1, 1, 0);
  tell('ticketQueued', 30, 1, QUEUED.noAgent, 0);
  tell('ticketEscalated', 33, 1, 1, 3 * MINUTE);
  tell('ticketEscalated', 34, 1, 2, 4 * MINUTE);
  tell('ticketAssigned', 35, 1, 1, 5 * MINUTE);
  tell('firstReplied', 35, 1, 1, 5 * MINUTE);
  tell('slaMet', 35, 1, CLOCK.firstResponse, 5 * MINUTE);
  tell('replied', 35, 1, 1, 5 * MINUTE);
}

/** Withdrawn after 3 minutes, and later after 10; a third customer leaves without a word, comes back and gives up again. */
function leavers(tell: Tell): void {
  tell('ticketOpened', 40, 2, 2, 0);
  tell('ticketOpened', 41, 3, 3, 0);
  tell('messageReceived', 43, 2, 2, 9);
  tell('ticketWithdrawn', 43, 2, 2, 3 * MINUTE);
  tell('customerArrived', 44, 2, 0, 0);
  tell('customerLeft', 45, 2, MANNER.silent, MINUTE);
  tell('slotReleased', 45, 1, 1, 0);
  tell('messageReceived', 46, NONE, 2, 9); // nothing open: a farewell
  tell('customerArrived', 48, 2, 1, 0);
  tell('customerLeft', 49, 2, MANNER.aloud, 7 * MINUTE);
}

function platform(tell: Tell): void {
  for (const [used, limit] of [[50, 100], [80, 100], [90, NONE]] as const) tell('tierUsed', 65, used, limit, 0);
  for (const intent of [0, 1, 2]) tell('sendAccepted', 65, intent, intent, 0);
  tell('sendRefused', 65, 3, 131056, 1);
  tell('sendRefused', 66, 4, 131047, 1);
  tell('sendDropped', 66, 4, OBEDIENCE.window, 0);
  tell('statusChanged', 66, 0, STATUS.delivered, 0);
  tell('statusChanged', 66, 1, STATUS.failed, 131047);
  tell('feeCharged', 66, 1, 0, 2_500_000);
}

function recordOf(replication: number, values: Float64Array): ReplicationRecord {
  return { replication, seed: 7, hash: '', entries: 0, logicalEvents: 0, values };
}

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${actual} instead of ${expected}`);
}
