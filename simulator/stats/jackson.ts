import type { Queue } from './erlang.js';

/** Conversations whose every customer message may be answered by any agent of the pool. One unit of time. */
export interface PooledConversations {
  /** New conversations per unit of time, Poisson. */
  readonly conversationRate: number;
  /** Mean number of exchanges in a conversation, geometric. */
  readonly meanExchanges: number;
  /** Mean agent work for one reply, exponential. */
  readonly work: number;
  readonly agents: number;
}

/**
 * The queue that each message meets: in a Jackson network every message waits as in M/M/c fed at the total rate,
 * whatever the reply delays. Feed it to `waitMeasures` and `serviceLevel`.
 * Source: Jackson 1957; Erlang-R of Yom-Tov and Mandelbaum 2014.
 */
export function pooledReplyQueue(pool: PooledConversations): Queue {
  return { arrivalRate: pool.conversationRate * pool.meanExchanges, meanService: pool.work, agents: pool.agents };
}
