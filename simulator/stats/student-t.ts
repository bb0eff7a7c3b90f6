import { normalQuantile } from './normal-quantile.js';

/**
 * The value below which the share `p` of Student's t with `df` degrees of freedom lies.
 * `p` in [0, 1] and `df` > 0 (Infinity is the normal), both without unit; anything else gives NaN.
 * Relative error below 1e-12 for tails above 1e-20. A half-width at 95 % is `tQuantile(0.975, n - 1) * s / sqrt(n)`.
 * Own code because no maintained package offers this one function without a whole statistics library.
 * Source: incomplete beta function by its continued fraction (DLMF 8.17.22), inverted by Newton steps.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}

function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Infinity;
  if (df > EXPANSION_FROM) return cornishFisher(-normalQuantile(tail), df);
  if (df === 1) return tail < 0.25 ? 1 / Math.tan(Math.PI * tail) : Math.tan(Math.PI * (0.5 - tail));
  // Near the middle the tail is nearly 1/2 and carries no digits of t, so the area from zero is matched there.
  const inTail = tail < 0.25;
  const target = Math.log(inTail ? tail : 0.5 - tail);
  let t = -normalQuantile(tail);
  for (let round = 0; round < 100; round++) {
    const slice = tTimesDensity(t, df);
    const fromZero = areaFromZero(t, df, slice);
    const area = inTail ? upperArea(t, df, slice) : fromZero;
    // log(area) is concave in log(t): Newton steps on that scale cannot run away.
    const step = ((target - Math.log(area)) * area) / (inTail ? -slice : slice);
    t *= Math.exp(step);
    if (Math.abs(step) < 1e-13) break;
  }
  return t;
}

// Above this the expansion is exact to a double for every tail that matters, and the fraction below loses digits.
const EXPANSION_FROM = 20000;

/** Source: Abramowitz and Stegun 26.7.5. */
function cornishFisher(z: number, df: number): number {
  const s = z * z;
  const g1 = (s + 1) / 4;
  const g2 = (3 + s * (16 + s * 5)) / 96;
  const g3 = (-15 + s * (17 + s * (19 + s * 3))) / 384;
  const g4 = (-945 + s * (-1920 + s * (1482 + s * (776 + s * 79)))) / 92160;
  return z * (1 + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df);
}

function areaFromZero(t: number, df: number, slice: number): number {
  if (isFar(t, df)) return 0.5 - (slice / df) * betaFraction(df / 2, 0.5, df / (df + t * t));
  return slice * betaFraction(0.5, df / 2, (t * t) / (df + t * t));
}

function upperArea(t: number, df: number, slice: number): number {
  if (isFar(t, df)) return (slice / df) * betaFraction(df / 2, 0.5, df / (df + t * t));
  return 0.5 - slice * betaFraction(0.5, df / 2, (t * t) / (df + t * t));
}

function isFar(t: number, df: number): boolean {
  return (t * t) / (df + t * t) > 3 / (df + 5);
}

function tTimesDensity(t: number, df: number): number {
  const shape = Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df));
  return (t * gammaHalfStep(df / 2) * shape) / Math.sqrt(df * Math.PI);
}

/** Gamma(a + 1/2) / Gamma(a): a difference of two log-gammas would lose all digits for large a. */
function gammaHalfStep(a: number): number {
  let factor = 1;
  while (a < 20) {
    factor *= a / (a + 0.5);
    a += 1;
  }
  const u = 1 / (a * a);
  const series = (-1 / 8 + u * (1 / 192 + u * (-1 / 640 + u * (17 / 14336 - (u * 31) / 18432)))) / a;
  return factor * Math.sqrt(a) * Math.exp(series);
}

/** The continued fraction of a*B(a,b)*I_x(a,b) / (x^a (1-x)^b), by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}
