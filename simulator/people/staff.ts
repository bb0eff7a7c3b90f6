import type { Agenda } from '../../runtime/agenda.js';
import { CONTENT, exchangeOf } from '../../runtime/content.js';
import type { FactSink } from '../../runtime/facts.js';
import { NEVER, NONE, type Ms } from '../../runtime/units.js';
import { WHO } from '../arrival-process.js';
import type { Streams } from '../random.js';
import type { AgentPlan } from '../scenario/scenario.js';
import { WORLD_FACTS } from '../world-facts.js';
import type { AgentOwner, AgentScreen } from './ports.js';
import { Readiness } from './readiness.js';
import { roster, type Move } from './roster.js';
import type { Story } from './story.js';

/** Kinds of the agents' entries. */
export const STAFF_ENTRY = { roster: 40, work: 41, chatWork: 42, ready: 43 } as const; // subjects: agent, agent, ticket, agent

/**
 * The agents at their screens: they come and go by their roster, take breaks, sometimes do not come at all, and answer
 * what the screen shows them, one reply at a time (`serial`) or all chats at once (`parallel`).
 */
export class Staff implements AgentOwner {
  private readonly story: Story;
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly screen: AgentScreen;
  private readonly workers: Worker[];
  private readonly chats: Chat[] = [];

  /** Replies given: the events every tool counts alike. */
  events = 0;

  constructor(plans: readonly AgentPlan[], story: Story, streams: Streams, agenda: Agenda, sink: FactSink, screen: AgentScreen) {
    this.story = story;
    this.agenda = agenda;
    this.sink = sink;
    this.screen = screen;
    this.workers = plans.map((plan, id) => new Worker(id, plan, roster(plan, id, streams), plan.readiness ? new Readiness(plan.readiness, WHO.agent + id, streams) : null));
  }

  /** Puts everybody's first appearance on the agenda. */
  start(): void {
    for (const worker of this.workers) this.armRoster(worker);
  }

  ring(now: Ms, kind: number, subject: number): void {
    switch (kind) {
      case STAFF_ENTRY.roster:
        return this.rosterDue(now, this.workers[subject]!);
      case STAFF_ENTRY.work: {
        const worker = this.workers[subject]!;
        if (worker.doneAt === now) this.workDone(now, worker);
        return;
      }
      case STAFF_ENTRY.chatWork: {
        const chat = this.chats[subject]!;
        if (chat.doneAt === now) this.chatDone(now, subject, chat);
        return;
      }
      case STAFF_ENTRY.ready:
        return this.looks(now, this.workers[subject]!);
    }
  }

  shown(now: Ms, agent: number, ticket: number, contact: number, content: number): void {
    const worker = this.workers[agent]!;
    const chat = this.chatOf(ticket);
    chat.contact = contact;
    chat.content = content;
    if (chat.wanted && chat.agent === agent) return;
    chat.agent = agent;
    chat.wanted = true;
    if (worker.plan.work === 'parallel') return this.workOn(now, worker, ticket, chat);
    worker.wanted.push(ticket);
    this.nextWork(now, worker);
  }

  cleared(now: Ms, agent: number, ticket: number): void {
    const worker = this.workers[agent]!;
    const chat = this.chatOf(ticket);
    if (!chat.wanted || chat.agent !== agent) return;
    chat.wanted = false;
    if (worker.plan.work === 'parallel') {
      if (chat.doneAt === NEVER) return;
      chat.doneAt = NEVER;
      this.tellWork(now, agent, ticket, now - chat.startedAt);
      this.stopped(now, worker);
    } else if (worker.ticket === ticket) {
      worker.doneAt = NEVER;
      worker.ticket = NONE;
      this.tellWork(now, agent, ticket, now - worker.startedAt);
      this.nextWork(now, worker);
    } else {
      worker.wanted.splice(worker.wanted.indexOf(ticket), 1);
    }
  }

  // --- one reply at a time ---

  private nextWork(now: Ms, worker: Worker): void {
    if (worker.pressing || worker.ticket !== NONE || worker.away) return;
    if (worker.leaving) return this.goHome(now, worker);
    const ticket = worker.wanted.shift();
    if (ticket === undefined) return;
    const chat = this.chats[ticket]!;
    worker.ticket = ticket;
    worker.startedAt = now;
    worker.doneAt = now + this.workMs(now, worker, ticket, chat);
    this.agenda.at(worker.doneAt, STAFF_ENTRY.work, worker.id);
  }

  private workDone(now: Ms, worker: Worker): void {
    const ticket = worker.ticket;
    const chat = this.chats[ticket]!;
    worker.doneAt = NEVER;
    worker.ticket = NONE;
    this.tellWork(now, worker.id, ticket, now - worker.startedAt);
    this.answer(now, worker, ticket, chat);
    this.nextWork(now, worker);
  }

  // --- all chats at once ---

  private workOn(now: Ms, worker: Worker, ticket: number, chat: Chat): void {
    worker.working++;
    chat.startedAt = now;
    chat.doneAt = now + this.workMs(now, worker, ticket, chat);
    this.agenda.at(chat.doneAt, STAFF_ENTRY.chatWork, ticket);
  }

  private chatDone(now: Ms, ticket: number, chat: Chat): void {
    const worker = this.workers[chat.agent]!;
    chat.doneAt = NEVER;
    this.tellWork(now, worker.id, ticket, now - chat.startedAt);
    this.answer(now, worker, ticket, chat);
    this.stopped(now, worker);
  }

