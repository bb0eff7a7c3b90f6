import type { Desk } from '../../runtime/desk.js';
import { isEligible } from '../../runtime/eligibility.js';
import { CLOCK, FACTS } from '../../runtime/facts.js';
import { NONE, type Ms } from '../../runtime/units.js';
import { ROUNDING, type ClockAccount } from './clock-account.js';
import type { Declines } from './declines.js';
import { disagreements } from './disagreements.js';
import type { Project } from './project.js';

export interface Fact {
  readonly kind: number;
  readonly at: Ms;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** What must always hold, under its name in the bug catalogue. Each check answers what is wrong; nothing when all is well. */
export interface Invariant {
  readonly id: string;
  readonly says: string;
  /** A fact was told; `journal` is the account before it. */
  readonly atFact?: (fact: Fact, journal: Project) => readonly string[];
  /** A command and all that follows from it is over. */
  readonly atRest?: (now: Ms, desk: Desk, journal: Project, declines: Declines | null) => readonly string[];
}

export const INVARIANTS: readonly Invariant[] = [
  { id: 'LAW-3', says: 'the desk and a fold of its journal tell the same story', atRest: disagreements },
  { id: 'TIME', says: 'the journal never goes back in time', atFact: ({ at }, { now }) => unless(at >= now, `a fact of ${at} ms came after one of ${now} ms`) },
  { id: 'INV-02', says: 'a contact of a one-number desk has at most one ticket that is not closed', atFact: oneTicket },
  { id: 'INV-11', says: 'every message, ticket and send has exactly one fate, and the sums close', atRest: sumsClose },
  { id: 'INV-12', says: 'a ticket is given only to an agent who is there and has what it needs', atFact: toSomebodyThere, atRest: qualified },
  { id: 'INV-13', says: 'no agent is ever given more chats than they have slots', atFact: withinSlots, atRest: noOverload },
  { id: 'INV-14', says: 'no ticket waits beside an eligible agent with room, except where the router answered NONE', atRest: noneIdle },
  { id: 'INV-31', says: 'each clock ends as one of met, missed, cancelled, as its timestamps say; equality is met', atFact: endsOnce, atRest: missedInTime },
  { id: 'INV-33', says: 'one warning for each clock, at three quarters of its target', atFact: warnsOnce },
  { id: 'INV-35', says: 'a window ends 24 hours after the newest customer message, and a closed one is told closed', atRest: windowsEnd },
];

function unless(holds: boolean, wrong: string): string[] {
  return holds ? [] : [wrong];
}

function oneTicket({ kind, a, b }: Fact, journal: Project): string[] {
  if (kind !== FACTS.ticketOpened.kind || journal.config.numbers > 1) return [];
  const other = journal.ticketOf(b);
  return other === undefined ? [] : [`ticket ${a} opened for contact ${b}, who has ticket ${other.number}`];
}

function sumsClose(_now: Ms, desk: Desk, { sums, tickets, underWay }: Project): string[] {
  const live = [...tickets.values()].filter((ticket) => ticket.live).length;
  const ended = sums.resolved + sums.withdrawn - sums.reopened;
  const held = desk.conversations.all().reduce((sum, conversation) => sum + conversation.pendingSends, 0);
  return [
    ...unless(sums.opened === tickets.size + sums.closed, `${sums.opened} tickets opened, ${sums.closed} closed, ${tickets.size} left`),
    ...unless(sums.opened === live + ended, `${sums.opened} tickets opened, ${ended} ended, ${live} live`),
    ...unless(sums.intended === sums.accepted + sums.refused + sums.dropped + underWay.size, `${sums.intended} sends intended, not all have one fate`),
    ...unless(held === underWay.size, `${underWay.size} sends are under way by the journal, ${held} by the desk`),
  ];
}

function toSomebodyThere({ kind, a, b }: Fact, journal: Project): string[] {
  if (kind !== FACTS.ticketAssigned.kind) return [];
  const ticket = journal.tickets.get(a);
  return [
    ...unless(journal.agents[b]?.available === true, `ticket ${a} was given to agent ${b}, who is not there`),
    ...unless(ticket?.agent === NONE && ticket.live, `ticket ${a} was given to agent ${b} while it belonged to somebody or was over`),
  ];
}

function qualified(_now: Ms, desk: Desk): string[] {
  return desk.liveTickets.flatMap((ticket) => {
    if (ticket.agent === NONE) return [];
    const agent = desk.dispatcher.agents[ticket.agent]!;
    const skilled = (agent.skills & ticket.needsSkill) === ticket.needsSkill;
    const speaks = (agent.languages & ticket.needsLanguage) === ticket.needsLanguage;
    return unless(skilled && speaks, `agent ${agent.id} has ticket ${ticket.number} and lacks what it needs`);
  });
}

function withinSlots({ kind, a, b }: Fact, journal: Project): string[] {
  if (kind !== FACTS.ticketAssigned.kind) return [];
  const agent = journal.agents[b];
  return agent === undefined ? [] : unless(agent.load < agent.slots, `ticket ${a} was given to agent ${b}, who has ${agent.load} of ${agent.slots}`);
}

function noOverload(_now: Ms, desk: Desk): string[] {
  return desk.dispatcher.agents.flatMap(({ id, load, slots }) => unless(load >= 0 && load <= slots, `agent ${id} has ${load} of ${slots} slots in use`));
}

function noneIdle(_now: Ms, desk: Desk, _journal: Project, declines: Declines | null): string[] {
  return desk.dispatcher.waiting().flatMap((ticket) =>
    desk.dispatcher.agents
      .filter((agent) => isEligible(agent, ticket) && !(declines?.stands(ticket, agent) ?? false))
      .map((agent) => `ticket ${ticket.number} waits beside agent ${agent.id}, who may take it`),
  );
}

function endsOnce({ kind, at, a, b }: Fact, journal: Project): string[] {
  const ticket = journal.tickets.get(a);
  if (kind === FACTS.slaMet.kind || kind === FACTS.slaBreached.kind) {
    const clock = ticket?.clocks[b as 0 | 1];
    if (clock === undefined) return [`a clock of ticket ${a} ended, and there is no such ticket`];
    const used = clock.usedMs(at);
    const right = kind === FACTS.slaMet.kind ? used <= clock.targetMs + ROUNDING : used >= clock.targetMs - ROUNDING;
    return [
      ...unless(clock.end === 'running', `clock ${b} of ticket ${a} ended twice: ${clock.end} before`),
      ...unless(right, `clock ${b} of ticket ${a} used ${used} of ${clock.targetMs} ms and was told ${kind === FACTS.slaMet.kind ? 'met' : 'missed'}`),
    ];
  }
  if (ticket === undefined || kind !== FACTS.ticketResolved.kind) return [];
  const clock = ticket.clocks[CLOCK.resolution];
  return unless(clock.end !== 'running' || clock.targetMs === Infinity, `ticket ${a} was resolved and its resolution clock has no result`);
}

function missedInTime(now: Ms, _desk: Desk, journal: Project): string[] {
  const late = (clock: ClockAccount): boolean => clock.mustBeMissed(now);
  return [...journal.tickets.values()].flatMap((ticket) => [
    ...unless(!ticket.clocks.some(late), `ticket ${ticket.number} missed a target and nobody said so`),
    ...unless(ticket.replies === 0 || ticket.clocks[CLOCK.firstResponse].end !== 'running', `ticket ${ticket.number} was answered and its first-response clock runs on`),
  ]);
}

function warnsOnce({ kind, at, a, b }: Fact, journal: Project): string[] {
  if (kind !== FACTS.slaWarned.kind) return [];
  const clock = journal.tickets.get(a)?.clocks[b as 0 | 1];
  if (clock === undefined) return [`a clock of ticket ${a} warned, and there is no such ticket`];
  return [
    ...unless(clock.warnings === 0, `clock ${b} of ticket ${a} warned twice`),
    ...unless(clock.end === 'running', `clock ${b} of ticket ${a} warned after it was ${clock.end}`),
    ...unless(Math.abs(clock.usedMs(at) - 0.75 * clock.targetMs) <= ROUNDING, `clock ${b} of ticket ${a} warned at ${clock.usedMs(at)} of ${clock.targetMs} ms`),
  ];
}

function windowsEnd(now: Ms, desk: Desk): string[] {
  return desk.conversations.all().flatMap(({ contact, lastInboundAt, windowEndsAt }) => {
    const should = lastInboundAt + 24 * 3_600_000;
    const open = now < windowEndsAt;
    return unless(open === now < should, `contact ${contact} last wrote at ${lastInboundAt} ms and at ${now} ms the window is ${open ? 'open' : 'closed'}`);
  });
}
