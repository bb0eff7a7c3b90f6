import { STATUS, type FactSink } from '../../runtime/facts.js';
import { NONE, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { AgentHours } from './agent-hours.js';
import { createFactRows, ROW, ROWS, type FactRows } from './fact-rows.js';
import { settle } from './settle.js';
import { GoalCounters, WATCHED } from './goal-counters.js';
import { addToHistogram } from './histogram.js';
import { HourClock } from './hour-clock.js';
import { SCALAR, type Layout } from './layout.js';
import { OUTSIDE_WINDOW, refusalIndex } from './refusal-codes.js';
import { SlaResults } from './sla-results.js';
import { TICKET, TicketMemory } from './ticket-memory.js';
import { AVERAGED, TimeAverages } from './time-averages.js';
import { WorldCounters } from './world-counters.js';

/**
 * Listens to one world and fills one block of a record. Called for every fact, so it only adds: no object is made
 * while it runs, except when the columns of the ticket memory grow.
 */
export class KpiCollector implements FactSink {
  readonly seed: number;
  readonly replication: number;
  /** One block, cut by the layout; complete after `finish`. */
  readonly values: Float64Array;
  private readonly one = createFactRows(1);
  private readonly scenario: Scenario;
  private readonly layout: Layout;
  private readonly clock: HourClock;
  private readonly tickets = new TicketMemory();
  private readonly agents: AgentHours;
  private readonly averages: TimeAverages;
  private readonly goals: GoalCounters;
  private readonly sla: SlaResults;
  private readonly world: WorldCounters;
  /** The batch at hand: column c stays in it, for a duration handed over as an argument would be boxed at each call. */
  private floats: Float64Array = this.one.floats;

  constructor(scenario: Scenario, layout: Layout, seed: number, replication: number) {
    this.seed = seed;
    this.replication = replication;
    this.values = new Float64Array(layout.blockLength);
    this.scenario = scenario;
    this.layout = layout;
    this.clock = new HourClock(layout.hours, layout.lastsMs);
    this.averages = new TimeAverages(this.values, layout.rows.backlogMs, this.clock);
    this.agents = new AgentHours(this.values, layout.rows.workMs, layout.rows.ghostMs, this.clock, this.averages, scenario.agents);
    this.goals = new GoalCounters(this.values, scenario, layout);
    this.sla = new SlaResults(this.values, this.tickets);
    this.world = new WorldCounters(this.values, layout, this.clock, this.goals);
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const { floats, words } = this.one;
    floats[ROW.at] = at;
    floats[ROW.c] = c;
    words[ROW.kind] = kind;
    words[ROW.a] = a;
    words[ROW.b] = b;
    this.tellAll(this.one, 1);
  }

  /** Up to ROWS facts at once, in order: a caller who keeps them in rows saves a call, and boxes for the floats, for each. */
  tellAll({ floats, words }: FactRows, count: number): void {
    const { clock, values } = this;
    this.floats = floats;
    for (let i = 0; i < count; i++) {
      const row = i & (ROWS - 1);
      const place = row * ROW.floats + ROW.c;
      const word = row * ROW.words;
      clock.tick(floats[row * ROW.floats + ROW.at]!);
      const a = words[word + ROW.a]!;
      const b = words[word + ROW.b]!;
      // Numbers instead of FACTS.x.kind: only literal cases become a jump table, which halves the cost of a fact.
      switch (words[word + ROW.kind]) {
        case 0: this.messageReceived(a); break;
        case 2: this.ticketOpened(a); break;
        case 4: this.ticketAssigned(a, b, place); break;
        case 5: this.slotReleased(a); break; // ticketUnassigned
        case 6: this.firstReplied(a, place); break;
        case 7: this.replied(a, place); break;
        case 8: this.slotReleased(a); break;
        case 9: this.ticketResolved(a, b, place); break;
        case 10: this.ticketReopened(a, floats[place]!); break;
        case 11: this.ended(a); break; // ticketClosed
        case 12: this.ticketWithdrawn(a, floats[place]!); break;
        case 14: this.sla.breached(a, b); break;
        case 15: this.sla.met(a, b); break;
        case 16: this.ticketEscalated(a); break;
        case 19: this.windowClosed(b, floats[place]!); break;
        case 20: this.agents.signIn(a, b); break;
        case 21: this.agents.signOut(a); break;
        case 22: this.agents.pause(a); break;
        case 23: this.agents.resume(a); break;
        case 25: // sendAccepted
          values[SCALAR.sendsAccepted]!++;
          if (floats[place]! > values[SCALAR.longestHoldMs]!) values[SCALAR.longestHoldMs] = floats[place]!;
          break;
        case 26: this.refused(SCALAR.sendsRefused, b); break;
        case 28: this.count(SCALAR.sendsDropped); break;
        case 29: if (b === STATUS.failed) this.refused(SCALAR.sendsFailed, floats[place]!); break; // statusChanged
        case 64: this.world.arrived(b); break;
        case 65: if (b === 0) this.world.answered(floats[place]!); break; // customerAnswered: the first reply felt at the phone
        case 66: this.count(SCALAR.served); break;
        case 67: this.world.left(b, floats[place]!); break;
        case 69: this.agents.worked(a, floats, place); break;
        case 71: this.world.tierUsed(a, b); break;
        case 72: this.world.tierRaised(); break;
        case 73: values[SCALAR.feeMicroUsd]! += floats[place]!; break; // feeCharged
        case 75: this.world.campaignStarted(); break;
      }
    }
  }

  /** Closes the books at the end of the world; call once. */
  finish(endMs: Ms): void {
    this.clock.tick(endMs);
    this.agents.finish(endMs);
    this.averages.finish();
    settle(this.scenario, this.layout, this.values, endMs, this.clock, this.tickets, this.agents, this.goals);
  }

  private ticketOpened(ticket: number): void {
    const { hour, hours } = this.clock;
    const cohort = hour < hours ? TICKET.cohort : 0;
    this.tickets.open(ticket, this.clock.now, TICKET.open | TICKET.onUs | cohort);
    this.averages.change(AVERAGED.backlog, 1);
    this.averages.change(AVERAGED.backlogOnUs, 1);
    if (cohort !== 0) this.values[SCALAR.opened]!++;
    this.values[this.layout.rows.opened + hour]!++;
  }

  private messageReceived(ticket: number): void {
    if (ticket === NONE) return;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.open | TICKET.onUs)) !== TICKET.open) return;
    this.tickets.flags[ticket] = flags | TICKET.onUs;
    this.tickets.turnMs[ticket] = this.clock.now;
    this.averages.change(AVERAGED.backlogOnUs, 1);
  }

  /** A second reply in a row answers nothing: it is no response. */
  private replied(ticket: number, place: number): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.onUs) === 0) return;
    this.tickets.flags[ticket] = flags & ~TICKET.onUs;
    this.averages.change(AVERAGED.backlogOnUs, -1);
    if ((flags & TICKET.cohort) === 0) return;
    const responseMs = this.floats[place]!;
    this.values[SCALAR.replies]!++;
    this.values[SCALAR.responseMs]! += responseMs;
    addToHistogram(this.values, this.layout.histograms.responseTime, responseMs);
    if (this.goals.asksFor(WATCHED.responseTime)) this.goals.ended(WATCHED.responseTime, this.bornIn(ticket), responseMs);
  }

  /** Whoever gave up, came back and was answered then is counted as having given up. */
  private firstReplied(ticket: number, place: number): void {
    const flags = this.tickets.flags[ticket]!;
    this.tickets.flags[ticket] = flags | TICKET.answered;
    if ((flags & (TICKET.cohort | TICKET.answered | TICKET.withdrawn)) !== TICKET.cohort) return;
    const hour = this.bornIn(ticket);
    const waitMs = this.floats[place]!;
    const { values } = this;
    const { rows, histograms, thresholdMs } = this.layout;
    values[SCALAR.answered]!++;
    values[SCALAR.firstResponseMs]! += waitMs;
    values[rows.answered + hour]!++;
    values[rows.firstResponseMs + hour]! += waitMs;
    if (waitMs <= thresholdMs) {
      values[SCALAR.inTime]!++;
      values[rows.inTime + hour]!++;
    }
    addToHistogram(values, histograms.firstResponse, waitMs);
    this.goals.ended(WATCHED.firstResponse, hour, waitMs);
  }

  private ticketAssigned(ticket: number, agent: number, place: number): void {
    const before = this.tickets.agent[ticket]!;
    this.slotReleased(ticket);
    const flags = this.tickets.flags[ticket]!;
    const moved = before !== NONE && before !== agent ? TICKET.transferred : 0;
    this.tickets.agent[ticket] = agent;
    this.tickets.flags[ticket] = flags | TICKET.holdsSlot | TICKET.handled | moved;
    this.agents.chatOpened(agent);
    if ((flags & TICKET.cohort) === 0) return;
    if (moved !== 0 && (flags & TICKET.transferred) === 0) this.values[SCALAR.transferred]!++;
    if ((flags & TICKET.handled) !== 0) return;
    this.values[SCALAR.handled]!++;
    if ((flags & TICKET.escalated) !== 0) this.values[SCALAR.escalated]!++;
    const waitMs = this.floats[place]!;
    this.values[SCALAR.slotWaitMs]! += waitMs;
    addToHistogram(this.values, this.layout.histograms.slotWait, waitMs);
    this.goals.ended(WATCHED.slotWait, this.bornIn(ticket), waitMs);
  }

  private slotReleased(ticket: number): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.holdsSlot) === 0) return;
    this.tickets.flags[ticket] = flags & ~TICKET.holdsSlot;
    this.agents.chatEnded(this.tickets.agent[ticket]!);
  }

  /** No longer open, for whatever reason. */
  private ended(ticket: number): void {
    this.slotReleased(ticket);
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.open) === 0) return;
    this.averages.change(AVERAGED.backlog, -1);
    if ((flags & TICKET.onUs) !== 0) this.averages.change(AVERAGED.backlogOnUs, -1);
    this.tickets.flags[ticket] = flags & ~(TICKET.open | TICKET.onUs);
  }

  private ticketResolved(ticket: number, agent: number, place: number): void {
    this.ended(ticket);
    const flags = this.tickets.flags[ticket]!;
    const byAgent = agent === NONE ? 0 : TICKET.byAgent;
    this.tickets.flags[ticket] = (flags & ~TICKET.byAgent) | TICKET.resolved | TICKET.isResolved | byAgent;
    if ((flags & TICKET.cohort) === 0) return;
    const ageMs = this.floats[place]!;
    const { values } = this;
    values[SCALAR.lastResolved]!++;
    values[SCALAR.lastResolutionMs]! += ageMs;
    values[byAgent === 0 ? SCALAR.resolvedByTime : SCALAR.resolvedByAgent]!++;
    if ((flags & TICKET.resolved) !== 0) return;
    values[SCALAR.resolved]!++;
    values[SCALAR.resolutionMs]! += ageMs;
    addToHistogram(values, this.layout.histograms.resolution, ageMs);
    this.goals.ended(WATCHED.resolution, this.bornIn(ticket), ageMs);
    if (this.clock.now + this.scenario.desk.reopenMs > this.clock.lastsMs + this.scenario.drainMs) return;
    values[SCALAR.reopenable]!++;
    this.tickets.flags[ticket]! |= TICKET.reopenable;
  }

  private ticketReopened(ticket: number, sinceMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.open) !== 0) return;
    this.tickets.flags[ticket] = (flags & ~TICKET.isResolved) | TICKET.open | TICKET.onUs | TICKET.reopened;
    this.tickets.turnMs[ticket] = this.clock.now;
    this.averages.change(AVERAGED.backlog, 1);
    this.averages.change(AVERAGED.backlogOnUs, 1);
    if ((flags & (TICKET.cohort | TICKET.isResolved)) !== (TICKET.cohort | TICKET.isResolved)) return;
    const { values } = this;
    values[SCALAR.lastResolved]!--;
    values[SCALAR.lastResolutionMs]! -= this.clock.now - sinceMs - this.tickets.bornMs[ticket]!;
    values[(flags & TICKET.byAgent) === 0 ? SCALAR.resolvedByTime : SCALAR.resolvedByAgent]!--;
    if ((flags & (TICKET.reopenable | TICKET.reopened)) === TICKET.reopenable) values[SCALAR.reopened]!++;
  }

  private ticketWithdrawn(ticket: number, waitMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    const owedMs = this.clock.now - this.tickets.turnMs[ticket]!;
    this.ended(ticket);
    this.tickets.flags[ticket]! |= TICKET.withdrawn;
    if ((flags & TICKET.cohort) === 0) return;
    const hour = this.bornIn(ticket);
    const { rows, thresholdMs } = this.layout;
    if ((flags & TICKET.onUs) !== 0) this.goals.inVain(WATCHED.responseTime, hour, owedMs);
    if ((flags & TICKET.handled) === 0) this.goals.inVain(WATCHED.slotWait, hour, waitMs);
    if ((flags & (TICKET.answered | TICKET.withdrawn)) !== 0) return;
    this.goals.inVain(WATCHED.firstResponse, hour, waitMs);
    this.values[SCALAR.withdrawn]!++;
    this.values[rows.withdrawn + hour]!++;
    if (waitMs > thresholdMs) return;
    this.values[SCALAR.leftInTime]!++;
    this.values[rows.leftInTime + hour]!++;
  }

  private ticketEscalated(ticket: number): void {
    const flags = this.tickets.flags[ticket]!;
    this.tickets.flags[ticket] = flags | TICKET.escalated;
    if ((flags & (TICKET.cohort | TICKET.escalated | TICKET.handled)) === (TICKET.cohort | TICKET.handled)) this.count(SCALAR.escalated);
  }

  private windowClosed(ticket: number, waitingOnUs: number): void {
    if (ticket === NONE || waitingOnUs === 0) return;
    const flags = this.tickets.flags[ticket]!;
    this.tickets.flags[ticket] = flags | TICKET.expired;
    if ((flags & (TICKET.cohort | TICKET.expired)) !== TICKET.cohort) return;
    this.values[SCALAR.expired]!++;
    if ((flags & TICKET.answered) === 0) this.values[SCALAR.expiredUnanswered]!++;
  }

  private refused(scalar: number, code: number): void {
    this.values[scalar]!++;
    this.values[this.layout.refusals + refusalIndex(code)]!++;
    if (code === OUTSIDE_WINDOW) this.values[SCALAR.sendsOutsideWindow]!++;
  }

  private count(scalar: number): void {
    this.values[scalar]!++;
  }

  private bornIn(ticket: number): number {
    return this.clock.hourOf(this.tickets.bornMs[ticket]!);
  }
}
