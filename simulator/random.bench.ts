import { createDistribution } from './distributions.js';
import type { Distribution, DistributionSpec } from './distributions.js';
import { PURPOSE, Streams } from './random.js';

/** What one kind of draw costs, in nanoseconds with its uniform, and a hash of the values that must be the same on every machine. */
export interface RandomBench {
  readonly name: string;
  readonly nsPerDraw: number;
  readonly hash: string;
}

/** Times `n` draws of each kind after a warm-up, all kinds behind one interface as in a run, prints a line for each and returns them. */
export function benchRandom(n: number): RandomBench[] {
  const streams = new Streams(20240229, 0);
  const laws = SPECS.map(([name, spec]) => ({ name, law: createDistribution(spec) }));
  for (const { law } of laws) sumOf(streams, law, Math.min(n, 100_000));
  return laws.map(({ name, law }) => {
    const start = performance.now();
    sumOf(streams, law, n);
    const nsPerDraw = ((performance.now() - start) * 1e6) / n;
    const hash = hashOf(streams, law, Math.min(n, 100_000));
    console.log(`${name.padEnd(12)} ${nsPerDraw.toFixed(1).padStart(8)} ns/draw  ${hash}`);
    return { name, nsPerDraw, hash };
  });
}

const SPECS: readonly (readonly [string, DistributionSpec])[] = [
  ['uniform', { kind: 'uniform', min: 0, max: 1 }],
  ['exponential', { kind: 'exponential', mean: 45 }],
  ['lognormal', { kind: 'lognormal', mean: 45, cv: 0.8 }],
  ['weibull', { kind: 'weibull', median: 600, shape: 0.8 }],
  ['geometric', { kind: 'geometric', mean: 5 }],
  [
    'mix',
    {
      kind: 'mix',
      parts: [
        [0.7, { kind: 'lognormal', median: 1.5, sigma: 1 }],
        [0.3, { kind: 'lognormal', median: 120, sigma: 1.2 }],
      ],
    },
  ],
  ['gamma', { kind: 'gamma', mean: 1, shape: 28.7 }],
];

function sumOf(streams: Streams, law: Distribution, n: number): number {
  let sum = 0;
  for (let who = 0; who < n; who++) sum += law.sample(streams.uniform(who, PURPOSE.work, who & 1023));
  return sum;
}

/** FNV-1a over the bits of the first `n` values. */
function hashOf(streams: Streams, law: Distribution, n: number): string {
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer);
  let hash = 0x811c9dc5;
  for (let who = 0; who < n; who++) {
    value[0] = law.sample(streams.uniform(who, PURPOSE.work, who & 1023));
    hash = Math.imul(hash ^ words[0]!, 0x01000193);
    hash = Math.imul(hash ^ words[1]!, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
