import type { HourRow } from '../simulator/kpis/hour-rows.js';
import type { RunResult } from '../simulator/kpis/run-result.js';
import { DAY, HOUR, MINUTE, SECOND } from '../runtime/units.js';

/** For tests: a run with something of everything, its numbers made up. */
export function sampleResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    scenario: {
      name: 'holiday-peak', about: 'Does the desk hold on <Black Friday> & after?', hash: '7f3a91c2', zone: 'Europe/Rome',
      startsAtEpochMs: 1795734000000, lastsMs: DAY, agents: 29, currency: 'EUR',
    },
    ruleSet: 'meta-2026-10',
    seed: 4271833,
    replications: { asked: 200, done: 200, holes: [] },
    kpis: [
      { id: 'arrivals', title: 'Arrivals', unit: 'count', better: 'none', value: 4812.25, ci95: [4790.5, 4834], n: 200, denominator: 200 },
      {
        id: 'firstResponse', title: 'First response', unit: 'ms', better: 'low', value: 102 * SECOND, ci95: [98 * SECOND, 106 * SECOND], n: 40_112, denominator: 40_112,
        quantiles: {
          p50: { value: 47 * SECOND, ci95: [46 * SECOND, 48 * SECOND] }, p90: { value: 3 * MINUTE, ci95: [170 * SECOND, 190 * SECOND] },
          p95: { value: 8 * MINUTE, ci95: [7 * MINUTE, null] }, p99: { value: null, ci95: null }, unended: 12,
        },
      },
      { id: 'serviceLevelServed', title: 'Service level of the served', unit: 'share', better: 'high', value: 0.9312, ci95: [0.924, 0.938], n: 40_112, denominator: 40_112 },
      { id: 'windowExpiry', title: 'Window expiry', unit: 'share', better: 'low', value: 0.0001, ci95: [0, 0.0004], n: 44_000, denominator: 44_000 },
      { id: 'tierHeadroom', title: 'Tier headroom', unit: 'share', better: 'high', value: null, ci95: null, n: 0, denominator: 0 },
      { id: 'messageFees', title: 'Message fees', unit: 'usd', better: 'low', value: 1249.824, ci95: [1171.98, 1327.67], n: 200, denominator: 200 },
      { id: 'costPerResolution', title: 'Cost per resolution', unit: 'usd', better: 'low', value: 4.4963, ci95: [4.2342, 4.7582], n: 41_463, denominator: 41_463 },
      { id: 'fairnessJain', title: 'Fairness (Jain)', unit: 'ratio', better: 'high', value: 0.92681, ci95: [0.92183, 0.9318], n: 215, denominator: 215 },
    ],
    verdict: {
      verdict: 'missed',
      goals: [
        { text: 'first response <= 5m for 90%', kpi: 'firstResponse', unit: 'share', compare: '>=', target: 0.9, every: null, value: 0.9312, ci95: [0.924, 0.938], n: 40_112, verdict: 'met', pMet: 0.99, worst: null, note: null },
        { text: 'first response <= 5m for 80% in every forecast hour', kpi: 'firstResponse', unit: 'share', compare: '>=', target: 0.8, every: 'hour', value: 0.61, ci95: [0.572, 0.649], n: 39_800, verdict: 'missed', pMet: 0, worst: { interval: 'Fri 18:00', value: 0.61 }, note: '3 hours with fewer than 30 samples not judged' },
        { text: 'tier headroom >= 10%', kpi: 'tierHeadroom', unit: 'share', compare: '>=', target: 0.1, every: null, value: null, ci95: null, n: 0, verdict: 'inconclusive', pMet: null, worst: null, note: 'no samples' },
      ],
    },
    damage: {
      shocks: [{ name: 'Fri 12:00', lastsMs: HOUR, why: 'a post goes viral' }],
      effects: [
        { id: 'inTime', title: 'answered in time', unit: 'share', forecast: 0.93, surprised: 0.81, difference: -0.12, ci95: [-0.13, -0.11], n: 200 },
        { id: 'firstResponseP90', title: 'first response p90', unit: 'ms', forecast: 180_000, surprised: 786_000, difference: 606_000, ci95: [512_000, 700_000], n: 200 },
        { id: 'abandoned', title: 'customers who gave up', unit: 'count', forecast: 240, surprised: 816, difference: 576, ci95: [529, 622.2], n: 200 },
        { id: 'recovery', title: 'backlog back after', unit: 'ms', forecast: 0, surprised: 9.8 * HOUR, difference: 9.8 * HOUR, ci95: [8 * HOUR, 11 * HOUR], n: 200 },
      ],
      notRecovered: 2,
    },
    hours: Array.from({ length: 24 }, (_, hour) => hourRow(hour)),
    worstHour: { name: 'Fri 19:00', inTime: 0.7, arrivals: 200, signedIn: 9 },
    waits: [{ upToMs: 10 * SECOND, share: 0.2 }, { upToMs: 5 * MINUTE, share: 0.7 }, { upToMs: HOUR, share: 0.1 }, { upToMs: Infinity, share: 0 }],
    thresholdMs: 5 * MINUTE,
    journalHash: '3db6babb781ab92ce8ee0157c9e88e11',
    assumed: [{ path: 'customers.patience', value: 'weibull, median 12m' }, { path: 'desk.reopen', value: '72h' }],
    doorCheck: { door: 'msw', replication: 0, same: true, directHash: '3db6babb', doorHash: '3db6babb' },
    files: { report: 'desksim-out/7f3a91c2/a-folder-with-a-rather-long-name/report.html', intervals: 'intervals.csv' },
    replay: 'desksim run scenarios/holiday-peak.yaml --seed 4271833 --reps 200',
    exitCode: 3,
    partial: false,
    ...changes,
  };
}

function hourRow(hour: number): HourRow {
  const all = (mean: number): { mean: number; p10: number; p90: number } => ({ mean, p10: mean * 0.8, p90: mean * 1.2 });
  const time = `${String(hour).padStart(2, '0')}:00`;
  const known = hour >= 6;
  return {
    hour, startMs: hour * HOUR, name: `Fri ${time}`, startsAt: `2026-11-27T${time}+01:00`, samples: known ? 12_000 : 0,
    arrivals: all(known ? 212.4 : 0), answered: all(known ? 190 : 0), inTime: known ? { mean: hour === 18 ? 0.61 : 0.93, p10: 0.55, p90: 0.96 } : null,
    abandoned: all(known ? 12 : 0), firstResponseMs: known ? all(102 * SECOND) : null, signedIn: all(known ? 9 : 0),
    occupancy: known ? all(0.75) : null, backlog: all(known ? 40 : 0),
  };
}
