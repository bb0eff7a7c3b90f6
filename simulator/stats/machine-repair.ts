/** One agent who keeps `openChats` chats, each alternating agent work and customer reply. One unit of time. */
export interface ChatExchange {
  /** Mean agent work for one reply, exponential. */
  readonly work: number;
  /** Mean time until the customer writes again, any distribution. */
  readonly replyDelay: number;
  /** Whole number of chats open at all times. */
  readonly openChats: number;
}

/** Steady state of the exchange; times in the unit of `work`. */
export interface ExchangeMeasures {
  /** Replies per unit of time. */
  readonly throughput: number;
  /** Share of time with at least one chat that needs the agent. */
  readonly utilisation: number;
  /** From a customer's message to the agent's reply: waiting for the agent and work. */
  readonly responseTime: number;
  /** Response time over work alone. */
  readonly responseStretch: number;
  /** Length of an exchange over its length with one open chat. */
  readonly conversationStretch: number;
  /** Throughput over that of one open chat. */
  readonly gain: number;
}

/** The machine-repair model of chat concurrency. Source: Reiser and Lavenberg 1980, exact mean value analysis. */
export function chatExchange({ work, replyDelay, openChats }: ChatExchange): ExchangeMeasures {
  let responseTime = work;
  let throughput = 0;
  let withAgent = 0;
  for (let chats = 1; chats <= openChats; chats++) {
    responseTime = work * (1 + withAgent);
    throughput = chats / (responseTime + replyDelay);
    withAgent = throughput * responseTime;
  }
  return {
    throughput,
    utilisation: throughput * work,
    responseTime,
    responseStretch: responseTime / work,
    conversationStretch: (responseTime + replyDelay) / (work + replyDelay),
    gain: throughput * (work + replyDelay),
  };
}
