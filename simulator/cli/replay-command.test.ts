import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayCommand } from './replay-command.js';
import type { RunFlags } from './run-options.js';

const NUMBERS = { replications: 100, seed: 7, workers: 2, door: 'direct' } as const;
const FLAGS: RunFlags = { door: 'direct', doorCheck: true };

test('names what changes the result, and not where or how fast it was made', () => {
  assert.equal(replayCommand('desk.yaml', NUMBERS, { ...FLAGS, out: 'x', json: true, quiet: true }), 'desksim run desk.yaml --seed 7 --reps 100');
});

test('repeats changes in order, quoted for a shell', () => {
  const flags = { ...FLAGS, set: ['platform.tier=2000', "about=it's fine"], history: ['a b.csv'], tickets: true };
  assert.equal(
    replayCommand('my desk.yaml', { ...NUMBERS, door: 'msw' }, flags),
    String.raw`desksim run 'my desk.yaml' --seed 7 --reps 100 --door msw --set platform.tier=2000 --set 'about=it'\''s fine' --history 'a b.csv' --tickets`,
  );
});
