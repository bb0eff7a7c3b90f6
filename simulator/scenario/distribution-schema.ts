import { z } from 'zod';
import type { DistributionSpec } from '../distributions.js';
import { distributionProblems } from '../distribution-problems.js';
import { Wrong } from './problem.js';
import { amount, duration, positive, readShare, share } from './scalars.js';

/**
 * How the format writes a law of chance: `45s` (always), or a group with exactly one of the keys below.
 * Shapes, sigma, cv, weights and shares are plain numbers; everything else is in the quantity's own unit.
 */
export const durationDistribution = distributionOf(duration, 'durationDistribution', false);
export const countDistribution = distributionOf(amount, 'countDistribution', true);

function distributionOf(quantity: typeof duration, id: string, counts: boolean): z.ZodType<DistributionSpec> {
  const one = quantity.transform((value): DistributionSpec => ({ kind: 'constant', value }));
  const nested = z.lazy(() => whole);
  const group = z
    .strictObject({
      lognormal: z.strictObject({ median: quantity.optional(), sigma: amount.optional(), mean: quantity.optional(), cv: amount.optional() }).optional(),
      exponential: z.strictObject({ mean: quantity }).optional(),
      gamma: z.strictObject({ mean: quantity, shape: positive }).optional(),
      weibull: z.strictObject({ median: quantity.optional(), scale: quantity.optional(), shape: positive }).optional(),
      uniform: z.strictObject({ min: quantity, max: quantity }).optional(),
      ...(counts ? { geometric: z.strictObject({ mean: quantity }).optional() } : {}),
      quantiles: z.array(quantity).optional(),
      percentiles: z.record(z.string(), quantity).optional(),
      mix: z.array(z.record(z.string(), nested)).optional(),
      zero: share.optional(),
      else: nested.optional(),
    })
    .transform((input, context): DistributionSpec => {
      if (context.issues.length > 0) return z.NEVER; // an unknown key does not stop zod
      const spec = toSpec(input as Group, counts);
      const wrongs = spec instanceof Located ? [spec] : impossible(spec, input as Group);
      for (const { path, wrong } of wrongs) {
        context.issues.push({ code: 'custom', input, message: wrong.message, params: { wrong }, path: [...path] });
      }
      return spec instanceof Located ? z.NEVER : spec;
    });
  const whole: z.ZodType<DistributionSpec> = z.union([one, group]).meta({ id, description: `${counts ? 'A number' : 'A duration'} by chance: a plain one, or one distribution, for example ${example(counts)}.` });
  return whole;
}

interface Group {
  readonly lognormal?: { median?: number; sigma?: number; mean?: number; cv?: number };
  readonly exponential?: { mean: number };
  readonly gamma?: { mean: number; shape: number };
  readonly weibull?: { median?: number; scale?: number; shape: number };
  readonly uniform?: { min: number; max: number };
  readonly geometric?: { mean: number };
  readonly quantiles?: number[];
  readonly percentiles?: Record<string, number>;
  readonly mix?: Record<string, DistributionSpec>[];
  readonly zero?: number;
  readonly else?: DistributionSpec;
}

class Located {
  readonly path: readonly (string | number)[];
  readonly wrong: Wrong;
  constructor(path: readonly (string | number)[], message: string, hint = '') {
    this.path = path;
    this.wrong = new Wrong('DS114', message, hint);
  }
}

