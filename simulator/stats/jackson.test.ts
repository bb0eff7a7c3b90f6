import { test } from 'node:test';
import { serviceLevel, waitMeasures } from './erlang.js';
import { pooledReplyQueue } from './jackson.js';
import { near } from './near.js';

test('120 conversations an hour of six exchanges on 11 agents equal async-pooled-erlang-r.csv', () => {
  const queue = pooledReplyQueue({ conversationRate: 120 / 3600, meanExchanges: 6, work: 45, agents: 11 });
  near(waitMeasures(queue).pWait, 0.4304702467);
  near(waitMeasures(queue).meanWait, 9.685580551);
  near(serviceLevel(queue, 60), 0.9700894416);
});
