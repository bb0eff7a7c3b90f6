import { scenarioSchema, type ScenarioInput } from './scenario-schema.js';
import { schemaProblems, type SchemaProblem } from './schema-problems.js';
import type { Path, YamlSource } from './yaml-source.js';

/** What can still be judged of a broken scenario. */
export interface ReadableRest {
  /** Null where too little is left. */
  readonly input: ScenarioInput | null;
  /** What was left out or stood in for: nothing may be said about it, nor about a group as a whole that has such a gap. */
  readonly leftOut: readonly Path[];
}

/** The scenario without its broken parts, so that one mistake does not hide the others: all problems at once. */
export function readableRest(data: unknown, broken: readonly SchemaProblem[], source: YamlSource): ReadableRest {
  let rest = data;
  let culprits = broken.map(({ culprit }) => culprit);
  const leftOut: Path[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    leftOut.push(...culprits);
    rest = without(rest, culprits);
    leftOut.push(...standIn(rest));
    const checked = scenarioSchema.safeParse(rest);
    if (checked.success) return { input: checked.data, leftOut };
    culprits = schemaProblems(checked.error.issues, rest, source).map(({ culprit }) => culprit);
  }
  return { input: null, leftOut };
}

/** Each round takes out what the round before left without a part that it needs: at most once for each level of the format. */
const MOST_ROUNDS = 6;

/** For the keys without which there is no scenario. */
const STAND_INS: Readonly<Record<string, unknown>> = { name: 'x', starts: '2026-01-05', lasts: '7d', zone: 'UTC', teams: {} };

function standIn(rest: unknown): Path[] {
  if (!isGroup(rest)) return [];
  const missing = Object.keys(STAND_INS).filter((key) => !Object.hasOwn(rest, key));
  for (const key of missing) rest[key] = STAND_INS[key];
  return missing.map((key) => [key]);
}

function without(data: unknown, culprits: readonly Path[]): unknown {
  const copy = structuredClone(data);
  for (const culprit of culprits) remove(copy, culprit, culprits);
  return copy;
}

/**
 * Takes out the value. For an item of a list a sound item of the same list stands in, so that the others keep their
 * places; without one the whole list goes.
 */
function remove(root: unknown, path: Path, culprits: readonly Path[]): void {
  const last = path[path.length - 1];
  if (last === undefined) return;
  const above = path.slice(0, -1);
  const parent = above.reduce<unknown>((value, step) => (isGroup(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined), root);
  if (isGroup(parent)) delete parent[last];
  else if (Array.isArray(parent)) {
    const sound = parent.findIndex((_, i) => !culprits.some((culprit) => [...above, i].every((step, depth) => culprit[depth] === step)));
    if (sound >= 0) parent[Number(last)] = structuredClone(parent[sound]);
    else remove(root, above, culprits);
  }
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
