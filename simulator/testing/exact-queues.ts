import { FACTS, type FactSink } from '../../runtime/facts.js';
import { priorityOf, vipOf } from '../../runtime/ticket-class.js';
import { HOUR, type Ms } from '../../runtime/units.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';
import { ratioInterval, type Interval } from '../stats/intervals.js';
import { Violation } from './violation.js';

/** A textbook queue to be played by the whole simulator: seconds and arrivals an hour, classes highest first. */
export interface ExactQueue {
  readonly perHour: readonly number[];
  /** As the scenario file writes it, such as `{ exponential: { mean: '180s' } }`. */
  readonly work: object;
  readonly agents: number;
  /** Mean of an exponential patience that ends when an agent opens the chat; left out: nobody leaves. */
  readonly patienceS?: number;
  /** How long customers arrive. Whoever comes in the first hours only warms the desk up. */
  readonly hours: number;
  readonly warmUpHours: number;
}

/** One slot an agent, one question a customer, no wire, no clock that could move anybody forward in line. */
export function queueScenario({ perHour, work, agents, patienceS, hours }: ExactQueue): Scenario {
  const total = perHour.reduce((sum, rate) => sum + rate, 0);
  const text = JSON.stringify({
    name: 'queue', about: 'a queue with an exact solution', starts: '2026-01-05', lasts: `${hours}h`, drain: '23h', zone: 'UTC',
    arrivals: { perDay: total * 24, hours: 'flat', dayFactor: { cv: 0 } },
    customers: {
      intents: { question: 1 }, ...classes(perHour.map((rate) => rate / total)),
      exchanges: 1, burst: { size: 1 },
      patience: patienceS === undefined ? 'forever' : { exponential: { mean: `${patienceS}s` } },
      patienceEnds: 'read', leaveSilently: 0, returns: 'never',
    },
    teams: { pool: { work, switchCost: '0s', agents: [{ count: agents, shift: 'always', slots: 1 }] } },
    routing: { select: 'leastRecent', headStart: { low: '0s', medium: HEAD_START[1], high: HEAD_START[2], urgent: HEAD_START[3], vip: HEAD_START[1] } },
    sla: { all: { firstResponse: 'forever', resolution: 'forever', escalateAfter: 'forever' } },
    desk: { markRead: true },
    network: 'instant',
  });
  const { scenario, problems } = parseScenario(text, 'queue.json');
  if (scenario === null) throw new Violation(problems.map((problem) => problem.message).join('\n'));
  return scenario;
}

/** No wait in these queues lasts so long, so a higher class always goes first. */
const HEAD_START = ['0s', '1000d', '2000d', '3000d'] as const;

/** Two classes are told apart as vip and others, more of them by priority. */
function classes(shares: readonly number[]): object {
  if (shares.length === 1) return { vip: 0, priorities: { low: 1 } };
  if (shares.length === 2) return { vip: shares[0], priorities: { low: 1 } };
  const [urgent = 0, high = 0, medium = 0, low = 0] = shares;
  return { vip: 0, priorities: { urgent, high, medium, low } };
}

/** What customers met who came from `fromMs` on; whoever came before only warms the desk up. */
export class Waits implements FactSink {
  readonly met: Met[];
  private readonly fromMs: Ms;
  private readonly classOfTicket: number[] = [];

  constructor(fromMs: Ms, classCount: number) {
    this.fromMs = fromMs;
    this.met = Array.from({ length: classCount }, () => ({ came: 0, waited: 0, left: 0, waitMs: 0 }));
  }

  tell(kind: number, at: Ms, a: number, _b: number, c: number): void {
    if (kind === FACTS.ticketOpened.kind) {
      this.classOfTicket[a] = at < this.fromMs ? OUTSIDE : this.place(c);
      return;
    }
    const left = kind === FACTS.ticketWithdrawn.kind;
    if (!left && kind !== FACTS.ticketAssigned.kind) return;
    const met = this.met[this.classOfTicket[a]!];
    if (met === undefined) return;
    met.came++;
    met.waitMs += c;
    if (left) met.left++;
    if (left || c > 0) met.waited++;
  }

  private place(cls: number): number {
    if (this.met.length === 1) return 0;
    return this.met.length === 2 ? 1 - vipOf(cls) : 3 - priorityOf(cls);
  }
}

const OUTSIDE = -1;

/** Of one class, or of all. */
export interface Met {
  came: number;
  waited: number;
  left: number;
  waitMs: number;
}

/** Estimates of one class at the 99.9 % level over independent replications. */
export interface MetIntervals {
  readonly pWait: Interval;
  readonly pLeave: Interval;
  readonly meanWaitS: Interval;
}

/**
 * Plays the queue `replications` times. Nobody is counted before the empty desk of the start is forgotten, and everybody
 * counted is followed to the end, because the desk goes on when nobody arrives any more: no bias at either end.
 */
export function playQueue(queue: ExactQueue, seed: number, replications: number): { readonly all: MetIntervals; readonly classes: readonly MetIntervals[] } {
  const scenario = queueScenario(queue);
  const runs = Array.from({ length: replications }, (_, replication) => {
    const waits = new Waits(queue.warmUpHours * HOUR, queue.perHour.length);
    simulate(scenario, seed, replication, { sinks: [waits] });
    return waits.met;
  });
  const all = intervals(runs.map((classes) => classes.reduce((sum, met) => ({ came: sum.came + met.came, waited: sum.waited + met.waited, left: sum.left + met.left, waitMs: sum.waitMs + met.waitMs }))));
  return { all, classes: queue.perHour.map((_, i) => intervals(runs.map((run) => run[i]!))) };
}

export const LEVEL = 0.999;

function intervals(runs: readonly Met[]): MetIntervals {
  const came = runs.map((run) => run.came);
  return {
    pWait: ratioInterval(runs.map((run) => run.waited), came, LEVEL),
    pLeave: ratioInterval(runs.map((run) => run.left), came, LEVEL),
    meanWaitS: ratioInterval(runs.map((run) => run.waitMs / 1000), came, LEVEL),
  };
}

/** Half of the interval's width over the exact value: how sharp the comparison was. */
export function sharpness(exact: number, { low, high }: Interval): number {
  return (high - low) / 2 / exact;
}

export function covers({ low, high }: Interval, exact: number): boolean {
  return low <= exact && exact <= high;
}

/** `mean wait: exact 61.84, simulated 61.79 +- 2.1 %`. */
export function told(what: string, exact: number, interval: Interval): string {
  return `${what}: exact ${exact.toPrecision(4)}, simulated ${interval.value.toPrecision(4)} +- ${(100 * sharpness(exact, interval)).toPrecision(2)} %`;
}
