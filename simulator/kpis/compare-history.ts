import { FACTS, type FactSink } from '../../runtime/facts.js';
import { DAY, HOUR, MINUTE, type Ms } from '../../runtime/units.js';
import { Calendar } from '../calendar.js';
import type { History, Scenario } from '../scenario/scenario.js';

/** What happened to the customers of a history, and what happens to them in the simulation. */
export interface HistoryComparison {
  /** Who waited longer counts as queued, on both sides. */
  readonly queuedAfterMs: Ms;
  readonly replications: number;
  readonly all: ComparedSpan;
  /** Without the spans that the scenario excludes; null where none lies in the run. */
  readonly without: ComparedSpan | null;
}

export interface ComparedSpan {
  readonly total: Compared;
  /** By the hour of the local clock, all days together; only hours that the scenario compares, with enough observed. */
  readonly hours: readonly (Compared & { readonly hour: number })[];
  /** How far the shares of those who gave up are apart, on average over these hours; null without any. */
  readonly hourlyGap: number | null;
}

export interface Compared {
  readonly observed: Waits;
  /** Mean over the replications. */
  readonly simulated: Waits;
}

export interface Waits {
  /** How many waited longer than the limit. */
  readonly queued: number;
  /** Share of the queued who gave up. */
  readonly left: number | null;
  /** Of the queued who were served. */
  readonly medianMs: Ms | null;
  readonly p90Ms: Ms | null;
}

/** Fewer observed than this, and an hour of the clock tells nothing. */
const ENOUGH = 50;

/** Listens to one replication: the wait of each customer of the history, and who gave up. */
export class HistorySink implements FactSink {
  /** NaN: neither served nor gone when the world ended. */
  readonly waitMs: Float64Array;
  readonly left: Uint8Array;
  private readonly openedAt: number[] = [];
  private readonly customer: number[] = [];

  constructor(history: History) {
    this.waitMs = new Float64Array(history.atMs.length).fill(NaN);
    this.left = new Uint8Array(history.atMs.length);
  }

  tell(kind: number, at: Ms, a: number, b: number): void {
    if (kind === FACTS.ticketOpened.kind) {
      this.openedAt[a] = at;
      this.customer[a] = b;
    } else if (kind === FACTS.ticketAssigned.kind) this.ends(at, a, 0);
    else if (kind === FACTS.ticketWithdrawn.kind) this.ends(at, a, 1);
  }

  /** Only the first end of the first wait counts: the history, too, has one row for each. */
  private ends(at: Ms, ticket: number, left: 0 | 1): void {
    const customer = this.customer[ticket]!;
    if (customer >= this.waitMs.length || !Number.isNaN(this.waitMs[customer]!)) return;
    this.waitMs[customer] = at - this.openedAt[ticket]!;
    this.left[customer] = left;
  }
}

/** Null when the history does not say who waited for how long, and who gave up. */
export function compareHistory(scenario: Scenario, runs: readonly HistorySink[]): HistoryComparison | null {
  const { history } = scenario.arrivals;
  if (history === null || runs.length === 0 || !history.observedWaitMs.some((ms, i) => ms >= 0 && history.observedLeft[i]! <= 1)) return null;
  const clock = hoursOfClock(scenario, history.atMs);
  const all = [...history.atMs.keys()];
  const kept = all.filter((i) => !history.exclude.some(({ fromMs, toMs }) => history.atMs[i]! >= fromMs && history.atMs[i]! < toMs));
  return {
    queuedAfterMs: history.queuedAfterMs,
    replications: runs.length,
    all: compareSpan(history, runs, all, clock),
    without: kept.length === all.length ? null : compareSpan(history, runs, kept, clock),
  };
}

function compareSpan(history: History, runs: readonly HistorySink[], rows: readonly number[], clock: Uint8Array): ComparedSpan {
  const [fromMs, toMs] = history.comparedHoursMs;
  const byHour = Array.from({ length: 24 }, (): number[] => []);
  for (const i of rows) byHour[clock[i]!]!.push(i);
  const hours = byHour
    .map((mine, hour) => ({ hour, ...compareRows(history, runs, mine) }))
    .filter(({ hour, observed }) => hour * HOUR >= fromMs && hour * HOUR < toMs && observed.queued >= ENOUGH);
  const gaps = hours.flatMap(({ observed, simulated }) => (simulated.left === null ? [] : [Math.abs(simulated.left - observed.left!)]));
  return { total: compareRows(history, runs, rows), hours, hourlyGap: mean(gaps) };
}

function compareRows(history: History, runs: readonly HistorySink[], rows: readonly number[]): Compared {
  const limitMs = history.queuedAfterMs;
  const simulated = runs.map((run) => waitsOf(rows, run.waitMs, run.left, limitMs));
  return {
    observed: waitsOf(rows, history.observedWaitMs, history.observedLeft, limitMs),
    simulated: {
      queued: mean(simulated.map(({ queued }) => queued))!,
      left: mean(simulated.map(({ left }) => left)),
      medianMs: mean(simulated.map(({ medianMs }) => medianMs)),
      p90Ms: mean(simulated.map(({ p90Ms }) => p90Ms)),
    },
  };
}

function waitsOf(rows: readonly number[], waitMs: Float64Array, left: Uint8Array, limitMs: Ms): Waits {
  const queued = rows.filter((i) => waitMs[i]! > limitMs);
  const served = Float64Array.from(queued.filter((i) => left[i] === 0), (i) => waitMs[i]!).sort();
  const leavers = queued.filter((i) => left[i] === 1).length;
  return { queued: queued.length, left: queued.length === 0 ? null : leavers / queued.length, medianMs: quantile(served, 0.5), p90Ms: quantile(served, 0.9) };
}

function quantile(sorted: Float64Array, p: number): Ms | null {
  if (sorted.length === 0) return null;
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (at - Math.floor(at)) * ((sorted[Math.floor(at) + 1] ?? below) - below);
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The local hour of each instant; zones differ by quarters of an hour, so instants of one quarter share theirs. */
function hoursOfClock({ zone, startsAtEpochMs }: Scenario, atMs: Float64Array): Uint8Array {
  const calendar = Calendar.of(zone)!;
  const known = new Map<number, number>();
  return Uint8Array.from(atMs, (at) => {
    const quarter = Math.floor((startsAtEpochMs + at) / (15 * MINUTE));
    let hour = known.get(quarter);
    if (hour === undefined) known.set(quarter, (hour = Math.floor((calendar.wallAt(quarter * 15 * MINUTE).wallMs % DAY) / HOUR)));
    return hour;
  });
}
