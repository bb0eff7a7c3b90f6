import type { Knob, RuleSet } from './rule-set.js';

/** Rules that somebody wants otherwise: values by name. A rule of several parts may be changed in some of them. */
export type RuleOverrides = { readonly [K in Knob]?: Changed<RuleSet[K]['value']> };

/** A rule set with some rules changed; they say `given`. Values are taken as they are: whoever reads them from a file has checked them. */
export function overridden(rules: RuleSet, overrides: RuleOverrides | undefined): RuleSet {
  const changed = Object.entries(overrides ?? {}).map(([name, value]) => {
    const before: unknown = rules[name as Knob].value;
    return [name, { value: isParts(before) && isParts(value) ? { ...before, ...value } : value, basis: 'given', source: 'the scenario or test' }];
  });
  return changed.length === 0 ? rules : { ...rules, ...Object.fromEntries(changed) };
}

type Changed<T> = T extends readonly unknown[] ? T : T extends object ? Partial<T> : T;

function isParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
