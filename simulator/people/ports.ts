import type { Ms } from '../../runtime/units.js';

/** What a customer can do: nothing but write. `content` is packed by `content.ts`. */
export interface Phone {
  write(now: Ms, customer: number, content: number): void;
}

/** What a customer can notice: a message arrives, or the ticks of their own message turn blue. */
export interface PhoneOwner {
  received(now: Ms, customer: number, content: number): void;
  sawRead(now: Ms, customer: number): void;
}

/** What an agent can press. `ticket` is the handle the screen showed. */
export interface AgentScreen {
  signIn(now: Ms, agent: number): void;
  signOut(now: Ms, agent: number): void;
  pause(now: Ms, agent: number): void;
  resume(now: Ms, agent: number): void;
  reply(now: Ms, agent: number, ticket: number): void;
  resolve(now: Ms, agent: number, ticket: number): void;
  /** The wallboard, which can be read from the kitchen as well: somebody stands in line whom this agent could take. */
  waitingFor(agent: number): boolean;
}

/** What an agent can see: a chat that wants an answer, and a chat taken away. */
export interface AgentOwner {
  shown(now: Ms, agent: number, ticket: number, contact: number, content: number): void;
  cleared(now: Ms, agent: number, ticket: number): void;
}
