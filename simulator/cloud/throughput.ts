import type { RuleSet } from './rule-set.js';

/** Messages a second of a business number: a word for one of the platform's rates, or a rate of one's own. */
export type Throughput = (typeof THROUGHPUTS)[number] | number;

/** `coexistence`: the number is shared with the Business app; `unlimited`: none is refused for its rate. */
export const THROUGHPUTS = ['standard', 'high', 'coexistence', 'unlimited'] as const;

export function mpsOf(throughput: Throughput, { throughput: { value } }: RuleSet): number {
  if (typeof throughput === 'number') return throughput;
  return { standard: value.standardMps, high: value.highMps, coexistence: value.coexistenceMps, unlimited: Infinity }[throughput];
}
