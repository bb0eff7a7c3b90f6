import { EXIT, Stop } from './exit-codes.js';

/** @param or what else would do @throws Stop that names the flag, or the variable, and what it wants */
export function wholeNumber(name: string, text: string, from: number, to: number, or = ''): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new Stop(EXIT.usage, `${name} ${text}: wants a whole number from ${from} to ${to}${or}`);
}

/** The flag, else the variable DESKSIM_SEED, else 1. */
export function seedOf(flag: string | undefined, env: NodeJS.ProcessEnv): number {
  if (flag !== undefined) return wholeNumber('--seed', flag, 0, Number.MAX_SAFE_INTEGER);
  const fromEnv = env['DESKSIM_SEED'] ?? '';
  return fromEnv === '' ? 1 : wholeNumber('DESKSIM_SEED', fromEnv, 0, Number.MAX_SAFE_INTEGER);
}
