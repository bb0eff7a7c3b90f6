/**
 * The standard normal value below which the share `p` lies.
 * `p` without unit in [0, 1]; 0 and 1 give -Infinity and Infinity, anything outside gives NaN.
 * Source: Wichura 1988, Algorithm AS 241, PPND16 (relative error about 1e-16).
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const x =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5);
  return q < 0 ? -x : x;
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

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
}

// Coefficients of AS 241, highest power first, each shortened to the digits a double can hold.
const CENTRE_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRE_BOTTOM = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const MIDDLE_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
];
const FAR_TOP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const FAR_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];
