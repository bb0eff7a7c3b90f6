import { FACTS, type FactName, type FactShape, type FactSink } from '../../runtime/facts.js';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';

export type AnyFactName = FactName | keyof typeof WORLD_FACTS;

/**
 * The facts of a run as short lines, so that a test can say what must be told and nothing else:
 * `0:05 ticketAssigned 0 1 5s`. Columns stand in the order of the fact's table, durations in seconds.
 */
export class Told implements FactSink {
  private readonly facts: { readonly name: AnyFactName; readonly line: string }[] = [];

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const [name, shape] = BY_KIND.get(kind) ?? unknown(kind);
    const columns = [cell(shape.a, a), cell(shape.b, b), cell(shape.c, c)].filter((text) => text !== '');
    this.facts.push({ name, line: [clock(at), name, ...columns].join(' ') });
  }

  /** What was told so far: of these facts, or all. */
  lines(...names: readonly AnyFactName[]): string[] {
    return this.facts.filter((fact) => names.length === 0 || names.includes(fact.name)).map((fact) => fact.line);
  }

  /** Forgets what was told so far. */
  clear(): void {
    this.facts.length = 0;
  }
}

/** `0:05`, `1:00:05`, `2d 0:00:05`; parts of a second only where there are any. */
export function clock(at: Ms): string {
  const days = Math.floor(at / DAY);
  const hours = Math.floor((at % DAY) / HOUR);
  const minutes = Math.floor((at % HOUR) / MINUTE);
  const rest = at % MINUTE;
  const whole = Math.floor(rest / SECOND);
  const part = rest === whole * SECOND ? '' : String(Math.round(rest - whole * SECOND) / 1000).slice(1);
  const withHours = days > 0 || hours > 0;
  const front = withHours ? `${hours}:${two(minutes)}` : String(minutes);
  return `${days > 0 ? `${days}d ` : ''}${front}:${two(whole)}${part}`;
}

const BY_KIND = new Map<number, [AnyFactName, FactShape]>(
  Object.entries<FactShape>({ ...FACTS, ...WORLD_FACTS }).map(([name, shape]) => [shape.kind, [name as AnyFactName, shape]]),
);

function unknown(kind: number): never {
  throw new RangeError(`no fact has kind ${kind}`);
}

function cell(column: string, value: number): string {
  if (column === '') return '';
  return column.endsWith('Ms') ? `${value / SECOND}s` : String(value);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
