import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../../runtime/facts.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { clock, Told } from './told.js';

test('a fact is one short line: when, what, and its columns, durations in seconds', () => {
  const told = new Told();
  told.tell(FACTS.ticketAssigned.kind, 5 * SECOND, 0, 1, 4_500);
  told.tell(FACTS.agentResumed.kind, MINUTE, 3, 0, 0);
  told.tell(WORLD_FACTS.customerLeft.kind, HOUR, 7, 1, MINUTE);
  assert.deepEqual(told.lines(), ['0:05 ticketAssigned 0 1 4.5s', '1:00 agentResumed 3', '1:00:00 customerLeft 7 1 60s']);
  assert.deepEqual(told.lines('agentResumed', 'customerLeft'), ['1:00 agentResumed 3', '1:00:00 customerLeft 7 1 60s']);
  told.clear();
  assert.deepEqual(told.lines(), []);
});

test('times read like a clock', () => {
  const times = [0, 59_999, MINUTE + 0.25, HOUR + 61 * SECOND, DAY, 3 * DAY + 90 * MINUTE + 50].map(clock);
  assert.deepEqual(times, ['0:00', '0:59.999', '1:00', '1:01:01', '1d 0:00:00', '3d 1:30:00.05']);
});

test('a fact that nobody knows is an error', () => {
  assert.throws(() => new Told().tell(63, 0, 0, 0, 0), /no fact has kind 63/);
});
