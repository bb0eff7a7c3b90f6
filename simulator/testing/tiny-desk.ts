import { Agenda } from '../../runtime/agenda.js';
import type { AgentConfig } from '../../runtime/agent.js';
import { CONTENT } from '../../runtime/content.js';
import { DEFAULT_DESK, type DeskConfig } from '../../runtime/desk-config.js';
import { Desk } from '../../runtime/desk.js';
import type { FactSink } from '../../runtime/facts.js';
import { CATEGORY, type Ask } from '../../runtime/intent.js';
import { createSelector } from '../../runtime/routers/selectors.js';
import type { Router } from '../../runtime/router.js';
import { packClass } from '../../runtime/ticket-class.js';
import type { Ticket } from '../../runtime/ticket.js';
import { NONE, SECOND, type Ms } from '../../runtime/units.js';
import { Told, type AnyFactName } from './told.js';
import { must } from './violation.js';

export interface TinyOptions extends Partial<Omit<DeskConfig, 'agents'>> {
  /** One agent with one slot, who knows everything, unless said otherwise. */
  readonly agents?: readonly Partial<AgentConfig>[];
  /** Least recently assigned, unless said otherwise. */
  readonly router?: Router;
  /** Agents are at their desks from the start, unless false. */
  readonly present?: boolean;
  readonly sinks?: readonly FactSink[];
}

/** What a customer writes. */
export interface Message {
  readonly number?: number;
  /** An id seen before is a repetition. */
  readonly message?: number;
  /** The platform's time; the present whole second, unless said otherwise. */
  readonly timestampMs?: Ms;
  readonly content?: number;
  /** What a reader makes of the contact, from this message on. */
  readonly priority?: 0 | 1 | 2 | 3;
  readonly vip?: 0 | 1;
  readonly intent?: number;
  readonly language?: number;
}

/** One question to the platform, as it was asked. */
export interface Asked {
  readonly at: Ms;
  readonly number: number;
  readonly contact: number;
  readonly kind: number;
  readonly category: number;
  readonly answer: number;
}

export function tinyDesk(options: TinyOptions = {}): TinyDesk {
  return new TinyDesk(options);
}

/**
 * A desk on an agenda of its own, for tests of a few lines: `at` goes on to an instant, the verbs happen there. The
 * platform answers at once and accepts everything, unless `answer` is replaced.
 */
export class TinyDesk {
  readonly agenda = new Agenda();
  readonly told = new Told();
  readonly config: DeskConfig;
  readonly desk: Desk;
  /** What left the desk, read receipts left out. */
  readonly asks: Asked[] = [];
  /** What stands on the agents' screens: `0 sees 7`, `0 loses 7`. */
  readonly screens: string[] = [];
  /** The newest platform time of each contact's messages, by contact * numbers + number. */
  readonly lastInbound = new Map<number, Ms>();
  /** The platform's answer: a message id, or minus an error code. */
  answer: (ask: Ask, at: Ms) => number = () => this.nextOutbound++;
  /** Called whenever a command or an entry and all that follows from it is over. */
  settled: (now: Ms) => void = () => {};
  private readonly classes = new Map<number, number>();
  /** Messages customers have written; their ids count from 0. */
  written = 0;
  private nextOutbound = 1_000_000;

  constructor(options: TinyOptions) {
    const { agents = [{}], router, present, sinks, ...config } = options;
    this.config = {
      ...DEFAULT_DESK,
      ...config,
      agents: agents.map((agent) => ({ team: 0, slots: 1, skills: -1, languages: -1, ...agent })),
    };
    const sink = { tell: (...fact: Parameters<FactSink['tell']>) => [this.told, ...(sinks ?? [])].forEach((one) => one.tell(...fact)) };
    const screen = {
      shown: (_now: Ms, agent: number, _ticket: number, contact: number) => void this.screens.push(`${agent} sees ${contact}`),
      cleared: (_now: Ms, agent: number, ticket: number) =>
        void this.screens.push(`${agent} loses ${this.desk.dispatcher.ticket(ticket).contact}`),
    };
    const reader = { classify: (contact: number) => this.classes.get(contact) ?? packClass(1, 0, 0, 0) };
    this.desk = new Desk(this.config, this.agenda, sink, router ?? createSelector('leastRecent', 'leastRecent'), screen, reader);
    if (present !== false) this.config.agents.forEach((_, agent) => this.desk.signIn(0, agent));
  }

  get now(): Ms {
    return this.agenda.now;
  }

