import type { z } from 'zod';
import { allowedKeys } from './json-schema.js';
import { Wrong, type Problem } from './problem.js';
import { show } from './scalar.js';
import { suggest } from './suggest.js';
import { pathText, type Path, type YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** A problem, and the path of the value to leave out so that the rest can still be judged. */
export interface SchemaProblem {
  readonly problem: Problem;
  readonly culprit: Path;
}

/** zod's issues in the words of the format, each with its place. */
export function schemaProblems(issues: readonly Issue[], data: unknown, source: YamlSource): SchemaProblem[] {
  const all = issues.flatMap((issue) => ofIssue(issue, [], data, source));
  return all.filter((one) => !all.some((other) => isExplainedBy(one, other)));
}

function ofIssue(issue: Issue, base: Path, data: unknown, source: YamlSource): SchemaProblem[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ problem: unknownKey([...path, key], source), culprit: [...path, key] }));
  if (issue.code === 'invalid_union') return likeliest(issue).flatMap((inner) => ofIssue(inner, path, data, source));
  if (isMissing(data, path)) return [{ problem: missingKey(path, source), culprit: path.slice(0, -1) }];
  const value = valueAt(data, path);
  const wrong = wrongOf(issue) ?? wrongKind(issue, value);
  const said = value === null ? new Wrong(wrong.code, `\`${path[path.length - 1]}\` has no value`, wrong.hint) : withSuggestion(wrong, value);
  return [{ problem: source.atValue(path, said), culprit: path }];
}

/**
 * A union fails in each of its forms: only the form is reported that fits the kind of value the author wrote.
 * Where a word such as `forever` would fit as well as a quantity, the quantity was meant.
 */
function likeliest(issue: Extract<Issue, { code: 'invalid_union' }>): Issue[] {
  const fitting = issue.errors.filter((errors) => !errors.some((error) => error.path.length === 0 && (error.code === 'invalid_type' || (error.code === 'custom' && error.params?.['mismatch'] === true))));
  const quantity = fitting.find((errors) => !errors.some((error) => wrongOf(error)?.code === 'DS104'));
  return [...(quantity ?? fitting[0] ?? issue.errors[issue.errors.length - 1] ?? [])];
}

function wrongOf(issue: Issue): Wrong | null {
  return issue.code === 'custom' && issue.params?.['wrong'] instanceof Wrong ? issue.params['wrong'] : null;
}

/** A missing key is not worth telling where the same group has it misspelt. */
function isExplainedBy({ problem, culprit }: SchemaProblem, other: SchemaProblem): boolean {
  if (problem.code !== 'DS101' || other.problem.code !== 'DS102') return false;
  const group = other.culprit.slice(0, -1);
  return group.join('.') === culprit.join('.') && other.problem.hint.includes(problem.hint.slice('add '.length, -':`'.length));
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
  const where = group.length === 0 ? 'the scenario' : `\`${pathText(group)}\``;
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
