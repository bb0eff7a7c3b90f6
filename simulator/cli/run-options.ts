import { availableParallelism } from 'node:os';
import { EXIT, Stop } from './exit-codes.js';
import { seedOf, wholeNumber } from './whole-number.js';

/** As commander hands them over. */
export interface RunFlags {
  readonly reps?: string;
  readonly seed?: string;
  readonly workers?: string;
  readonly door: string;
  readonly history?: readonly string[];
  readonly set?: readonly string[];
  readonly trace?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly doorCheck: boolean;
  readonly tickets?: boolean;
}

export interface RunNumbers {
  readonly replications: number;
  readonly seed: number;
  readonly workers: number;
  readonly door: 'direct' | 'msw';
}

const DEFAULT_REPLICATIONS = 100;
const MOST_REPLICATIONS = 1_000_000;
const MOST_WORKERS = 1_024;

/** @throws Stop that names the flag, or the variable, and what it wants */
export function readRunNumbers(flags: RunFlags, env: NodeJS.ProcessEnv): RunNumbers {
  return {
    replications: flags.reps === undefined ? DEFAULT_REPLICATIONS : wholeNumber('--reps', flags.reps, 1, MOST_REPLICATIONS),
    seed: seedOf(flags.seed, env),
    workers: flags.workers === undefined ? availableParallelism() : wholeNumber('--workers', flags.workers, 0, MOST_WORKERS),
    door: readDoor(flags.door),
  };
}

function readDoor(door: string): 'direct' | 'msw' {
  if (door === 'direct' || door === 'msw') return door;
  throw new Stop(EXIT.usage, `--door ${door}: the doors are direct and msw`);
}
