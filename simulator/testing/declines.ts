import type { AgentView } from '../../runtime/agent.js';
import type { DeskView, Router } from '../../runtime/router.js';
import type { TicketView } from '../../runtime/ticket.js';
import { NONE, type Ms } from '../../runtime/units.js';

/**
 * A router under watch: remembers which pairs of ticket and agent it turned down. A refusal lasts until the agent
 * has more room than then, or comes back: from that moment the desk owes the router a new question.
 */
export class Declines implements Router {
  readonly name: string;
  private readonly router: Router;
  private readonly pairs = new Map<string, { readonly load: number; readonly since: Ms }>();

  constructor(router: Router) {
    this.name = router.name;
    this.router = router;
  }

  selectAgent(ticket: TicketView, desk: DeskView): number {
    const agent = this.router.selectAgent(ticket, desk);
    if (agent === NONE) for (const one of desk.agents) if (desk.eligible(one, ticket)) this.note(ticket, one);
    return agent;
  }

  selectTicket(agent: AgentView, desk: DeskView): number {
    const slot = this.router.selectTicket(agent, desk);
    if (slot === NONE) for (const one of desk.waiting()) if (desk.eligible(agent, one)) this.note(one, agent);
    return slot;
  }

  stands(ticket: TicketView, agent: AgentView): boolean {
    const declined = this.pairs.get(key(ticket, agent));
    return declined !== undefined && declined.since === agent.availableSince && agent.load >= declined.load;
  }

  private note(ticket: TicketView, agent: AgentView): void {
    this.pairs.set(key(ticket, agent), { load: agent.load, since: agent.availableSince });
  }
}

function key(ticket: TicketView, agent: AgentView): string {
  return `${ticket.number} ${agent.id}`;
}
