import { CLOCK, FACTS, SEND_KIND, STATUS } from '../../runtime/facts.js';
import { HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { createFactRows, ROW, ROWS, type FactRows } from './fact-rows.js';
import { KpiCollector } from './kpi-collector.js';
import { createLayout } from './layout.js';
import { shareGoal, tinyAgent, tinyScenario } from './tiny-scenario.js';

export interface CollectorBench {
  readonly facts: number;
  readonly nsPerFact: number;
  /** Of everything counted: keeps the work from being optimised away, and from being changed unnoticed. */
  readonly hash: string;
}

/**
 * Times the collector on about `n` facts of a busy desk, told in batches as a journal tells them: the best of five
 * rounds, printed and returned.
 */
export function benchCollector(n: number): CollectorBench {
  const stream = busyDesk(n);
  const { facts } = stream;
  const scenario = tinyScenario({
    lastsMs: 168 * HOUR, agents: Array.from({ length: AGENTS }, () => tinyAgent()),
    goals: [shareGoal('firstResponse', 5 * MINUTE, 0.9), shareGoal('firstResponse', 5 * MINUTE, 0.8, 'hour')],
  });
  const layout = createLayout(scenario);
  let nsPerFact = Infinity;
  let hash = 0;
  for (let round = 0; round < 5; round++) {
    const collector = new KpiCollector(scenario, layout, 1, 0);
    const start = performance.now();
    for (const batch of stream.batches) collector.tellAll(batch, batch.words.length / ROW.words);
    nsPerFact = Math.min(nsPerFact, ((performance.now() - start) * 1e6) / facts);
    collector.finish(stream.endMs);
    hash = collector.values.reduce((h, value, i) => (Math.imul(h, 31) + Math.round(value * (i + 1))) | 0, 0);
  }
  const result = { facts, nsPerFact, hash: (hash >>> 0).toString(16) };
  console.log(`${'KPI collector'.padEnd(16)} ${nsPerFact.toFixed(1).padStart(8)} ns/fact  ${result.hash}`);
  return result;
}

const AGENTS = 40;
const EXCHANGES = 5;

interface Stream {
  readonly facts: number;
  readonly batches: readonly FactRows[];
  readonly endMs: number;
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
  const batches = Array.from({ length: Math.ceil(facts.length / ROWS) }, (_, i) => {
    const told = facts.slice(i * ROWS, (i + 1) * ROWS);
    const rows = createFactRows(told.length);
    told.forEach(([kind, at, a, b, c], row) => {
      rows.floats.set([at!, c!], row * ROW.floats);
      rows.words.set([kind!, a!, b!], row * ROW.words + ROW.kind);
    });
    return rows;
  });
  return { facts: facts.length, batches, endMs: at };
}

function tellExchange(tell: (fact: { readonly kind: number }, a: number, b: number, c: number) => void, ticket: number, agent: number, exchange: number, waitMs: number): void {
  const message = ticket * EXCHANGES + exchange;
  if (exchange === 0) {
    tell(WORLD_FACTS.customerArrived, ticket, 0, 0);
    tell(FACTS.ticketOpened, ticket, ticket, 0);
  }
  tell(WORLD_FACTS.webhookRepeated, message, 0, 0);
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
