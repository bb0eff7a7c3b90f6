import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgress, type ProgressOptions } from './progress.js';
import { screenWidth } from './screen.js';

function started(terminal: { isTTY?: boolean; columns?: number }, quiet = false) {
  let nowMs = 0;
  let text = '';
  const options: ProgressOptions = { terminal: { ...terminal, write: (part) => void (text += part) }, quiet, note: '2 threads', now: () => nowMs };
  const progress = createProgress(options);
  return { progress, wait: (ms: number) => void (nowMs += ms), written: () => text };
}

test('draws a bar with the time left in a terminal, within its columns', () => {
  const { progress, wait, written } = started({ isTTY: true, columns: 80 });
  wait(30_000);
  progress.update(50, 100);
  assert.equal(written().replace('\r\u001b[K', ''), '  replications ██████████░░░░░░░░░░ 50/100  2 threads  ETA 0:30');
  progress.end();
  assert.ok(written().endsWith('\r\u001b[K'), 'the bar is taken off the screen');
});

test('a bar fits a narrow terminal', () => {
  const { progress, wait, written } = started({ isTTY: true, columns: 40 });
  wait(7_300_000);
  progress.update(1, 2);
  const [line] = written().split('\u001b[K').slice(1);
  assert.ok(line!.length < 40, line);
  assert.match(line!, /1\/2 {2}2 threads {2}ETA 2:01:40$/);
});

test('redraws at most ten times a second, and always at the end', () => {
  const { progress, wait, written } = started({ isTTY: true });
  for (let done = 1; done <= 100; done++) {
    progress.update(done, 100);
    wait(10);
  }
  assert.equal(written().split('\r').length - 1, 11);
  assert.match(written(), / 100\/100 /);
});

test('writes a line every 10 % or 10 s where there is no terminal', () => {
  const { progress, wait, written } = started({});
  wait(1_000);
  progress.update(5, 100);
  assert.equal(written(), '', 'the first seconds are silent');
  for (const [ms, done] of [[1_500, 10], [100, 11], [9_950, 12], [100, 25]] as const) {
    wait(ms);
    progress.update(done, 100);
  }
  assert.deepEqual(written().split('\n').map((line) => line.split(',')[0]), ['replications 10/100', 'replications 12/100', 'replications 25/100', '']);
});

test('says nothing when asked for quiet', () => {
  const { progress, wait, written } = started({ isTTY: true }, true);
  wait(5_000);
  progress.update(1, 2);
  progress.end();
  assert.equal(written(), '');
});

test('a terminal that knows no width of its own is taken for one of 80 columns', () => {
  for (const columns of [0, undefined]) {
    const { progress, wait, written } = started({ isTTY: true, ...(columns === undefined ? {} : { columns }) });
    wait(30_000);
    progress.update(50, 100);
    assert.match(written(), /replications ██████████░░░░░░░░░░ 50\/100/);
    assert.equal(screenWidth(columns === undefined ? {} : { columns }, {}), 80);
    assert.equal(screenWidth(columns === undefined ? {} : { columns }, { COLUMNS: '50' }), 50);
  }
  assert.equal(screenWidth({ columns: 100 }, { COLUMNS: '50' }), 100);
});
