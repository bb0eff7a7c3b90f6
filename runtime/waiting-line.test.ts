import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { tinyDesk } from '../simulator/testing/tiny-desk.js';
import { Agent } from './agent.js';
import { Conversation } from './conversation.js';
import { packClass } from './ticket-class.js';
import { Ticket } from './ticket.js';
import { HOUR, MINUTE, SECOND } from './units.js';
import { WaitingLine } from './waiting-line.js';

test('who waits longer stands further in front, and a head start counts like waiting', () => {
  const desk = tinyDesk({ present: false });
  desk.at(SECOND).writes(1, { priority: 0 }).at(10 * MINUTE).writes(2, { priority: 1 }).later(2 * SECOND).writes(3, { priority: 1 });
  desk.writes(4, { priority: 3 });
  // Contact 2 came 9:59 after contact 1 with a head start of ten minutes, contact 3 came 10:01 after.
  assert.deepEqual(contacts(desk), [4, 2, 1, 3]);
});

test('of two with one rank the elder ticket stands in front', () => {
  const desk = tinyDesk({ present: false });
  desk.at(SECOND).writes(1, { priority: 0 }).at(10 * MINUTE + SECOND).writes(2, { priority: 1 });
  assert.deepEqual(contacts(desk), [1, 2]);
});

test('a customer of rank stands an hour further in front', () => {
  const desk = tinyDesk({ present: false });
  desk.at(0).writes(1).at(HOUR - SECOND).writes(2, { vip: 1 }).at(HOUR + SECOND).writes(3, { vip: 1 });
  assert.deepEqual(contacts(desk), [2, 1, 3]);
});

test('an agent is offered the first whom they have the skill for', () => {
  const desk = tinyDesk({ present: false, requireSkill: true, agents: [{ skills: 0b10 }] });
  desk.at(0).writes(1, { intent: 0 }).writes(2, { intent: 1 }).writes(3, { intent: 1 });
  desk.at(SECOND).signsIn(0);
  assert.deepEqual(desk.lines('ticketAssigned'), ['0:01 ticketAssigned 1 0 1s']);
});

test('equals are served in the order in which they came, whoever comes and goes among the agents (INV-15)', () => {
  const moves = fc.array(fc.record({ afterMs: fc.nat(3 * MINUTE), writes: fc.nat(3), agent: fc.nat(2), comes: fc.boolean() }), { maxLength: 40 });
  holds(process.env, 100, fc.property(moves, (all) => {
    const desk = tinyDesk({ agents: [{ slots: 2 }, {}, {}], present: false });
    let contact = 0;
    for (const { afterMs, writes, agent, comes } of all) {
      desk.later(afterMs);
      for (let i = 0; i < writes; i++) desk.writes(contact++);
      if (comes) desk.signsIn(agent).resumes(agent);
      else desk.pauses(agent);
      for (const ticket of desk.desk.liveTickets.filter((one) => one.agent === agent)) desk.replies(agent, ticket.contact).resolves(agent, ticket.contact);
    }
    const served = desk.lines('ticketAssigned').map((line) => Number(line.split(' ')[2]));
    assert.deepEqual(served, Array.from(served, (_, i) => i));
  }));
});

const steps = fc.array(
  fc.record({ waits: fc.boolean(), at: fc.nat(30), priority: fc.nat(3), intent: fc.nat(2), needsSkill: fc.boolean(), leaver: fc.nat(50) }),
  { maxLength: 60 },
);

test('the line is the list of those who wait, sorted by rank, for every agent and whatever leaves from its middle', () => {
  holds(process.env, 200, fc.property(steps, fc.integer({ min: 0, max: 7 }), (all, skills) => {
    const line = new WaitingLine();
    const list: Ticket[] = [];
    const agent = new Agent(0, { team: 0, slots: 1, skills, languages: -1 }, 0);
    all.forEach((step, number) => {
      if (step.waits || list.length === 0) {
        const one = ticket(number, step);
        line.enter(one);
        list.push(one);
        list.sort((a, b) => a.rank - b.rank || a.number - b.number);
      } else {
        line.leave(list.splice(step.leaver % list.length, 1)[0]!);
      }
      assert.equal(line.length, list.length);
      assert.deepEqual(line.inOrder().map((one) => one.number), list.map((one) => one.number));
      assert.equal(line.firstFor(agent), list.find((one) => (one.needsSkill & skills) === one.needsSkill) ?? null);
    });
  }));
});

function ticket(number: number, { at, priority, intent, needsSkill }: { at: number; priority: number; intent: number; needsSkill: boolean }): Ticket {
  const one = new Ticket(number);
  // Skills are needed by class: all of one class need the same.
  const vip = needsSkill ? 1 : 0;
  one.open(number, new Conversation(number), packClass(priority, vip, intent, 0), at);
  one.rank = at - 10 * priority;
  one.needsSkill = needsSkill ? 1 << intent : 0;
  return one;
}

function contacts(desk: ReturnType<typeof tinyDesk>): number[] {
  return desk.desk.dispatcher.waiting().map((one) => one.contact);
}
