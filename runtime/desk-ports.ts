import type { Ms } from './units.js';

/** What an agent's screen is told: a chat wants an answer, a chat was taken away. */
export interface Screen {
  shown(now: Ms, agent: number, ticket: number, contact: number, content: number): void;
  cleared(now: Ms, agent: number, ticket: number): void;
}

/** Makes sense of a first message: `packClass` of its priority, vip, intent, language. */
export interface Reader {
  classify(contact: number, content: number): number;
}
