import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suggest } from '../scenario/suggest.js';
import { EXIT, Stop } from './exit-codes.js';

export interface FoundScenario {
  readonly path: string;
  /** As a person would name it: a shipped scenario by its bare name, a file by its path. */
  readonly shown: string;
}

/**
 * A file by its path, or a shipped scenario by its bare name. A file of that name wins.
 * @throws Stop with the nearest names when there is neither
 */
export function findScenario(wanted: string): FoundScenario {
  if (existsSync(wanted)) {
    if (statSync(wanted).isDirectory()) throw new Stop(EXIT.usage, `${wanted} is a folder: name the scenario file in it`);
    return { path: wanted, shown: wanted };
  }
  const shipped = shippedScenarios();
  const path = shipped.get(wanted);
  if (path !== undefined) return { path, shown: wanted };
  const near = suggest(wanted, [...shipped.keys(), ...scenarioFiles(dirname(wanted))]);
  const hint = near === null ? '`desksim scenarios` lists the shipped ones' : `did you mean \`${near}\`?`;
  throw new Stop(EXIT.usage, `there is no scenario \`${wanted}\`: neither a file nor a shipped name; ${hint}`);
}

/** Names and paths of the scenarios that come with desksim. */
export function shippedScenarios(): ReadonlyMap<string, string> {
  const folder = join(packageRoot(), 'scenarios');
  return new Map(scenarioFiles(folder).map((file) => [file.slice(0, -extname(file).length), join(folder, file)]));
}

/** Where package.json stands: above simulator/cli in the repository, above dist/simulator/cli when installed. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error(`no package.json above ${import.meta.url}`);
    folder = dirname(folder);
  }
  return folder;
}

function scenarioFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)).sort();
}
