import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentOf, tinyDesk, type TinyDesk } from '../simulator/testing/tiny-desk.js';
import { publicStatus, STAGE, type Stage } from './ticket.js';
import { DAY, HOUR, MINUTE, NONE, SECOND } from './units.js';

const LIFE = [
  'ticketOpened', 'messageReceived', 'ticketQueued', 'ticketAssigned', 'ticketUnassigned', 'firstReplied', 'replied',
  'slotReleased', 'ticketResolved', 'ticketReopened', 'ticketClosed', 'ticketWithdrawn', 'ticketTransferred',
] as const;
const life = (desk: TinyDesk): string[] => desk.lines(...LIFE);
const stage = (desk: TinyDesk, contact: number): Stage => desk.desk.conversations.of(0, contact).ticket?.stage ?? STAGE.closed;

test('a ticket goes through its six stages', () => {
  const desk = tinyDesk({ present: false }).at(SECOND).writes(1);
  const seen = [stage(desk, 1)];
  const then = (next: TinyDesk): void => void seen.push(stage(next, 1));
  then(desk.at(10 * SECOND).signsIn(0));
  then(desk.at(MINUTE).replies(0, 1));
  then(desk.at(3 * MINUTE).writes(1));
  desk.at(4 * MINUTE).replies(0, 1);
  then(desk.resolves(0, 1));
  then(desk.runUntil(2 * DAY));
  assert.deepEqual(seen, [STAGE.created, STAGE.assigned, STAGE.pending, STAGE.inProgress, STAGE.resolved, STAGE.closed]);
  assert.deepEqual(seen.map(publicStatus), ['open', 'open', 'pending', 'open', 'resolved', 'closed']);
  assert.deepEqual(life(desk), [
    '0:01 ticketOpened 0 1 1', '0:01 messageReceived 0 1 0', '0:01 ticketQueued 0 0 0s', '0:10 ticketAssigned 0 0 9s',
    '1:00 firstReplied 0 0 59s', '1:00 replied 0 0 59s', '3:00 messageReceived 0 1 1', '4:00 replied 0 0 60s',
    '4:00 ticketResolved 0 0 239s', '1d 0:04:00 ticketClosed 0 2 86639s',
  ]);
});

test('further messages of a waiting customer join their ticket, and the response time counts from the first', () => {
  const desk = tinyDesk().at(0).writes(1).later(SECOND).writes(1).later(SECOND).writes(1).at(MINUTE).replies(0, 1);
  assert.deepEqual(desk.lines('ticketOpened', 'replied'), ['0:00 ticketOpened 0 1 1', '1:00 replied 0 0 60s']);
});

test('a second reply in a row answers nothing', () => {
  const desk = tinyDesk().at(0).writes(1).at(MINUTE).replies(0, 1).at(2 * MINUTE).replies(0, 1);
  assert.deepEqual(desk.lines('replied'), ['1:00 replied 0 0 60s', '2:00 replied 0 0 0s']);
});

test('a customer silent for a quarter of an hour gives back the slot and keeps the agent', () => {
  const desk = tinyDesk().at(0).writes(1).at(MINUTE).replies(0, 1).at(2 * MINUTE).writes(2).runUntil(16 * MINUTE);
  assert.deepEqual(desk.lines('slotReleased', 'ticketAssigned'), [
    '0:00 ticketAssigned 0 0 0s', '16:00 slotReleased 0 0', '16:00 ticketAssigned 1 0 840s',
  ]);
  assert.equal(agentOf(desk, 1), 0);
});

test('whoever comes back gets the same agent if they have room', () => {
  const desk = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1).at(MINUTE).replies(0, 1).at(HOUR).resumes(1).writes(1);
  assert.equal(agentOf(desk, 1), 0);
});

