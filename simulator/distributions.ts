import { Bug } from '../runtime/bug.js';
import { distributionProblems } from './distribution-problems.js';
import { exponential } from './exponential.js';
import { gammaQuantile } from './gamma-quantile.js';
import { logGamma } from './log-gamma.js';
import { standardNormal } from './standard-normal.js';

/** A law of chance, drawn by inversion: one uniform in, one variate out. */
export interface Distribution {
  readonly mean: number;
  /**
   * The quantile at `u`, in the open interval (0, 1); rises with `u`, so common random numbers stay in step.
   * Except mix: its uniform first picks the part, so it rises only inside a part.
   */
  sample(u: number): number;
}

/** Plain data, the same in JSON and YAML. Numbers are in the caller's unit (often milliseconds); shapes, sigma, cv, weights and shares have none. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** `sigma` is the standard deviation of the logarithm. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** `cv` is the standard deviation over the mean. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly shape: number }
  | { readonly kind: 'weibull'; readonly median: number; readonly shape: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  /** Integers from 1 on, so the mean is at least 1. */
  | { readonly kind: 'geometric'; readonly mean: number }
  /** Integers, both ends included. */
  | { readonly kind: 'uniformInt'; readonly min: number; readonly max: number }
  /** Quantiles at equally spaced probabilities from 0 to 1, straight lines between them. */
  | { readonly kind: 'empirical'; readonly quantiles: readonly number[] }
  /** [probability, value] pairs from probability 0 to 1, straight lines between them. */
  | { readonly kind: 'empirical'; readonly points: readonly (readonly [number, number])[] }
  /** [weight, part] pairs; weights need not add up to 1. */
  | { readonly kind: 'mix'; readonly parts: readonly (readonly [number, DistributionSpec])[] }
  /** 0 with probability `share`, otherwise `then`. */
  | { readonly kind: 'atZero'; readonly share: number; readonly then: DistributionSpec };

/** Throws a Bug on an impossible spec: whoever reads specs from a user asks distributionProblems first. */
export function createDistribution(spec: DistributionSpec): Distribution {
  const problems = distributionProblems(spec);
  if (problems.length > 0) throw new Bug(problems.map((p) => `${['distribution', ...p.path].join('.')}: ${p.message}`).join('; '));
  return create(spec);
}

function create(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'constant': return new Constant(spec.value);
    case 'uniform': return new Uniform(spec.min, spec.max);
    case 'exponential': return new Exponential(spec.mean);
    case 'lognormal': return 'median' in spec ? new Lognormal(spec.median, spec.sigma) : lognormalOfMean(spec.mean, spec.cv);
    case 'gamma': return new Gamma(spec.mean, spec.shape);
    case 'weibull': return new Weibull('scale' in spec ? spec.scale : spec.median * Math.exp(-Math.log(Math.LN2) / spec.shape), spec.shape);
    case 'geometric': return new Geometric(spec.mean);
    case 'uniformInt': return new UniformInt(spec.min, spec.max);
    case 'empirical': return 'quantiles' in spec ? new EvenQuantiles(spec.quantiles) : new Points(spec.points);
    case 'mix': return new Mix(spec.parts.map((p) => p[0]), spec.parts.map((p) => create(p[1])));
    case 'atZero': return new AtZero(spec.share, create(spec.then));
  }
}

class Constant implements Distribution {
  readonly mean: number;
  constructor(value: number) {
    this.mean = value;
  }
  sample(_u: number): number {
    return this.mean;
  }
}

