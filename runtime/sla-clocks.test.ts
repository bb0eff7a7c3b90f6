import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyDesk, type TinyDesk } from '../simulator/testing/tiny-desk.js';
import { DAY, HOUR, MINUTE, NEVER, SECOND } from './units.js';
import { DEFAULT_SLA } from './desk-config.js';

const CLOCK_FACTS = ['slaWarned', 'slaBreached', 'slaMet', 'ticketEscalated'] as const;
const clocks = (desk: TinyDesk): string[] => desk.lines(...CLOCK_FACTS);

test('all moments of both clocks come to the millisecond, for each priority', () => {
  const moments = ([0, 1, 2, 3] as const).map((priority) => clocks(tinyDesk({ present: false }).at(0).writes(1, { priority }).runUntil(2 * DAY)));
  const [low, medium, high, urgent] = moments;
  assert.deepEqual(urgent, [
    '3:45 slaWarned 0 0 225s', '5:00 slaBreached 0 0 300s', '10:00 ticketEscalated 0 1 600s',
    '45:00 slaWarned 0 1 2700s', '1:00:00 slaBreached 0 1 3600s',
  ]);
  assert.deepEqual(high, [
    '11:15 slaWarned 0 0 675s', '15:00 slaBreached 0 0 900s', '30:00 ticketEscalated 0 1 1800s',
    '3:00:00 slaWarned 0 1 10800s', '4:00:00 slaBreached 0 1 14400s',
  ]);
  assert.deepEqual(medium, [
    '45:00 slaWarned 0 0 2700s', '1:00:00 slaBreached 0 0 3600s', '2:00:00 ticketEscalated 0 1 7200s',
    '6:00:00 slaWarned 0 1 21600s', '8:00:00 slaBreached 0 1 28800s',
  ]);
  assert.deepEqual(low, [
    '3:00:00 slaWarned 0 0 10800s', '4:00:00 slaBreached 0 0 14400s', '8:00:00 ticketEscalated 0 1 28800s',
    '18:00:00 slaWarned 0 1 64800s', '1d 0:00:00 slaBreached 0 1 86400s',
  ]);
});

test('for customers of rank every target is half as long', () => {
  const desk = tinyDesk({ present: false }).at(0).writes(1, { priority: 3, vip: 1 }).runUntil(DAY);
  assert.deepEqual(clocks(desk), [
    '1:52.5 slaWarned 0 0 112.5s', '2:30 slaBreached 0 0 150s', '5:00 ticketEscalated 0 1 300s',
    '22:30 slaWarned 0 1 1350s', '30:00 slaBreached 0 1 1800s',
  ]);
});

test('a first reply at the very instant of the deadline is in time, a millisecond later it is not', () => {
  const equal = tinyDesk().at(0).writes(1, { priority: 3 }).at(5 * MINUTE).replies(0, 1);
  assert.deepEqual(clocks(equal), ['3:45 slaWarned 0 0 225s', '5:00 slaMet 0 0 300s']);
  const late = tinyDesk().at(0).writes(1, { priority: 3 }).at(5 * MINUTE + 1).replies(0, 1);
  assert.deepEqual(clocks(late), ['3:45 slaWarned 0 0 225s', '5:00 slaBreached 0 0 300s']);
});

test('an answer stops the first-response clock for good: nothing warns, breaks or escalates afterwards', () => {
  const desk = tinyDesk({ autoResolveMs: 40 * DAY }).at(0).writes(1, { priority: 3 }).later(SECOND).replies(0, 1).later(SECOND).writes(1).runUntil(40 * MINUTE);
  assert.deepEqual(clocks(desk), ['0:01 slaMet 0 0 1s']);
});

test('a ticket that is resolved at the very instant of its resolution target is in time', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 }).at(HOUR).resolves(0, 1);
  assert.deepEqual(desk.lines('slaMet'), ['1:00:00 slaMet 0 1 3600s']);
});

test('the resolution clock stands still while the customer owes the next word', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 });
  desk.at(10 * MINUTE).replies(0, 1).at(3 * HOUR).writes(1).runUntil(3 * HOUR + 50 * MINUTE);
  assert.deepEqual(desk.lines('slaWarned', 'slaBreached').slice(2), ['3:35:00 slaWarned 0 1 12900s', '3:50:00 slaBreached 0 1 13800s']);
});

test('a pause shorter than the time to the next moment only moves it', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 }).at(MINUTE).replies(0, 1).at(5 * MINUTE).writes(1);
  desk.at(6 * MINUTE).replies(0, 1).at(8 * MINUTE).writes(1).at(66 * MINUTE).resolves(0, 1);
  assert.deepEqual(desk.lines('slaWarned', 'slaBreached', 'slaMet'), ['1:00 slaMet 0 0 60s', '51:00 slaWarned 0 1 3060s', '1:06:00 slaMet 0 1 3600s']);
});

test('pausing and going on in one instant changes nothing', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 }).at(MINUTE);
  for (let i = 0; i < 5; i++) desk.replies(0, 1).writes(1);
  desk.runUntil(HOUR);
  assert.deepEqual(desk.lines('slaWarned', 'slaBreached'), ['45:00 slaWarned 0 1 2700s', '1:00:00 slaBreached 0 1 3600s']);
});

