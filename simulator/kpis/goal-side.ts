import type { Goal } from '../scenario/scenario.js';
import type { Bounds } from './estimate.js';

/** Where an interval lies. A share goal always wants at least its target, whatever it compares times with. */
export function sideOf(goal: Goal, [low, high]: Bounds): 'good' | 'bad' | 'both' {
  const { target } = goal;
  switch (goal.kind === 'share' ? '>=' : goal.compare) {
    case '>=': return low >= target ? 'good' : high < target ? 'bad' : 'both';
    case '>': return low > target ? 'good' : high <= target ? 'bad' : 'both';
    case '<=': return high <= target ? 'good' : low > target ? 'bad' : 'both';
    case '<': return high < target ? 'good' : low >= target ? 'bad' : 'both';
    case '=': return low === target && high === target ? 'good' : target < low || target > high ? 'bad' : 'both';
  }
}

export function isGood(goal: Goal, value: number): boolean {
  return sideOf(goal, [value, value]) === 'good';
}
