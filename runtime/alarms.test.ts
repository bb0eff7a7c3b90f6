import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { Agenda } from './agenda.js';
import { Alarms } from './alarms.js';
import { NEVER } from './units.js';

const KIND = 4;

/** What rings for real until `until`: 'instant/subject'. */
function rings(agenda: Agenda, alarms: Alarms, until = NEVER): string[] {
  const rung: string[] = [];
  while (agenda.next(until)) if (alarms.isDue(agenda.now, agenda.subject)) rung.push(`${agenda.now}/${agenda.subject}`);
  return rung;
}

test('an alarm rings once, at its instant', () => {
  const agenda = new Agenda();
  const alarms = new Alarms(agenda, KIND);
  const lane = alarms.lane(10);
  alarms.set(lane, 1, 10);
  alarms.set(lane, 2, 20);
  assert.deepEqual(rings(agenda, alarms), ['10/1', '20/2']);
});

test('an alarm moved later rings later, one moved earlier rings earlier, and neither rings twice', () => {
  const agenda = new Agenda();
  const alarms = new Alarms(agenda, KIND);
  const lane = alarms.lane(10);
  alarms.set(lane, 1, 10);
  alarms.set(lane, 1, 30);
  alarms.set(lane, 2, 40);
  alarms.set(lane, 2, 20);
  assert.deepEqual(rings(agenda, alarms), ['20/2', '30/1']);
});

test('an alarm called off does not ring, and can be set again', () => {
  const agenda = new Agenda();
  const alarms = new Alarms(agenda, KIND);
  const lane = alarms.lane(10);
  alarms.set(lane, 1, 10);
  alarms.clear(1);
  alarms.clear(99_999);
  assert.equal(alarms.isSet(1), false);
  assert.deepEqual(rings(agenda, alarms, 15), []);
  alarms.set(lane, 1, 20);
  assert.deepEqual(rings(agenda, alarms), ['20/1']);
});

test('moving an alarm with every message leaves one entry on the agenda', () => {
  const agenda = new Agenda();
  const alarms = new Alarms(agenda, KIND);
  const lane = alarms.lane(10);
  for (let i = 0; i < 1_000; i++) alarms.set(lane, 1, 10_000 + i);
  let entries = 0;
  while (agenda.next(NEVER)) {
    entries++;
    alarms.isDue(agenda.now, agenda.subject);
  }
  assert.equal(entries, 2);
});

test('alarms ring exactly when the last word on them says, whatever was said before', () => {
  const step = fc.record({ subject: fc.nat(5), lane: fc.nat(1), after: fc.nat(30), clears: fc.boolean(), passes: fc.nat(8) });
  holds(process.env, 300, fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
    const agenda = new Agenda();
    const alarms = new Alarms(agenda, KIND);
    const lanes = [alarms.lane(10), alarms.lane(20)];
    const truth = new Map<number, number>();
    const expected: string[] = [];
    const rung: string[] = [];
    let now = 0;
    for (const { subject, lane, after, clears, passes } of steps) {
      if (clears) {
        alarms.clear(subject);
        truth.delete(subject);
      } else {
        alarms.set(lanes[lane]!, subject, now + after + 1);
        truth.set(subject, now + after + 1);
      }
      now += passes;
      rung.push(...rings(agenda, alarms, now));
      for (const [who, due] of truth) {
        if (due > now) continue;
        expected.push(`${due}/${who}`);
        truth.delete(who);
      }
    }
    assert.deepEqual(rung.sort(), expected.sort());
  }));
});
