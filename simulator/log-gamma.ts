/**
 * Natural logarithm of the gamma function for x > 0, error below 1e-14 times max(1, |result|).
 * Source: the recurrence up to 10, then Stirling's series, DLMF 5.11.1.
 */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  while (z < 10) {
    product *= z;
    z += 1;
  }
  const s = 1 / (z * z);
  const series =
    ((((((s / 156 - 691 / 360360) * s + 1 / 1188) * s - 1 / 1680) * s + 1 / 1260) * s - 1 / 360) * s + 1 / 12) / z;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series - Math.log(product);
}

const HALF_LOG_TWO_PI = 0.9189385332046727;
