import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../../simulator/testing/seed.js';
import { agentOf, tinyDesk } from '../../simulator/testing/tiny-desk.js';
import { MINUTE, SECOND } from '../units.js';
import { createSelector } from './selectors.js';

test('the least recently assigned agent is next, whatever their load', () => {
  const desk = tinyDesk({ agents: [{ slots: 9 }, { slots: 9 }, { slots: 9 }], router: createSelector('leastRecent', 'leastRecent') });
  const turns = [0, 1, 2, 3, 4, 5].map((contact) => agentOf(desk.later(SECOND).writes(contact), contact));
  assert.equal(new Set(turns.slice(0, 3)).size, 3);
  assert.deepEqual(turns.slice(3), turns.slice(0, 3));
  desk.later(SECOND).replies(turns[0]!, 0).resolves(turns[0]!, 0).replies(turns[0]!, 3).resolves(turns[0]!, 3);
  assert.deepEqual([6, 7].map((contact) => agentOf(desk.later(SECOND).writes(contact), contact)), turns.slice(0, 2));
});

test('over agents who are there all the time the counts differ by one at most, also for tickets of one instant (INV-16)', () => {
  const gaps = fc.array(fc.constantFrom(0, 0, 1, MINUTE), { maxLength: 60 });
  holds(process.env, 100, fc.property(gaps, fc.integer({ min: 1, max: 5 }), fc.nat(1000), (all, agents, salt) => {
    const counts = Array.from({ length: agents }, () => 0);
    const desk = tinyDesk({ agents: counts.map(() => ({ slots: 60 })), salt });
    all.forEach((gap, contact) => {
      counts[agentOf(desk.later(gap).writes(contact), contact)]!++;
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
    });
  }));
});

test('an agent who comes back from a break has nothing to catch up on (INV-18)', () => {
  const desk = tinyDesk({ agents: [{ slots: 9 }, { slots: 9 }] });
  desk.at(SECOND).pauses(0);
  for (let contact = 0; contact < 6; contact++) desk.later(SECOND).writes(contact);
  desk.later(SECOND).resumes(0);
  assert.deepEqual([6, 7, 8].map((contact) => agentOf(desk.later(SECOND).writes(contact), contact)), [0, 1, 0]);
});

test('the agent with the fewest chats is next, and between equals the one assigned to longest ago', () => {
  const desk = tinyDesk({ agents: [{ slots: 9 }, { slots: 9 }], router: createSelector('leastOpen', 'leastRecent') });
  const first = agentOf(desk.at(SECOND).writes(0), 0);
  const second = agentOf(desk.later(SECOND).writes(1), 1);
  assert.equal(second, 1 - first);
  desk.later(SECOND).replies(second, 1).resolves(second, 1);
  assert.equal(agentOf(desk.later(SECOND).writes(2), 2), second, 'fewer chats');
  assert.equal(agentOf(desk.later(SECOND).writes(3), 3), first, 'as many chats, longer ago');
});

test('specialists go first, so that who knows more stays free for those who need it', () => {
  const agents = [{ skills: 0b111, slots: 2 }, { skills: 0b001, slots: 2 }, { skills: 0b011, slots: 2 }];
  const desk = tinyDesk({ agents, requireSkill: true, router: createSelector('skills', 'leastRecent') });
  const takers = [0, 1, 2, 3].map((contact) => agentOf(desk.later(SECOND).writes(contact, { intent: 0 }), contact));
  assert.deepEqual(takers, [1, 1, 2, 2]);
  assert.equal(agentOf(desk.later(SECOND).writes(9, { intent: 2 }), 9), 0);
});

test('by the list, the first of equals is always next', () => {
  const desk = tinyDesk({ agents: [{ slots: 2 }, { slots: 2 }], router: createSelector('leastOpen', 'listed') });
  const takers = [0, 1, 2, 3].map((contact) => agentOf(desk.later(SECOND).writes(contact), contact));
  assert.deepEqual(takers, [0, 1, 0, 1]);
  const skills = tinyDesk({ agents: [{ slots: 2 }, { slots: 2 }], router: createSelector('skills', 'listed') });
  assert.equal(agentOf(skills.at(SECOND).writes(0), 0), 0);
});

test('who is first among agents never assigned to depends on the salt alone', () => {
  const first = (salt: number): number => agentOf(tinyDesk({ agents: [{}, {}, {}], salt }).at(SECOND).writes(0), 0);
  assert.equal(first(7), first(7));
  const firsts = new Set(Array.from({ length: 40 }, (_, salt) => first(salt)));
  assert.deepEqual([...firsts].toSorted((a, b) => a - b), [0, 1, 2]);
});
