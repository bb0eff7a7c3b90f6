import { SECOND, type Ms } from '../../runtime/units.js';
import { dayText } from '../calendar-day.js';
import type { ServedRows } from './parse-history.js';
import type { AgentPlan, History, Shift } from './scenario.js';
import { workDays, type WorkDay, type WorkRules } from './work-days.js';

/** How to tell who was at the desk from who served whom. The log knows only services; everything between is inferred. */
export interface StaffingRules extends WorkRules {
  /** An agent for whom callers waited longer than this between two services was away in between. */
  readonly absentAfterMs: Ms;
  /** Whoever left while callers waited had them in sight within this time of the last service. */
  readonly seesWithinMs: Ms;
  /** From coming to the first call taken from the line. */
  readonly takesUpMs: Ms;
  /** Whoever left while callers waited would have gone home after any call from so long before on. */
  readonly leavesEarlyMs: Ms;
  /** Multiplies the work of these agents, by name; 1 for all others. */
  readonly pace: Readonly<Record<string, number>>;
}

/** The intent of rows that do not say, as a bit of a mask. */
const UNKNOWN = 255 & 31;

/** What all estimated agents have in common. */
export type AgentTemplate = Omit<AgentPlan, 'name' | 'skills' | 'pace' | 'shifts'>;

/**
 * One plan for each agent and each day on which they served anybody: their skills of that day, and a shift for each
 * time they were at the desk.
 * @param firstDay Local day number of the first of `dayStartsMs`.
 */
export function estimateStaffing(history: History, served: ServedRows, dayStartsMs: readonly Ms[], firstDay: number, rules: StaffingRules, template: AgentTemplate): AgentPlan[] {
  return workDays(history, served, dayStartsMs, rules).map((work) => {
    const name = served.agents[work.agent]!;
    return {
      ...template,
      name: `${name} ${dayText(firstDay + work.day)}`,
      skills: skillList(work.skills),
      pace: rules.pace[name] ?? 1,
      shifts: shiftsOf(work, rules),
    };
  });
}

/** A time between two services of an agent. */
export interface Gap {
  readonly fromMs: Ms;
  readonly toMs: Ms;
  /** How long in it somebody waited whom the agent could have served. */
  readonly waitedMs: Ms;
  /** Somebody waited at its beginning. */
  readonly busy: boolean;
  /** It ended with somebody from the line. */
  readonly queued: boolean;
}

export function gapsOf({ pieces, skills, waiting }: WorkDay, seesWithinMs: Ms): Gap[] {
  return pieces.slice(1).map((piece, i) => {
    const fromMs = pieces[i]!.endMs;
    const toMs = piece.startMs;
    const waitedMs = waiting.between(skills, fromMs, toMs);
    const busy = waiting.between(skills, fromMs, Math.min(toMs, fromMs + seesWithinMs)) > 0;
    return { fromMs, toMs, waitedMs, busy, queued: piece.queued };
  });
}

function shiftsOf(work: WorkDay, rules: StaffingRules): Shift[] {
  const { pieces, skills, waiting } = work;
  const shifts: Shift[] = [];
  let cameMs = pieces[0]!.startMs;
  for (const gap of gapsOf(work, rules.seesWithinMs)) {
    if (gap.waitedMs <= rules.absentAfterMs) continue;
    const leftMs = gap.busy ? gap.fromMs : middle(gap.fromMs, waiting.firstAfter(skills, gap.fromMs, gap.toMs));
    shifts.push(shift(cameMs, leftMs, gap.busy ? rules.leavesEarlyMs : 0));
    // Somebody from the line was taken at once; somebody who had not waited came at some time after the line was empty.
    const backMs = gap.queued ? gap.toMs - rules.takesUpMs : middle(waiting.lastBefore(skills, leftMs, gap.toMs), gap.toMs);
    cameMs = Math.max(leftMs, backMs);
  }
  const endMs = pieces[pieces.length - 1]!.endMs;
  const busy = waiting.between(skills, endMs, endMs + rules.seesWithinMs) > 0;
  return [...shifts, shift(cameMs, endMs, busy ? rules.leavesEarlyMs : 0)].filter(({ fromMs, toMs }) => toMs > fromMs);
}

function shift(fromMs: Ms, toMs: Ms, leavesEarlyMs: Ms): Shift {
  return { fromMs: Math.max(0, fromMs), toMs, breaks: [], leavesEarlyMs };
}

function middle(fromMs: Ms, toMs: Ms): Ms {
  return Math.round((fromMs + toMs) / 2 / SECOND) * SECOND;
}

/** No list at all means: everything. That is what is left to say when the log names no intents. */
function skillList(mask: number): number[] {
  if ((mask & (1 << UNKNOWN)) !== 0) return [];
  return Array.from({ length: 32 }, (_, intent) => intent).filter((intent) => (mask & (1 << intent)) !== 0);
}
