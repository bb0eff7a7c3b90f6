/** Stable: a code that was released keeps its meaning. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  missed: 3,
  invariant: 4,
  regression: 5,
  inconclusive: 6,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done, and all goals met'],
  ['1', 'desksim or its environment failed'],
  ['2', 'usage or scenario problem'],
  ['3', 'a goal was missed'],
  ['4', 'an invariant was violated'],
  ['5', 'regression against a baseline'],
  ['6', 'inconclusive: no samples, or an interval too wide'],
  ['130, 143', 'interrupted; partial results written and marked'],
];

/** Ends the command with a sentence for people on stderr and an exit code. Not for bugs: those keep their stack. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
