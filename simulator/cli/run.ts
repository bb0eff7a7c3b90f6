import type { LoadedScenario } from './load-scenario.js';
import { readRunNumbers, type RunFlags } from './run-options.js';
import { EXIT } from './exit-codes.js';
import { screenWidth } from './screen.js';

/** Checks what was asked and loads the scenario; everything heavy comes after that, so that a slip is told at once. */
export async function run(wanted: string, flags: RunFlags): Promise<number> {
  const numbers = readRunNumbers(flags, process.env);
  const { findScenario } = await import('./find-scenario.js');
  const found = findScenario(wanted);
  const { loadScenario } = await import('./load-scenario.js');
  const loaded = loadScenario(found, { set: flags.set ?? [], history: flags.history ?? [] });
  if (loaded.warnings !== '' && !flags.quiet) process.stderr.write(`${loaded.warnings}\n`);
  if (flags.trace !== undefined) return trace(loaded, numbers.seed, flags);
  const { executeRun } = await import('./execute-run.js');
  return executeRun(loaded, numbers, flags);
}

async function trace({ scenario, routerPath }: LoadedScenario, seed: number, flags: RunFlags): Promise<number> {
  const { parseTrace, renderTrace, traceJson, traceTicket } = await import('./trace.js');
  const ticket = parseTrace(flags.trace!);
  const { loadRouter } = await import('../fleet/load-router.js');
  const createRouter = routerPath === null ? null : await loadRouter(routerPath);
  const facts = traceTicket(scenario, seed, ticket, createRouter);
  process.stdout.write(flags.json ? traceJson(facts, ticket, scenario, seed) : renderTrace(facts, ticket, scenario, screenWidth(process.stdout, process.env)));
  return EXIT.done;
}
