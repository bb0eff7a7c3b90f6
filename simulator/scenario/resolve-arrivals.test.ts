import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, type Ms } from '../../runtime/units.js';
import { parseScenario } from './parse-scenario.js';
import type { Arrivals, Scenario } from './scenario.js';

const read = (arrivals: string, starts = '2026-11-23', lasts = '7d'): Scenario => {
  const { scenario, problems } = parseScenario(`{ name: a, starts: ${starts}, lasts: ${lasts}, zone: Europe/Rome, arrivals: ${arrivals}, teams: { t: { agents: [{ count: 1 }] } } }`, 'a.yaml');
  assert.deepEqual(problems, []);
  return scenario!;
};
const between = ({ boundsMs, perHour }: Arrivals, fromMs: Ms, toMs: Ms): number =>
  perHour.reduce((sum, rate, i) => sum + (rate * Math.max(0, Math.min(toMs, boundsMs[i + 1]!) - Math.max(fromMs, boundsMs[i]!))) / HOUR, 0);
const byDay = ({ arrivals, dayStartsMs }: Scenario): number[] => dayStartsMs.slice(0, -1).map((from, i) => Math.round(between(arrivals, from, dayStartsMs[i + 1]!) * 1e6) / 1e6);

test('each day has its share of the week, times its peak', () => {
  const week = read('{ perDay: 1200, hours: retail, weekdays: { sat: 0.7, sun: 0.5 }, peaks: [{ on: 2026-11-27, factor: 2.8 }, { on: 2026-11-28, factor: 2 }] }');
  assert.deepEqual(byDay(week), [1200, 1200, 1200, 1200, 3360, 1680, 600]);
});

test('a day of 23 or 25 hours has the total of an ordinary day', () => {
  const spring = read('{ perDay: 1000, hours: office }', '2026-03-28', '3d');
  assert.deepEqual(byDay(spring), [1000, 1000, 1000]);
  assert.equal(spring.lastsMs, 3 * DAY - HOUR);
  const autumn = read('{ perDay: 1000 }', '2026-10-24', '3d');
  assert.deepEqual(byDay(autumn), [1000, 1000, 1000]);
  assert.ok(autumn.arrivals.perHour.slice(24, 48).every((rate) => Math.abs(rate - 40) < 1e-9));
});

test('a run that begins or ends inside a day has its part of that day', () => {
  const half = read('{ perDay: 1200 }', '2026-11-23T18:00', '12h');
  assert.deepEqual(byDay(half), [300, 300]);
  assert.deepEqual([...new Set(half.arrivals.dayOf)], [0, 1]);
});

test('a forecast peak at a moment cuts the hour where it begins and ends', () => {
  const day = read('{ perDay: 2400, peaks: [{ at: 2026-11-23T18:15, lasts: 30m, factor: 3 }] }', '2026-11-23', '1d');
  assert.equal(Math.round(between(day.arrivals, 18 * HOUR, 19 * HOUR)), 200);
  assert.deepEqual(byDay(day), [2500]);
  assert.deepEqual(day.arrivals.shocks, []);
});

test('an unforecast peak is no part of the forecast', () => {
  const day = read('{ perDay: 2400, peaks: [{ at: 2026-11-23T18:30, lasts: 1h, factor: 10, unforecast: true, why: viral }] }', '2026-11-23', '1d');
  assert.deepEqual(byDay(day), [2400]);
  assert.deepEqual(day.arrivals.shocks.map((shock) => ({ ...shock, perHour: Math.round(shock.perHour) })), [
    { fromMs: 18.5 * HOUR, toMs: 19 * HOUR, perHour: 900, why: 'viral' },
    { fromMs: 19 * HOUR, toMs: 19.5 * HOUR, perHour: 900, why: 'viral' },
  ]);
});

test('whatever the weights, bounds rise to the end of the run and the total is exact', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 24, maxLength: 24 }).filter((list) => list.some((weight, hour) => weight > 0 && hour !== 2));
  fc.assert(
    fc.property(weights, fc.constantFrom('2026-03-28', '2026-10-24', '2026-11-23'), fc.integer({ min: 0, max: 5000 }), (hours, starts, perDay) => {
      const scenario = read(`{ perDay: ${perDay}, hours: [${hours.join(', ')}] }`, starts, '2d');
      const { boundsMs, perHour, dayOf } = scenario.arrivals;
      assert.ok(boundsMs.every((bound, i) => i === 0 || bound > boundsMs[i - 1]!));
      assert.deepEqual([boundsMs[0], boundsMs[boundsMs.length - 1], boundsMs.length], [0, scenario.lastsMs, perHour.length + 1]);
      assert.equal(dayOf.length, perHour.length);
      for (const total of byDay(scenario)) assert.ok(Math.abs(total - perDay) < 1e-5);
    }),
    { numRuns: 30 },
  );
});

test('wrong peaks and weights are told', () => {
  const codes = (arrivals: string): string[] => parseScenario(`{ name: a, starts: 2026-11-23, lasts: 7d, zone: UTC, arrivals: ${arrivals}, teams: { t: { agents: [{ count: 1 }] } } }`, 'a.yaml').problems.map(({ code }) => code);
  assert.deepEqual(codes('{ perDay: 1, hours: [1, 2] }'), ['DS105']);
  assert.deepEqual(codes('{ perDay: 1, peaks: [{ factor: 2 }] }'), ['DS122']);
  assert.deepEqual(codes('{ perDay: 1, peaks: [{ at: 2026-11-24T18:00, factor: 2 }] }'), ['DS122']);
  assert.deepEqual(codes('{ perDay: 1, peaks: [{ on: 2026-12-24, factor: 2 }] }'), ['DS123']);
  assert.deepEqual(codes('{ perDay: 1, peaks: [{ on: 2026-11-24, factor: 0.5, unforecast: true }] }'), ['DS105']);
  assert.deepEqual(codes('{ hours: flat }'), ['DS101']);
  assert.deepEqual(codes('{ perDay: 1, history: { files: a.csv, columns: { at: at } } }'), ['DS122']);
});
