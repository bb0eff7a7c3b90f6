import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentOf, tinyDesk } from '../simulator/testing/tiny-desk.js';
import { createSelector } from './routers/selectors.js';
import type { Router } from './router.js';
import { HOUR, MINUTE, NONE, SECOND } from './units.js';

const plain = createSelector('leastRecent', 'leastRecent');

test('a ticket goes to an agent at once, or waits and is pulled by the slot that falls free', () => {
  const desk = tinyDesk();
  desk.at(5 * SECOND).writes(1).later(SECOND).writes(2);
  desk.at(MINUTE).replies(0, 1).resolves(0, 1);
  assert.deepEqual(desk.lines('ticketAssigned', 'ticketQueued'), [
    '0:05 ticketAssigned 0 0 0s',
    '0:06 ticketQueued 1 0 0s',
    '1:00 ticketAssigned 1 0 54s',
  ]);
});

test('an agent who comes pulls as many tickets as there are slots', () => {
  const desk = tinyDesk({ present: false, agents: [{ slots: 2 }] });
  desk.at(SECOND).writes(1).writes(2).writes(3).at(MINUTE).signsIn(0);
  assert.deepEqual([1, 2, 3].map((contact) => agentOf(desk, contact)), [0, 0, NONE]);
});

test('a router that names somebody without room is stopped, with its name and the ticket', () => {
  const desk = tinyDesk({ router: { ...plain, name: 'overloader', selectAgent: () => 0 } });
  desk.at(SECOND).writes(1);
  assert.throws(() => desk.at(2 * SECOND).writes(2), { name: 'Bug', message: /router overloader gave ticket 1 to agent 0, who is not eligible at 2000 ms/ });
});

test('a router that names nobody who exists is stopped', () => {
  for (const id of [7, -2, 0.5, Number.NaN]) {
    const desk = tinyDesk({ router: { ...plain, name: 'dreamer', selectAgent: () => id } });
    assert.throws(() => desk.at(SECOND).writes(1), /router dreamer gave ticket 0 to agent/);
  }
});

test('a router that pulls what does not wait is stopped, with its name and the slot', () => {
  const router: Router = { name: 'grabber', selectAgent: () => NONE, selectTicket: () => 3 };
  const desk = tinyDesk({ router, present: false });
  desk.at(SECOND).writes(1);
  assert.throws(() => desk.signsIn(0), /router grabber gave agent 0 ticket slot 3, which is not a waiting ticket for them at 1000 ms/);
});

test('a router may let a ticket wait beside a free agent, and is asked again when the agent is back', () => {
  let willing = false;
  const router: Router = {
    name: 'moody',
    selectAgent: (ticket, desk) => (willing ? plain.selectAgent(ticket, desk) : NONE),
    selectTicket: (agent, desk) => (willing ? plain.selectTicket(agent, desk) : NONE),
  };
  const desk = tinyDesk({ router });
  desk.at(SECOND).writes(1);
  assert.equal(agentOf(desk, 1), NONE);
  willing = true;
  desk.at(MINUTE).pauses(0).at(2 * MINUTE).resumes(0);
  assert.equal(agentOf(desk, 1), 0);
});

test('a router sees the line in order, who may take what, and the opening hours', () => {
  const seen: unknown[] = [];
  const router: Router = {
    name: 'onlooker',
    selectAgent: () => NONE,
    selectTicket(agent, desk) {
      const [ticket] = desk.waiting();
      seen.push(desk.now, desk.waitingCount, desk.waiting().map((one) => one.contact), desk.first(agent)?.contact);
      seen.push(desk.eligible(agent, ticket!), desk.isOpen(HOUR), desk.isOpen(HOUR - 1), desk.ticket(ticket!.slot).number);
      return NONE;
    },
  };
  const desk = tinyDesk({ router, present: false, openMs: [[HOUR, 2 * HOUR]] });
  desk.at(SECOND).writes(1).writes(2, { priority: 3 }).at(MINUTE).signsIn(0);
  assert.deepEqual(seen, [MINUTE, 2, [2, 1], 2, true, true, false, 1]);
});

test('nobody is given a ticket whose language they do not speak', () => {
  const desk = tinyDesk({ agents: [{ languages: 0b01 }, { languages: 0b10 }], requireLanguage: true });
  desk.at(SECOND).writes(1, { language: 1 }).writes(2, { language: 2 });
  assert.deepEqual([agentOf(desk, 1), agentOf(desk, 2)], [1, NONE]);
});

test('a ticket handed back stands where its age puts it, and the giver takes whoever stood in front', () => {
  const desk = tinyDesk();
  desk.at(SECOND).writes(1).at(MINUTE).writes(2);
  desk.at(2 * MINUTE).transfers(0, 1);
  assert.deepEqual([agentOf(desk, 1), agentOf(desk, 2)], [NONE, 0]);
});
