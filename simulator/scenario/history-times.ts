import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import { Calendar } from '../calendar.js';
import { parseDay } from '../calendar-day.js';
import type { TimeColumn } from './history-schema.js';
import type { Row } from './history-table.js';
import type { ProblemTally } from './problem-tally.js';

/** Reads the instants of one file's rows, in milliseconds since the start of the run. */
export class HistoryTimes {
  readonly #calendar: Calendar;
  readonly #startEpochMs: Ms;
  readonly #problems: ProblemTally;
  readonly #days = new Map<string, number | null>();
  #lastDay: number | null = null;
  #lastMs = -Infinity;

  constructor(zone: string, startEpochMs: Ms, problems: ProblemTally) {
    this.#calendar = Calendar.of(zone)!;
    this.#startEpochMs = startEpochMs;
    this.#problems = problems;
  }

  /** The arrival of the next row; null, with a problem, when it has none or runs backwards. */
  arrival(row: Row, { columns }: TimeColumn, ordered: boolean): Ms | null {
    const column = columns[columns.length - 1]!;
    const read = this.#read(row, columns);
    if (read === null) return null;
    if (read === 'empty') {
      this.#problems.add(row.problem('DS303', column, 'empty, but every row needs its arrival', 'drop such rows with `except`'));
      return null;
    }
    const sameDay = read.day === this.#lastDay;
    // The hour that happens twice in autumn: a row that would run backwards is in its second pass.
    const atMs = sameDay && read.ms < this.#lastMs && read.laterMs >= this.#lastMs ? read.laterMs : read.ms;
    if (ordered && sameDay && atMs < this.#lastMs) {
      this.#problems.add(row.problem('DS304', column, `\`${text(row, columns)}\` is earlier than the row before it`, 'inside one date rows must follow the clock: sort the file, or say `order: any`'));
    }
    this.#lastDay = read.day;
    this.#lastMs = atMs;
    return atMs;
  }

  /** A later moment of the same row; NaN when its cell is empty or wrong. */
  after(row: Row, { columns }: TimeColumn, arrivedMs: Ms): Ms {
    const read = this.#read(row, columns);
    if (read === null || read === 'empty') return NaN;
    return columns.length === 2 && read.ms < arrivedMs - DAY / 2 ? read.nextDayMs() : read.ms;
  }

  #read(row: Row, columns: readonly string[]): Reading | 'empty' | null {
    const [first, second] = columns.map((column) => row.cell(column));
    if (first === '' || second === '') return 'empty';
    if (second === undefined && /^\d{10}(\d{3})?$/.test(first!)) return this.#atEpoch(Number(first) * (first!.length === 10 ? SECOND : 1));
    const parts = FORM.exec(second === undefined ? first! : `${first} ${second}`);
    const column = columns[columns.length - 1]!;
    const day = parts === null ? null : this.#day(parts[1]!);
    if (parts === null || day === null) return this.#refuse(row, column, `\`${text(row, columns)}\` is not a date with a time`, 'write `2026-11-23 14:05:00`, or the seconds of the Unix epoch');
    const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds >= 60) return this.#refuse(row, column, `\`${text(row, columns)}\` is not a time of day`, '');
    const wallMs = hours * HOUR + minutes * MINUTE + Math.round(seconds * SECOND);
    if (parts[5] !== undefined) return this.#atEpoch(day * DAY + wallMs - offsetOf(parts[5]));
    const { epochMs, laterMs, reading } = this.#calendar.instant(day, wallMs);
    if (reading === 'skipped') return this.#refuse(row, column, `\`${text(row, columns)}\` does not exist in ${this.#calendar.zone}: the clock jumps over it`, 'is the file in another time zone?');
    const nextDayMs = (): Ms => this.#calendar.instant(day + 1, wallMs).epochMs - this.#startEpochMs;
    return { day, ms: epochMs - this.#startEpochMs, laterMs: laterMs - this.#startEpochMs, nextDayMs };
  }

  #atEpoch(epochMs: Ms): Reading {
    const ms = epochMs - this.#startEpochMs;
    return { day: this.#calendar.wallAt(epochMs).day, ms, laterMs: ms, nextDayMs: () => ms + DAY };
  }

  #day(text: string): number | null {
    let day = this.#days.get(text);
    if (day === undefined) this.#days.set(text, (day = parseDay(text)));
    return day;
  }

  #refuse(row: Row, column: string, message: string, hint: string): null {
    this.#problems.add(row.problem('DS303', column, message, hint));
    return null;
  }
}

interface Reading {
  readonly day: number;
  readonly ms: Ms;
  readonly laterMs: Ms;
  nextDayMs(): Ms;
}

const FORM = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/;

function offsetOf(text: string): Ms {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * MINUTE;
}

function text(row: Row, columns: readonly string[]): string {
  return columns.map((column) => row.cell(column)).join(' ');
}
