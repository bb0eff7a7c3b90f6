import { DAY, type Ms } from '../../runtime/units.js';

/**
 * A log-linear histogram of durations in a slice of a Float64Array: 101 equal bins in each octave from 1 ms to 60 days,
 * so a value and any other value of its bin differ by at most 1 %. Bin 0 holds what is shorter than 1 ms; longer than
 * 60 days counts as 60 days. Merging two is adding them.
 */
export const HISTOGRAM_BINS = 3254;

/** Counts one duration. NaN counts as 0. */
export function addToHistogram(values: Float64Array, offset: number, ms: Ms): void {
  values[offset + binOf(ms)]!++;
}

/** Adds the histogram at `fromOffset` of `from` to the one at `offset` of `values`. */
export function mergeHistogram(values: Float64Array, offset: number, from: Float64Array, fromOffset: number): void {
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) values[offset + bin]! += from[fromOffset + bin]!;
}

/** How many durations were counted. */
export function histogramCount(values: Float64Array, offset: number): number {
  let count = 0;
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) count += values[offset + bin]!;
  return count;
}

/** How many of the counted durations are at most `ms`, interpolated inside the bin (so not always whole). */
export function countUpTo(values: Float64Array, offset: number, ms: Ms): number {
  const last = binOf(ms);
  let count = 0;
  for (let bin = 0; bin < last; bin++) count += values[offset + bin]!;
  const within = Math.min(1, (ms - EDGES[last]!) / (EDGES[last + 1]! - EDGES[last]!));
  return count + values[offset + last]! * within;
}

/**
 * The duration that a share `p` of all does not exceed, interpolated inside its bin: at most 1 % (or 1 ms) off.
 * `beyond` further durations are known only to be longer than every counted one. Null: nothing counted, or the
 * quantile lies among those beyond.
 */
export function histogramQuantile(values: Float64Array, offset: number, p: number, beyond = 0): Ms | null {
  const counted = histogramCount(values, offset);
  const wanted = p * (counted + beyond);
  if (counted === 0 || !(wanted <= counted)) return null;
  let below = 0;
  let lastFilled = 0;
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
    const here = values[offset + bin]!;
    if (here === 0) continue;
    lastFilled = bin;
    if (below + here >= wanted && bin === 0) return 0;
    if (below + here >= wanted) return EDGES[bin]! + (Math.max(0, wanted - below) / here) * (EDGES[bin + 1]! - EDGES[bin]!);
    below += here;
  }
  return EDGES[lastFilled + 1]!;
}

// 101 and not 100: edges lie on multiples of 2^-20, and a bin must not be a hair wider than 1 % of its lower edge.
const PER_OCTAVE = 101;
const LONGEST: Ms = 60 * DAY;
const MANTISSA = 0x100000;

/** Lower edge of each bin, and the upper edge of the last. */
const EDGES = edges();

// The exponent and the first 20 bits of the fraction of a float64 are its bin: no logarithm, no rounding to differ in.
const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
const HIGH_WORD = highWord();

function binOf(ms: Ms): number {
  if (!(ms >= 1)) return 0;
  if (ms >= LONGEST) return HISTOGRAM_BINS - 1;
  FLOAT[0] = ms;
  const high = WORDS[HIGH_WORD]!;
  return 1 + ((high >>> 20) - 1023) * PER_OCTAVE + (((high & (MANTISSA - 1)) * PER_OCTAVE) >>> 20);
}

function edges(): Float64Array {
  const all = new Float64Array(HISTOGRAM_BINS + 1);
  let octave = 1;
  for (let bin = 1; bin <= HISTOGRAM_BINS; bin++) {
    const step = (bin - 1) % PER_OCTAVE;
    if (bin > 1 && step === 0) octave *= 2;
    all[bin] = octave * (1 + Math.ceil((step * MANTISSA) / PER_OCTAVE) / MANTISSA);
  }
  return all;
}

function highWord(): 0 | 1 {
  FLOAT[0] = 1;
  return WORDS[0] === 0 ? 1 : 0;
}
