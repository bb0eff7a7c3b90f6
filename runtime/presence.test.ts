import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentOf, tinyDesk } from '../simulator/testing/tiny-desk.js';
import { DAY, HOUR, MINUTE, NONE, SECOND } from './units.js';

test('on a break an agent keeps their chats and gets no new ones', () => {
  const desk = tinyDesk({ agents: [{ slots: 2 }] });
  desk.at(SECOND).writes(1).pauses(0).writes(2);
  assert.deepEqual([agentOf(desk, 1), agentOf(desk, 2)], [0, NONE]);
  desk.at(MINUTE).writes(1).replies(0, 1);
  desk.at(10 * MINUTE).resumes(0);
  assert.deepEqual([agentOf(desk, 1), agentOf(desk, 2)], [0, 0]);
  assert.deepEqual(desk.lines('agentPaused', 'agentResumed', 'ticketUnassigned'), ['0:01 agentPaused 0 1', '10:00 agentResumed 0']);
});

test('a connection that flaps within the grace costs nothing, and to its last millisecond', () => {
  const desk = tinyDesk();
  desk.at(SECOND).writes(1).at(MINUTE).signsOut(0).at(2 * MINUTE).signsIn(0);
  desk.runUntil(HOUR);
  assert.equal(agentOf(desk, 1), 0);
  assert.deepEqual(desk.lines('ticketUnassigned'), []);
});

test('each absence has a grace of its own', () => {
  const desk = tinyDesk();
  desk.at(0).writes(1).signsOut(0).later(50 * SECOND).signsIn(0).signsOut(0);
  desk.runUntil(109 * SECOND);
  assert.equal(agentOf(desk, 1), 0);
  desk.runUntil(110 * SECOND);
  assert.equal(agentOf(desk, 1), NONE);
});

test('after the grace a waiting customer goes back to the line with the old age', () => {
  const desk = tinyDesk({ agents: [{}, {}] });
  desk.at(0).pauses(1).at(5 * SECOND).writes(1).at(30 * SECOND).writes(2);
  desk.at(MINUTE).signsOut(0).runUntil(3 * MINUTE);
  assert.deepEqual(desk.desk.dispatcher.waiting().map((ticket) => ticket.contact), [1, 2]);
  desk.later(0).resumes(1);
  assert.equal(agentOf(desk, 1), 1);
  assert.deepEqual(desk.lines('agentSignedOut', 'ticketUnassigned', 'ticketQueued', 'ticketAssigned'), [
    '0:05 ticketAssigned 0 0 0s',
    '0:30 ticketQueued 1 0 0s',
    '1:00 agentSignedOut 0 1',
    '2:00 ticketUnassigned 0 0 1',
    '2:00 ticketQueued 0 1 115s',
    '3:00 ticketAssigned 0 1 60s',
  ]);
  assert.deepEqual(desk.screens, ['0 sees 1', '0 loses 1', '1 sees 1']);
});

test('after the grace a silent customer only frees the slot, and the ticket lives as long as any other', () => {
  const desk = tinyDesk();
  desk.at(0).writes(1).at(MINUTE).replies(0, 1).at(2 * MINUTE).signsOut(0);
  desk.runUntil(DAY);
  assert.deepEqual(desk.lines('slotReleased', 'ticketUnassigned', 'ticketResolved'), ['3:00 slotReleased 0 0']);
  assert.equal(desk.desk.dispatcher.agents[0]!.load, 0);
  desk.runUntil(3 * DAY);
  assert.deepEqual(desk.lines('ticketResolved'), ['2d 0:01:00 ticketResolved 0 -1 172860s']);
});

test('when a silent customer of an absent agent writes, somebody else takes over', () => {
  const desk = tinyDesk({ agents: [{}, {}] });
  desk.at(0).pauses(1).writes(1).at(MINUTE).replies(0, 1).signsOut(0).at(HOUR).resumes(1).writes(1);
  assert.equal(agentOf(desk, 1), 1);
});

test('signing in or out twice says nothing twice', () => {
  const desk = tinyDesk({ present: false });
  desk.at(SECOND).signsOut(0).signsIn(0).signsIn(0).resumes(0).pauses(0).pauses(0).signsOut(0).signsOut(0).resumes(0);
  assert.deepEqual(desk.lines(), ['0:01 agentSignedIn 0 1', '0:01 agentPaused 0 0', '0:01 agentSignedOut 0 0']);
});

test('an agent who is not on the list is a bug', () => {
  assert.throws(() => tinyDesk().signsIn(4), /there is no agent 4/);
});
