import { Findings } from './findings.js';
import type { HistoryInput } from './history-schema.js';
import type { Problem } from './problem.js';
import { resolveScenario } from './resolve-scenario.js';
import { resolveStaffing, type StaffingPlan } from './resolve-staffing.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema, type ScenarioInput } from './scenario-schema.js';
import { schemaProblems, type SchemaProblem } from './schema-problems.js';
import { YamlSource, type Path } from './yaml-source.js';

export type ParsedScenario =
  | {
      readonly scenario: Scenario;
      /** Warnings only. */
      readonly problems: readonly Problem[];
      /** Files still to be read into `scenario.arrivals.history`: see `read-history.ts`. */
      readonly history: HistoryInput | null;
      /** The team that works as the history shows; see `replay.ts`. */
      readonly staffing: StaffingPlan | null;
    }
  | { readonly scenario: null; readonly problems: readonly Problem[] };

/** Reads a scenario from YAML or JSON. Answers every problem at once, in the order of the file. */
export function parseScenario(text: string, file: string): ParsedScenario {
  const source = new YamlSource(text, file);
  if (source.problems.length > 0) return { scenario: null, problems: source.problems };
  if (source.data === null || source.data === undefined) {
    return { scenario: null, problems: [source.atValue([], { code: 'DS003', message: 'the scenario is empty', hint: 'start with `name`, `starts`, `lasts`, `zone` and `teams`' })] };
  }
  const data = withoutFreeForm(source.data);
  const checked = scenarioSchema.safeParse(data);
  const broken = checked.success ? [] : schemaProblems(checked.error.issues, data, source);
  const rest = checked.success ? checked.data : readableRest(data, broken, source);
  const findings = new Findings(source, broken.map(({ culprit }) => culprit));
  const scenario = rest === null ? null : resolveScenario(rest, findings);
  const staffing = rest === null ? null : resolveStaffing(rest.teams, findings);
  const problems = [...broken.map(({ problem }) => problem), ...findings.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (scenario === null || problems.some((problem) => problem.severity === 'error')) return { scenario: null, problems };
  return { scenario, problems, history: rest?.arrivals?.history ?? null, staffing };
}

/** The scenario without its broken parts, so that one mistake does not hide the others. Null where too little is left. */
function readableRest(data: unknown, broken: readonly SchemaProblem[], source: YamlSource): ScenarioInput | null {
  let rest = data;
  let culprits = broken.map(({ culprit }) => culprit);
  for (let round = 0; round < 4; round++) {
    rest = without(rest, culprits);
    const checked = scenarioSchema.safeParse(rest);
    if (checked.success) return checked.data;
    culprits = schemaProblems(checked.error.issues, rest, source).map(({ culprit }) => culprit);
  }
  return null;
}

/** Top-level keys that begin with `x-` are the author's own, for anchors and notes. */
function withoutFreeForm(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !key.startsWith('x-')));
}

function without(data: unknown, culprits: readonly Path[]): unknown {
  const copy = structuredClone(data);
  for (const culprit of culprits) remove(copy, culprit);
  return copy;
}

/** Takes out the value or, where it is an item of a list or was already taken out, nothing less than the key above. */
function remove(root: unknown, path: Path): void {
  let depth = path.length - 1;
  while (depth >= 0 && typeof path[depth] === 'number') depth--;
  if (depth < 0) return;
  let parent = root;
  for (const step of path.slice(0, depth)) parent = typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[step] : undefined;
  if (typeof parent === 'object' && parent !== null) delete (parent as Record<string, unknown>)[path[depth]!];
}
