import { CLOCK, STATUS, type FactSink } from '../../runtime/facts.js';
import { NONE, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { AgentHours } from './agent-hours.js';
import { settle } from './settle.js';
import { GoalCounters, WATCHED } from './goal-counters.js';
import { addToHistogram } from './histogram.js';
import { HourClock } from './hour-clock.js';
import { SCALAR, type Layout } from './layout.js';
import { OUTSIDE_WINDOW, refusalIndex } from './refusal-codes.js';
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
  private readonly scenario: Scenario;
  private readonly layout: Layout;
  private readonly clock: HourClock;
  private readonly tickets = new TicketMemory();
  private readonly agents: AgentHours;
  private readonly averages: TimeAverages;
  private readonly goals: GoalCounters;
  private readonly world: WorldCounters;

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
    this.world = new WorldCounters(this.values, layout, this.clock, this.goals);
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    if (at >= this.clock.endMs) this.clock.advance(at);
    // Numbers instead of FACTS.x.kind: only literal cases become a jump table, which halves the cost of a fact.
    switch (kind) {
      case 0: return this.messageReceived(at, a);
      case 2: return this.ticketOpened(at, a);
      case 4: return this.ticketAssigned(at, a, b, c);
      case 5: return this.slotReleased(at, a); // ticketUnassigned
      case 6: return this.firstReplied(a, c);
      case 7: return this.replied(at, a, c);
      case 8: return this.slotReleased(at, a);
      case 9: return this.ticketResolved(at, a, b, c);
      case 10: return this.ticketReopened(at, a, c);
      case 11: return this.ended(at, a); // ticketClosed
      case 12: return this.ticketWithdrawn(at, a, c);
      case 14: return this.slaBreached(a, b);
      case 15: return this.slaMet(a, b);
      case 16: return this.ticketEscalated(a);
      case 19: return this.windowClosed(b, c);
      case 20: return this.agents.signIn(a, b, at);
      case 21: return this.agents.signOut(a, at);
      case 22: return this.agents.pause(a, at);
      case 23: return this.agents.resume(a, at);
      case 25: return this.count(SCALAR.sendsAccepted);
      case 26: return this.refused(SCALAR.sendsRefused, b);
      case 28: return this.count(SCALAR.sendsDropped);
      case 29: return this.statusChanged(b, c);
      case 64: return this.world.arrived(b);
      case 65: return this.world.answered(at, b, c);
      case 66: return this.count(SCALAR.served);
      case 67: return this.world.left(at, b, c);
      case 69: return this.agents.worked(a, c, at);
      case 71: return this.world.tierUsed(a, b);
      case 73: return this.world.charged(c);
    }
  }

  /** Closes the books at the end of the world; call once. */
  finish(endMs: Ms): void {
    if (endMs >= this.clock.endMs) this.clock.advance(endMs);
    this.agents.finish(endMs);
    this.averages.finish();
    settle(this.scenario, this.layout, this.values, endMs, this.clock, this.tickets, this.agents, this.goals);
  }

  private ticketOpened(at: Ms, ticket: number): void {
    const { hour, hours } = this.clock;
    const cohort = hour < hours ? TICKET.cohort : 0;
    this.tickets.open(ticket, at, TICKET.open | TICKET.onUs | cohort);
    this.averages.change(AVERAGED.backlog, 1, at);
    this.averages.change(AVERAGED.backlogOnUs, 1, at);
    if (cohort !== 0) this.values[SCALAR.opened]!++;
    this.values[this.layout.rows.opened + hour]!++;
  }

  private messageReceived(at: Ms, ticket: number): void {
    if (ticket === NONE) return;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.open | TICKET.onUs)) !== TICKET.open) return;
    this.tickets.flags[ticket] = flags | TICKET.onUs;
    this.tickets.turnMs[ticket] = at;
    this.averages.change(AVERAGED.backlogOnUs, 1, at);
  }

  /** A second reply in a row answers nothing: it is no response. */
  private replied(at: Ms, ticket: number, responseMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.onUs) === 0) return;
    this.tickets.flags[ticket] = flags & ~TICKET.onUs;
    this.averages.change(AVERAGED.backlogOnUs, -1, at);
    if ((flags & TICKET.cohort) === 0) return;
    this.values[SCALAR.replies]!++;
    this.values[SCALAR.responseMs]! += responseMs;
    addToHistogram(this.values, this.layout.histograms.responseTime, responseMs);
    this.goals.ended(WATCHED.responseTime, this.bornIn(ticket), responseMs);
  }

  /** Whoever gave up, came back and was answered then is counted as having given up. */
  private firstReplied(ticket: number, waitMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    this.tickets.flags[ticket] = flags | TICKET.answered;
    if ((flags & (TICKET.cohort | TICKET.answered | TICKET.withdrawn)) !== TICKET.cohort) return;
    const hour = this.bornIn(ticket);
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

  private ticketAssigned(at: Ms, ticket: number, agent: number, waitMs: Ms): void {
    const before = this.tickets.agent[ticket]!;
    this.slotReleased(at, ticket);
    const flags = this.tickets.flags[ticket]!;
    const moved = before !== NONE && before !== agent ? TICKET.transferred : 0;
    this.tickets.agent[ticket] = agent;
    this.tickets.flags[ticket] = flags | TICKET.holdsSlot | TICKET.handled | moved;
    this.agents.chatOpened(agent, at);
    if ((flags & TICKET.cohort) === 0) return;
    if (moved !== 0 && (flags & TICKET.transferred) === 0) this.values[SCALAR.transferred]!++;
    if ((flags & TICKET.handled) !== 0) return;
    this.values[SCALAR.handled]!++;
    if ((flags & TICKET.escalated) !== 0) this.values[SCALAR.escalated]!++;
    this.values[SCALAR.slotWaitMs]! += waitMs;
    addToHistogram(this.values, this.layout.histograms.slotWait, waitMs);
    this.goals.ended(WATCHED.slotWait, this.bornIn(ticket), waitMs);
  }

  private slotReleased(at: Ms, ticket: number): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.holdsSlot) === 0) return;
    this.tickets.flags[ticket] = flags & ~TICKET.holdsSlot;
    this.agents.chatEnded(this.tickets.agent[ticket]!, at);
  }

  /** No longer open, for whatever reason. */
  private ended(at: Ms, ticket: number): void {
    this.slotReleased(at, ticket);
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.open) === 0) return;
    this.averages.change(AVERAGED.backlog, -1, at);
    if ((flags & TICKET.onUs) !== 0) this.averages.change(AVERAGED.backlogOnUs, -1, at);
    this.tickets.flags[ticket] = flags & ~(TICKET.open | TICKET.onUs);
  }

  private ticketResolved(at: Ms, ticket: number, agent: number, ageMs: Ms): void {
    this.ended(at, ticket);
    const flags = this.tickets.flags[ticket]!;
    const byAgent = agent === NONE ? 0 : TICKET.byAgent;
    this.tickets.flags[ticket] = (flags & ~TICKET.byAgent) | TICKET.resolved | TICKET.isResolved | byAgent;
    if ((flags & TICKET.cohort) === 0) return;
    const { values } = this;
    values[SCALAR.lastResolved]!++;
    values[SCALAR.lastResolutionMs]! += ageMs;
    values[byAgent === 0 ? SCALAR.resolvedByTime : SCALAR.resolvedByAgent]!++;
    if ((flags & TICKET.resolved) !== 0) return;
    values[SCALAR.resolved]!++;
    values[SCALAR.resolutionMs]! += ageMs;
    addToHistogram(values, this.layout.histograms.resolution, ageMs);
    this.goals.ended(WATCHED.resolution, this.bornIn(ticket), ageMs);
    if (at + this.scenario.desk.reopenMs > this.clock.lastsMs + this.scenario.drainMs) return;
    values[SCALAR.reopenable]!++;
    this.tickets.flags[ticket]! |= TICKET.reopenable;
  }

  private ticketReopened(at: Ms, ticket: number, sinceMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    if ((flags & TICKET.open) !== 0) return;
    this.tickets.flags[ticket] = (flags & ~TICKET.isResolved) | TICKET.open | TICKET.onUs | TICKET.reopened;
    this.tickets.turnMs[ticket] = at;
    this.averages.change(AVERAGED.backlog, 1, at);
    this.averages.change(AVERAGED.backlogOnUs, 1, at);
    if ((flags & (TICKET.cohort | TICKET.isResolved)) !== (TICKET.cohort | TICKET.isResolved)) return;
    const { values } = this;
    values[SCALAR.lastResolved]!--;
    values[SCALAR.lastResolutionMs]! -= at - sinceMs - this.tickets.bornMs[ticket]!;
    values[(flags & TICKET.byAgent) === 0 ? SCALAR.resolvedByTime : SCALAR.resolvedByAgent]!--;
    if ((flags & (TICKET.reopenable | TICKET.reopened)) === TICKET.reopenable) values[SCALAR.reopened]!++;
  }

  private ticketWithdrawn(at: Ms, ticket: number, waitMs: Ms): void {
    const flags = this.tickets.flags[ticket]!;
    const owedMs = at - this.tickets.turnMs[ticket]!;
    this.ended(at, ticket);
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

  /** One result for each ticket and clock: a breach stays, whatever is met later. */
  private slaMet(ticket: number, clock: number): void {
    const first = clock === CLOCK.firstResponse;
    const met = first ? TICKET.firstMet : TICKET.resolutionMet;
    const breached = first ? TICKET.firstBreached : TICKET.resolutionBreached;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.cohort | met | breached)) !== TICKET.cohort) return;
    this.tickets.flags[ticket] = flags | met;
    this.values[first ? SCALAR.firstMet : SCALAR.resolutionMet]!++;
  }

  private slaBreached(ticket: number, clock: number): void {
    const first = clock === CLOCK.firstResponse;
    const met = first ? TICKET.firstMet : TICKET.resolutionMet;
    const breached = first ? TICKET.firstBreached : TICKET.resolutionBreached;
    const flags = this.tickets.flags[ticket]!;
    if ((flags & (TICKET.cohort | breached)) !== TICKET.cohort) return;
    this.tickets.flags[ticket] = flags | breached;
    this.values[first ? SCALAR.firstBreached : SCALAR.resolutionBreached]!++;
    if ((flags & met) !== 0) this.values[first ? SCALAR.firstMet : SCALAR.resolutionMet]!--;
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

  private statusChanged(status: number, code: number): void {
    if (status === STATUS.failed) this.refused(SCALAR.sendsFailed, code);
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
