import { parse } from 'yaml';
import type { z } from 'zod';
import type { Problem, Wrong } from './problem.js';
import type { Path, YamlSource } from './yaml-source.js';

type Said = Pick<Wrong, 'code' | 'message' | 'hint'> & Partial<Wrong>;

/** What comes to light while a scenario is resolved: its problems, and the quantities its author left out. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly assumed: { readonly path: string; readonly value: string }[] = [];
  readonly #source: YamlSource;
  readonly #leftOut: readonly Path[];

  /** `leftOut` lists what was too broken to be read: neither it nor a group with such a gap as a whole is judged. */
  constructor(source: YamlSource, leftOut: readonly Path[]) {
    this.#source = source;
    this.#leftOut = leftOut;
  }

  /** No errors so far, here or before. */
  get clean(): boolean {
    return this.#leftOut.length === 0 && this.problems.every((problem) => problem.severity === 'warning');
  }

  /**
   * The author's value or, noted as assumed, the default. Defaults are written in the language of the format,
   * so that what `run` prints is what the author would write to change it.
   */
  take<S extends z.ZodType>(path: string, given: z.output<S> | undefined, schema: S, fallback: string): z.output<S> {
    if (given !== undefined) return given;
    if (!this.assumed.some((known) => known.path === path && known.value === fallback)) this.assumed.push({ path, value: fallback });
    return schema.parse(parse(fallback));
  }

  error(path: Path, said: Said): void {
    if (this.#mayJudge(path, said)) this.problems.push(this.#source.atValue(path, said));
  }

  errorAtKey(path: Path, said: Said): void {
    if (this.#mayJudge(path, said)) this.problems.push(this.#source.atKey(path, said));
  }

  warn(path: Path, said: Said): void {
    if (this.#mayJudge(path, said)) this.problems.push(this.#source.atValue(path, said, 'warning'));
  }

  #mayJudge(path: Path, { code }: Said): boolean {
    if (OF_THE_CLOCK.has(code) && this.#leftOut.some((gap) => gap.length === 1 && CLOCK.has(gap[0]!))) return false;
    return !this.#leftOut.some((gap) => isWithin(gap, path) || (gap.length > 0 && isWithin(path, gap)));
  }

  /** The keys that the author wrote at a path, right or wrong: an unknown name is not blamed for another mistake. */
  keysAt(path: Path): string[] {
    let value = this.#source.data;
    for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  }
}

function isWithin(path: Path, group: Path): boolean {
  return group.every((step, i) => String(path[i]) === String(step));
}

/** Without one of these nobody knows which days the run is about. */
const CLOCK: ReadonlySet<string | number> = new Set(['starts', 'lasts', 'zone']);
const OF_THE_CLOCK: ReadonlySet<string> = new Set(['DS123', 'DS203', 'DS204']);
