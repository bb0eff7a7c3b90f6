import fc from 'fast-check';
import { Violation } from './violation.js';

/** What of the machine's environment a property test reads; pass `process.env`. */
export interface SeedSource {
  readonly DESKSIM_TEST_SEED?: string | undefined;
  readonly CI?: string | undefined;
}

/**
 * The seed of all property tests: a number, or any text such as a commit's hash. On CI it must be given, so that no run
 * there is one of its kind; elsewhere nobody has to care, and a failure names the seed it met.
 */
export function testSeed(env: SeedSource): number | undefined {
  const text = env.DESKSIM_TEST_SEED ?? '';
  if (text !== '') return /^-?\d+$/.test(text) ? Number(text) | 0 : hashOf(text);
  if ((env.CI ?? '') !== '') throw new Violation('on CI property tests need a seed: set DESKSIM_TEST_SEED, for instance to the hash of the commit');
  return undefined;
}

/** Runs a property and, when it fails, says how to repeat the failure. */
export function holds<Ts>(env: SeedSource, numRuns: number, property: fc.IProperty<Ts>): void {
  const seed = testSeed(env);
  const run = fc.check(property, seed === undefined ? { numRuns } : { numRuns, seed });
  if (!run.failed) return;
  const got = run.errorInstance instanceof Error ? `${run.errorInstance.message}\n\n` : '';
  throw new Violation(`${got}${fc.defaultReportMessage(run) ?? 'the property failed'}\n\nRepeat: DESKSIM_TEST_SEED=${run.seed} npm test`);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