test('a reopened ticket goes on with the time it had used, and the time it was resolved does not count', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 }).at(20 * MINUTE).replies(0, 1).resolves(0, 1);
  desk.at(5 * HOUR).writes(1).runUntil(5 * HOUR + 40 * MINUTE);
  assert.deepEqual(desk.lines('slaWarned', 'slaMet', 'slaBreached').slice(2), [
    '20:00 slaMet 0 1 1200s', '5:25:00 slaWarned 0 1 19500s', '5:40:00 slaBreached 0 1 20400s',
  ]);
});

test('nothing happens to a clock while its ticket is resolved', () => {
  const desk = tinyDesk({ closeMs: 40 * DAY }).at(0).writes(1, { priority: 3 }).at(MINUTE).replies(0, 1).at(2 * MINUTE).writes(1).at(3 * MINUTE).replies(0, 1).resolves(0, 1);
  desk.told.clear();
  assert.deepEqual(clocks(desk.runUntil(30 * DAY)), []);
});

test('a withdrawn ticket met nothing and missed nothing', () => {
  const desk = tinyDesk({ present: false }).at(0).writes(1, { priority: 3 }).at(4 * MINUTE).withdraws(1).runUntil(DAY);
  assert.deepEqual(clocks(desk), ['3:45 slaWarned 0 0 225s']);
  const again = tinyDesk().at(0).writes(1, { priority: 3 }).at(MINUTE).withdraws(1).at(HOUR).writes(1).at(10 * HOUR).replies(0, 1).resolves(0, 1);
  assert.deepEqual(clocks(again), [], 'also when the customer writes again');
});

test('a ticket resolved without an answer has no first-response result, also when it is answered after a reopening', () => {
  const desk = tinyDesk().at(0).writes(1, { priority: 3 }).at(MINUTE).resolves(0, 1).at(20 * HOUR).writes(1).at(21 * HOUR).replies(0, 1);
  assert.deepEqual(desk.lines('slaMet', 'slaBreached').filter((line) => / 0 0 /.test(line)), []);
});

test('clocks run in opening hours only', () => {
  const openMs = [[9 * HOUR, 17 * HOUR], [DAY + 9 * HOUR, DAY + 17 * HOUR]] as const;
  const desk = tinyDesk({ present: false, openMs }).at(16 * HOUR).writes(1, { priority: 2 }).at(18 * HOUR).writes(2, { priority: 2 }).runUntil(2 * DAY);
  assert.deepEqual(desk.lines('slaWarned', 'slaBreached').filter((line) => / 0 \d+s/.test(line)), [
    '16:11:15 slaWarned 0 0 675s', '16:15:00 slaBreached 0 0 900s', '1d 9:11:15 slaWarned 1 0 54675s', '1d 9:15:00 slaBreached 1 0 54900s',
  ]);
});

test('over night the resolution clock of a pending ticket neither runs nor pauses', () => {
  const openMs = [[9 * HOUR, 17 * HOUR], [DAY + 9 * HOUR, DAY + 17 * HOUR]] as const;
  const desk = tinyDesk({ openMs }).at(16 * HOUR).writes(1, { priority: 3 }).at(16 * HOUR + 30 * MINUTE).replies(0, 1);
  desk.at(20 * HOUR).writes(1).at(DAY + 9 * HOUR + 30 * MINUTE).resolves(0, 1);
  assert.deepEqual(desk.lines('slaMet').slice(0), ['1d 9:30:00 slaMet 0 1 3600s']);
});

test('a target that is never due neither warns nor breaks, and is not met either', () => {
  const never = { firstResponseMs: NEVER, resolutionMs: NEVER, escalateMs: NEVER };
  const sla = [never, never, never, never] as const;
  const desk = tinyDesk({ sla }).at(0).writes(1).runUntil(DAY).replies(0, 1).resolves(0, 1);
  assert.deepEqual(clocks(desk), []);
});

test('escalation comes at the moment of its table, before the breach where the table says so', () => {
  const sla = DEFAULT_SLA.map((targets) => ({ ...targets, escalateMs: MINUTE })) as unknown as typeof DEFAULT_SLA;
  const desk = tinyDesk({ present: false, sla }).at(0).writes(1, { priority: 3 }).runUntil(6 * MINUTE);
  assert.deepEqual(clocks(desk), ['1:00 ticketEscalated 0 1 60s', '3:45 slaWarned 0 0 225s', '5:00 slaBreached 0 0 300s']);
});

test('an escalated ticket moves up in line', () => {
  const never = { firstResponseMs: NEVER, resolutionMs: NEVER, escalateMs: NEVER };
  const sla = [{ ...never, escalateMs: MINUTE }, never, never, never] as const;
  const desk = tinyDesk({ present: false, sla }).at(0).writes(1, { priority: 0 }).writes(2, { priority: 2 });
  const line = (): number[] => desk.desk.dispatcher.waiting().map((ticket) => ticket.contact);
  assert.deepEqual(line(), [2, 1]);
  assert.deepEqual(clocks(desk.runUntil(MINUTE)), ['1:00 ticketEscalated 0 1 60s']);
  assert.deepEqual(line(), [1, 2]);
});

test('a record used again for another ticket hears nothing of the former one', () => {
  const desk = tinyDesk({ closeMs: SECOND }).at(0).writes(1, { priority: 3 }).at(MINUTE).replies(0, 1).at(50 * MINUTE).writes(1).at(51 * MINUTE).replies(0, 1).resolves(0, 1);
  desk.at(52 * MINUTE).writes(2, { priority: 1 });
  assert.equal(desk.ticketOf(2).slot, 0);
  desk.told.clear();
  desk.runUntil(52 * MINUTE + 44 * MINUTE);
  assert.deepEqual(clocks(desk), []);
});
