import type { Ms } from '../../runtime/units.js';
import { WHO } from '../arrival-process.js';
import { PURPOSE, type Streams } from '../random.js';
import type { AgentPlan } from '../scenario/scenario.js';

/** One coming or going; `tire`: from now on the agent goes home after a piece of work if somebody waits. */
export interface Move {
  readonly at: Ms;
  readonly what: 'come' | 'rest' | 'return' | 'tire' | 'go' | 'absent';
}

/** All comings and goings of an agent, in order; some shifts are missed as a whole, by chance. */
export function roster(plan: AgentPlan, id: number, streams: Streams): Move[] {
  const moves: Move[] = [];
  plan.shifts.forEach((shift, i) => {
    if (plan.absence > 0 && streams.uniform(WHO.agent + id, PURPOSE.absence, i) < plan.absence) {
      moves.push({ at: shift.fromMs, what: 'absent' });
      return;
    }
    const within: Move[] = shift.breaks.flatMap((rest) => [{ at: rest.fromMs, what: 'rest' as const }, { at: rest.toMs, what: 'return' as const }]);
    const early = shift.leavesEarlyMs ?? 0;
    if (early > 0) within.push({ at: Math.max(shift.fromMs, shift.toMs - early), what: 'tire' });
    within.sort((a, b) => a.at - b.at);
    moves.push({ at: shift.fromMs, what: 'come' }, ...within, { at: shift.toMs, what: 'go' });
  });
  return moves;
}