function toSpec(group: Group, counts: boolean): DistributionSpec | Located {
  const kinds = Object.keys(group).filter((key) => key !== 'else');
  if (kinds.length === 0) return new Located([], 'names no distribution', `for example ${example(counts)}`);
  if (kinds.length > 1) return new Located([kinds[1]!], `names two distributions, \`${kinds[0]}\` and \`${kinds[1]}\``, 'keep one, or give each a weight in a `mix`');
  if ((group.zero === undefined) !== (group.else === undefined)) return new Located([], '`zero` and `else` go together', 'write `{ zero: 20%, else: 30s }`');
  if (group.exponential) return { kind: 'exponential', mean: group.exponential.mean };
  if (group.gamma) return { kind: 'gamma', ...group.gamma };
  if (group.uniform) return { kind: counts ? 'uniformInt' : 'uniform', ...group.uniform };
  if (group.geometric) return { kind: 'geometric', mean: group.geometric.mean };
  if (group.quantiles) return { kind: 'empirical', quantiles: group.quantiles };
  if (group.zero !== undefined) return { kind: 'atZero', share: group.zero, then: group.else! }; // oxlint-disable-line no-thenable -- plain data, never awaited
  if (group.lognormal) return lognormal(group.lognormal);
  if (group.weibull) return weibull(group.weibull);
  if (group.percentiles) return percentiles(group.percentiles);
  return mix(group.mix!);
}

function lognormal({ median, sigma, mean, cv }: NonNullable<Group['lognormal']>): DistributionSpec | Located {
  if (median !== undefined && sigma !== undefined && mean === undefined && cv === undefined) return { kind: 'lognormal', median, sigma };
  if (mean !== undefined && cv !== undefined && median === undefined && sigma === undefined) return { kind: 'lognormal', mean, cv };
  return new Located(['lognormal'], 'a lognormal needs `median` and `sigma`, or `mean` and `cv`');
}

function weibull({ median, scale, shape }: NonNullable<Group['weibull']>): DistributionSpec | Located {
  if (median !== undefined && scale === undefined) return { kind: 'weibull', median, shape };
  if (scale !== undefined && median === undefined) return { kind: 'weibull', scale, shape };
  return new Located(['weibull'], 'a weibull needs `shape` and either `median` or `scale`');
}

function percentiles(values: Record<string, number>): DistributionSpec | Located {
  const points: [number, number][] = [];
  for (const [key, value] of Object.entries(values)) {
    const probability = readShare(key);
    if (probability instanceof Wrong) return new Located(['percentiles', key], probability.message, probability.hint);
    points.push([probability, value]);
  }
  points.sort((a, b) => a[0] - b[0]);
  if (points[0]?.[0] !== 0 || points[points.length - 1]?.[0] !== 1) return new Located(['percentiles'], 'percentiles need both ends', 'add `0%` with the smallest and `100%` with the largest value');
  return { kind: 'empirical', points };
}

function mix(entries: Record<string, DistributionSpec>[]): DistributionSpec | Located {
  const parts: [number, DistributionSpec][] = [];
  for (const [i, entry] of entries.entries()) {
    const [pair, ...more] = Object.entries(entry);
    if (pair === undefined || more.length > 0) return new Located(['mix', i], 'a part of a mix is one weight and one distribution', 'write `- 70%: 90s`');
    const weight = readShare(pair[0]);
    if (weight instanceof Wrong) return new Located(['mix', i, pair[0]], weight.message, weight.hint);
    parts.push([weight, pair[1]]);
  }
  const total = parts.reduce((sum, [weight]) => sum + weight, 0);
  if (Math.abs(total - 1) > 0.001) return new Located(['mix'], `the weights of the mix add up to ${Math.round(total * 10000) / 100}%`, 'they must make 100%');
  return { kind: 'mix', parts };
}

/** Parts of a mix were judged when they were read. */
function impossible(spec: DistributionSpec, group: Group): Located[] {
  const key = Object.keys(group)[0]!;
  if (spec.kind === 'mix' || spec.kind === 'atZero') return [];
  if (key === 'percentiles') return distributionProblems(spec).slice(0, 1).map(() => new Located([key], 'percentiles must not fall'));
  return distributionProblems(spec).map(({ path, message }) => new Located(path[0] === key ? path : [key, ...path], `\`${path.join('.')}\` ${message}`));
}

function example(counts: boolean): string {
  return counts ? '`{ geometric: { mean: 5 } }`' : '`{ lognormal: { median: 90s, sigma: 1 } }`';
}
