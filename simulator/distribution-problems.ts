import type { DistributionSpec } from './distributions.js';

/** `path` leads from the spec to what is wrong, such as ['parts', 1, 1, 'sigma']. */
export interface DistributionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What makes a spec of the right type no law of chance, all at once; empty when it is one. */
export function distributionProblems(spec: DistributionSpec): DistributionProblem[] {
  switch (spec.kind) {
    case 'constant': return finite(spec, 'value');
    case 'uniform': return interval(spec);
    case 'exponential': return atLeast(spec, 'mean', 0);
    case 'lognormal':
      return 'median' in spec
        ? [...above(spec, 'median', 0), ...atLeast(spec, 'sigma', 0)]
        : [...above(spec, 'mean', 0), ...atLeast(spec, 'cv', 0)];
    case 'gamma': return [...above(spec, 'mean', 0), ...above(spec, 'shape', 0)];
    case 'weibull': return [...('scale' in spec ? above(spec, 'scale', 0) : above(spec, 'median', 0)), ...above(spec, 'shape', 0)];
    case 'geometric': return atLeast(spec, 'mean', 1);
    case 'uniformInt': return [...interval(spec), ...whole(spec, 'min'), ...whole(spec, 'max')];
    case 'empirical': return 'quantiles' in spec ? quantiles(spec.quantiles) : points(spec.points);
    case 'mix': return mix(spec.parts);
    case 'atZero': return [...share(spec.share), ...below(['then'], distributionProblems(spec.then))];
  }
}

function finite<K extends string>(spec: Readonly<Record<K, number>>, key: K): DistributionProblem[] {
  return Number.isFinite(spec[key]) ? [] : [problem([key], `must be a finite number, not ${spec[key]}`)];
}

function atLeast<K extends string>(spec: Readonly<Record<K, number>>, key: K, least: number): DistributionProblem[] {
  const wrong = finite(spec, key);
  if (wrong.length === 0 && spec[key] < least) wrong.push(problem([key], `must be at least ${least}, not ${spec[key]}`));
  return wrong;
}

function above<K extends string>(spec: Readonly<Record<K, number>>, key: K, bound: number): DistributionProblem[] {
  const wrong = finite(spec, key);
  if (wrong.length === 0 && spec[key] <= bound) wrong.push(problem([key], `must be greater than ${bound}, not ${spec[key]}`));
  return wrong;
}

function whole<K extends string>(spec: Readonly<Record<K, number>>, key: K): DistributionProblem[] {
  const value = spec[key];
  return !Number.isFinite(value) || Number.isSafeInteger(value) ? [] : [problem([key], `must be a whole number, not ${value}`)];
}

function interval(spec: { readonly min: number; readonly max: number }): DistributionProblem[] {
  const wrong = [...finite(spec, 'min'), ...finite(spec, 'max')];
  if (wrong.length === 0 && spec.max < spec.min) wrong.push(problem(['max'], `must be at least min (${spec.min}), not ${spec.max}`));
  return wrong;
}

function quantiles(values: readonly number[]): DistributionProblem[] {
  if (values.length < 2) return [problem(['quantiles'], 'needs at least two values, the smallest and the largest')];
  return rising(values, (i) => ['quantiles', i]);
}

function points(pairs: readonly (readonly [number, number])[]): DistributionProblem[] {
  const first = pairs[0];
  const last = pairs[pairs.length - 1];
  if (!first || !last || pairs.length < 2) return [problem(['points'], 'needs at least two points, at probabilities 0 and 1')];
  const wrong: DistributionProblem[] = [];
  if (first[0] !== 0) wrong.push(problem(['points', 0, 0], `must be probability 0 (with the smallest value), not ${first[0]}`));
  if (last[0] !== 1) wrong.push(problem(['points', pairs.length - 1, 0], `must be probability 1 (with the largest value), not ${last[0]}`));
  wrong.push(...rising(pairs.map((p) => p[0]), (i) => ['points', i, 0]));
  wrong.push(...rising(pairs.map((p) => p[1]), (i) => ['points', i, 1]));
  return wrong;
}

function mix(parts: readonly (readonly [number, DistributionSpec])[]): DistributionProblem[] {
  const wrong = parts.flatMap(([weight, part], i) => [
    ...below(['parts', i], atLeast({ 0: weight }, '0', 0).map((p) => problem([0], p.message))),
    ...below(['parts', i, 1], distributionProblems(part)),
  ]);
  if (!parts.some(([weight]) => weight > 0)) wrong.push(problem(['parts'], 'needs at least one part with a weight above 0'));
  return wrong;
}

function share(value: number): DistributionProblem[] {
  return value >= 0 && value <= 1 ? [] : [problem(['share'], `must be between 0 and 1, not ${value}`)];
}

function rising(values: readonly number[], pathOf: (i: number) => (string | number)[]): DistributionProblem[] {
  const wrong: DistributionProblem[] = [];
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) wrong.push(problem(pathOf(i), `must be a finite number, not ${value}`));
    else if (i > 0 && value < values[i - 1]!) wrong.push(problem(pathOf(i), `must not be below the one before it (${values[i - 1]}), not ${value}`));
  });
  return wrong;
}

function below(path: readonly (string | number)[], problems: readonly DistributionProblem[]): DistributionProblem[] {
  return problems.map((p) => problem([...path, ...p.path], p.message));
}

function problem(path: readonly (string | number)[], message: string): DistributionProblem {
  return { path, message };
}
