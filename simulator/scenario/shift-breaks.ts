import { DAY, type Ms } from '../../runtime/units.js';
import type { ClockSpan } from './clock-scalars.js';
import type { Findings } from './findings.js';
import type { Shift } from './scenario.js';
import type { GroupInput } from './teams-schema.js';
import type { Path } from './yaml-source.js';

/** A break on the wall clock of the shift's first day, with the span of the shift that it belongs to. */
export interface WallBreak {
  readonly span: ClockSpan;
  readonly fromMs: Ms;
  readonly toMs: Ms;
}

export interface Outage {
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly share: number;
}

/** The breaks of the nth agent of a group: the same for all, or spread evenly over `between`. */
export function groupBreaks(breaks: NonNullable<GroupInput['breaks']>, spans: readonly ClockSpan[], count: number, path: Path, findings: Findings): (nth: number) => WallBreak[] {
  const placed = breaks.flatMap((input, i) => {
    const window = 'between' in input ? input.between : input;
    const lasts = 'between' in input ? input.lasts : window.toMs - window.fromMs;
    const span = spans.find((candidate) => inside(window, candidate) !== null);
    if (span === undefined) {
      findings.error([...path, i], { code: 'DS113', message: `the break \`${window.text}\` lies outside the shift`, hint: `the shift is ${spans.map((s) => s.text).join(', ')}` });
      return [];
    }
    if (lasts > window.toMs - window.fromMs) findings.error([...path, i], { code: 'DS113', message: `the break does not fit between \`${window.text}\``, hint: '' });
    return [{ span, fromMs: inside(window, span)!, slackMs: window.toMs - window.fromMs - lasts, lasts }];
  });
  return (nth) => placed.map(({ span, fromMs, slackMs, lasts }) => {
    const from = fromMs + (count > 1 ? Math.round((slackMs * nth) / (count - 1)) : 0);
    return { span, fromMs: from, toMs: from + lasts };
  });
}

/**
 * Takes a share of the team out for a while. Whom it hits is spread over the team's list, so that groups suffer alike;
 * it is the same agents in every replication.
 */
export function withoutOutages(shifts: Shift[], outages: readonly Outage[], agent: number): Shift[] {
  return outages.reduce((left, outage) => (isHit(agent, outage.share) ? left.flatMap((shift) => cut(shift, outage)) : left), shifts);
}

function isHit(agent: number, share: number): boolean {
  return Math.floor((agent + 1) * share + 1e-9) > Math.floor(agent * share + 1e-9);
}

function cut(shift: Shift, { fromMs, toMs }: Outage): Shift[] {
  if (toMs <= shift.fromMs || fromMs >= shift.toMs) return [shift];
  return [{ fromMs: shift.fromMs, toMs: fromMs }, { fromMs: toMs, toMs: shift.toMs }]
    .filter((part) => part.toMs > part.fromMs)
    .map((part) => ({ ...part, breaks: shift.breaks.map((pause) => ({ fromMs: Math.max(part.fromMs, pause.fromMs), toMs: Math.min(part.toMs, pause.toMs) })).filter((pause) => pause.toMs > pause.fromMs) }));
}

/** Where a break begins, counted from the shift's first midnight: in a night shift it may be on the next day. */
function inside(window: ClockSpan, span: ClockSpan): Ms | null {
  if (span.toMs === Infinity) return null;
  const lasts = window.toMs - window.fromMs;
  return [window.fromMs, window.fromMs + DAY].find((fromMs) => fromMs >= span.fromMs && fromMs + lasts <= span.toMs) ?? null;
}