  /** Everything due before the instant happens; deadlines of the instant itself come after what is said next. */
  at(instant: Ms): this {
    must(instant >= this.now, `the desk is at ${this.now} ms: it cannot go back to ${instant} ms`);
    while (this.agenda.peek() < instant) this.step();
    this.agenda.now = instant;
    return this;
  }

  later(ms: Ms): this {
    return this.at(this.now + ms);
  }

  /** Everything due up to and at the instant happens. */
  runUntil(instant: Ms): this {
    while (this.agenda.peek() <= instant) this.step();
    this.agenda.now = Math.max(this.now, instant);
    return this;
  }

  lines(...names: readonly AnyFactName[]): string[] {
    return this.told.lines(...names);
  }

  /** The contact's ticket that is neither resolved nor closed. */
  ticketOf(contact: number): Ticket {
    const ticket = this.desk.liveTickets.find((one) => one.contact === contact);
    must(ticket !== undefined, `contact ${contact} has no live ticket at ${this.now} ms`);
    return ticket;
  }

  // --- customers ---

  writes(contact: number, message: Message = {}): this {
    const { number = 0, content = 0, timestampMs = Math.floor(this.now / SECOND) * SECOND } = message;
    const { priority = 1, vip = 0, intent = 0, language = 0 } = message;
    if (Object.keys(message).length > 0) this.classes.set(contact, packClass(priority, vip, intent, language));
    const id = message.message ?? this.written++;
    const key = contact * this.config.numbers + number;
    if (message.message === undefined) this.lastInbound.set(key, Math.max(timestampMs, this.lastInbound.get(key) ?? timestampMs));
    return this.does((now) => this.desk.receive(now, number, contact, id, timestampMs, content));
  }

  withdraws(contact: number, message: Message = {}): this {
    return this.writes(contact, { ...message, content: CONTENT.withdraws });
  }

  // --- agents ---

  signsIn(agent: number): this {
    return this.does((now) => this.desk.signIn(now, agent));
  }

  signsOut(agent: number): this {
    return this.does((now) => this.desk.signOut(now, agent));
  }

  pauses(agent: number): this {
    return this.does((now) => this.desk.pause(now, agent));
  }

  resumes(agent: number): this {
    return this.does((now) => this.desk.resume(now, agent));
  }

  replies(agent: number, contact: number): this {
    return this.pressesReply(agent, this.ticketOf(contact).slot);
  }

  resolves(agent: number, contact: number): this {
    return this.pressesResolve(agent, this.ticketOf(contact).slot);
  }

  transfers(agent: number, contact: number): this {
    return this.pressesTransfer(agent, this.ticketOf(contact).slot);
  }

  /** The same by the ticket's handle, where a contact has tickets on several numbers. */
  pressesReply(agent: number, slot: number): this {
    return this.does((now) => this.desk.reply(now, agent, slot));
  }

  pressesResolve(agent: number, slot: number): this {
    return this.does((now) => this.desk.resolve(now, agent, slot));
  }

  pressesTransfer(agent: number, slot: number): this {
    return this.does((now) => this.desk.transfer(now, agent, slot));
  }

  // --- the platform and the planner ---

  hears(message: number, status: number, code = 0): this {
    return this.does((now) => this.desk.statusTold(now, message, status, code));
  }

  limit(tier: number): this {
    return this.does((now) => this.desk.limitTold(now, tier));
  }

  sendsTemplate(contact: number, optedIn = true, number = 0): this {
    return this.does((now) => this.desk.sendTemplate(now, number, contact, CATEGORY.marketing, optedIn, 0));
  }

  private does(command: (now: Ms) => void): this {
    command(this.now);
    return this.settle();
  }

  private step(): void {
    const before = this.now;
    this.agenda.next(Infinity);
    must(this.now >= before, `time went back from ${before} to ${this.now} ms at an entry of kind ${this.agenda.kind}`);
    this.desk.ring(this.now, this.agenda.kind, this.agenda.subject);
    this.settle();
  }

  private settle(): this {
    const { outbox } = this.desk;
    for (let ask = outbox.take(); ask !== null; ask = outbox.take()) {
      const answer = ask.readReceipt ? 0 : this.answer(ask, this.now);
      const { business: number, contact, kind, category } = ask;
      if (!ask.readReceipt) this.asks.push({ at: this.now, number, contact, kind, category, answer });
      outbox.answered(this.now, ask, answer);
    }
    this.settled(this.now);
    return this;
  }
}

/** For tests that ask who has a ticket now. */
export function agentOf(desk: TinyDesk, contact: number): number {
  return desk.desk.liveTickets.find((ticket) => ticket.contact === contact)?.agent ?? NONE;
}
