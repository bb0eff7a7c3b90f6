import { overridden, titleOf } from '../cloud/rule-overrides.js';
import { RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import type { Scenario } from '../scenario/scenario.js';

/** The rules that a scenario is simulated under, such as `meta-2026-10` or `meta-2026-10 with 1 rule overridden: windowMs`. */
export function ruleSetTitle({ ruleSet, platform }: Scenario): string {
  return titleOf(overridden(RULE_SETS[ruleSet as RuleSetName], platform.rules));
}
