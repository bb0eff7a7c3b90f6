/** Integral of a smooth function over [from, to], ten Gauss-Legendre points in each of `panels` equal panels. */
export function gaussLegendre(f: (x: number) => number, from: number, to: number, panels: number): number {
  if (!(to > from)) return 0;
  const half = (to - from) / (2 * panels);
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + (2 * panel + 1) * half;
    for (const [node, weight] of POINTS) total += weight * (f(middle - half * node) + f(middle + half * node));
  }
  return total * half;
}

// Positive nodes with their weights, Abramowitz and Stegun table 25.4, n = 10.
const POINTS: readonly (readonly [node: number, weight: number])[] = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.14945134915058059],
  [0.9739065285171717, 0.06667134430868814],
];
