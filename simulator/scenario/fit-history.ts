import { HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import type { DistributionSpec } from '../distributions.js';
import { kaplanMeier, survivalAt } from '../stats/kaplan-meier.js';
import { gapsOf, type StaffingRules } from './estimate-staffing.js';
import type { ServedRows } from './parse-history.js';
import type { History } from './scenario.js';
import { workDays } from './work-days.js';

export interface FitRules extends StaffingRules {
  readonly handoverMs: Ms;
  /** Waits of customers who came earlier in the day tell nothing: nobody was there to serve them. */
  readonly opensMs: Ms;
}

/** What a history tells about work and patience: distributions as a scenario writes them, by intent where it says so. */
export interface FittedHistory {
  /** At ordinary pace and an ordinary time of day. */
  readonly work: readonly DistributionSpec[];
  /** Multiplies the work in each hour of the clock. */
  readonly workByHour: readonly number[];
  readonly patience: readonly DistributionSpec[];
  /** By the names of the agents. */
  readonly pace: Readonly<Record<string, number>>;
  readonly pauseBusy: DistributionSpec;
  readonly pauseIdle: DistributionSpec;
  /** Of VIPs among those who waited. */
  readonly vip: readonly number[];
}

export function fitHistory(history: History, served: ServedRows, dayStartsMs: readonly Ms[], intents: number, rules: FitRules): FittedHistory {
  const services = servicesOf(history, served, dayStartsMs, intents, rules.longestMs);
  const pace = paceOf(services, served.agents);
  const paces = served.agents.map((name) => pace[name] ?? 1);
  const workByHour = hourFactors(services, paces);
  const all = Array.from({ length: intents }, (_, intent) => intent);
  return {
    work: all.map((intent) => quantileTable(services[intent]!.map(({ ms, agent, hour }) => Math.max(SECOND, ms) / ((paces[agent] ?? 1) * workByHour[hour]!)))),
    workByHour,
    patience: all.map((intent) => patienceTable(waitsOf(history, dayStartsMs, rules.opensMs, intent))),
    pace,
    ...pausesOf(history, served, dayStartsMs, rules),
    vip: all.map((intent) => vipOf(history, intent)),
  };
}

interface Service {
  readonly ms: Ms;
  readonly agent: number;
  /** Of the clock, when it began. */
  readonly hour: number;
}

function servicesOf(history: History, served: ServedRows, dayStartsMs: readonly Ms[], intents: number, longestMs: Ms): Service[][] {
  const services: Service[][] = Array.from({ length: intents }, () => []);
  for (let i = 0; i < served.arrival.length; i++) {
    const row = served.arrival[i]!;
    const ms = served.serviceEndMs[i]! - served.serviceStartMs[i]!;
    if (history.observedLeft[row] === 1 || !(ms >= 0 && ms <= longestMs)) continue;
    const startMs = served.serviceStartMs[i]!;
    const midnight = dayStartsMs.findLast((start) => start <= startMs) ?? 0;
    services[history.intent[row]!]?.push({ ms, agent: served.agent[i]!, hour: Math.floor((startMs - midnight) / HOUR) % 24 });
  }
  return services;
}

/** An agent's time over what the same calls take on average; few calls are drawn towards 1. */
function paceOf(services: readonly Service[][], agents: readonly string[]): Record<string, number> {
  const means = services.map((list) => mean(list.filter(({ agent }) => agent >= 0).map(({ ms }) => ms)));
  const drawMs = SHRINK_CALLS * mean(services.flat().filter(({ agent }) => agent >= 0).map(({ ms }) => ms));
  const own = agents.map(() => 0);
  const usual = agents.map(() => 0);
  services.forEach((list, intent) => {
    for (const { ms, agent } of list) {
      if (agent < 0) continue;
      own[agent]! += ms;
      usual[agent]! += means[intent]!;
    }
  });
  return Object.fromEntries(agents.flatMap((name, i) => (usual[i] === 0 ? [] : [[name, rounded((own[i]! + drawMs) / (usual[i]! + drawMs), 3)]])));
}

/** Time over what the same calls take on average by the same agents, hour by hour of the clock. */
function hourFactors(services: readonly Service[][], paces: readonly number[]): number[] {
  const spent = Array.from({ length: 24 }, () => 0);
  const usual = Array.from({ length: 24 }, () => 0);
  const count = Array.from({ length: 24 }, () => 0);
  for (const list of services) {
    const ordinary = mean(list.map(({ ms, agent }) => ms / (paces[agent] ?? 1)));
    for (const { ms, agent, hour } of list) {
      spent[hour]! += ms;
      usual[hour]! += ordinary * (paces[agent] ?? 1);
      count[hour]!++;
    }
  }
  return spent.map((ms, hour) => (count[hour]! < ENOUGH_CALLS ? 1 : rounded(ms / usual[hour]!, 2)));
}

/** Quantiles, dense at the far end; the last is set so that the table has the mean of the sample. */
function quantileTable(sample: readonly Ms[]): DistributionSpec {
  const sorted = sample.toSorted((a, b) => a - b);
  const values = SERVICE_SHARES.map((p) => rounded(quantile(sorted, p), -2));
  const last = SERVICE_SHARES.length - 1;
  const tableMean = SERVICE_SHARES.slice(1).reduce((sum, p, i) => sum + ((p - SERVICE_SHARES[i]!) * (values[i]! + values[i + 1]!)) / 2, 0);
  const missing = (2 * (mean(sorted) - tableMean)) / (SERVICE_SHARES[last]! - SERVICE_SHARES[last - 1]!);
  values[last] = Math.max(values[last - 1]!, rounded(values[last]! + missing, -2));
  return { kind: 'empirical', points: SERVICE_SHARES.map((p, i) => [p, values[i]!]) };
}

type Wait = readonly [waitMs: Ms, left: boolean];

function waitsOf(history: History, dayStartsMs: readonly Ms[], opensMs: Ms, intent: number): Wait[] {
  const waits: Wait[] = [];
  let day = 0;
  history.atMs.forEach((at, i) => {
    while (at >= (dayStartsMs[day + 1] ?? Infinity)) day++;
    const waitMs = history.observedWaitMs[i]!;
    if (history.intent[i] === intent && waitMs > 0 && at - dayStartsMs[day]! >= opensMs) waits.push([waitMs, history.observedLeft[i] === 1]);
  });
  return waits;
}

/** Patience of people of whom most are served before it ends; beyond the last leaver it goes on with the late rate. */
function patienceTable(waits: readonly Wait[]): DistributionSpec {
  const survival = kaplanMeier(waits, LEAST_AT_RISK);
  const points: [number, Ms][] = [[0, 0]];
  for (const at of PATIENCE_TIMES) {
    if (at > survival.times[survival.times.length - 1]!) break;
    const gone = rounded(1 - survivalAt(survival, at), 4);
    if (gone > points[points.length - 1]![0]) points.push([gone, at]);
  }
  const [goneAtLast, lastMs] = points[points.length - 1]!;
  const late = waits.filter(([ms]) => ms >= LATE);
  const tailMs = late.reduce((sum, [ms]) => sum + ms - LATE, 0) / Math.max(1, late.filter(([, left]) => left).length);
  for (const x of TAIL_STEPS) points.push([rounded(1 - (1 - goneAtLast) * Math.exp(-x), 4), rounded(lastMs + tailMs * x, -3)]);
  points.push([1, rounded(lastMs + tailMs * TAIL_END, -3)]);
  return { kind: 'empirical', points };
}

/** For how long callers waited in the gaps between services of agents who were there. */
function pausesOf(history: History, served: ServedRows, dayStartsMs: readonly Ms[], rules: FitRules): Pick<FittedHistory, 'pauseBusy' | 'pauseIdle'> {
  const busy: Wait[] = [];
  const idle: Wait[] = [];
  for (const gap of workDays(history, served, dayStartsMs, rules).flatMap((work) => gapsOf(work, rules.seesWithinMs))) {
    if (!gap.busy && gap.waitedMs === 0) continue;
    const seen = gap.waitedMs <= rules.absentAfterMs;
    (gap.busy ? busy : idle).push([seen ? gap.waitedMs : rules.absentAfterMs + SECOND, seen && gap.queued]);
  }
  return { pauseBusy: pauseTable(busy, rules.handoverMs), pauseIdle: pauseTable(idle, 0) };
}

/** The pauses of those who came back. */
function pauseTable(pauses: readonly Wait[], lessMs: Ms): DistributionSpec {
  const { times, shares } = kaplanMeier(pauses, LEAST_AT_RISK);
  const away = shares[shares.length - 1] ?? 1;
  const points = PAUSE_SHARES.map((p): [number, Ms] => {
    const at = shares.findIndex((share) => share <= 1 - (1 - away) * p + 1e-12);
    return [p, Math.max(0, (times[at < 0 ? times.length - 1 : at] ?? 0) - lessMs)];
  });
  return { kind: 'empirical', points };
}

function vipOf(history: History, intent: number): number {
  let [waited, vips] = [0, 0];
  history.atMs.forEach((_, i) => {
    if (history.intent[i] !== intent || !(history.observedWaitMs[i]! > 0)) return;
    waited++;
    if (history.vip[i] === 1) vips++;
  });
  return waited === 0 ? 0 : rounded(vips / waited, 3);
}

const SHRINK_CALLS = 30;
/** Fewer calls than these tell nothing about an hour. */
const ENOUGH_CALLS = 100;
const LEAST_AT_RISK = 15;
const SERVICE_SHARES = [...Array.from({ length: 39 }, (_, i) => i / 40), 0.965, 0.975, 0.985, 0.99, 0.995, 0.998, 1];
const PATIENCE_TIMES = [3, 5, 7, 9, 11, 13, 16, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240, 300, 360, 420, 480, 540, 600, 720, 900].map((s) => s * SECOND);
/** The rate at which those leave who have waited this long is taken for the rate of all who wait longer. */
const LATE = 2 * MINUTE;
const TAIL_STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];
const TAIL_END = 6;
const PAUSE_SHARES = [...Array.from({ length: 40 }, (_, i) => i / 40), 0.98, 0.985, 0.99, 0.995, 1];

function mean(sample: readonly number[]): number {
  return sample.length === 0 ? 0 : sample.reduce((sum, value) => sum + value, 0) / sample.length;
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.floor(at) + 1] ?? below) - below);
}

/** To so many digits after the point; negative: to tens, hundreds, thousands. */
function rounded(value: number, digits: number): number {
  const unit = Number(`1e${-digits}`);
  return Number((Math.round(value / unit) * unit).toFixed(Math.max(0, digits)));
}
