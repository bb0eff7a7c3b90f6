/**
 * Quantile of the standard normal law, relative error below 1e-15.
 * Source: Wichura 1988, Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477-484.
 *
 * @param u in the open interval (0, 1)
 */
export function standardNormal(u: number): number {
  const q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * centre(0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? u : 1 - u));
  const size = r <= 5 ? shoulder(r - 1.6) : tail(r - 5);
  return q < 0 ? -size : size;
}

// Three ratios of polynomials of the seventh degree, in pairs and not one term after another: in a draw everything waits
// for the last product (G. Estrin 1960).
function centre(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const above =
    3.3871328727963665 + 133.14166789178438 * r + (1971.5909503065513 + 13731.69376550946 * r) * r2 +
    (45921.95393154987 + 67265.7709270087 * r + (33430.57558358813 + 2509.0809287301227 * r) * r2) * r4;
  const below =
    1 + 42.31333070160091 * r + (687.1870074920579 + 5394.196021424751 * r) * r2 +
    (21213.794301586597 + 39307.89580009271 * r + (28729.085735721943 + 5226.495278852854 * r) * r2) * r4;
  return above / below;
}

function shoulder(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const above =
    1.4234371107496835 + 4.630337846156546 * r + (5.769497221460691 + 3.6478483247632045 * r) * r2 +
    (1.2704582524523684 + 0.2417807251774506 * r + (0.022723844989269184 + 0.0007745450142783414 * r) * r2) * r4;
  const below =
    1 + 2.053191626637759 * r + (1.6763848301838038 + 0.6897673349851 * r) * r2 +
    (0.14810397642748008 + 0.015198666563616457 * r + (0.0005475938084995345 + 1.0507500716444169e-9 * r) * r2) * r4;
  return above / below;
}

function tail(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const above =
    6.657904643501103 + 5.463784911164114 * r + (1.7848265399172913 + 0.29656057182850487 * r) * r2 +
    (0.026532189526576124 + 0.0012426609473880784 * r + (2.7115555687434876e-5 + 2.0103343992922881e-7 * r) * r2) * r4;
  const below =
    1 + 0.599832206555888 * r + (0.1369298809227358 + 0.014875361290850615 * r) * r2 +
    (0.0007868691311456133 + 1.8463183175100548e-5 * r + (1.421511758316446e-7 + 2.0442631033899397e-15 * r) * r2) * r4;
  return above / below;
}
