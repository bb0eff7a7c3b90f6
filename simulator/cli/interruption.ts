import { EXIT } from './exit-codes.js';

/** Ctrl-C and SIGTERM, turned into a polite end. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 or 143 once it came, else null. */
  readonly exitCode: typeof EXIT.interrupted | typeof EXIT.terminated | null;
  /** Gives the signals back to Node. */
  end(): void;
}

/** The first signal asks the run to stop and keep what it has; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: Interruption['exitCode'] = null;
  const came = (code: NonNullable<Interruption['exitCode']>) => (): void => {
    if (exitCode !== null) process.exit(code);
    exitCode = code;
    controller.abort();
  };
  const handlers = [['SIGINT', came(EXIT.interrupted)], ['SIGTERM', came(EXIT.terminated)]] as const;
  for (const [name, handler] of handlers) process.on(name, handler);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    end() {
      for (const [name, handler] of handlers) process.off(name, handler);
    },
  };
}
