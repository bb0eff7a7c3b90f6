import { HOUR, type Ms } from '../../runtime/units.js';
import type { ServedRows } from './parse-history.js';
import type { History } from './scenario.js';
import { WaitingSeconds } from './waiting-seconds.js';

/** How to tell an agent's skills and work from whom they served. */
export interface WorkRules {
  /** Longer services are not believed, and left out. */
  readonly longestMs: Ms;
  /** Somebody has a skill who served such callers on the day, and in the log at this share of what all agents served... */
  readonly skillShareOfLog: number;
  /** ... or spent this share of the day's calls on it. */
  readonly skillShareOfDay: number;
}

/** What one agent did on one day. */
export interface WorkDay {
  /** Index into the names of the log. */
  readonly agent: number;
  /** Index into the days of the run. */
  readonly day: number;
  /** Bit mask of intents. */
  readonly skills: number;
  /** In order, without overlaps. */
  readonly pieces: readonly Piece[];
  readonly waiting: WaitingSeconds;
}

export interface Piece {
  readonly startMs: Ms;
  readonly endMs: Ms;
  /** The caller had waited in line. */
  readonly queued: boolean;
}

/** A night shift belongs to the evening on which it began. */
const DAY_BEGINS: Ms = 4 * HOUR;

/** Who worked on which day, from who served whom. */
export function workDays(history: History, served: ServedRows, dayStartsMs: readonly Ms[], rules: WorkRules): WorkDay[] {
  const rowsByDay = byDay(history.atMs, dayStartsMs);
  const log = tally(served, [...served.agent.keys()], history);
  const believed = [...served.agent.keys()].filter((i) => {
    const ms = served.serviceEndMs[i]! - served.serviceStartMs[i]!;
    return served.agent[i]! >= 0 && ms >= 0 && ms <= rules.longestMs;
  });
  const servedByDay = new Map<number, number[]>();
  for (const i of believed) push(servedByDay, dayOf(history.atMs[served.arrival[i]!]!, dayStartsMs), i);
  return [...servedByDay].sort(([a], [b]) => a - b).flatMap(([day, rows]) => {
    const fromMs = dayStartsMs[day]! + DAY_BEGINS;
    const toMs = (dayStartsMs[day + 1] ?? fromMs + 24 * HOUR) + DAY_BEGINS;
    const waiting = new WaitingSeconds(history, rowsByDay.get(day) ?? [], day === 0 ? 0 : fromMs, toMs);
    const today = tally(served, rows, history);
    const byAgent = new Map<number, number[]>();
    for (const i of rows) push(byAgent, served.agent[i]!, i);
    return [...byAgent].sort(([a], [b]) => a - b).map(([agent, mine]): WorkDay => {
      const skills = skillsOf(today.get(agent)!, log.get(agent)!, log.get(EVERYBODY)!, rules);
      return { agent, day, skills, pieces: piecesOf(mine, served, history), waiting };
    });
  });
}

/** Calls by intent. */
type Counts = Map<number, number>;
const EVERYBODY = -1;

function tally(served: ServedRows, rows: readonly number[], history: History): Map<number, Counts> {
  const counts = new Map<number, Counts>([[EVERYBODY, new Map()]]);
  for (const i of rows) {
    const agent = served.agent[i]!;
    if (agent < 0) continue;
    const intent = history.intent[served.arrival[i]!]!;
    for (const who of [agent, EVERYBODY]) {
      const mine = counts.get(who) ?? new Map<number, number>();
      mine.set(intent, (mine.get(intent) ?? 0) + 1);
      counts.set(who, mine);
    }
  }
  return counts;
}

function skillsOf(today: Counts, log: Counts, all: Counts, rules: WorkRules): number {
  const usual = maskOf([...log.keys()].filter((intent) => shareOf(intent, log) >= rules.skillShareOfLog * shareOf(intent, all)));
  const ofDay = maskOf([...today.keys()].filter((intent) => (usual & (1 << intent)) !== 0 || shareOf(intent, today) >= rules.skillShareOfDay));
  return ofDay !== 0 ? ofDay : usual !== 0 ? usual : maskOf([...today.keys()]);
}

function shareOf(intent: number, counts: Counts): number {
  return (counts.get(intent) ?? 0) / [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function maskOf(intents: readonly number[]): number {
  return intents.reduce((mask, intent) => mask | (1 << intent), 0);
}

function piecesOf(rows: readonly number[], served: ServedRows, history: History): Piece[] {
  const pieces: Piece[] = [];
  const inOrder = rows.toSorted((a, b) => served.serviceStartMs[a]! - served.serviceStartMs[b]!);
  for (const i of inOrder) {
    const [startMs, endMs] = [served.serviceStartMs[i]!, served.serviceEndMs[i]!];
    const last = pieces[pieces.length - 1];
    if (last !== undefined && startMs <= last.endMs) pieces[pieces.length - 1] = { ...last, endMs: Math.max(last.endMs, endMs) };
    else pieces.push({ startMs, endMs, queued: history.observedWaitMs[served.arrival[i]!]! > 0 });
  }
  return pieces;
}

function byDay(atMs: Float64Array, dayStartsMs: readonly Ms[]): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  atMs.forEach((at, i) => push(rows, dayOf(at, dayStartsMs), i));
  return rows;
}

function dayOf(atMs: Ms, dayStartsMs: readonly Ms[]): number {
  let low = 0;
  let high = dayStartsMs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (dayStartsMs[middle]! + DAY_BEGINS <= atMs) low = middle;
    else high = middle;
  }
  return low;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