class Uniform implements Distribution {
  readonly mean: number;
  readonly #min: number;
  readonly #max: number;
  constructor(min: number, max: number) {
    this.mean = (min + max) / 2;
    this.#min = min;
    this.#max = max;
  }
  sample(u: number): number {
    return Math.min(this.#max, this.#min + (this.#max - this.#min) * u);
  }
}

class Exponential implements Distribution {
  readonly mean: number;
  constructor(mean: number) {
    this.mean = mean;
  }
  sample(u: number): number {
    return -this.mean * Math.log1p(-u);
  }
}

class Lognormal implements Distribution {
  readonly mean: number;
  readonly #median: number;
  readonly #sigma: number;
  constructor(median: number, sigma: number) {
    this.mean = median * Math.exp((sigma * sigma) / 2);
    this.#median = median;
    this.#sigma = sigma;
  }
  sample(u: number): number {
    return this.#median * exponential(this.#sigma * standardNormal(u));
  }
}

function lognormalOfMean(mean: number, cv: number): Lognormal {
  return new Lognormal(mean / Math.sqrt(1 + cv * cv), Math.sqrt(Math.log1p(cv * cv)));
}

class Gamma implements Distribution {
  readonly mean: number;
  readonly #shape: number;
  readonly #scale: number;
  constructor(mean: number, shape: number) {
    this.mean = mean;
    this.#shape = shape;
    this.#scale = mean / shape;
  }
  sample(u: number): number {
    return this.#scale * gammaQuantile(u, this.#shape);
  }
}

class Weibull implements Distribution {
  readonly mean: number;
  readonly #scale: number;
  readonly #inverseShape: number;
  constructor(scale: number, shape: number) {
    this.mean = scale * Math.exp(logGamma(1 + 1 / shape));
    this.#scale = scale;
    this.#inverseShape = 1 / shape;
  }
  sample(u: number): number {
    return this.#scale * exponential(Math.log(-Math.log1p(-u)) * this.#inverseShape);
  }
}

class Geometric implements Distribution {
  readonly mean: number;
  readonly #logOfMiss: number;
  constructor(mean: number) {
    this.mean = mean;
    this.#logOfMiss = Math.log1p(-1 / mean);
  }
  sample(u: number): number {
    return Math.max(1, Math.ceil(Math.log1p(-u) / this.#logOfMiss));
  }
}

class UniformInt implements Distribution {
  readonly mean: number;
  readonly #min: number;
  readonly #count: number;
  constructor(min: number, max: number) {
    this.mean = (min + max) / 2;
    this.#min = min;
    this.#count = max - min + 1;
  }
  sample(u: number): number {
    return this.#min + Math.floor(u * this.#count);
  }
}

class EvenQuantiles implements Distribution {
  readonly mean: number;
  readonly #values: Float64Array;
  readonly #steps: number;
  constructor(quantiles: readonly number[]) {
    this.#values = Float64Array.from(quantiles);
    this.#steps = quantiles.length - 1;
    let area = 0;
    for (let i = 0; i < this.#steps; i++) area += (quantiles[i]! + quantiles[i + 1]!) / 2;
    this.mean = area / this.#steps;
  }
  sample(u: number): number {
    const at = u * this.#steps;
    const i = Math.floor(at);
    return onLine(this.#values[i]!, this.#values[i + 1]!, at - i);
  }
}

class Points implements Distribution {
  readonly mean: number;
  readonly #probabilities: Float64Array;
  readonly #values: Float64Array;
  constructor(points: readonly (readonly [number, number])[]) {
    this.#probabilities = Float64Array.from(points, (p) => p[0]);
    this.#values = Float64Array.from(points, (p) => p[1]);
    let area = 0;
    for (let i = 1; i < points.length; i++) area += (points[i]![0] - points[i - 1]![0]) * (points[i]![1] + points[i - 1]![1]);
    this.mean = area / 2;
  }
  sample(u: number): number {
    const probabilities = this.#probabilities;
    let low = 0;
    let high = probabilities.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (probabilities[middle]! <= u) low = middle;
      else high = middle;
    }
    const from = probabilities[low]!;
    return onLine(this.#values[low]!, this.#values[high]!, (u - from) / (probabilities[high]! - from));
  }
}

class Mix implements Distribution {
  readonly mean: number;
  readonly #parts: readonly Distribution[];
  /** Where each part begins on (0, 1), then 1. */
  readonly #bounds: Float64Array;
  constructor(weights: readonly number[], parts: readonly Distribution[]) {
    const total = weights.reduce((sum, w) => sum + w, 0);
    const bounds = new Float64Array(parts.length + 1);
    let below = 0;
    for (let i = 0; i < parts.length; i++) bounds[i + 1] = (below += weights[i]!) / total;
    this.mean = parts.reduce((sum, part, i) => sum + (weights[i]! / total) * part.mean, 0);
    this.#parts = parts;
    this.#bounds = bounds;
  }
  sample(u: number): number {
    const bounds = this.#bounds;
    let i = 0;
    while (u >= bounds[i + 1]!) i++;
    return this.#parts[i]!.sample(rescaled(u, bounds[i]!, bounds[i + 1]!));
  }
}

class AtZero implements Distribution {
  readonly mean: number;
  readonly #share: number;
  readonly #then: Distribution;
  constructor(share: number, then: Distribution) {
    this.mean = (1 - share) * then.mean;
    this.#share = share;
    this.#then = then;
  }
  sample(u: number): number {
    return u < this.#share ? 0 : this.#then.sample(rescaled(u, this.#share, 1));
  }
}

/** Rounding may not pass the end of the line. */
function onLine(from: number, to: number, part: number): number {
  return Math.min(to, from + (to - from) * part);
}

/** `u` in [low, high) stretched onto the open (0, 1); rounding may not reach its ends, where quantiles are infinite. */
function rescaled(u: number, low: number, high: number): number {
  const stretched = (u - low) / (high - low);
  return Math.min(1 - HALF_STEP, Math.max(HALF_STEP, stretched));
}

/** 2^-53, the smallest uniform. */
const HALF_STEP = Number.EPSILON / 2;
