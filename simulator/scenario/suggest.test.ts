import assert from 'node:assert/strict';
import { test } from 'node:test';
import { damerauLevenshtein, suggest } from './suggest.js';

test('a swap of neighbours is one mistake', () => {
  assert.equal(damerauLevenshtein('arivals', 'arrivals'), 1);
  assert.equal(damerauLevenshtein('frist', 'first'), 1);
  assert.equal(damerauLevenshtein('', 'abc'), 3);
});

test('a suggestion is near or not made at all', () => {
  assert.equal(suggest('arivals', ['arrivals', 'agents']), 'arrivals');
  assert.equal(suggest('SLOTS', ['slots', 'skills']), 'slots');
  assert.equal(suggest('banana', ['slots', 'skills']), null);
  assert.equal(suggest('on', ['at', 'by']), null);
});
