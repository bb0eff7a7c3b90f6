import { CLOCK, OBEDIENCE, QUEUED, SEND_KIND, STATUS } from '../../runtime/facts.js';
import { intentOf, PRIORITIES, priorityOf, vipOf } from '../../runtime/ticket-class.js';
import { NONE, type Ms } from '../../runtime/units.js';
import type { Router } from '../../runtime/router.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';
import { MANNER } from '../world-facts.js';
import { EXIT, Stop } from './exit-codes.js';
import { FACT_BY_KIND, TraceSink, type TracedFact } from './trace-sink.js';

/** The facts of one ticket of replication 0, in the forecast world. */
export function traceTicket(scenario: Scenario, seed: number, ticket: number, createRouter: (() => Router) | null): TracedFact[] {
  const sink = new TraceSink(ticket);
  // Without its unforecast surges a scenario is one world, and a ticket's number means one ticket.
  const forecast = { ...scenario, arrivals: { ...scenario.arrivals, shocks: [] } };
  simulate(forecast, seed, 0, { sinks: [sink], ...(createRouter === null ? {} : { createRouter }) });
  if (sink.facts.length > 0) return sink.facts;
  throw new Stop(EXIT.usage, sink.tickets === 0 ? 'replication 0 opens no ticket' : `replication 0 has no ticket ${ticket}: its tickets are 0 to ${sink.tickets - 1}`);
}

/** @throws Stop unless it is of the form `ticket:12` */
export function parseTrace(text: string): number {
  const match = /^ticket:(\d+)$/.exec(text);
  if (match === null) throw new Stop(EXIT.usage, `--trace ${text} cannot be read: write --trace ticket:12`);
  return Number(match[1]);
}

/** One line for each fact: when, what, and its columns by name. */
export function renderTrace(facts: readonly TracedFact[], ticket: number, scenario: Scenario, width: number): string {
  const from = facts[0]!.at;
  const rows = facts.map((fact) => [clock(fact.at, scenario), `+${elapsed(fact.at - from)}`, FACT_BY_KIND.get(fact.kind)!.name, columnsOf(fact, ticket, scenario)] as const);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(([at, since, name, columns]) => {
    const head = `${at.padEnd(widths[0]!)}  ${since.padStart(widths[1]!)}  ${name.padEnd(widths[2]!)}`;
    return head.length + 2 + columns.length <= width ? `${head}  ${columns}`.trimEnd() : `${head.trimEnd()}\n${' '.repeat(4)}${columns}`;
  });
  return `ticket ${ticket}, replication 0, ${facts.length} facts\n${lines.join('\n')}\n`;
}

/** The same for programs: columns by name, values as they stand in the journal. */
export function traceJson(facts: readonly TracedFact[], ticket: number, scenario: Scenario, seed: number): string {
  const named = facts.map(({ at, kind, a, b, c }) => {
    const shape = FACT_BY_KIND.get(kind)!;
    return { atMs: at, fact: shape.name, ...Object.fromEntries([[shape.a, a], [shape.b, b], [shape.c, c]].filter(([column]) => column !== '')) as object };
  });
  return `${JSON.stringify({ schemaVersion: '1.0', tool: 'desksim', command: 'trace', scenario: scenario.name, seed, replication: 0, ticket, facts: named }, null, 2)}\n`;
}

function columnsOf(fact: TracedFact, ticket: number, scenario: Scenario): string {
  const { a, b, c, name } = FACT_BY_KIND.get(fact.kind)!;
  const columns = ([[a, fact.a], [b, fact.b], [c, fact.c]] as const).filter(([column, value]) => column !== '' && !(column === 'ticket' && value === ticket));
  return columns.map(([column, value]) => `${column.replace(/Ms$/, '')} ${shown(name, column, value, scenario)}`).join('  ');
}

function shown(fact: string, column: string, value: number, scenario: Scenario): string {
  if (column.endsWith('Ms')) return elapsed(value);
  if (column === 'agent' || column === 'from' || column === 'to') return scenario.agents[value]?.name ?? (value === NONE ? 'none' : String(value));
  if (column === 'class' && fact === 'ticketOpened') return classWords(value, scenario);
  const words = WORDS[`${fact}.${column}`] ?? WORDS[column];
  return Object.entries(words ?? {}).find(([, code]) => code === value)?.[0] ?? String(value);
}

function classWords(cls: number, { customers }: Scenario): string {
  const intent = customers.intents[intentOf(cls)]?.name ?? String(intentOf(cls));
  return `${PRIORITIES[priorityOf(cls)]!} ${intent}${vipOf(cls) === 1 ? ' vip' : ''}`;
}

/** By column, or by fact and column where the column alone is not enough. */
const WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  clock: CLOCK, rule: OBEDIENCE, status: STATUS, manner: MANNER,
  'sendIntended.kind': SEND_KIND, 'ticketQueued.reason': QUEUED, 'ticketUnassigned.reason': QUEUED,
};

/** Milliseconds are kept where they matter: below a minute. */
function elapsed(ms: Ms): string {
  const rounded = ms < 60_000 ? Math.round(ms) : Math.round(ms / 1_000) * 1_000;
  if (rounded < 60_000) return `${(rounded / 1_000).toFixed(3).replace(/\.?0+$/, '')}s`;
  const seconds = rounded / 1_000;
  const parts: string[] = [];
  for (const [unit, size] of [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]] as const) {
    const count = Math.floor(seconds / size) % (unit === 'd' ? Infinity : unit === 'h' ? 24 : 60);
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 3).join('');
}

/** Local wall-clock time in the scenario's zone; only for people, so `Intl` may write it. */
function clock(at: Ms, { startsAtEpochMs, zone }: Scenario): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  formats.set(zone, format);
  return format.format(startsAtEpochMs + at).replace(',', '');
}

const formats = new Map<string, Intl.DateTimeFormat>();