test('whoever comes back and finds the agent busy gets another one, or waits with the age of the new message', () => {
  const both = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1).at(MINUTE).replies(0, 1).at(HOUR).writes(2).resumes(1).writes(1);
  assert.equal(agentOf(both, 1), 1);
  const alone = tinyDesk().at(0).writes(1).at(MINUTE).replies(0, 1).at(HOUR).writes(2).later(SECOND).writes(1);
  assert.deepEqual(alone.lines('ticketUnassigned', 'ticketQueued'), ['1:00:01 ticketUnassigned 0 0 3', '1:00:01 ticketQueued 0 3 3601s']);
  alone.at(2 * HOUR).replies(0, 2).resolves(0, 2);
  assert.deepEqual(alone.lines('ticketAssigned').at(-1), '2:00:00 ticketAssigned 0 0 3599s');
});

test('time resolves a ticket 48 hours after the agent\'s last word', () => {
  const desk = tinyDesk().at(0).writes(1).at(HOUR).replies(0, 1).at(5 * HOUR).replies(0, 1).runUntil(5 * DAY);
  assert.deepEqual(desk.lines('ticketResolved'), ['2d 5:00:00 ticketResolved 0 -1 190800s']);
});

test('time never resolves a ticket whose customer has the last word (INV-44)', () => {
  const desk = tinyDesk().at(0).writes(1).at(HOUR).replies(0, 1).at(2 * DAY + HOUR).writes(1).runUntil(30 * DAY);
  assert.deepEqual(desk.lines('ticketResolved'), []);
  const never = tinyDesk({ present: false }).at(0).writes(1).runUntil(30 * DAY);
  assert.deepEqual(never.lines('ticketResolved'), []);
});

test('where slots are kept for as long as tickets live, time resolves all the same', () => {
  const desk = tinyDesk({ pendingHoldsSlotMs: Infinity }).at(0).writes(1).at(HOUR).replies(0, 1).runUntil(5 * DAY);
  assert.deepEqual(desk.lines('slotReleased', 'ticketResolved'), ['2d 1:00:00 ticketResolved 0 -1 176400s']);
});

test('a customer who writes after the end reopens the same ticket, with the agent who knows it if they have room', () => {
  const desk = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1).at(MINUTE).replies(0, 1).resolves(0, 1).resumes(1);
  desk.at(HOUR).writes(1);
  assert.deepEqual(desk.lines('ticketOpened', 'ticketReopened', 'ticketAssigned'), [
    '0:00 ticketOpened 0 1 1', '0:00 ticketAssigned 0 0 0s', '1:00:00 ticketReopened 0 0 3540s', '1:00:00 ticketAssigned 0 0 0s',
  ]);
});

test('a reopened ticket never goes to an agent who has gone home (INV-22)', () => {
  const desk = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1).at(MINUTE).replies(0, 1).resolves(0, 1).signsOut(0);
  desk.at(HOUR).writes(1);
  assert.equal(agentOf(desk, 1), NONE);
  desk.later(SECOND).resumes(1);
  assert.equal(agentOf(desk, 1), 1);
});

test('a customer who writes beyond the reopening time, or after the close, has a new ticket', () => {
  const late = tinyDesk({ closeMs: 9 * DAY, reopenMs: 3 * DAY }).at(0).writes(1).replies(0, 1).resolves(0, 1);
  late.at(3 * DAY).writes(1).resolves(0, 1).at(6 * DAY + 1).writes(1);
  assert.deepEqual(late.lines('ticketOpened', 'ticketReopened', 'ticketClosed'), [
    '0:00 ticketOpened 0 1 1', '3d 0:00:00 ticketReopened 0 0 259200s', '6d 0:00:00.001 ticketClosed 0 1 518400.001s', '6d 0:00:00.001 ticketOpened 1 1 1',
  ]);
  const closed = tinyDesk().at(0).writes(1).replies(0, 1).resolves(0, 1).at(DAY + 1).writes(1);
  assert.deepEqual(closed.lines('ticketOpened', 'ticketReopened'), ['0:00 ticketOpened 0 1 1', '1d 0:00:00.001 ticketOpened 1 1 1']);
});

