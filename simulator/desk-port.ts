import type { Ask } from '../runtime/intent.js';
import type { Ms } from '../runtime/units.js';
import type { AgentScreen } from './people/ports.js';

/** Any desk that can stand between the platform and the agents: the reference desk, or somebody else's. */
export interface DeskPort<A extends Ask = Ask> extends AgentScreen {
  /** What it wants to send: taken and answered one at a time, in order. */
  readonly outbox: {
    take(): A | null;
    /** @param answer The platform's message id, or minus its error code. */
    answered(now: Ms, ask: A, answer: number): void;
  };
  receive(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void;
  statusTold(now: Ms, message: number, status: number, code: number): void;
  limitTold(now: Ms, limit: number): void;
  sendTemplate(now: Ms, number: number, contact: number, category: number, optedIn: boolean, content: number): void;
  /** An entry of its own on the agenda is due; kinds 0 to 15. */
  ring(now: Ms, kind: number, subject: number): void;
}
