import { Findings } from './findings.js';
import type { HistoryInput } from './history-schema.js';
import type { Problem } from './problem.js';
import { readableRest } from './readable-rest.js';
import { resolveScenario } from './resolve-scenario.js';
import { resolveStaffing, type StaffingPlan } from './resolve-staffing.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './scenario-schema.js';
import { schemaProblems } from './schema-problems.js';
import { YamlSource } from './yaml-source.js';

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
  const { input, leftOut } = checked.success ? { input: checked.data, leftOut: [] } : readableRest(data, broken, source);
  const findings = new Findings(source, leftOut);
  const scenario = input === null ? null : resolveScenario(input, findings);
  const staffing = input === null ? null : resolveStaffing(input.teams, findings);
  const problems = [...broken.map(({ problem }) => problem), ...findings.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (scenario === null || problems.some((problem) => problem.severity === 'error')) return { scenario: null, problems };
  return { scenario, problems, history: input?.arrivals?.history ?? null, staffing };
}

/** Top-level keys that begin with `x-` are the author's own, for anchors and notes. */
function withoutFreeForm(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !key.startsWith('x-')));
}
