import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS, type FactName } from '../../runtime/facts.js';
import { createSelector } from '../../runtime/routers/selectors.js';
import { MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { INVARIANTS } from './invariants.js';
import { tinyDesk, type TinyDesk } from './tiny-desk.js';
import { Watch } from './watch.js';

const selector = createSelector('leastRecent', 'leastRecent');

test('a healthy day has nothing wrong', () => {
  assert.deepEqual(wrongAfter((desk) => desk.at(SECOND).writes(1).writes(2).at(MINUTE).replies(0, 1).resolves(0, 1).runUntil(1e9)), []);
});

const LIES: readonly (readonly [id: string, what: string, at: Ms, fact: FactName, ...columns: number[]])[] = [
  ['TIME', 'a fact from the past', 0, 'messageRepeated', 1, 0],
  ['INV-02', 'a second ticket for a contact who has one', MINUTE, 'ticketOpened', 9, 1, 1],
  ['INV-11', 'a send that nobody is making', MINUTE, 'sendIntended', 0, 1, 0],
  ['INV-12', 'a ticket for an agent on a break', MINUTE, 'ticketAssigned', 1, 1, 0],
  ['INV-13', 'a second chat for an agent with one slot', MINUTE, 'ticketAssigned', 1, 0, 0],
  ['INV-31', 'a target met after its time', 3 * 3600 * SECOND, 'slaMet', 1, 0, 0],
  ['INV-31', 'a target missed before its time', MINUTE, 'slaBreached', 1, 0, 0],
  ['INV-31', 'a resolution without a result', MINUTE, 'ticketResolved', 1, 0, 0],
  ['INV-33', 'a warning at another time', MINUTE, 'slaWarned', 1, 0, 0],
  ['LAW-3', 'an agent who is not there', MINUTE, 'agentSignedOut', 0, 1],
  ['LAW-3', 'a window that did not open', MINUTE, 'windowOpened', 77, 0],
  ['LAW-3', 'a close that did not happen', MINUTE, 'ticketClosed', 0, 0, 0],
];

for (const [id, what, at, fact, a = 0, b = 0, c = 0] of LIES) {
  test(`${id} notices ${what}`, () => {
    const wrong = wrongAfter((desk, watch) => {
      desk.at(SECOND).pauses(1).writes(1).writes(2);
      watch.tell(FACTS[fact].kind, at, a, b, c);
      desk.at(Math.max(at, desk.now)).writes(3);
    });
    assert.ok(wrong.includes(id), wrong.join(', '));
  });
}

test('INV-14 notices a ticket that waits beside a free agent, unless the router wanted it so', () => {
  const lazy = { ...selector, name: 'lazy', selectAgent: () => -1 };
  assert.deepEqual(wrongAfter((desk) => desk.at(SECOND).writes(1), lazy), []);
  // Nobody watches this router, so nothing excuses it.
  const watch = new Watch(tinyDesk().config);
  const desk = tinyDesk({ router: lazy, sinks: [watch] }).at(SECOND).writes(1);
  assert.throws(() => watch.atRest(desk.now, desk.desk), /INV-14 at 1000 ms: ticket 0 waits beside agent 0, who may take it/);
});

test('INV-14 notices a desk that does not ask again when an agent has room again', () => {
  const lazy = { ...selector, name: 'lazy', selectAgent: () => -1 };
  const wrong = wrongAfter((desk) => {
    desk.at(SECOND).writes(1);
    // As if the desk forgot to wake its router.
    const agent = desk.desk.dispatcher.agents[0]!;
    agent.availableSince = MINUTE;
    desk.at(MINUTE).hears(1, 1);
  }, lazy);
  assert.deepEqual(wrong, ['INV-14']);
});

test('INV-35 notices a window that is open too long', () => {
  const wrong = wrongAfter((desk) => {
    desk.at(SECOND).writes(1);
    desk.desk.conversations.of(0, 1).windowEndsAt += SECOND;
    desk.at(24 * 3600 * SECOND + SECOND).hears(1, 1);
  });
  assert.ok(wrong.includes('INV-35'), wrong.join(', '));
});

test('every invariant says in a sentence what it holds', () => {
  for (const { id, says, atFact, atRest } of INVARIANTS) assert.ok(says.length > 20 && (atFact ?? atRest) !== undefined, id);
});

/** The names of the invariants that a day breaks. */
function wrongAfter(day: (desk: TinyDesk, watch: Watch) => void, router = selector): string[] {
  const agents = [{}, {}];
  const watch = new Watch(tinyDesk({ agents }).config, router);
  const desk = tinyDesk({ agents, router: watch.router!, sinks: [watch] });
  const wrong = new Set<string>();
  desk.settled = (now) => {
    try {
      watch.atRest(now, desk.desk);
    } catch (error) {
      for (const line of (error as Error).message.split('\n')) wrong.add(line.split(' ')[0]!);
    }
  };
  day(desk, watch);
  return [...wrong];
}
