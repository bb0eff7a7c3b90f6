import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUEUED } from '../../runtime/facts.js';
import { HOUR, MINUTE } from '../../runtime/units.js';
import { KpiCollector } from './kpi-collector.js';
import { createLayout } from './layout.js';
import { ratioOf } from './ratios.js';
import { teller } from './teller.js';
import { tinyAgent, tinyScenario } from './tiny-scenario.js';

const scenario = tinyScenario({ agents: [tinyAgent(), tinyAgent()] });
const layout = createLayout(scenario);

test('work on several chats at once counts once, and hours share it as it fell', () => {
  const parallel = tinyScenario({ agents: [tinyAgent({ work: 'parallel' })] });
  const places = createLayout(parallel);
  const collector = new KpiCollector(parallel, places, 7, 0);
  const tell = teller(collector);
  tell('agentSignedIn', 0, 0, 4, 0);
  tell('agentWorked', 43, 0, 1, 3 * MINUTE); // 40-43
  tell('agentWorked', 56, 0, 2, 6 * MINUTE); // 50-56
  tell('agentWorked', 65, 0, 0, 23 * MINUTE); // 42-65 fills the gap between them
  collector.finish(2 * HOUR);
  assert.deepEqual(Array.from(collector.values.subarray(places.rows.workMs, places.rows.workMs + 2)), [20 * MINUTE, 5 * MINUTE]);
});

test('a chat taken away frees its slot, and the next agent makes it a transfer', () => {
  const collector = new KpiCollector(scenario, layout, 7, 0);
  const tell = teller(collector);
  tell('agentSignedIn', 0, 0, 2, 0);
  tell('agentSignedIn', 0, 1, 2, 0);
  tell('ticketOpened', 10, 0, 0, 0);
  tell('ticketAssigned', 10, 0, 0, 0);
  tell('ticketUnassigned', 20, 0, 0, QUEUED.agentLeft);
  tell('ticketUnassigned', 21, 0, 0, QUEUED.agentLeft);
  tell('ticketAssigned', 30, 0, 1, 10 * MINUTE);
  tell('ticketAssigned', 40, 0, 0, 0); // given on without being taken away first
  collector.finish(50 * MINUTE);
  const openMs = (10 + 80 + 10) * MINUTE; // what is still open stays so until the end of the run
  assert.equal(ratioOf('occupancySlots', scenario, layout, collector.values, 0).num, openMs);
  assert.deepEqual(ratioOf('transferRate', scenario, layout, collector.values, 0), { num: 1, den: 1, samples: 1 });
});
