import type { Desk } from '../../runtime/desk.js';
import { STAGE, type Ticket } from '../../runtime/ticket.js';
import type { Ms } from '../../runtime/units.js';
import type { Project, Standing, TicketAccount } from './project.js';

/** Law 3: where the desk's own state and the fold of its journal differ. Empty when they are two accounts of one truth. */
export function disagreements(now: Ms, desk: Desk, journal: Project): string[] {
  return [...ofTickets(desk, journal), ...ofTheLine(desk, journal), ...ofAgents(desk, journal), ...ofWindows(now, desk, journal)];
}

function ofTickets(desk: Desk, journal: Project): string[] {
  const found: string[] = [];
  const here = new Set<number>();
  for (const conversation of desk.conversations.all()) {
    const { ticket } = conversation;
    if (ticket === null) continue;
    here.add(ticket.number);
    const account = journal.tickets.get(ticket.number);
    if (account === undefined) found.push(`ticket ${ticket.number} is on the desk and not in the journal`);
    else found.push(...ofTicket(ticket, account));
  }
  for (const number of journal.tickets.keys()) if (!here.has(number)) found.push(`ticket ${number} is in the journal and not on the desk`);
  return found;
}

function ofTicket(ticket: Ticket, account: TicketAccount): string[] {
  return differences(`ticket ${ticket.number}`, [
    ['contact', ticket.contact, account.contact],
    ['standing', standingOf(ticket), account.standing],
    ['agent', ticket.agent, account.agent],
    ['slot', ticket.holdsSlot, account.holdsSlot],
    ['customer has the last word', ticket.awaitsAgent, account.awaits],
    ['replies', ticket.replies, account.replies],
    ['level', ticket.level, account.level],
    ['episodes', ticket.episode + 1, account.episodes],
  ]);
}

function standingOf(ticket: Ticket): Standing {
  switch (ticket.stage) {
    case STAGE.created:
      return 'waiting';
    case STAGE.assigned:
    case STAGE.inProgress:
      return 'withAgent';
    case STAGE.pending:
      return 'pending';
    default:
      return 'resolved';
  }
}

function ofTheLine(desk: Desk, journal: Project): string[] {
  const theirs = desk.dispatcher.waiting().map((ticket) => ticket.number);
  const ours = journal.waiting.map((ticket) => ticket.number);
  return differences('the line', [
    ['who waits', [...theirs].sort(byNumber).join(), [...ours].sort(byNumber).join()],
    ['length', desk.dispatcher.waitingCount, theirs.length],
  ]);
}

function ofAgents(desk: Desk, journal: Project): string[] {
  return desk.dispatcher.agents.flatMap((agent) => {
    const account = journal.agents[agent.id]!;
    return differences(`agent ${agent.id}`, [
      ['load', agent.load, account.load],
      ['tickets owned', agent.owned, account.owned],
      ['signed in', agent.signedIn, account.signedIn],
      ['available', agent.available, account.available],
    ]);
  });
}

/** At the very instant of its end a window is closed, and its closing may not have been told yet. */
function ofWindows(now: Ms, desk: Desk, journal: Project): string[] {
  const least = new Map<number, number>();
  const most = new Map<number, number>();
  for (const { contact, windowEndsAt } of desk.conversations.all()) {
    if (windowEndsAt > now) add(least, contact);
    if (windowEndsAt >= now) add(most, contact);
  }
  const contacts = new Set([...journal.windows.keys(), ...most.keys()]);
  return [...contacts].flatMap((contact) => {
    const told = journal.windows.get(contact) ?? 0;
    const from = least.get(contact) ?? 0;
    const to = most.get(contact) ?? 0;
    return told >= from && told <= to ? [] : [`windows of contact ${contact}: the desk has ${from} open, the journal ${told}`];
  });
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function differences(whose: string, rows: readonly (readonly [string, unknown, unknown])[]): string[] {
  return rows.filter(([, desk, journal]) => desk !== journal).map(([what, desk, journal]) => `${whose}, ${what}: the desk says ${String(desk)}, the journal ${String(journal)}`);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
