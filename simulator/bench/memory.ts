import { Agenda } from '../../runtime/agenda.js';
import { packContent } from '../../runtime/content.js';
import { DEFAULT_DESK } from '../../runtime/desk-config.js';
import { Desk } from '../../runtime/desk.js';
import { silentSink } from '../../runtime/facts.js';
import { createSelector } from '../../runtime/routers/selectors.js';
import { packClass } from '../../runtime/ticket-class.js';
import { SECOND } from '../../runtime/units.js';
import { Journal } from '../journal.js';
import { KpiCollector } from '../kpis/kpi-collector.js';
import { createLayout } from '../kpis/layout.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../world.js';

/** Bytes the desk and its timers keep for each open conversation, and what deduplication keeps beside it. Needs --expose-gc. */
export function bytesPerConversation(conversations: number): { desk: number; seenIds: number } {
  const agenda = new Agenda();
  const screen = { shown() {}, cleared() {} };
  const reader = { classify: () => packClass(1, 0, 0, 0) };
  const config = { ...DEFAULT_DESK, agents: [{ team: 0, slots: 1_000, skills: -1, languages: -1 }] };
  const before = usedBytes();
  const desk = new Desk(config, agenda, silentSink, createSelector('leastOpen', 'listed'), screen, reader);
  desk.signIn(0, 0);
  for (let i = 0; i < conversations; i++) {
    desk.receive(i, 0, i, i, Math.floor(i / SECOND) * SECOND, packContent(0, 0));
    for (let ask = desk.outbox.take(); ask !== null; ask = desk.outbox.take()) desk.outbox.answered(i, ask, 0);
  }
  const grown = usedBytes() - before;
  const seenIds = desk.seen.bytes;
  if (desk.liveTickets.length !== conversations) throw new Error('the conversations are not open');
  return { desk: (grown - seenIds) / conversations, seenIds: seenIds / conversations };
}

/** Used memory after each month of one long replication: flat when closed tickets cost nothing. Needs --expose-gc. */
export function monthlyBytes(scenario: Scenario): { bytes: number[]; tickets: number } {
  const collector = new KpiCollector(scenario, createLayout(scenario), 1, 0);
  const world = new World(scenario, 1, 0, new Journal(collector));
  const bytes: number[] = [];
  const month = scenario.lastsMs / 12;
  let next = month;
  while (world.runChunk(4096)) {
    if (world.agenda.now < next) continue;
    next += month;
    bytes.push(usedBytes());
  }
  return { bytes, tickets: world.customers.events };
}

function usedBytes(): number {
  if (globalThis.gc === undefined) throw new Error('memory figures need node --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