  private stopped(now: Ms, worker: Worker): void {
    if (--worker.working === 0 && worker.leaving) this.goHome(now, worker);
  }

  // --- both ---

  /** Presses reply, and resolve when the customer has no further question. */
  private answer(now: Ms, worker: Worker, ticket: number, chat: Chat): void {
    this.events++;
    chat.wanted = false;
    worker.pressing = true;
    worker.lastTicket = ticket;
    const isLast = (chat.content & CONTENT.last) !== 0;
    this.screen.reply(now, worker.id, ticket);
    // Before the slot is free again: whoever is not at the desk gets no other chat.
    if (worker.readiness !== null) this.turnAway(now, worker, worker.readiness);
    else if (worker.tired) this.mayLeave(now, worker);
    if (isLast) this.screen.resolve(now, worker.id, ticket);
    worker.pressing = false;
  }

  private workMs(now: Ms, worker: Worker, ticket: number, chat: Chat): Ms {
    const turned = worker.lastTicket !== NONE && worker.lastTicket !== ticket ? worker.plan.switchMs : 0;
    return this.story.workMs(chat.contact, exchangeOf(chat.content)) * worker.plan.pace * this.story.workFactor(now) + turned;
  }

  private tellWork(now: Ms, agent: number, ticket: number, workMs: Ms): void {
    this.sink.tell(WORLD_FACTS.agentWorked.kind, now, agent, ticket, workMs);
  }

  private chatOf(ticket: number): Chat {
    while (this.chats.length <= ticket) this.chats.push(new Chat());
    return this.chats[ticket]!;
  }

  // --- between two chats ---

  private turnAway(now: Ms, worker: Worker, readiness: Readiness): void {
    if (worker.leaving) return;
    readiness.away(now);
    this.screen.pause(now, worker.id);
    this.agenda.at(readiness.lookAt, STAFF_ENTRY.ready, worker.id);
  }

  private looks(now: Ms, worker: Worker): void {
    const readiness = worker.readiness!;
    if (readiness.lookAt !== now) return;
    if (worker.tired && readiness.handingOver && worker.isIdle && this.mayLeave(now, worker)) return this.goHome(now, worker);
    if (readiness.look(now, this.screen.waitingFor(worker.id))) this.screen.resume(now, worker.id);
    else this.agenda.at(readiness.lookAt, STAFF_ENTRY.ready, worker.id);
  }

  /** Towards the end of a shift: rather than begin with another one who waits, the agent goes home. */
  private mayLeave(now: Ms, worker: Worker): boolean {
    if (worker.leaving || worker.wanted.length > 0 || !this.screen.waitingFor(worker.id)) return worker.leaving;
    worker.leaving = true;
    this.screen.pause(now, worker.id);
    return true;
  }

  // --- coming and going ---

  private rosterDue(now: Ms, worker: Worker): void {
    const move = worker.roster[worker.move++]!;
    this.armRoster(worker);
    switch (move.what) {
      case 'come':
        worker.leaving = false;
        worker.tired = false;
        worker.away = false;
        worker.readiness?.cancel();
        this.screen.signIn(now, worker.id);
        this.screen.resume(now, worker.id);
        return this.nextWork(now, worker);
      case 'rest':
        worker.away = true;
        worker.readiness?.cancel();
        return this.screen.pause(now, worker.id);
      case 'return':
        worker.away = false;
        this.screen.resume(now, worker.id);
        return this.nextWork(now, worker);
      case 'tire':
        worker.tired = true;
        return;
      case 'absent':
        return this.sink.tell(WORLD_FACTS.agentAbsent.kind, now, worker.id, worker.move - 1, 0);
      case 'go':
        worker.leaving = true;
        this.screen.pause(now, worker.id);
        if (worker.isIdle) this.goHome(now, worker);
        return;
    }
  }

  private goHome(now: Ms, worker: Worker): void {
    worker.leaving = false;
    worker.tired = false;
    worker.away = true;
    worker.readiness?.cancel();
    this.screen.signOut(now, worker.id);
  }

  private armRoster(worker: Worker): void {
    const move = worker.roster[worker.move];
    if (move !== undefined) this.agenda.at(move.at, STAFF_ENTRY.roster, worker.id);
  }
}

/** What somebody's screen shows of one ticket. */
class Chat {
  agent = NONE;
  contact = 0;
  content = 0;
  wanted = false;
  startedAt: Ms = 0.5;
  doneAt: Ms = NEVER;
}

class Worker {
  readonly id: number;
  readonly plan: AgentPlan;
  readonly roster: readonly Move[];
  /** Null: ready for the next chat as soon as there is room. */
  readonly readiness: Readiness | null;
  readonly wanted: number[] = [];
  move = 0;
  ticket = NONE;
  lastTicket = NONE;
  working = 0;
  pressing = false;
  away = true;
  leaving = false;
  /** So near to the end of the shift that no other chat is begun while somebody waits. */
  tired = false;
  startedAt: Ms = 0.5;
  doneAt: Ms = NEVER;

  constructor(id: number, plan: AgentPlan, moves: readonly Move[], readiness: Readiness | null) {
    this.id = id;
    this.plan = plan;
    this.roster = moves;
    this.readiness = readiness;
  }

  get isIdle(): boolean {
    return this.ticket === NONE && this.working === 0;
  }
}
