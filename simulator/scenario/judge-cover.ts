import type { Ms } from '../../runtime/units.js';
import { dayText } from '../calendar-day.js';
import { formatClock } from './clock-scalars.js';
import type { Findings } from './findings.js';
import { joined } from './resolve-desk.js';
import type { RunClock } from './run-clock.js';
import type { Scenario } from './scenario.js';

type Span = readonly [fromMs: Ms, toMs: Ms];

/** Warns of customers who are forecast to write while the desk is open and nobody has a shift. Breaks and absence do not count. */
export function judgeCover({ arrivals, agents, desk }: Scenario, clock: RunClock, findings: Findings): void {
  const { boundsMs, perHour } = arrivals;
  const shifts = joined(agents.flatMap((agent) => agent.shifts.map((shift): [Ms, Ms] => [shift.fromMs, shift.toMs])));
  const open: readonly Span[] = desk.openMs.length === 0 ? [[0, clock.lastsMs]] : desk.openMs;
  let all = 0;
  let alone = 0;
  let first: Span | null = null;
  for (const [i, rate] of perHour.entries()) {
    const piece: Span = [boundsMs[i]!, boundsMs[i + 1]!];
    all += rate * (piece[1] - piece[0]);
    if (rate === 0) continue;
    for (const span of open.flatMap((hours) => gaps([Math.max(hours[0], piece[0]), Math.min(hours[1], piece[1])], shifts))) {
      alone += rate * (span[1] - span[0]);
      if (first === null || first[1] === span[0]) first = [first?.[0] ?? span[0], span[1]];
    }
  }
  if (first === null) return;
  const share = Math.round((100 * alone) / all);
  findings.warn(['teams'], {
    code: 'DS127',
    message: `${share === 0 ? 'some' : `${share}% of the`} forecast customers write while no agent works, first from ${shown(first[0], clock)} to ${shown(first[1], clock)}`,
    hint: 'add a shift, or say in `desk.open` when the desk is closed',
  });
}

/** The parts of a span that no shift covers. @param shifts in order */
function gaps([fromMs, toMs]: Span, shifts: readonly Span[]): Span[] {
  const found: Span[] = [];
  let at = fromMs;
  for (const [begin, end] of shifts) {
    if (begin >= toMs) break;
    if (begin > at) found.push([at, begin]);
    at = Math.max(at, end);
  }
  if (at < toMs) found.push([at, toMs]);
  return found;
}

function shown(atMs: Ms, { calendar, startsAtEpochMs }: RunClock): string {
  const { day, wallMs } = calendar.wallAt(startsAtEpochMs + atMs);
  return `${dayText(day)} ${formatClock(wallMs)}`;
}
