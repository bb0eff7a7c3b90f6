import { CLOCK, FACTS, SEND_KIND, STATUS } from '../../runtime/facts.js';
import { HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { KpiCollector } from './kpi-collector.js';
import { createLayout } from './layout.js';
import { shareGoal, tinyAgent, tinyScenario } from './tiny-scenario.js';

/**
 * Nanoseconds that the collector takes for a fact, in a stream like a busy desk's: five exchanges for each ticket.
 * The hash of what it counted keeps the work from being optimised away, and from being changed unnoticed.
 *
 * @param n facts, about
 * @param now a clock in milliseconds
 */
export function benchCollector(n: number, now: () => number): { readonly facts: number; readonly nsPerFact: number; readonly hash: string } {
  const stream = busyDesk(n);
  const scenario = tinyScenario({
    lastsMs: 168 * HOUR, agents: Array.from({ length: AGENTS }, () => tinyAgent()),
    goals: [shareGoal('firstResponse', 5 * MINUTE, 0.9), shareGoal('firstResponse', 5 * MINUTE, 0.8, 'hour')],
  });
  const layout = createLayout(scenario);
  let best = Infinity;
  let hash = 0;
  for (let round = 0; round < 5; round++) {
    const collector = new KpiCollector(scenario, layout, 1, 0);
    const started = now();
    for (let i = 0; i < stream.kind.length; i++) {
      collector.tell(stream.kind[i]!, stream.at[i]!, stream.a[i]!, stream.b[i]!, stream.c[i]!);
    }
    best = Math.min(best, now() - started);
    collector.finish(stream.at[stream.at.length - 1]!);
    hash = collector.values.reduce((h, value, i) => (Math.imul(h, 31) + Math.round(value * (i + 1))) | 0, 0);
  }
  return { facts: stream.kind.length, nsPerFact: (best * 1e6) / stream.kind.length, hash: (hash >>> 0).toString(16) };
}

const AGENTS = 40;
const EXCHANGES = 5;

interface Stream {
  readonly kind: Int32Array;
  readonly at: Float64Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Float64Array;
}

/** Forty chats at a time, one for each agent, in turns: their facts alternate as they do in a run. */
function busyDesk(n: number): Stream {
  const facts: number[][] = [];
  let at = 0;
  const tell = (fact: { readonly kind: number }, a: number, b: number, c: number): void => {
    facts.push([fact.kind, at, a, b, c]);
  };
  for (let agent = 0; agent < AGENTS; agent++) tell(FACTS.agentSignedIn, agent, 6, 0);
  for (let first = 0; facts.length < n; first += AGENTS) {
    for (let exchange = 0; exchange < EXCHANGES; exchange++) {
      for (let agent = 0; agent < AGENTS; agent++) {
        at += SECOND + ((first * 7 + agent * 13) % 29);
        tellExchange(tell, first + agent, agent, exchange, SECOND * (1 + ((first + agent * 17 + exchange * 31) % 600)));
      }
    }
  }
  const column = (i: number) => (fact: number[]): number => fact[i]!;
  return {
    kind: Int32Array.from(facts, column(0)), at: Float64Array.from(facts, column(1)),
    a: Int32Array.from(facts, column(2)), b: Int32Array.from(facts, column(3)), c: Float64Array.from(facts, column(4)),
  };
}

function tellExchange(tell: (fact: { readonly kind: number }, a: number, b: number, c: number) => void, ticket: number, agent: number, exchange: number, waitMs: number): void {
  const message = ticket * EXCHANGES + exchange;
  if (exchange === 0) {
    tell(WORLD_FACTS.customerArrived, ticket, 0, 0);
    tell(FACTS.ticketOpened, ticket, ticket, 0);
  }
  tell(WORLD_FACTS.webhookDelivered, message, 0, 0);
  tell(FACTS.messageReceived, ticket, ticket, message);
  if (exchange === 0) {
    tell(FACTS.windowOpened, ticket, 0, 0);
    tell(FACTS.ticketAssigned, ticket, agent, waitMs / 2);
    tell(FACTS.firstReplied, ticket, agent, waitMs);
    tell(FACTS.slaMet, ticket, CLOCK.firstResponse, waitMs);
  }
  tell(WORLD_FACTS.agentWorked, agent, ticket, SECOND);
  tell(FACTS.replied, ticket, agent, waitMs);
  tell(FACTS.sendIntended, message, ticket, SEND_KIND.reply);
  tell(FACTS.sendAccepted, message, message, 0);
  tell(WORLD_FACTS.customerAnswered, ticket, exchange, waitMs);
  tell(FACTS.statusChanged, message, STATUS.delivered, 0);
  if (exchange === EXCHANGES - 1) {
    tell(FACTS.slaMet, ticket, CLOCK.resolution, waitMs);
    tell(FACTS.ticketResolved, ticket, agent, 10 * MINUTE);
    tell(WORLD_FACTS.customerServed, ticket, EXCHANGES, 10 * MINUTE);
    tell(FACTS.ticketClosed, ticket, EXCHANGES, 10 * MINUTE);
  }
}
