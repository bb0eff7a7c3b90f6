import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Interval } from './stats/intervals.js';
import { covers, LEVEL, playQueue, told, type ExactQueue, type MetIntervals } from './testing/exact-queues.js';

// Law 5 on rows of the reference tables: values that other programs computed, played by the whole simulator. Rows where
// hardly anybody waits, or where the desk needs weeks to settle, are left out: their intervals would say nothing.

const FOLDER = join(process.env['DESKSIM_DATA']!, 'reference-tables');
const REPLICATIONS = 32;

/** Another seed for each row: one seed brings the same customers, and all rows would err to the same side. */
let seed = 0;

type Row = Readonly<Record<string, string>>;

for (const [perHour, work, agents] of [[20, 180, 2], [100, 180, 6], [200, 180, 13], [252, 120, 11]] as const) {
  test(`Erlang C: ${perHour} an hour, ${work} s each, ${agents} agents`, () => {
    const row = oneRow('erlang-c.csv', { arrivals_per_hour: perHour, aht_s: work, agents });
    const { all } = played({ perHour: [perHour], work: exponential(work), agents }, waitSpan(perHour, work, agents));
    holds(row, 'p_wait', all.pWait);
    holds(row, 'asa_s', all.meanWaitS);
  });
}

for (const [perHour, work, patience, agents] of [[200, 180, 120, 10], [200, 180, 300, 8], [252, 120, 60, 8], [60, 900, 3600, 15]] as const) {
  test(`Erlang A: ${perHour} an hour, ${work} s each, ${agents} agents, patience of ${patience} s`, () => {
    const row = oneRow('erlang-a.csv', { arrivals_per_hour: perHour, mean_service_s: work, mean_patience_s: patience, agents });
    const settles = Math.max(work, patience);
    const { all } = played({ perHour: [perHour], work: exponential(work), agents, patienceS: patience }, settles);
    holds(row, 'p_wait', all.pWait);
    holds(row, 'p_abandon', all.pLeave);
    holds(row, 'mean_wait_all_s', all.meanWaitS);
  });
}

for (const [law, scv, load] of [['lognormal-cv2-1', 1, 0.7], ['lognormal-cv2-2', 2, 0.5]] as const) {
  test(`M/G/1: ${law}, load ${load}`, () => {
    const row = oneRow('mg1-pollaczek-khinchine.csv', { service_dist_mean1: law, rho: load });
    const work = 30;
    const { all } = played({ perHour: [(load * 3600) / work], work: { lognormal: { mean: `${work}s`, cv: Math.sqrt(scv) } }, agents: 1 }, waitSpan((load * 3600) / work, work, 1) * (1 + scv) / 2);
    holds(row, 'mean_wait', inUnitsOf(work, all).meanWaitS);
  });
}

for (const [rates, work, agents] of [['1.0|1.5', 1, 4], ['0.5|0.5|0.5|0.4', 2, 5]] as const) {
  test(`Priorities: ${rates} in a unit of time, ${work} units each, ${agents} agents`, () => {
    const row = oneRow('priority-mmc-nonpreemptive.csv', { 'lambda_by_priority(high_first)': rates, mean_service: work, servers: agents });
    const unitS = 60;
    const perHour = rates.split('|').map((rate) => (Number(rate) * 3600) / unitS);
    const total = perHour.reduce((sum, rate) => sum + rate, 0);
    const { all, classes } = played({ perHour, work: exponential(work * unitS), agents }, waitSpan(total, work * unitS, agents));
    holds(row, 'p_wait', all.pWait);
    classes.forEach((one, i) => holds(row, `W${i + 1}`, inUnitsOf(unitS, one).meanWaitS));
  });
}

const exponential = (meanS: number): object => ({ exponential: { mean: `${meanS}s` } });

/** Time constant, in seconds, at which waits forget the beginning: of M/M/1 with the pool's speed, or a piece of work if that is longer. */
function waitSpan(perHour: number, workS: number, agents: number): number {
  const load = (perHour * workS) / 3600 / agents;
  return Math.max(workS, workS / agents / (1 - Math.sqrt(load)) ** 2);
}

/** Ten time constants to settle; 2,500 arrivals or sixty time constants to look at, whichever is longer. */
function played(queue: Omit<ExactQueue, 'hours' | 'warmUpHours'>, settlesS: number): ReturnType<typeof playQueue> {
  const perHour = queue.perHour.reduce((sum, rate) => sum + rate, 0);
  const warmUpHours = Math.ceil((10 * settlesS) / 3600);
  const hours = warmUpHours + Math.ceil(Math.max(2500 / perHour, (60 * settlesS) / 3600));
  return playQueue({ ...queue, hours, warmUpHours }, ++seed, REPLICATIONS);
}

function oneRow(file: string, wanted: Readonly<Record<string, string | number>>): Row {
  const rows: Row[] = parse(readFileSync(join(FOLDER, file)), { columns: true });
  const found = rows.filter((row) => Object.entries(wanted).every(([column, value]) => row[column] === String(value)));
  assert.ok(found.length > 0, `${file} has no row with ${JSON.stringify(wanted)}`);
  return found[0]!;
}

function inUnitsOf(unitS: number, { meanWaitS, ...rest }: MetIntervals): MetIntervals {
  const { value, low, high, n } = meanWaitS;
  return { ...rest, meanWaitS: { value: value / unitS, low: low / unitS, high: high / unitS, n } };
}

function holds(row: Row, column: string, interval: Interval): void {
  const exact = Number(row[column]);
  const said = `${told(column, exact, interval)} at the ${100 * LEVEL} % level`;
  console.log(said);
  assert.ok(covers(interval, exact), said);
  assert.ok(interval.high - interval.low < exact, `${said}: too wide to say anything`);
}
