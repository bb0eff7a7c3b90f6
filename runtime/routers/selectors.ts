import type { Agent } from '../agent.js';
import { canTake } from '../eligibility.js';
import type { DeskView, Router } from '../router.js';
import type { TicketView } from '../ticket.js';
import { NONE } from '../units.js';

export type SelectorName = 'leastRecent' | 'leastOpen' | 'skills';
/** What decides between equals: who was assigned to longest ago, or who stands first in the list. */
export type Ties = 'leastRecent' | 'listed';

/** The built-in routers: one set of eligible agents, three ways to pick, one way to serve the line. */
export function createSelector(name: SelectorName, ties: Ties): Router {
  const better = BETTER[name];
  const tie = ties === 'listed' ? null : longerAgo;
  return {
    name,
    selectAgent(ticket: TicketView, desk: DeskView): number {
      const agents = desk.agents as readonly Agent[];
      const { needsSkill, needsLanguage } = ticket;
      let best: Agent | null = null;
      for (let i = 0; i < agents.length; i++) {
        const agent = agents[i]!;
        if (!canTake(agent, needsSkill, needsLanguage)) continue;
        if (best === null) {
          best = agent;
          continue;
        }
        const order = better(agent, best);
        if (order < 0 || (order === 0 && tie !== null && tie(agent, best) < 0)) best = agent;
      }
      return best === null ? NONE : best.id;
    },
    selectTicket(agent, desk): number {
      const first = desk.first(agent);
      return first === null ? NONE : first.slot;
    },
  };
}

/** Negative when `a` is the better choice; 0 leaves it to the tie rule. */
type Order = (a: Agent, b: Agent) => number;

const longerAgo: Order = (a, b) => a.lastTurn - b.lastTurn || a.tieBreak - b.tieBreak;

const BETTER: Record<SelectorName, Order> = {
  leastRecent: longerAgo,
  leastOpen: (a, b) => a.load - b.load,
  // Specialists first: whoever knows more stays free for those who need it.
  skills: (a, b) => a.skillCount - b.skillCount || a.load - b.load,
};