test('a message at the very instant of the close reopens: never both, never lost', () => {
  const desk = tinyDesk().at(0).writes(1).replies(0, 1).resolves(0, 1).at(DAY).writes(1).runUntil(4 * DAY);
  assert.deepEqual(desk.lines('ticketOpened', 'ticketReopened', 'ticketClosed'), ['0:00 ticketOpened 0 1 1', '1d 0:00:00 ticketReopened 0 0 86400s']);
  assert.equal(desk.lines('messageReceived').length, 2);
});

test('whoever gives up aloud in line leaves it, and the place is nobody\'s', () => {
  const desk = tinyDesk({ present: false }).at(0).writes(1).writes(2).at(MINUTE).withdraws(1).at(2 * MINUTE).signsIn(0);
  assert.deepEqual(desk.lines('ticketWithdrawn', 'ticketAssigned'), ['1:00 ticketWithdrawn 0 1 60s', '2:00 ticketAssigned 1 0 120s']);
});

test('whoever gives up aloud in a chat frees its slot for the next in line', () => {
  const desk = tinyDesk().at(0).writes(1).writes(2).at(MINUTE).withdraws(1);
  assert.equal(agentOf(desk, 2), 0);
  assert.deepEqual(desk.screens, ['0 sees 1', '0 loses 1', '0 sees 2']);
});

test('giving up what is over, or was never begun, changes nothing', () => {
  const over = tinyDesk().at(0).writes(1).replies(0, 1).resolves(0, 1).at(MINUTE).withdraws(1);
  assert.deepEqual(over.lines('ticketWithdrawn', 'messageReceived'), ['0:00 messageReceived 0 1 0', '1:00 messageReceived 0 1 1']);
  const never = tinyDesk().at(0).withdraws(5);
  assert.deepEqual(never.lines('ticketOpened', 'messageReceived'), ['0:00 messageReceived -1 5 0']);
});

test('a ticket handed over goes to another agent, who sees it, and the giver no longer does (INV-50)', () => {
  const desk = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1).writes(2).resumes(1).at(MINUTE);
  desk.replies(1, 2).resolves(1, 2).transfers(0, 1);
  assert.deepEqual(desk.lines('ticketUnassigned', 'ticketTransferred').map((line) => line.split(' ').slice(1, 4).join(' ')), ['ticketUnassigned 0 0', 'ticketTransferred 0 0']);
  assert.equal(desk.desk.dispatcher.agents.reduce((sum, agent) => sum + agent.load, 0), 1);
});

test('a ticket handed over while the customer is silent owes them a word again, and time does not resolve it in line', () => {
  const desk = tinyDesk({ agents: [{}] }).at(0).writes(1).writes(2).at(MINUTE).replies(0, 1).transfers(0, 1);
  assert.equal(agentOf(desk, 1), NONE);
  desk.runUntil(4 * DAY);
  assert.deepEqual(desk.lines('ticketResolved'), []);
  desk.writes(1).replies(0, 2).resolves(0, 2);
  assert.equal(agentOf(desk, 1), 0);
  assert.equal(desk.desk.dispatcher.waitingCount, 0);
});

test('an agent who presses a key on somebody else\'s ticket, or on none, is a bug', () => {
  const desk = tinyDesk({ agents: [{}, {}] }).at(0).pauses(1).writes(1);
  assert.throws(() => desk.replies(1, 1), /agent 1 pressed a key on ticket slot 0, which is not theirs/);
  assert.throws(() => desk.pressesResolve(0, 9), /ticket slot 9/);
  desk.resolves(0, 1);
  assert.throws(() => desk.pressesReply(0, 0), /ticket slot 0/);
});

test('the desk refuses an agenda entry it does not know', () => {
  assert.throws(() => tinyDesk().desk.ring(0, 12, 0), /the desk has no entry kind 12/);
});
