import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: a fresh folder, gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desksim-cli-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** For tests: the CLI as a process of its own. `during` may meddle with it at each word on stderr, `born` at once. */
export function desksim(args: readonly string[], env: NodeJS.ProcessEnv = {}, during?: (child: ChildProcess, stderr: string) => void, born?: (child: ChildProcess) => void): Promise<CliRun> {
  const { NO_COLOR: _a, FORCE_COLOR: _b, COLUMNS: _c, DESKSIM_SEED: _d, NODE_TEST_CONTEXT: _e, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/cli/main.ts', ...args], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => void (stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
    during?.(child, stderr);
  });
  born?.(child);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** For tests: a scenario of half an hour that takes milliseconds, with these goals. */
export function smallScenario(folder: string, name: string, goals: readonly string[], more = ''): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `name: small
starts: 2026-11-23T09:00
lasts: 30m
zone: Europe/Rome
arrivals: { perDay: 2400, hours: flat }
teams:
  support: { work: { lognormal: { mean: 45s, cv: 0.8 } }, agents: [{ count: 12, shift: 08:00-18:00, slots: 4 }] }
goals: ${JSON.stringify(goals)}
${more}`,
  );
  return path;
}
