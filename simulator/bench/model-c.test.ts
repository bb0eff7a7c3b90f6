import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../simulate.js';
import { loadModelC, untilWindowsClose } from './model-c.js';

test('model (c) ends with its last conversation: a day of watching more sees no customer and no agent', () => {
  const model = loadModelC();
  for (let day = 0; day < 20; day++) {
    const short = simulate(model, 1, day);
    const long = simulate(untilWindowsClose(model), 1, day);
    assert.equal(short.logicalEvents, long.logicalEvents);
    assert.ok(short.entries < long.entries, 'the windows closed in the longer one only');
  }
});
