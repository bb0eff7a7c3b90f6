import { join } from 'node:path';
import { renderJson, renderText } from '../../reports/index.js';
import { runFleet, type FleetProgress, type FleetRun, type Hole } from '../fleet/run-fleet.js';
import type { DoorCheck, RunResult } from '../kpis/run-result.js';
import { buildResult } from './build-result.js';
import { checkMswDoor, runThroughMsw } from './doors.js';
import { EXIT, Stop } from './exit-codes.js';
import { listenForInterruption, type Interruption } from './interruption.js';
import type { LoadedScenario } from './load-scenario.js';
import { createProgress } from './progress.js';
import { replayCommand } from './replay-command.js';
import { filesOf, writeRun } from './run-files.js';
import type { RunFlags, RunNumbers } from './run-options.js';
import { screenWidth, wantsColor } from './screen.js';
import { prepareFolder } from './write-files.js';

/** Simulates, judges, writes and prints. Answers the exit code. */
export async function executeRun(loaded: LoadedScenario, numbers: RunNumbers, flags: RunFlags): Promise<number> {
  const folder = flags.out ?? join('desksim-out', folderName(loaded.scenario.name));
  prepareFolder(folder);
  const interruption = listenForInterruption();
  const startedMs = Date.now();
  try {
    // Beside the threads: this one would only wait for them. A failure is told after theirs.
    const checking = doorCheckOf(loaded, numbers, flags, interruption).catch((error: unknown) => error as Error);
    const fleet = await replicate(loaded, numbers, flags, interruption);
    if (fleet.records.length === 0) return nothingDone(fleet, loaded, numbers, flags, interruption);
    tellHoles(fleet, loaded, numbers, flags);
    const doorCheck = interruption.exitCode === null ? await checking : null;
    if (doorCheck instanceof Error) throw doorCheck;
    const files = filesOf(flags);
    const result = buildResult({
      scenario: loaded.scenario, seed: numbers.seed, asked: numbers.replications, fleet, doorCheck,
      interrupted: fleet.interrupted ? interruption.exitCode : null, files, replay: replayCommand(loaded.shown, numbers, flags),
    });
    await writeRun({ folder, result, loaded, flags, startedMs, workers: numbers.workers });
    process.stdout.write(printed(result, folder, flags));
    return result.exitCode;
  } finally {
    interruption.end();
  }
}

/** A scenario may be called anything, and its folder must not lie elsewhere because of it. */
function folderName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '') || 'run';
}

async function replicate(loaded: LoadedScenario, numbers: RunNumbers, flags: RunFlags, { signal }: Interruption): Promise<FleetRun> {
  const { scenario, routerPath } = loaded;
  const { seed, replications, workers } = numbers;
  const threads = numbers.door === 'msw' || workers === 0 ? 'no threads' : `${workers} ${workers === 1 ? 'thread' : 'threads'}`;
  const progress = createProgress({ terminal: process.stderr, quiet: flags.quiet ?? false, note: threads, now: () => performance.now() });
  const onProgress = ({ done, holes, asked }: FleetProgress): void => progress.update(done + holes, asked);
  try {
    if (numbers.door === 'msw') return await runThroughMsw({ scenario, seed, replications, routerPath, signal, onProgress });
    return await runFleet({ scenario, seed, replications, workers, routerPath, signal, onProgress });
  } catch (error) {
    if (error instanceof Error && error.name === 'RouterProblem') throw new Stop(EXIT.usage, error.message);
    throw error;
  } finally {
    progress.end();
  }
}

/** Interrupted before the first replication was done, or every one failed: there is nothing to judge. */
function nothingDone({ holes }: FleetRun, { shown }: LoadedScenario, numbers: RunNumbers, flags: RunFlags, { exitCode }: Interruption): never {
  if (exitCode !== null) throw new Stop(exitCode, 'interrupted before the first replication was done: nothing was written');
  throw new Stop(EXIT.failed, `every replication failed, and nothing was written\n${storyOf(holes[0]!, shown, numbers, flags)}`);
}

/** Where a replication failed, and the command that shows it on one thread. */
function storyOf({ replication, reason, stack }: Hole, shown: string, numbers: RunNumbers, flags: RunFlags): string {
  return `${stack === '' ? reason : stack}\nRepeat: ${replayCommand(shown, { ...numbers, replications: replication + 1 }, flags)} --workers 0`;
}

function tellHoles({ holes }: FleetRun, { shown }: LoadedScenario, numbers: RunNumbers, flags: RunFlags): void {
  if (holes.length === 0) return;
  const list = holes.slice(0, 5).map(({ replication, reason }) => `  replication ${replication}: ${reason}`);
  if (holes.length > 5) list.push(`  and ${holes.length - 5} more`);
  process.stderr.write(`${holes.length} of ${numbers.replications} replications failed three times and are missing:\n${list.join('\n')}\n${storyOf(holes[0]!, shown, numbers, flags)}\n`);
}

async function doorCheckOf({ scenario, routerPath }: LoadedScenario, { seed, door }: RunNumbers, flags: RunFlags, interruption: Interruption): Promise<DoorCheck | null> {
  if (!flags.doorCheck || door !== 'direct' || interruption.exitCode !== null) return null;
  return checkMswDoor(scenario, seed, routerPath);
}

function printed(result: RunResult, folder: string, flags: RunFlags): string {
  if (flags.json) return renderJson(result);
  // People want to open the files; in the documents only their names stand, so that bytes do not depend on the folder.
  const files = Object.fromEntries(Object.entries(result.files).map(([what, name]) => [what, join(folder, name)]));
  return renderText({ ...result, files }, { width: screenWidth(process.stdout, process.env), color: wantsColor(process.stdout, process.env) });
}
