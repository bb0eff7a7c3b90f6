import type { RunFlags, RunNumbers } from './run-options.js';

/** The command that gives the same bytes again: everything that changes the result, nothing of where it is written. */
export function replayCommand(shown: string, { seed, replications, door }: RunNumbers, flags: RunFlags): string {
  const words = ['desksim', 'run', shown, '--seed', String(seed), '--reps', String(replications)];
  if (door !== 'direct') words.push('--door', door);
  for (const assignment of flags.set ?? []) words.push('--set', assignment);
  if (flags.history !== undefined && flags.history.length > 0) words.push('--history', ...flags.history);
  if (!flags.doorCheck) words.push('--no-door-check');
  if (flags.tickets) words.push('--tickets');
  return words.map(quoted).join(' ');
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
