import type { Problem } from './problem.js';

/** Problems of large files: of each kind in each file the first few, and how many more there are. */
export class ProblemTally {
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<string, number>();
  readonly #errorsByFile = new Map<string, number>();

  add(problem: Problem): void {
    const key = keyOf(problem);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (problem.severity === 'error') this.#errorsByFile.set(problem.file, this.errorsIn(problem.file) + 1);
    if (count <= SHOWN) this.#kept.push(problem);
  }

  get errors(): number {
    return [...this.#errorsByFile.values()].reduce((sum, count) => sum + count, 0);
  }

  errorsIn(file: string): number {
    return this.#errorsByFile.get(file) ?? 0;
  }

  list(): Problem[] {
    const seen = new Map<string, number>();
    return this.#kept.map((problem) => {
      const key = keyOf(problem);
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      const more = this.#counts.get(key)! - SHOWN;
      return nth === SHOWN && more > 0 ? { ...problem, message: `${problem.message} (and ${more} more like this)` } : problem;
    });
  }
}

const SHOWN = 5;

function keyOf(problem: Problem): string {
  return `${problem.file} ${problem.code}`;
}
