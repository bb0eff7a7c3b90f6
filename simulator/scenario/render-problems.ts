import type { Problem } from './problem.js';

/** Problems as text for people: a frame of the source with a caret, the hint, and what would have been allowed. No colour. */
export function renderProblems(problems: readonly Problem[], sources: Readonly<Record<string, string>>): string {
  if (problems.length === 0) return '';
  const blocks = problems.map((problem) => renderProblem(problem, sources[problem.file]));
  return `${[...blocks, summary(problems)].join('\n\n')}\n`;
}

function renderProblem(problem: Problem, text: string | undefined): string {
  const { severity, code, message, file, line, column, hint, allowed } = problem;
  const head = `${severity}[${code}]: ${message}`;
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  const source = text?.split(/\r?\n/)[line - 1];
  const gutter = ' '.repeat(String(line).length);
  const lines = [head, `${gutter} ┌─ ${place}`];
  if (source !== undefined) lines.push(...frame(problem, text!.split(/\r?\n/), gutter));
  else if (hint !== '') lines.push(`${gutter} = help: ${hint}`);
  if (allowed !== undefined && allowed.length > 0) lines.push(...wrapped(`${gutter} = allowed here: `, allowed));
  return lines.join('\n');
}

/** The line, the line before it for its indentation's sake, and carets. A long hint goes below. */
function frame({ line, column, length, hint }: Problem, source: readonly string[], gutter: string): string[] {
  const rows: string[] = [];
  const before = source[line - 2];
  if (before !== undefined && before.trim() !== '') rows.push(`${String(line - 1).padStart(gutter.length)} │ ${clip(before)}`);
  rows.push(`${line} │ ${clip(source[line - 1]!)}`);
  const caret = `${gutter} │ ${indentation(source[line - 1]!, column)}${'^'.repeat(Math.max(1, Math.min(length, WIDTH)))}`;
  if (hint === '') return [...rows, caret];
  return caret.length + hint.length < WIDTH ? [...rows, `${caret} ${hint}`] : [...rows, caret, `${gutter} = help: ${hint}`];
}

/** Tabs stay tabs, so that the caret stands under its word at any tab width. */
function indentation(line: string, column: number): string {
  return line.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
}

function clip(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

function wrapped(head: string, words: readonly string[]): string[] {
  const lines = [head];
  for (const [i, word] of words.entries()) {
    const piece = i + 1 < words.length ? `${word}, ` : word;
    if (lines[lines.length - 1]!.length + piece.trimEnd().length > WIDTH) lines.push(' '.repeat(head.length));
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
}

function summary(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const files = new Set(problems.map((problem) => problem.file)).size;
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter((part) => part !== '');
  return `${counts.join(', ')} in ${plural(files, 'file')}.${errors > 0 ? ' Nothing was run.' : ''}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const WIDTH = 120;
