import type { Router } from '../../runtime/router.js';
import { CLOCK, FACTS, type FactSink } from '../../runtime/facts.js';
import { intentOf, PRIORITIES, priorityOf, vipOf } from '../../runtime/ticket-class.js';
import { NONE, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';

/** tickets.csv: every ticket of replication 0, in the forecast world. Empty cells: it did not happen. */
export function ticketsCsv(scenario: Scenario, seed: number, createRouter: (() => Router) | null): string {
  const sink = new TicketRows();
  const forecast = { ...scenario, arrivals: { ...scenario.arrivals, shocks: [] } };
  simulate(forecast, seed, 0, { sinks: [sink], ...(createRouter === null ? {} : { createRouter }) });
  const head = ['ticket', 'contact', 'openedAt', 'priority', 'vip', 'intent', 'agent', 'firstResponseMs', 'firstResponseSla', 'replies', 'resolutionMs', 'resolutionSla', 'reopened', 'withdrawnMs', 'closedMs'];
  const rows = [...sink.rows.values()].map((row) => [
    row.ticket, row.contact, new Date(scenario.startsAtEpochMs + row.openedAt).toISOString(),
    PRIORITIES[priorityOf(row.cls)] ?? '', vipOf(row.cls), scenario.customers.intents[intentOf(row.cls)]?.name ?? '',
    row.agent === NONE ? null : (scenario.agents[row.agent]?.name ?? row.agent),
    row.firstResponseMs, row.slas[CLOCK.firstResponse], row.replies, row.resolutionMs, row.slas[CLOCK.resolution], row.reopened, row.withdrawnMs, row.closedMs,
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface TicketRow {
  readonly ticket: number;
  readonly contact: number;
  readonly openedAt: Ms;
  readonly cls: number;
  /** Who had it last. */
  agent: number;
  firstResponseMs: Ms | null;
  replies: number;
  /** Of the first resolution. */
  resolutionMs: Ms | null;
  reopened: number;
  withdrawnMs: Ms | null;
  closedMs: Ms | null;
  readonly slas: ['met' | 'breached' | '', 'met' | 'breached' | ''];
}

class TicketRows implements FactSink {
  readonly rows = new Map<number, TicketRow>();

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    if (kind === FACTS.ticketOpened.kind) {
      this.rows.set(a, { ticket: a, contact: b, openedAt: at, cls: c, agent: NONE, firstResponseMs: null, replies: 0, resolutionMs: null, reopened: 0, withdrawnMs: null, closedMs: null, slas: ['', ''] });
    } else if (kind in TELL) {
      const row = this.rows.get(a);
      if (row !== undefined) TELL[kind]!(row, b, c);
    }
  }
}

/** How a fact, whose first column is a ticket, changes the ticket's row. */
const TELL: Readonly<Record<number, (row: TicketRow, b: number, c: number) => void>> = {
  [FACTS.ticketAssigned.kind]: (row, agent) => void (row.agent = agent),
  [FACTS.firstReplied.kind]: (row, _agent, waitMs) => void (row.firstResponseMs = waitMs),
  [FACTS.replied.kind]: (row) => void row.replies++,
  [FACTS.ticketResolved.kind]: (row, _agent, ageMs) => void (row.resolutionMs ??= ageMs),
  [FACTS.ticketReopened.kind]: (row) => void row.reopened++,
  [FACTS.ticketWithdrawn.kind]: (row, _contact, waitMs) => void (row.withdrawnMs = waitMs),
  [FACTS.ticketClosed.kind]: (row, _replies, ageMs) => void (row.closedMs = ageMs),
  [FACTS.slaMet.kind]: (row, clock) => void (row.slas[clock] ||= 'met'),
  [FACTS.slaBreached.kind]: (row, clock) => void (row.slas[clock] = 'breached'),
};
