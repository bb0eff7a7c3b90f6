import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holds } from '../simulator/testing/seed.js';
import { Agenda } from './agenda.js';
import type { Lane } from './lanes.js';
import { NEVER } from './units.js';

test('entries leave in the order of their time', () => {
  const agenda = new Agenda();
  for (const due of [30, 10, 20, 0.5, 10.25]) agenda.at(due, 1, due * 4);
  assert.deepEqual(drain(agenda), ['0.5 1/2', '10 1/40', '10.25 1/41', '20 1/80', '30 1/120']);
});

test('entries of one instant leave first in, first out, however many there are', () => {
  const agenda = new Agenda();
  for (let subject = 0; subject < 1000; subject++) agenda.at(7, subject % 64, subject);
  assert.deepEqual(drain(agenda), Array.from({ length: 1000 }, (_, i) => `7 ${i % 64}/${i}`));
});

test('a deadline comes after everything else at its instant, also after what is put there later', () => {
  const agenda = new Agenda();
  const lane = agenda.lane(5, 10);
  agenda.arm(lane, 1, 10);
  agenda.deadline(10, 6, 2);
  agenda.at(10, 1, 3);
  assert.equal(agenda.next(10), true);
  agenda.at(10, 1, 4);
  assert.deepEqual(drain(agenda), ['10 1/4', '10 5/1', '10 6/2']);
});

test('deadlines of one instant ring in the order in which they were set, in lanes and in the heap', () => {
  const agenda = new Agenda();
  const [one, other] = [agenda.lane(1, 10), agenda.lane(2, 10)];
  agenda.arm(other, 1, 10);
  agenda.deadline(10, 3, 2);
  agenda.arm(one, 3, 10);
  agenda.arm(other, 4, 10);
  assert.deepEqual(drain(agenda), ['10 2/1', '10 3/2', '10 1/3', '10 2/4']);
});

test('a deadline older than the tail of its lane finds its place', () => {
  const agenda = new Agenda();
  const lane = agenda.lane(1, 10);
  agenda.arm(lane, 1, 100);
  agenda.arm(lane, 2, 200);
  agenda.arm(lane, 3, 150);
  agenda.arm(lane, 4, 50);
  assert.equal(agenda.peek(), 50);
  assert.deepEqual(drain(agenda), ['50 1/4', '100 1/1', '150 1/3', '200 1/2']);
});

test('nothing leaves after the given instant, and what is never due never leaves', () => {
  const agenda = new Agenda();
  const lane = agenda.lane(1, 10);
  agenda.at(10, 1, 1);
  agenda.at(NEVER, 1, 2);
  agenda.arm(lane, 3, NEVER);
  assert.equal(agenda.next(9.999), false);
  assert.equal(agenda.next(10), true);
  assert.equal(agenda.next(NEVER), false);
  assert.equal(agenda.now, 10);
});

test('the largest kind and subject come out as they went in', () => {
  const agenda = new Agenda();
  agenda.at(1, 63, 2 ** 25 - 1);
  assert.deepEqual(drain(agenda), [`1 63/${2 ** 25 - 1}`]);
});

test('heap and lanes together behave like a list sorted by (time, phase, sequence)', () => {
  const due = fc.oneof(fc.nat(12), fc.nat(1000), fc.double({ min: 0, max: 50, noNaN: true }));
  const lanes = fc.nat(3);
  const subject = fc.nat(90);
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('at' as const), due, subject }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('deadline' as const), due, subject }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('arm' as const), lane: lanes, due, subject }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('next' as const), until: due }) },
  );
  holds(process.env, 300, fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
    const pair = new Pair();
    for (const one of steps) pair.step(one);
    pair.step({ does: 'next', until: NEVER });
  }));
});

type Step =
  | { readonly does: 'at' | 'deadline'; readonly due: number; readonly subject: number }
  | { readonly does: 'arm'; readonly lane: number; readonly due: number; readonly subject: number }
  | { readonly does: 'next'; readonly until: number };

/** An agenda beside the simplest thing that could be one: entries are due no earlier than now, as everywhere. */
class Pair {
  private readonly agenda = new Agenda();
  private readonly lanes: Lane[] = [0, 1, 2, 3].map((i) => this.agenda.lane(10 + i, 10));
  private list: { due: number; phase: number; sequence: number; kind: number; subject: number }[] = [];
  private sequence = 0;

  step(step: Step): void {
    const { agenda } = this;
    if (step.does === 'next') return this.drain(step.until);
    const due = agenda.now + step.due;
    const { subject } = step;
    if (step.does === 'arm') {
      agenda.arm(this.lanes[step.lane]!, subject, due);
      return this.put(due, 1, 10 + step.lane, subject);
    }
    if (step.does === 'at') agenda.at(due, 1, subject);
    else agenda.deadline(due, 2, subject);
    this.put(due, step.does === 'at' ? 0 : 1, step.does === 'at' ? 1 : 2, subject);
  }

  private put(due: number, phase: number, kind: number, subject: number): void {
    this.list.push({ due, phase, sequence: this.sequence++, kind, subject });
    this.list.sort((a, b) => a.due - b.due || a.phase - b.phase || a.sequence - b.sequence);
    assert.equal(this.agenda.peek(), this.list[0]!.due);
  }

  private drain(until: number): void {
    for (let next = this.list[0]; next !== undefined && next.due <= until; next = this.list[0]) {
      assert.equal(this.agenda.next(until), true);
      assert.deepEqual([this.agenda.now, this.agenda.kind, this.agenda.subject], [next.due, next.kind, next.subject]);
      this.list.shift();
    }
    assert.equal(this.agenda.next(until), false);
  }
}

function drain(agenda: Agenda): string[] {
  const lines: string[] = [];
  while (agenda.next(NEVER)) lines.push(`${agenda.now} ${agenda.kind}/${agenda.subject}`);
  return lines;
}
