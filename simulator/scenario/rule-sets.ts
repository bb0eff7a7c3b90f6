import { Wrong } from './problem.js';

/** The dated rule sets of the platform that a scenario can name, oldest first, with their messaging limits. */
export const RULE_SETS: Readonly<Record<string, { readonly tiers: readonly number[] }>> = {
  'meta-2025-06': { tiers: [250, 1000, 10_000, 100_000] },
  'meta-2025-10': { tiers: [250, 2000, 10_000, 100_000] },
  'meta-2026-10': { tiers: [250, 2000, 10_000, 100_000] },
};

export const NEWEST_RULE_SET = 'meta-2026-10';

/** What is wrong with a messaging limit under a rule set; null when nothing is. */
export function tierProblem(tier: number | 'unlimited', ruleSet: string): Wrong | null {
  const tiers = RULE_SETS[ruleSet]?.tiers;
  if (tier === 'unlimited' || tiers === undefined || tiers.includes(tier)) return null;
  const names = Object.keys(RULE_SETS);
  const here = names.indexOf(ruleSet);
  const before = names.slice(0, here).some((name) => RULE_SETS[name]!.tiers.includes(tier));
  const since = names.find((name) => RULE_SETS[name]!.tiers.includes(tier) !== before && names.indexOf(name) >= (before ? 1 : 0));
  const gone = before && since !== undefined;
  const message = gone
    ? `\`tier: ${tier}\` is not a Meta messaging limit since rule set ${since}`
    : since !== undefined && names.indexOf(since) > here
      ? `\`tier: ${tier}\` is a Meta messaging limit only since rule set ${since}`
      : `\`tier: ${tier}\` is not a Meta messaging limit`;
  return new Wrong('DS131', message, `use ${tiers.join(', ')} or unlimited`);
}
