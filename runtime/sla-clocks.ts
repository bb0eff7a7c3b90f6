import type { Agenda } from './agenda.js';
import { Alarms } from './alarms.js';
import { Calendar } from './calendar.js';
import type { DeskConfig, SlaTargets } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import { CLOCK, FACTS, type FactSink } from './facts.js';
import type { Pool } from './pool.js';
import type { Ticket } from './ticket.js';
import type { Lane } from './lanes.js';
import { NEVER, type Ms } from './units.js';

/** Share of a target after which its one warning comes. */
const WARN_SHARE = 0.75;

type Moment = 'warn' | 'breach' | 'escalate';
interface SlaStage {
  readonly moment: Moment;
  /** Business time from the opening of the ticket. */
  readonly afterMs: Ms;
  readonly lane: Lane;
}

/**
 * First-response and resolution clocks. Results follow from timestamps: timers only tell the moment of a warning, a
 * breach, an escalation. First response never pauses; resolution stands still while the customer owes the next word.
 */
export class SlaClocks {
  private readonly sink: FactSink;
  private readonly tickets: Pool<Ticket>;
  private readonly calendar: Calendar;
  private readonly first: Alarms;
  private readonly resolution: Alarms;
  /** Stages by priority + 4 * vip. */
  private readonly firstStages: SlaStage[][];
  private readonly resolutionStages: SlaStage[][];
  private readonly escalate: (now: Ms, ticket: Ticket) => void;

  constructor(config: DeskConfig, agenda: Agenda, sink: FactSink, tickets: Pool<Ticket>, escalate: (now: Ms, ticket: Ticket) => void) {
    this.sink = sink;
    this.tickets = tickets;
    this.calendar = new Calendar(config.openMs);
    this.escalate = escalate;
    this.first = new Alarms(agenda, DESK_ENTRY.firstResponse);
    this.resolution = new Alarms(agenda, DESK_ENTRY.resolution);
    const policies = [...config.sla, ...config.sla.map((targets) => scaled(targets, config.vipFactor))];
    this.firstStages = policies.map((p) => stagesOf(this.first, p.firstResponseMs, p.escalateMs));
    this.resolutionStages = policies.map((p) => stagesOf(this.resolution, p.resolutionMs, NEVER));
  }

  isOpen(at: Ms): boolean {
    return this.calendar.isOpen(at);
  }

  start(now: Ms, ticket: Ticket): void {
    this.armFirst(ticket);
    const stage = this.resolutionStages[ticket.cls & 7]![0];
    if (stage !== undefined) this.resolution.set(stage.lane, ticket.slot, this.calendar.add(now, stage.afterMs));
  }

  /** An entry of the first-response clock rang. A ticket whose alarm is not due is left where it lies in memory. */
  firstDue(now: Ms, slot: number): void {
    if (!this.first.isDue(now, slot)) return;
    const ticket = this.tickets.at(slot);
    const stage = this.firstStages[ticket.cls & 7]![ticket.firstStage++]!;
    this.armFirst(ticket);
    this.happen(now, ticket, stage.moment, CLOCK.firstResponse);
  }

  /** The first human reply stops the first-response clock for good. */
  firstReplied(now: Ms, ticket: Ticket): void {
    this.first.clear(ticket.slot);
    if (isMet(this.firstStages[ticket.cls & 7]!, ticket.firstStage)) {
      this.sink.tell(FACTS.slaMet.kind, now, ticket.number, CLOCK.firstResponse, this.calendar.between(ticket.openedAt, now));
    }
    ticket.firstStage = STOPPED;
  }

  pause(now: Ms, ticket: Ticket): void {
    if (ticket.pausedSince === NEVER) ticket.pausedSince = now;
  }

  /** Used time is kept. A ring that came during the pause re-arms here. */
  resume(now: Ms, ticket: Ticket): void {
    if (ticket.pausedSince === NEVER) return;
    ticket.pausedMs += this.calendar.between(ticket.pausedSince, now);
    ticket.pausedSince = NEVER;
    if (ticket.resolutionStage !== STOPPED && !this.resolution.isSet(ticket.slot)) this.armResolution(now, ticket);
  }

