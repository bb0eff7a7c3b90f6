import { availableParallelism } from 'node:os';
import { EXIT, Stop } from './exit-codes.js';

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
const DEFAULT_SEED = 1;
const MOST_REPLICATIONS = 1_000_000;
const MOST_WORKERS = 1_024;

/** @throws Stop that names the flag, or the variable, and what it wants */
export function readRunNumbers(flags: RunFlags, env: NodeJS.ProcessEnv): RunNumbers {
  return {
    replications: flags.reps === undefined ? DEFAULT_REPLICATIONS : whole('--reps', flags.reps, 1, MOST_REPLICATIONS),
    seed: readSeed(flags, env),
    workers: flags.workers === undefined ? availableParallelism() : whole('--workers', flags.workers, 0, MOST_WORKERS),
    door: readDoor(flags.door),
  };
}

function readSeed(flags: RunFlags, env: NodeJS.ProcessEnv): number {
  if (flags.seed !== undefined) return whole('--seed', flags.seed, 0, Number.MAX_SAFE_INTEGER);
  const fromEnv = env['DESKSIM_SEED'] ?? '';
  return fromEnv === '' ? DEFAULT_SEED : whole('DESKSIM_SEED', fromEnv, 0, Number.MAX_SAFE_INTEGER);
}

function readDoor(door: string): 'direct' | 'msw' {
  if (door === 'direct' || door === 'msw') return door;
  throw new Stop(EXIT.usage, `--door ${door}: the doors are direct and msw`);
}

function whole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new Stop(EXIT.usage, `${name} ${text}: wants a whole number from ${from} to ${to}`);
}
