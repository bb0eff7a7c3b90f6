import { suggest } from '../scenario/suggest.js';
import { KNOBS } from './knobs.js';
import type { Knob, Rule, RuleSet } from './rule-set.js';

/** Rules that somebody wants otherwise: values by name. A rule of several parts may be changed in some of them. */
export type RuleOverrides = { readonly [K in Knob]?: Changed<RuleSet[K]['value']> };

/**
 * A rule set with some rules changed; they say `given`. Values are taken as they are: whoever reads them from a file has checked them.
 * @throws Error that names a rule which does not exist
 */
export function overridden(rules: RuleSet, overrides: RuleOverrides | undefined): RuleSet {
  const changed = Object.entries(overrides ?? {}).flatMap(([name, given]) => {
    const rule: Rule<unknown> | undefined = Object.hasOwn(KNOBS, name) ? rules[name as Knob] : undefined;
    if (rule === undefined) throw new Error(`there is no rule \`${name}\`; ${instead(name, Object.keys(KNOBS))}`);
    const before = rule.value;
    const value: unknown = isParts(before) && isParts(given) ? { ...before, ...given } : given;
    return isSame(before, value) ? [] : [[name, { value, basis: 'given', source: 'the scenario or test' }]];
  });
  return changed.length === 0 ? rules : { ...rules, ...Object.fromEntries(changed) };
}

/** A rule set's name, and which of its rules were changed: nobody should take a result under other rules for one under these. */
export function titleOf(rules: RuleSet): string {
  const changed = Object.entries(rules).flatMap(([name, rule]) => (typeof rule === 'object' && (rule as Rule<unknown>).basis === 'given' ? [name] : []));
  if (changed.length === 0) return rules.name;
  return `${rules.name} with ${changed.length} ${changed.length === 1 ? 'rule' : 'rules'} overridden: ${changed.join(', ')}`;
}

/** What somebody may have meant by a name that does not exist. */
export function instead(name: string, names: readonly string[]): string {
  const near = suggest(name, names);
  return near === null ? `there are ${names.join(', ')}` : `did you mean \`${near}\`?`;
}

type Changed<T> = T extends readonly unknown[] ? T : T extends object ? Partial<T> : T;

/** JSON writes Infinity as null, and no rule has a null. */
function isSame(before: unknown, value: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(value);
}

function isParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
