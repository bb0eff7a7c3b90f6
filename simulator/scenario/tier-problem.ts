import { RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import { Wrong } from './problem.js';

/** What is wrong with a messaging limit under a dated rule set; null when nothing is. */
export function tierProblem(tier: number | 'unlimited', ruleSet: RuleSetName): Wrong | null {
  if (tier === 'unlimited' || stepsOf(ruleSet).includes(tier)) return null;
  const names = Object.keys(RULE_SETS) as RuleSetName[];
  const here = names.indexOf(ruleSet);
  const lastBefore = names.slice(0, here).findLastIndex((name) => stepsOf(name).includes(tier));
  const firstAfter = names.slice(here + 1).find((name) => stepsOf(name).includes(tier));
  const message =
    lastBefore >= 0 ? `is not a Meta messaging limit since rule set ${names[lastBefore + 1]}`
    : firstAfter !== undefined ? `is a Meta messaging limit only since rule set ${firstAfter}`
    : 'is not a Meta messaging limit';
  return new Wrong('DS131', `\`tier: ${tier}\` ${message}`, `use ${stepsOf(ruleSet).filter(Number.isFinite).join(', ')} or unlimited`);
}

function stepsOf(name: RuleSetName): readonly number[] {
  return RULE_SETS[name].limitSteps.value;
}
