import { readFileSync } from 'node:fs';
import { availableParallelism, arch, cpus, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { renderHtml, renderIntervalsCsv, renderJson, renderMarkdown } from '../../reports/index.js';
import { loadRouter } from '../fleet/load-router.js';
import type { RunResult } from '../kpis/run-result.js';
import { packageRoot } from './find-scenario.js';
import type { LoadedScenario } from './load-scenario.js';
import type { RunFlags } from './run-options.js';
import { ticketsCsv } from './ticket-rows.js';
import { writeFiles } from './write-files.js';

export interface WrittenRun {
  readonly folder: string;
  readonly result: RunResult;
  readonly loaded: LoadedScenario;
  readonly flags: RunFlags;
  readonly startedMs: number;
  readonly workers: number;
}

/** What a run writes, by what it holds. Names only: where they lie must not change the bytes of summary.json. */
export function filesOf(flags: RunFlags): Record<string, string> {
  return {
    manifest: 'run.json',
    summary: 'summary.json',
    markdown: 'summary.md',
    report: 'report.html',
    intervals: 'intervals.csv',
    ...(flags.tickets ? { tickets: 'tickets.csv' } : {}),
  };
}

export async function writeRun(run: WrittenRun): Promise<void> {
  const { folder, result, loaded, flags } = run;
  writeFiles(folder, {
    'summary.json': renderJson(result),
    'summary.md': renderMarkdown(result),
    'report.html': renderHtml(result),
    'intervals.csv': renderIntervalsCsv(result),
    ...(flags.tickets ? { 'tickets.csv': await tickets(loaded, result.seed) } : {}),
    // The manifest last: who finds it finds the rest.
    'run.json': manifest(run),
  });
}

async function tickets({ scenario, routerPath }: LoadedScenario, seed: number): Promise<string> {
  return ticketsCsv(scenario, seed, routerPath === null ? null : await loadRouter(routerPath));
}

/** How the run came about. Everything that differs from machine to machine stands under `host`, and only there. */
function manifest({ folder, result, startedMs, workers }: WrittenRun): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const { scenario, ruleSet, seed, replications, journalHash, files, replay, exitCode, partial } = result;
  const host = {
    startedAt: new Date(startedMs).toISOString(),
    elapsedMs: Date.now() - startedMs,
    folder: resolve(folder),
    node: process.version,
    platform: `${platform()} ${arch()}`,
    cpu: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    workers,
  };
  return `${JSON.stringify({ schemaVersion: '1.0', tool: 'desksim', version, scenario, ruleSet, seed, replications, journalHash, exitCode, partial, replay, files, host }, null, 2)}\n`;
}
