import type { z } from 'zod';
import { allowedKeys } from './json-schema.js';
import { Wrong, type Problem } from './problem.js';
import { show } from './scalar.js';
import { suggest } from './suggest.js';
import type { Path, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** A problem, and the path of the value to leave out so that the rest can still be judged. */
export interface SchemaProblem {
  readonly problem: Problem;
  readonly culprit: Path;
}

/** zod's issues in the words of the format, each with its place. */
export function schemaProblems(issues: readonly Issue[], source: YamlSource): SchemaProblem[] {
  return issues.flatMap((issue) => ofIssue(issue, [], source));
}

function ofIssue(issue: Issue, base: Path, source: YamlSource): SchemaProblem[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ problem: unknownKey([...path, key], source), culprit: [...path, key] }));
  if (issue.code === 'invalid_union') return likeliest(issue, valueAt(source.data, path)).flatMap((inner) => ofIssue(inner, path, source));
  if (isMissing(source.data, path)) return [{ problem: missingKey(path, source), culprit: path.slice(0, -1) }];
  const wrong = issue.code === 'custom' && issue.params?.['wrong'] instanceof Wrong ? issue.params['wrong'] : wrongKind(issue, valueAt(source.data, path));
  return [{ problem: source.atValue(path, withSuggestion(wrong, valueAt(source.data, path))), culprit: path }];
}

/** A union fails in each of its forms: only those forms are reported that fit the kind of value the author wrote. */
function likeliest(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown): Issue[] {
  const scalar = value === null || typeof value !== 'object';
  const fitting = issue.errors.filter((errors) => !errors.some((error) => error.path.length === 0 && (scalar ? error.code === 'invalid_type' : error.code === 'custom' || error.code === 'invalid_type')));
  return [...(fitting[0] ?? issue.errors[0] ?? [])];
}

function unknownKey(path: Path, source: YamlSource): Problem {
  const key = String(path[path.length - 1]);
  const allowed = allowedKeys(path.slice(0, -1)) ?? [];
  const near = suggest(key, allowed);
  return source.atKey(path, { code: 'DS102', message: `unknown key \`${key}\``, hint: near === null ? '' : `did you mean \`${near}\`?`, allowed });
}

function missingKey(path: Path, source: YamlSource): Problem {
  const key = String(path[path.length - 1]);
  const group = path.slice(0, -1);
  const where = group.length === 0 ? 'the scenario' : `\`${group.join('.')}\``;
  return source.atKey(group, { code: 'DS101', message: `${where} needs \`${key}\``, hint: `add \`${key}:\`` });
}

function wrongKind(issue: Issue, value: unknown): Wrong {
  if (issue.code === 'invalid_type') {
    const wanted = { object: 'a group of keys', array: 'a list', record: 'a group of keys', tuple: 'a list' }[issue.expected as string] ?? issue.expected;
    return new Wrong('DS103', `${show(value)} where ${wanted} is wanted`, wanted === 'a list' ? 'write `[ ... ]`, or one `- ...` a line' : '');
  }
  return new Wrong('DS103', issue.message, '');
}

function withSuggestion(wrong: Wrong, value: unknown): Wrong {
  if (wrong.hint !== '' || wrong.allowed === undefined || typeof value !== 'string') return wrong;
  const near = suggest(value, wrong.allowed);
  return near === null ? wrong : new Wrong(wrong.code, wrong.message, `did you mean \`${near}\`?`, wrong);
}

function isMissing(data: unknown, path: Path): boolean {
  const parent = path.length === 0 ? null : valueAt(data, path.slice(0, -1));
  return typeof parent === 'object' && parent !== null && !Array.isArray(parent) && !Object.hasOwn(parent, String(path[path.length - 1]));
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}
