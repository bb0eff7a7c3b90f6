import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { meanReplyHours, replyLaterThan, serviceWindow } from './service-window.js';

// service-window-open.csv: the busy period of M/D/infinity.
test('one message a day keeps the window open 63 % of the time', () => {
  const m = serviceWindow(1);
  near(m.pOpen, 0.6321205588);
  near(m.meanSpellHours, 41.23876388);
  near(m.pSingleMessage, 0.3678794412);
  near(serviceWindow(8).meanSpellHours, 8939.873961);
});

test('a customer who hardly writes has spells of one window', () => {
  assert.deepEqual(serviceWindow(0), { pOpen: 0, meanSpellHours: 24, pSingleMessage: 1 });
});

test('replies after 24 hours equal window-expiry-lognormal.csv', () => {
  near(replyLaterThan({ medianHours: 4, sigma: 1.5 }, 24), 0.1161399864);
  near(replyLaterThan({ medianHours: 0.25, sigma: 0.5 }, 24), 3.46645309e-20);
  near(meanReplyHours({ medianHours: 12, sigma: 2 }), 88.66867319);
});
