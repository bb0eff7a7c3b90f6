import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applySet } from '../scenario/apply-set.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Problem } from '../scenario/problem.js';
import { readHistory, withHistory } from '../scenario/read-history.js';
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
  const edited = applySets(readText(path, shown), changes.set ?? []);
  const parsed = parseScenario(edited, shown);
  const sources = { [shown]: edited };
  if (parsed.scenario === null) throw new Stop(EXIT.usage, renderProblems(parsed.problems, sources).trimEnd());
  const { scenario, problems } = completed(parsed.scenario, parsed, path, changes.history ?? []);
  const all = [...parsed.problems, ...problems];
  const text = all.length === 0 ? '' : renderProblems(all, sources).trimEnd();
  if (scenario === null) throw new Stop(EXIT.usage, text);
  return { scenario, shown, routerPath: routerPathOf(scenario, path), warnings: text };
}

function readText(path: string, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new Stop(EXIT.usage, `${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function applySets(text: string, sets: readonly string[]): string {
  const problems: Problem[] = [];
  const sources: Record<string, string> = {};
  let edited = text;
  for (const assignment of sets) {
    const done = applySet(edited, assignment);
    edited = done.text;
    problems.push(...done.problems);
    sources[`--set ${assignment}`] = assignment;
  }
  if (problems.length > 0) throw new Stop(EXIT.usage, renderProblems(problems, sources).trimEnd());
  return edited;
}

type Parsed = Extract<ReturnType<typeof parseScenario>, { history: unknown }>;

function completed(scenario: Scenario, { history }: Parsed, path: string, files: readonly string[]): { scenario: Scenario | null; problems: readonly Problem[] } {
  if (history === null) {
    if (files.length === 0) return { scenario, problems: [] };
    throw new Stop(EXIT.usage, '--history needs a scenario that says how to read it: give it `arrivals.history` with `columns`');
  }
  const replaced = files.length === 0 ? history : { ...history, files: [...files] };
  const folders = files.length === 0 ? [dirname(resolve(path)), process.cwd()] : [process.cwd()];
  const read = readHistory(replaced, scenario, folders);
  return { scenario: read.history === null ? null : withHistory(scenario, read), problems: read.problems };
}

/** A selector that looks like a path is one, seen from the scenario's folder. */
function routerPathOf(scenario: Scenario, path: string): string | null {
  const { select } = scenario.desk;
  return /[./\\]/.test(select) ? resolve(dirname(path), select) : null;
}
