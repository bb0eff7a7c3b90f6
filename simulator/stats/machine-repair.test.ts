import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatExchange } from './machine-repair.js';
import { near } from './near.js';

const open = (openChats: number) => chatExchange({ work: 40, replyDelay: 120, openChats });

test('eight chats equal chat-exchange-machine-repair.csv (Reiser and Lavenberg 1980), seconds', () => {
  const m = open(8);
  near(m.throughput * 3600, 89.26808045);
  near(m.utilisation, 0.9918675606);
  near(m.responseTime, 202.6237178);
  near(m.responseStretch, 5.065592946);
  near(m.conversationStretch, 2.016398236);
  near(m.gain, 3.967470242);
});

test('one chat never waits, and none does nothing', () => {
  assert.deepEqual([open(1).responseTime, open(1).gain, open(1).conversationStretch], [40, 1, 1]);
  assert.deepEqual([open(0).throughput, open(0).utilisation], [0, 0]);
});