  /** An entry of the resolution clock rang: a pause may have moved the deadline, or hold it up still. */
  resolutionDue(now: Ms, slot: number): void {
    if (!this.resolution.isDue(now, slot)) return;
    const ticket = this.tickets.at(slot);
    if (ticket.pausedSince !== NEVER) return;
    const stage = this.resolutionStages[ticket.cls & 7]![ticket.resolutionStage]!;
    if (this.usedMs(now, ticket) + ROUNDING_MS >= stage.afterMs) {
      ticket.resolutionStage++;
      this.armResolution(now, ticket);
      this.happen(now, ticket, stage.moment, CLOCK.resolution);
    } else {
      this.armResolution(now, ticket);
    }
  }

  resolved(now: Ms, ticket: Ticket): void {
    this.first.clear(ticket.slot);
    this.resolution.clear(ticket.slot);
    // Resolved without an answer: the first-response clock has no result, whatever comes later.
    ticket.firstStage = STOPPED;
    if (isMet(this.resolutionStages[ticket.cls & 7]!, ticket.resolutionStage)) {
      this.sink.tell(FACTS.slaMet.kind, now, ticket.number, CLOCK.resolution, this.usedMs(now, ticket));
    }
  }

  /** A withdrawn ticket met nothing and missed nothing. */
  cancel(ticket: Ticket): void {
    this.first.clear(ticket.slot);
    this.resolution.clear(ticket.slot);
    ticket.firstStage = STOPPED;
    ticket.resolutionStage = STOPPED;
  }

  /** Reopened: the resolution clock goes on with its used time; the time spent resolved does not count. */
  reopened(now: Ms, ticket: Ticket): void {
    if (ticket.resolutionStage === STOPPED) return;
    if (ticket.pausedSince === NEVER) ticket.pausedSince = ticket.resolvedAt;
    this.resume(now, ticket);
  }

  /** Business time on the resolution clock, pauses left out. */
  usedMs(now: Ms, ticket: Ticket): Ms {
    const paused = ticket.pausedSince === NEVER ? 0 : this.calendar.between(ticket.pausedSince, now);
    return this.calendar.between(ticket.openedAt, now) - ticket.pausedMs - paused;
  }

  private armFirst(ticket: Ticket): void {
    const stage = this.firstStages[ticket.cls & 7]![ticket.firstStage];
    if (stage === undefined) return;
    this.first.set(stage.lane, ticket.slot, this.calendar.add(ticket.openedAt, stage.afterMs));
  }

  private armResolution(now: Ms, ticket: Ticket): void {
    const stage = this.resolutionStages[ticket.cls & 7]![ticket.resolutionStage];
    if (stage === undefined) return;
    // Never earlier than now: rounding of sums must not turn time back.
    this.resolution.set(stage.lane, ticket.slot, Math.max(now, this.calendar.add(now, stage.afterMs - this.usedMs(now, ticket))));
  }

  private happen(now: Ms, ticket: Ticket, moment: Moment, clock: number): void {
    const ageMs = now - ticket.openedAt;
    if (moment === 'escalate') this.escalate(now, ticket);
    else this.sink.tell(moment === 'warn' ? FACTS.slaWarned.kind : FACTS.slaBreached.kind, now, ticket.number, clock, ageMs);
  }
}

function stagesOf(alarms: Alarms, targetMs: Ms, escalateMs: Ms): SlaStage[] {
  const moments: [Moment, Ms][] = [
    ['warn', targetMs * WARN_SHARE],
    ['breach', targetMs],
    ['escalate', escalateMs],
  ];
  return moments
    .filter(([, afterMs]) => afterMs !== NEVER)
    .sort((a, b) => a[1] - b[1])
    .map(([moment, afterMs]) => ({ moment, afterMs, lane: alarms.lane(afterMs) }));
}

/** Sums of pauses round: a microsecond short of the target is the target. */
const ROUNDING_MS = 1e-3;

/** Beyond every stage. */
const STOPPED = 99;

/** Whether there is a target and its breach was not reached. */
function isMet(stages: readonly SlaStage[], reached: number): boolean {
  for (let i = 0; i < stages.length; i++) if (stages[i]!.moment === 'breach') return reached <= i;
  return false;
}

function scaled(targets: SlaTargets, factor: number): SlaTargets {
  return {
    firstResponseMs: targets.firstResponseMs * factor,
    resolutionMs: targets.resolutionMs * factor,
    escalateMs: targets.escalateMs * factor,
  };
}
