/** P(N >= k) for N Poisson with this mean, no unit; precise far out too, down to 1e-290. */
export function poissonTail(mean: number, k: number): number {
  if (k <= 0) return 1;
  if (mean === 0) return 0;
  // Weights relative to the mode, then normalised: neither factorials nor exp(-mean) can overflow.
  const mode = Math.floor(mean);
  const first = Math.ceil(k);
  let total = 0;
  let tail = 0;
  for (let j = mode, weight = 1; j >= 0 && (weight > 1e-20 || j >= first); weight *= j-- / mean) {
    total += weight;
    if (j >= first) tail += weight;
  }
  for (let j = mode + 1, weight = mean / j; ; weight *= mean / ++j) {
    total += weight;
    if (j >= first) tail += weight;
    if (weight === 0 || (j >= first && weight < 1e-18 * tail * (1 - mean / (j + 1)))) break;
  }
  return tail / total;
}
