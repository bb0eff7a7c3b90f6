import type { Agent, AgentView } from './agent.js';
import type { TicketView } from './ticket.js';

/** The one rule of who may take what automatically. Selectors differ only in whom they pick among the eligible. */
export function isEligible(agent: Agent | AgentView, ticket: TicketView): boolean {
  return canTake(agent, ticket.needsSkill, ticket.needsLanguage);
}

/** The same for a loop over agents, which reads the ticket's needs once. */
export function canTake(agent: Agent | AgentView, needsSkill: number, needsLanguage: number): boolean {
  return (agent.skills & needsSkill) === needsSkill && agent.load < agent.slots && agent.available && (agent.languages & needsLanguage) === needsLanguage;
}

/** Why an agent was passed over; empty when eligible. For explanations, not for the loop. */
export function whyNot(agent: AgentView, ticket: TicketView): string {
  if (!agent.available) return 'not available';
  if ((agent.skills & ticket.needsSkill) !== ticket.needsSkill) return 'lacks the skill';
  if ((agent.languages & ticket.needsLanguage) !== ticket.needsLanguage) return 'lacks the language';
  if (agent.load >= agent.slots) return `no room (${agent.load} of ${agent.slots})`;
  return '';
}
