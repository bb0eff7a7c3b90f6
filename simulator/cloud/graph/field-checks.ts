import { CODE } from '../errors.js';
import { problem, type Problem } from './graph-answer.js';
import { isObject, textOf } from './members.js';

/** A member that must be there and hold some text. @param where as the platform writes it, e.g. `text['body']` */
export function requiredText(value: unknown, where: string, max: number): Problem | null {
  const text = textOf(value);
  if (text === undefined || text === '') return problem(CODE.missingParameter, `The parameter ${where} is required.`);
  return tooLong(text, where, max);
}

/** A member that may be absent. */
export function optionalText(value: unknown, where: string, max: number): Problem | null {
  if (value === undefined || value === null) return null;
  const text = textOf(value);
  return text === undefined ? problem(CODE.badParameter, `Param ${where} must be a string.`) : tooLong(text, where, max);
}

/** @returns the list, or the problem that it is none or has a wrong length */
export function listOf(value: unknown, where: string, min: number, max: number): readonly Record<string, unknown>[] | Problem {
  if (!Array.isArray(value)) return problem(CODE.missingParameter, `The parameter ${where} is required.`);
  if (value.length < min || value.length > max) return problem(CODE.badValue, `Param ${where} must hold ${min} to ${max} entries.`);
  return value.every(isObject) ? value : problem(CODE.badParameter, `Param ${where} must be a list of objects.`);
}

/** A button says what kind it is, and there is one kind only. */
export function buttonTypeProblem(button: Readonly<Record<string, unknown>>, index: number, only: string): Problem | null {
  const where = `buttons[${index}]['type']`;
  return requiredText(button['type'], where, 32) ?? (button['type'] === only ? null : problem(CODE.badParameter, `Param ${where} must be one of {${only}}`));
}

/** Length of a text as its limits count: in Unicode code points, which is assumed. */
export function charactersOf(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i += 1) if (text.codePointAt(i)! > 0xffff) pairs += 1;
  return text.length - pairs;
}

/** The first problem, if any. */
export function firstProblem<T>(items: readonly T[], check: (item: T, index: number) => Problem | null): Problem | null {
  for (let i = 0; i < items.length; i += 1) {
    const found = check(items[i]!, i);
    if (found !== null) return found;
  }
  return null;
}

function tooLong(text: string, where: string, max: number): Problem | null {
  return text.length > max && charactersOf(text) > max ? problem(CODE.badParameter, `Param ${where} must be at most ${max} characters long.`) : null;
}
