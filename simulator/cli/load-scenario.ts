import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applySet } from '../scenario/apply-set.js';
import type { Problem } from '../scenario/problem.js';
import { readScenario } from '../scenario/read-scenario.js';
import { renderProblems } from '../scenario/render-problems.js';
import type { Scenario } from '../scenario/scenario.js';
import { EXIT, Stop } from './exit-codes.js';
import type { FoundScenario } from './find-scenario.js';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** As a person would name it on the command line. */
  readonly shown: string;
  /** Absolute path of the module with the scenario's own router; null with a built-in selector. */
  readonly routerPath: string | null;
  /** Warnings as text; empty without any. */
  readonly warnings: string;
}

export interface ScenarioChanges {
  /** `path=value`, in order. */
  readonly set?: readonly string[];
  /** History files in the place of the scenario's. */
  readonly history?: readonly string[];
}

/**
 * Reads, edits and checks a scenario, and reads its history.
 * @throws Stop with every problem at once
 */
export function loadScenario({ path, shown }: FoundScenario, changes: ScenarioChanges = {}): LoadedScenario {
  const { edited, refused, sources } = applySets(readText(path, shown), changes.set ?? []);
  const files = changes.history ?? [];
  // Names in the file are meant from where it stands; names on the command line from where one stands.
  const folders = files.length === 0 ? [dirname(resolve(path)), process.cwd()] : [process.cwd()];
  const { scenario, problems } = readScenario(edited, shown, files, folders);
  const text = renderProblems([...refused, ...problems], { ...sources, [shown]: edited }).trimEnd();
  if (scenario === null || refused.length > 0) throw new Stop(EXIT.usage, text);
  return { scenario, shown, routerPath: routerPathOf(scenario, path), warnings: text };
}

function readText(path: string, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new Stop(EXIT.usage, `${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The text with every setting that has a place in it, and what is wrong with the others. */
function applySets(text: string, sets: readonly string[]): { edited: string; refused: Problem[]; sources: Record<string, string> } {
  const refused: Problem[] = [];
  const sources: Record<string, string> = {};
  let edited = text;
  for (const assignment of sets) {
    const done = applySet(edited, assignment);
    edited = done.text;
    refused.push(...done.problems);
    sources[`--set ${assignment}`] = assignment;
  }
  return { edited, refused, sources };
}

/** A selector that looks like a path is one, seen from the scenario's folder. */
function routerPathOf(scenario: Scenario, path: string): string | null {
  const { select } = scenario.desk;
  return /[./\\]/.test(select) ? resolve(dirname(path), select) : null;
}
