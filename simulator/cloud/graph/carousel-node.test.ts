import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carouselProblem } from './carousel-node.js';

const link = (card_index: number, more: object = {}) => ({
  card_index, type: 'cta_url', header: { type: 'image', image: { link: 'https://example.com/a.jpg' } }, body: { text: 'A' },
  action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com' } }, ...more,
});
const replies = (card_index: number, titles: readonly string[]) => link(card_index, {
  action: { buttons: titles.map((title) => ({ type: 'quick_reply', quick_reply: { id: title, title } })) },
});

test('two to ten cards with the same buttons pass', () => {
  assert.equal(carouselProblem({ cards: [link(0), link(1)] }), null);
  assert.equal(carouselProblem({ cards: [replies(0, ['Yes', 'No']), replies(1, ['Yes', 'No'])] }), null);
});

test('one card, eleven, mixed buttons, other headers and long texts do not', () => {
  const wrong: readonly (readonly object[])[] = [
    [link(0)],
    Array.from({ length: 11 }, (_, i) => link(i)),
    [link(0), replies(1, ['Yes'])],
    [replies(0, ['Yes', 'No']), replies(1, ['Yes'])],
    [link(0), link(1, { header: { type: 'text', text: 'A' } })],
    [link(0), link(1, { body: { text: 'x'.repeat(161) } })],
    [link(0), link(1, { action: { name: 'cta_url' } })],
    [link(0), replies(1, ['x'.repeat(21)])],
    [link(0), link(1, { action: null })],
  ];
  for (const cards of wrong) assert.notEqual(carouselProblem({ cards }), null, JSON.stringify(cards[1]));
  assert.notEqual(carouselProblem({ cards: 'none' }), null);
});
