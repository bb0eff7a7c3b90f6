import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MANNER, WORLD_FACTS } from '../world-facts.js';
import { PhoneFigures } from './phone-figures.js';

const { customerArrived, customerAnswered, customerServed, customerLeft } = WORLD_FACTS;

test('counts first answers once, leavers of both manners, and quantiles that somebody felt', () => {
  const figures = new PhoneFigures();
  for (let customer = 0; customer < 6; customer++) figures.tell(customerArrived.kind, 0, customer, 0, 0);
  for (const [customer, waitMs] of [400, 100, 300, 200].entries()) figures.tell(customerAnswered.kind, 1_000, customer, 0, waitMs);
  figures.tell(customerAnswered.kind, 2_000, 0, 1, 9_000);
  figures.tell(customerServed.kind, 2_000, 0, 2, 9_400);
  figures.tell(customerLeft.kind, 3_000, 4, MANNER.silent, 3_000);
  figures.tell(customerLeft.kind, 3_000, 5, MANNER.aloud, 3_000);
  assert.deepEqual([figures.arrived, figures.answered, figures.served, figures.left], [6, 4, 1, 2]);
  assert.equal(figures.meanFirstResponseMs, 250);
  assert.deepEqual([0.25, 0.5, 0.9].map((share) => figures.firstResponseMs(share)), [100, 200, 400]);
});

test('where nobody was answered there is nothing to average', () => {
  assert.deepEqual([new PhoneFigures().meanFirstResponseMs, new PhoneFigures().firstResponseMs(0.5)], [0, 0]);
});
