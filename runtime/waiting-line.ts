import type { AgentView } from './agent.js';
import type { Ticket } from './ticket.js';

/**
 * Who waits for an agent. Score is waiting time plus a head start by class, and all scores age at the same pace, so
 * the order between two tickets never changes: it is the order of `rank` = waiting since - head start. That bounds
 * every wait: a ticket is overtaken only by those that arrive within the difference of their head starts.
 * One queue for each class (needs and head start); queues are lists sorted by rank, filled from the tail.
 */
export class WaitingLine {
  length = 0;
  private readonly byClass = new Map<number, WaitingQueue>();
  private readonly queues: WaitingQueue[] = [];

  enter(ticket: Ticket): void {
    const queue = this.byClass.get(ticket.cls) ?? this.openQueue(ticket);
    let after = queue.tail;
    while (after !== null && isBehind(after, ticket)) after = after.previous;
    const before = after === null ? queue.head : after.next;
    ticket.queue = queue;
    ticket.previous = after;
    ticket.next = before;
    if (after === null) queue.head = ticket;
    else after.next = ticket;
    if (before === null) queue.tail = ticket;
    else before.previous = ticket;
    queue.length++;
    this.length++;
  }

  leave(ticket: Ticket): void {
    const queue = ticket.queue!;
    if (ticket.previous === null) queue.head = ticket.next;
    else ticket.previous.next = ticket.next;
    if (ticket.next === null) queue.tail = ticket.previous;
    else ticket.next.previous = ticket.previous;
    ticket.queue = null;
    ticket.previous = null;
    ticket.next = null;
    queue.length--;
    this.length--;
  }

  /** The first in line among those this agent has the skills for; room and presence are not asked here. */
  firstFor(agent: AgentView): Ticket | null {
    let first: Ticket | null = null;
    for (const queue of this.queues) {
      const head = queue.head;
      if (head === null || (agent.skills & queue.needsSkill) !== queue.needsSkill) continue;
      if ((agent.languages & queue.needsLanguage) !== queue.needsLanguage) continue;
      if (first === null || isBehind(first, head)) first = head;
    }
    return first;
  }

  /** All who wait, first in line first. For views and checks; sorts. */
  inOrder(): Ticket[] {
    const all: Ticket[] = [];
    for (const queue of this.queues) for (let t = queue.head; t !== null; t = t.next) all.push(t);
    return all.sort((a, b) => a.rank - b.rank || a.number - b.number);
  }

  private openQueue(ticket: Ticket): WaitingQueue {
    const queue = new WaitingQueue(ticket.needsSkill, ticket.needsLanguage);
    this.byClass.set(ticket.cls, queue);
    this.queues.push(queue);
    return queue;
  }
}

export class WaitingQueue {
  readonly needsSkill: number;
  readonly needsLanguage: number;
  head: Ticket | null = null;
  tail: Ticket | null = null;
  length = 0;

  constructor(needsSkill: number, needsLanguage: number) {
    this.needsSkill = needsSkill;
    this.needsLanguage = needsLanguage;
  }
}

function isBehind(one: Ticket, other: Ticket): boolean {
  return one.rank > other.rank || (one.rank === other.rank && one.number > other.number);
}
