import type { GoalVerdict } from '../simulator/kpis/judge.js';
import type { RunResult } from '../simulator/kpis/run-result.js';
import type { WorstHour } from '../simulator/kpis/hour-rows.js';

/** Signs that say what colour also says. */
export const MARKS: Readonly<Record<GoalVerdict, string>> = { met: '✓', missed: '✗', inconclusive: '?' };
export const VERDICT_WORDS: Readonly<Record<GoalVerdict, string>> = { met: 'met', missed: 'MISSED', inconclusive: 'inconclusive' };

/** Why the run ends with its exit code. */
export function exitWords({ exitCode, verdict, partial, replications }: RunResult): string {
  const count = (wanted: GoalVerdict): number => verdict.goals.filter((goal) => goal.verdict === wanted).length;
  const goals = (n: number): string => `${n} ${n === 1 ? 'goal' : 'goals'}`;
  const open = count('inconclusive');
  switch (exitCode) {
    case 0: return verdict.goals.length === 0 ? 'done, no goals set' : 'all goals met';
    case 3: return `${goals(count('missed'))} missed${open === 0 ? '' : `; ${open} inconclusive`}`;
    case 6: return open > 0 ? `inconclusive: ${goals(open)}` : `inconclusive: ${partial ? 'stopped early' : `${replications.holes.length} replications missing`}`;
    case 130:
    case 143: return 'interrupted';
    default: return 'failed';
  }
}

/** The hour to look at: that of the first goal judged by the hour, else the one with the fewest answers in time. */
export function worstOf({ verdict, hours, worstHour }: RunResult): WorstHour | null {
  const named = verdict.goals.find((goal) => goal.worst !== null)?.worst?.interval;
  const hour = hours.find((row) => row.name === named && row.inTime !== null);
  if (hour === undefined) return worstHour;
  return { name: hour.name, inTime: hour.inTime!.mean, arrivals: hour.arrivals.mean, signedIn: hour.signedIn.mean };
}

/** Agents and fees are added as they stand; the sum is named after what most of it is paid in. */
export function costCurrency({ scenario }: RunResult): string {
  return scenario.currency === '' ? 'USD' : scenario.currency;
}
