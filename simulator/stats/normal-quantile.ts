import { standardNormal } from '../standard-normal.js';

/**
 * The standard normal value below which the share `p` lies.
 * `p` without unit in [0, 1]; 0 and 1 give -Infinity and Infinity, anything outside gives NaN.
 * Source: Wichura 1988, Algorithm AS 241, PPND16 (relative error about 1e-16).
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  return standardNormal(p);
}

/**
 * P(Z <= x) of the standard normal, with full relative precision in the lower tail too.
 * For the upper tail ask for `normalCdf(-x)` instead of `1 - normalCdf(x)`.
 * Source: Maclaurin series (Marsaglia 2004) near zero, Laplace's continued fraction further out.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) < SERIES_REACH) return 0.5 + areaFromZero(x);
  const tail = normalPdf(x) / inverseMills(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

/** Density of the standard normal at x. */
export function normalPdf(x: number): number {
  // x is cut to sixteenths so that its square is exact: rounding x*x would cost digits far out.
  const head = Math.trunc(x * 16) / 16;
  if (Math.abs(head) > 40) return 0;
  return (Math.exp((-head * head) / 2) * Math.exp((-(x - head) * (x + head)) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The normal hazard pdf(x) / P(Z > x), finite and accurate for every x. */
export function normalHazard(x: number): number {
  return x >= SERIES_REACH ? inverseMills(x) : normalPdf(x) / normalCdf(-x);
}

const SERIES_REACH = 1.5;

function areaFromZero(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return normalPdf(x) * sum;
}

function inverseMills(x: number): number {
  // Levels found by comparing with forty-digit values from x = 1.5 on.
  let value = x;
  for (let k = 20 + Math.ceil(420 / (x * x)); k >= 1; k--) value = x + k / value;
  return value;
}
