import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Journal, noCollector } from './journal.js';
import { ROW } from './kpis/fact-rows.js';

type Fact = [kind: number, at: number, a: number, b: number, c: number];

function journalOf(facts: readonly Fact[], listeners: Journal[] = []): Journal {
  const journal = new Journal(noCollector, listeners);
  for (const fact of facts) journal.tell(...fact);
  return journal;
}

const story: Fact[] = Array.from({ length: 1_500 }, (_, i) => [i % 30, i * 17.25, i, i % 7, i / 3]);

test('tells the collector every fact, in order, across batches', () => {
  const heard: Fact[] = [];
  const journal = new Journal({
    tellAll({ floats, words }, count) {
      for (let i = 0; i < count; i++) {
        const [at, c] = floats.subarray(i * ROW.floats);
        const [kind, a, b] = words.subarray(i * ROW.words + ROW.kind);
        heard.push([kind!, at!, a!, b!, c!]);
      }
    },
  });
  for (const fact of story) journal.tell(...fact);
  journal.flush();
  assert.deepEqual(heard, story);
  assert.equal(journal.length, story.length);
});

test('gives one hash to one story, however often it is looked at on the way', () => {
  const looked = new Journal(noCollector);
  story.forEach((fact, i) => {
    looked.tell(...fact);
    if (i % 97 === 0) void looked.hash;
  });
  assert.equal(looked.hash, journalOf(story).hash);
});

test('gives another hash when any column of any fact differs in its last bit, or two facts change places', () => {
  const hash = journalOf(story).hash;
  for (const column of [0, 1, 2, 3, 4] as const) {
    const changed = story.map((fact) => [...fact] as Fact);
    changed[700]![column] += column === 1 || column === 4 ? 1e-9 : 1;
    assert.notEqual(journalOf(changed).hash, hash, `column ${column}`);
  }
  const swapped = [...story];
  [swapped[3], swapped[4]] = [swapped[4]!, swapped[3]!];
  assert.notEqual(journalOf(swapped).hash, hash);
  assert.notEqual(journalOf(story.slice(0, -1)).hash, hash);
});

test('tells listeners at once', () => {
  const first = new Journal(noCollector);
  journalOf(story.slice(0, 10), [first]);
  assert.equal(first.length, 10);
});
