import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isEligible } from '../../runtime/eligibility.js';
import type { Router } from '../../runtime/router.js';
import { createSelector, type SelectorName } from '../../runtime/routers/selectors.js';
import { NONE } from '../../runtime/units.js';
import { routerCases } from './router-cases.js';

const SELECTORS: readonly SelectorName[] = ['leastRecent', 'leastOpen', 'skills'];
const takesTheFirst = createSelector('leastRecent', 'leastRecent').selectTicket;

for (const name of SELECTORS) {
  describe(`the selector ${name}`, () => {
    for (const { name: says, run } of routerCases({ newRouter: () => createSelector(name, 'leastRecent') })) test(says, run);
  });
}

describe('the selector leastOpen with ties by the list', () => {
  const skip = [{ reason: 'equals are told apart by their place in the list, on purpose', cases: ['spreads tickets evenly over agents who are equals'] }];
  for (const { name: says, run } of routerCases({ newRouter: () => createSelector('leastOpen', 'listed'), skip })) test(says, run);
});

test('the literal round-robin, "the agent most recently assigned to", is caught by the spread', () => {
  const mutant: Router = {
    name: 'most-recent',
    selectAgent(ticket, desk) {
      const able = desk.agents.filter((agent) => isEligible(agent, ticket));
      return able.toSorted((a, b) => b.lastAssignedAt - a.lastAssignedAt || a.id - b.id)[0]?.id ?? NONE;
    },
    selectTicket: takesTheFirst,
  };
  assert.deepEqual(failed(mutant), ['spreads tickets evenly over agents who are equals']);
});

test('a router that counts no slots is caught', () => {
  const mutant: Router = {
    name: 'ignores-capacity',
    selectAgent: (ticket, desk) => desk.agents.find((agent) => agent.available && (agent.skills & ticket.needsSkill) === ticket.needsSkill)?.id ?? NONE,
    selectTicket: takesTheFirst,
  };
  assert.ok(failed(mutant).includes('lets a ticket wait when every slot is taken, and gives it to the slot that falls free'));
});

test('a router that gives tickets to absent agents is caught', () => {
  const mutant: Router = {
    name: 'ignores-presence',
    selectAgent: (ticket, desk) => desk.agents.find((agent) => agent.load < agent.slots && (agent.skills & ticket.needsSkill) === ticket.needsSkill)?.id ?? NONE,
    selectTicket: takesTheFirst,
  };
  assert.ok(failed(mutant).includes('names nobody who is on a break or has gone home'));
});

test('a router that forgets the waiting line is caught', () => {
  const mutant: Router = { ...createSelector('leastOpen', 'leastRecent'), name: 'forgets-the-line', selectTicket: () => NONE };
  assert.ok(failed(mutant).includes('lets a ticket wait while nobody is there, and gives it to whoever comes'));
});

test('a router that serves the newest first is caught', () => {
  const mutant: Router = {
    ...createSelector('leastOpen', 'leastRecent'),
    name: 'last-come-first-served',
    selectTicket: (agent, desk) => desk.waiting().filter((ticket) => desk.eligible(agent, ticket)).at(-1)?.slot ?? NONE,
  };
  assert.ok(failed(mutant).includes('serves the waiting line in its order'));
});

test('a router that serves by priority alone lets somebody wait for ever, and is caught', () => {
  const mutant: Router = {
    ...createSelector('leastOpen', 'leastRecent'),
    name: 'strict-priority',
    selectTicket: (agent, desk) =>
      desk.waiting().filter((ticket) => desk.eligible(agent, ticket)).toSorted((a, b) => b.priority - a.priority || a.openedAt - b.openedAt)[0]?.slot ?? NONE,
  };
  assert.deepEqual(failed(mutant), ['lets nobody wait for ever behind urgent tickets']);
});

test('a skip without a reason, or of a case that does not exist, is refused', () => {
  const newRouter = (): Router => createSelector('skills', 'listed');
  assert.throws(() => routerCases({ newRouter, skip: [{ reason: '', cases: [] }] }), /needs a reason/);
  assert.throws(() => routerCases({ newRouter, skip: [{ reason: 'why not', cases: ['flies'] }] }), /no case named "flies"/);
});

/** The cases that a router does not pass. */
function failed(router: Router): string[] {
  return routerCases({ newRouter: () => router }).flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch {
      return [name];
    }
  });
}
