import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EXIT, Stop } from './exit-codes.js';

/** Everything a run may leave in its folder. */
export const RUN_FILES = ['run.json', 'summary.json', 'summary.md', 'report.html', 'intervals.csv', 'tickets.csv'] as const;
export type RunFile = (typeof RUN_FILES)[number];

/**
 * Makes the folder and tries to write in it: before a long run, not after.
 * @throws Stop in a sentence when that fails
 */
export function prepareFolder(folder: string): void {
  inFolder(folder, () => {
    makeFolder(resolve(folder));
    const probe = join(folder, `.${process.pid}.probe`);
    writeFileSync(probe, '');
    rmSync(probe);
  });
}

/** Writes each file under a temporary name and renames it, so that nobody reads half a file; an earlier run's other files go. */
export function writeFiles(folder: string, contents: Readonly<Partial<Record<RunFile, string>>>): void {
  inFolder(folder, () => {
    makeFolder(resolve(folder));
    for (const [name, content] of Object.entries(contents)) {
      const temporary = join(folder, `.${name}.${process.pid}.tmp`);
      writeFileSync(temporary, content);
      renameSync(temporary, join(folder, name));
    }
    for (const name of RUN_FILES) if (contents[name] === undefined) rmSync(join(folder, name), { force: true });
  });
}

/** One level after the other: Node's own recursive way never returns where the system answers ENOENT, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function inFolder(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Stop(EXIT.failed, `cannot write to ${folder}: ${whyNoFile(error)}; choose another folder with --out DIR`);
  }
}

/** What the system says against writing, in words. */
export function whyNoFile(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'it cannot be made here',
  EISDIR: 'a folder is in its place',
};
