import { HOUR, type Ms } from '../../runtime/units.js';
import { weekdayOf, WEEKDAYS } from '../calendar-day.js';
import { arrivalsSchema, type ArrivalsInput, type PeakInput } from './arrivals-schema.js';
import type { Findings } from './findings.js';
import { HOUR_CURVES } from './hour-curves.js';
import type { RunClock } from './run-clock.js';
import type { Arrivals } from './scenario.js';

/** The forecast as a staircase of rates, and the surges nobody forecast on top of it. */
export function resolveArrivals(input: ArrivalsInput | undefined, clock: RunClock, findings: Findings): Arrivals {
  const none: Arrivals = { boundsMs: [0, clock.lastsMs], perHour: [0], dayOf: [0], dayFactorCv: 0, shocks: [], history: null };
  if (input === undefined) return none;
  if (input.history?.files !== undefined) {
    const others = Object.keys(input).filter((key) => key !== 'history');
    for (const key of others) findings.errorAtKey(['arrivals', key], { code: 'DS122', message: `\`${key}\` and \`history\` exclude each other`, hint: 'a history is replayed as it happened; without `history.files` the forecast counts unless `--history` names files' });
    return none;
  }
  if (input.perDay === undefined) findings.errorAtKey(['arrivals'], { code: 'DS101', message: '`arrivals` needs `perDay` or `history.files`', hint: 'add `perDay:`' });
  const peaks = (input.peaks ?? []).map((peak, i) => resolvePeak(peak, i, clock, findings));
  const steps = forecastSteps(input, weightsOf(input, findings), peaks.filter((peak) => !peak.unforecast), clock, findings);
  return {
    boundsMs: [...steps.map((step) => step.fromMs), clock.lastsMs],
    perHour: steps.map((step) => step.perMs * HOUR),
    dayOf: steps.map((step) => step.day),
    dayFactorCv: findings.take('arrivals.dayFactor', input.dayFactor, shape.dayFactor.unwrap(), '{ cv: 0.15 }').cv,
    shocks: peaks.filter((peak) => peak.unforecast).flatMap((peak) => shocksOf(peak, steps)),
    history: null,
  };
}

const shape = arrivalsSchema.shape;

interface Step {
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly day: number;
  readonly perMs: number;
}

interface Peak {
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly factor: number;
  readonly unforecast: boolean;
  readonly why: string;
}

function weightsOf(input: ArrivalsInput, findings: Findings): readonly number[] {
  const hours = findings.take('arrivals.hours', input.hours, shape.hours.unwrap(), 'flat');
  const weights = typeof hours === 'string' ? HOUR_CURVES[hours] : hours;
  if (weights.length !== 24) findings.error(['arrivals', 'hours'], { code: 'DS105', message: `${weights.length} weights for the 24 hours of a day`, hint: 'write one weight for each hour, from 00 to 23' });
  else if (weights.every((weight) => weight === 0)) findings.error(['arrivals', 'hours'], { code: 'DS105', message: 'every hour has the weight 0', hint: 'write `perDay: 0` if nobody comes' });
  return weights;
}

/** A whole day has its forecast total whatever its length: on a day of 23 hours the others are a little busier. */
function forecastSteps(input: ArrivalsInput, weights: readonly number[], peaks: readonly Peak[], clock: RunClock, findings: Findings): Step[] {
  const weekdays = findings.take('arrivals.weekdays', input.weekdays, shape.weekdays.unwrap(), '{ mon: 1, tue: 1, wed: 1, thu: 1, fri: 1, sat: 1, sun: 1 }');
  const cuts = peaks.flatMap((peak) => [peak.fromMs, peak.toMs]);
  const steps: Step[] = [];
  for (let i = 0; i + 1 < clock.dayStartsMs.length; i++) {
    const day = clock.firstDay + i;
    const total = (input.perDay ?? 0) * (weekdays[WEEKDAYS[weekdayOf(day)]!] ?? 1);
    const hours = weights.map((weight, hour) => ({ weight, fromMs: clock.boundary(day, hour * HOUR), toMs: clock.boundary(day, (hour + 1) * HOUR) }));
    const whole = hours.reduce((sum, hour) => sum + hour.weight * (hour.toMs - hour.fromMs), 0);
    for (const hour of hours) {
      const fromMs = Math.max(hour.fromMs, 0);
      const toMs = Math.min(hour.toMs, clock.lastsMs);
      if (toMs <= fromMs) continue;
      const perMs = whole === 0 ? 0 : (total * hour.weight) / whole;
      const bounds = [fromMs, ...cuts.filter((cut) => cut > fromMs && cut < toMs).sort((a, b) => a - b), toMs];
      for (let k = 0; k + 1 < bounds.length; k++) {
        if (bounds[k]! === bounds[k + 1]!) continue;
        steps.push({ fromMs: bounds[k]!, toMs: bounds[k + 1]!, day: i, perMs: perMs * factorAt(bounds[k]!, peaks) });
      }
    }
  }
  return steps;
}

function factorAt(at: Ms, peaks: readonly Peak[]): number {
  return peaks.reduce((factor, peak) => (at >= peak.fromMs && at < peak.toMs ? factor * peak.factor : factor), 1);
}

function resolvePeak(input: PeakInput, i: number, clock: RunClock, findings: Findings): Peak {
  const path = ['arrivals', 'peaks', i] as const;
  const { on, at, lasts, factor, unforecast = false, why = '' } = input;
  if ((on === undefined) === (at === undefined)) findings.error(path, { code: 'DS122', message: 'a peak is either `on` a day or `at` a moment', hint: 'write `on: 2026-11-27`, or `at: 2026-11-27T18:00` with `lasts: 1h`' });
  else if ((at === undefined) !== (lasts === undefined)) findings.error(path, { code: 'DS122', message: '`at` and `lasts` go together', hint: at === undefined ? 'a peak `on` a day lasts all day' : 'add `lasts: 1h`' });
  if (unforecast && factor < 1) findings.error([...path, 'factor'], { code: 'DS105', message: 'an unforecast peak cannot take customers away', hint: 'use a factor of 1 or more' });
  const fromMs = at === undefined ? clock.startOf(on ?? clock.firstDay) : clock.moment(at, [...path, 'at']);
  const toMs = at === undefined ? clock.startOf((on ?? clock.firstDay) + 1) : fromMs + (lasts ?? HOUR);
  if (toMs <= 0 || fromMs >= clock.lastsMs) findings.warn([...path, at === undefined ? 'on' : 'at'], { code: 'DS123', message: 'this peak lies outside the run', hint: 'it has no effect' });
  return { fromMs, toMs, factor, unforecast, why };
}

function shocksOf(peak: Peak, steps: readonly Step[]): Arrivals['shocks'] {
  return steps
    .map((step) => ({ fromMs: Math.max(peak.fromMs, step.fromMs), toMs: Math.min(peak.toMs, step.toMs), perHour: (peak.factor - 1) * step.perMs * HOUR, why: peak.why }))
    .filter((shock) => shock.toMs > shock.fromMs && shock.perHour > 0);
}
