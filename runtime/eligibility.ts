import type { Agent, AgentView } from './agent.js';
import type { TicketView } from './ticket.js';

/** The one rule of who may take what automatically. Selectors differ only in whom they pick among the eligible. */
export function isEligible(agent: Agent | AgentView, ticket: TicketView): boolean {
  return (
    agent.available &&
    agent.load < agent.slots &&
    (agent.skills & ticket.needsSkill) === ticket.needsSkill &&
    (agent.languages & ticket.needsLanguage) === ticket.needsLanguage
  );
}

/** Why an agent was passed over; empty when eligible. For explanations, not for the loop. */
export function whyNot(agent: AgentView, ticket: TicketView): string {
  if (!agent.available) return 'not available';
  if ((agent.skills & ticket.needsSkill) !== ticket.needsSkill) return 'lacks the skill';
  if ((agent.languages & ticket.needsLanguage) !== ticket.needsLanguage) return 'lacks the language';
  if (agent.load >= agent.slots) return `no room (${agent.load} of ${agent.slots})`;
  return '';
}
