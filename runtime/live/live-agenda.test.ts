import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agenda } from '../agenda.js';
import { LiveAgenda } from './live-agenda.js';

test('rings what is due before a command, and stamps it with its due time', () => {
  const told: string[] = [];
  let clock = 1_000;
  const agenda = new Agenda();
  const live = new LiveAgenda(agenda, (now, kind, subject) => told.push(`${now} ${kind} ${subject}`), () => clock);
  live.command((now) => agenda.at(now + 500, 3, 7));
  clock = 2_000;
  live.command((now) => told.push(`${now} command`));
  live.stop();
  assert.deepEqual(told, ['1500 3 7', '2000 command']);
});

test('never lets time run backwards', () => {
  let clock = 5_000;
  const live = new LiveAgenda(new Agenda(), () => {}, () => clock);
  const seen = [live.command((now) => now)];
  clock = 4_000;
  seen.push(live.command((now) => now));
  live.stop();
  assert.deepEqual(seen, [5_000, 5_000]);
  assert.equal(live.setBacks, 1);
});

test('holds one real timer to the earliest due time', async () => {
  const agenda = new Agenda();
  const rung = await new Promise<number>((resolve) => {
    const live = new LiveAgenda(agenda, (_now, kind) => resolve(kind));
    live.command((now) => {
      agenda.at(now + 60_000, 1, 0);
      agenda.at(now + 5, 2, 0);
    });
    setTimeout(() => live.stop(), 200);
  });
  assert.equal(rung, 2);
});
