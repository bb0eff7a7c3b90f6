/** One thing wrong with the input, and where. Problems come as a list: all of them at once, never only the first. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly message: string;
  readonly file: string;
  /** Counted from 1; 0 when the problem has no place in the file. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** What to do about it; empty when the message says it already. */
  readonly hint: string;
  /** The names that would have been allowed here. */
  readonly allowed?: readonly string[];
}

/** The codes are stable: a code that was released keeps its meaning. */
export const PROBLEM_CODES = {
  DS001: 'the text is not YAML (or JSON)',
  DS002: 'the same key stands twice',
  DS003: 'the file is empty',
  DS101: 'a required key is missing',
  DS102: 'unknown key',
  DS103: 'a value of the wrong kind',
  DS104: 'not one of the allowed words',
  DS105: 'a number out of its range',
  DS110: 'a duration without a unit, or not a duration',
  DS111: 'not a share',
  DS112: 'not a date or a date with a time',
  DS113: 'not a span of the clock',
  DS114: 'not a distribution',
  DS115: 'not a day of the week',
  DS116: 'not an amount of money',
  DS117: 'an SLA shorter than the work it needs',
  DS120: 'shares do not make a whole',
  DS121: 'a name that the scenario does not define',
  DS122: 'two keys that exclude each other, or one without its partner',
  DS123: 'a time outside the run',
  DS124: 'an empty scenario: nothing would ever happen',
  DS125: 'a question or a language that nobody can answer',
  DS126: 'a market without a list price',
  DS127: 'customers who write while no agent works',
  DS131: 'not a messaging limit of this rule set',
  DS132: 'unknown rule set',
  DS133: 'unknown time zone',
  DS134: 'a rule of the platform that it cannot have',
  DS140: 'a goal that cannot be read',
  DS141: 'an unknown KPI in a goal',
  DS142: 'a goal compares a KPI with the wrong unit',
  DS143: 'a goal that could never be judged',
  DS150: '--set is not of the form path=value',
  DS151: '--set names a path that no scenario has',
  DS201: 'a setting without effect',
  DS203: 'a wall-clock time that does not exist on that day',
  DS204: 'a wall-clock time that happens twice on that day',
  DS301: 'a history without this column',
  DS302: 'a row that is not CSV',
  DS303: 'a time that cannot be read, or does not exist',
  DS304: 'time runs backwards',
  DS305: 'an empty history',
  DS306: 'a value that the history mapping does not name',
  DS307: 'a history file that cannot be read',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** What a reader of a single value answers instead of the value: the problem without its place. */
export class Wrong {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  readonly allowed: readonly string[] | undefined;
  /** The part of the value's text that is wrong; the whole value when length is 0. */
  readonly offset: number;
  readonly length: number;

  constructor(code: ProblemCode, message: string, hint = '', more: { allowed?: readonly string[] | undefined; offset?: number; length?: number } = {}) {
    this.code = code;
    this.message = message;
    this.hint = hint;
    this.allowed = more.allowed;
    this.offset = more.offset ?? 0;
    this.length = more.length ?? 0;
  }
}
