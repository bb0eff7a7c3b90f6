import type { Agenda } from './agenda.js';
import type { Agent } from './agent.js';
import { Bug } from './bug.js';
import { DESK_ENTRY } from './desk-entries.js';
import type { Dispatcher } from './dispatcher.js';
import { FACTS, type FactSink } from './facts.js';
import type { Ms } from './units.js';

/** Who is there: signing in and out, breaks. Coming back wakes the router. */
export class Presence {
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly dispatcher: Dispatcher;
  private readonly graceMs: Ms;

  constructor(agenda: Agenda, sink: FactSink, dispatcher: Dispatcher, graceMs: Ms) {
    this.agenda = agenda;
    this.sink = sink;
    this.dispatcher = dispatcher;
    this.graceMs = graceMs;
  }

  signIn(now: Ms, agent: Agent): void {
    if (agent.signedIn) return;
    agent.signedIn = true;
    agent.paused = false;
    this.sink.tell(FACTS.agentSignedIn.kind, now, agent.id, agent.slots, 0);
    this.available(now, agent);
  }

  /** Tickets that wait for this agent go back to the line after a grace, for flaps of the connection. */
  signOut(now: Ms, agent: Agent): void {
    if (!agent.signedIn) return;
    agent.signedIn = false;
    agent.available = false;
    agent.signedOutAt = now;
    this.sink.tell(FACTS.agentSignedOut.kind, now, agent.id, agent.owned, 0);
    if (agent.owned > 0) this.agenda.deadline(now + this.graceMs, DESK_ENTRY.grace, agent.id);
  }

  pause(now: Ms, agent: Agent): void {
    if (!agent.signedIn || agent.paused) return;
    agent.paused = true;
    agent.available = false;
    this.sink.tell(FACTS.agentPaused.kind, now, agent.id, agent.owned, 0);
  }

  resume(now: Ms, agent: Agent): void {
    if (!agent.signedIn || !agent.paused) return;
    agent.paused = false;
    this.sink.tell(FACTS.agentResumed.kind, now, agent.id, 0, 0);
    this.available(now, agent);
  }

  /** Whether the agent stayed away for the whole grace. */
  isGone(now: Ms, agent: Agent): boolean {
    return !agent.signedIn && now - agent.signedOutAt >= this.graceMs;
  }

  agentOf(id: number): Agent {
    const agent = this.dispatcher.agents[id];
    if (agent === undefined) throw new Bug(`there is no agent ${id}`);
    return agent;
  }

  private available(now: Ms, agent: Agent): void {
    agent.available = true;
    agent.availableSince = now;
    this.dispatcher.roomAt(now, agent);
  }
}
