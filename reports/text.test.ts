import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../runtime/units.js';
import { sampleResult } from './sample-result.js';
import { renderText } from './text.js';

const COLOUR = new RegExp(String.raw`${String.fromCharCode(27)}\[\d+m`, 'g');

test('no line is longer than the terminal is wide', () => {
  for (const width of [20, 40, 60, 72, 80, 120]) {
    for (const result of [sampleResult(), sampleResult({ partial: true, replications: { asked: 200, done: 3, holes: [1, 2, 5, 8, 9, 10, 11, 12, 13, 14, 15] } })]) {
      const longest = Math.max(...lines(renderText(result, { width, color: false })).map((line) => line.length));
      assert.ok(longest <= width, `${longest} columns in ${width}`);
    }
  }
});

test('colour changes nothing but colour', () => {
  for (const width of [40, 80]) {
    const plain = renderText(sampleResult(), { width, color: false });
    const coloured = renderText(sampleResult(), { width, color: true });
    assert.notEqual(coloured, plain);
    assert.equal(coloured.replaceAll(COLOUR, ''), plain);
    assert.doesNotMatch(plain, COLOUR);
  }
});

test('eighty columns read as a table, goals first and the exit code last', () => {
  assert.deepEqual(lines(renderText(sampleResult(), { width: 80, color: false })), [
    'holiday-peak · 1 day · Europe/Rome · rules meta-2026-10 · seed 4271833 · 200',
    'replications',
    '',
    'GOALS                                value        95 % range P(met) verdict',
    '✓ first response <= 5m for 90%      93.1 %     92.4 – 93.8 %   0.99 met',
    '✗ first response <= 5m for 80%      61.0 %     57.2 – 64.9 %   0.00 MISSED',
    '  in every forecast hour',
    '    worst hour Fri 18:00: 61.0 %',
    '    3 hours with fewer than 30 samples not judged',
    '? tier headroom >= 10%                   –                 –      – inconclusive',
    '    no samples',
    '',
    'KPIS                                   value               95 % range         of',
    '  Arrivals                             4,812            4,791 – 4,834        200',
    '  First response                       1m42s            1m38s – 1m46s     40,112',
    '    p50 47s · p90 3m00s · p95 8m00s · p99 not reached',
    '  Service level of the served         93.1 %            92.4 – 93.8 %     40,112',
    '  Window expiry                         ≈0 %                 0 – ≈0 %     44,000',
    '  Message fees                  1,249.82 USD  1,171.98 – 1,327.67 USD        200',
    '  Cost per resolution               4.50 EUR          4.23 – 4.76 EUR     41,463',
    '  Fairness (Jain)                      0.927            0.922 – 0.932        215',
    '  no samples: tier headroom',
    '',
    'Worst hour Fri 18:00: 212 arrivals, 9 agents signed in, 61.0 % answered within',
    '5m.',
    '',
    'UNFORECAST Fri 12:00, 1h: a post goes viral (not part of the goals)',
    '                            without      with  difference             95 % range',
    '  answered in time           93.0 %    81.0 %   −12.0 pts      −13.0 – −11.0 pts',
    '  first response p90          3m00s    13m06s     +10m06s       +8m32s – +11m40s',
    '  customers who gave up         240       816        +576            +529 – +622',
    '  backlog back after                    9h48m                     8h00m – 11h00m',
    '  the same customers with and without it, in 200 pairs of replications',
    '  backlog not back by the end in 2 replications',
    '',
    'ASSUMED, because the scenario does not say',
    '  customers.patience: weibull, median 12m · desk.reopen: 72h',
    '',
    '  report    desksim-out/7f3a91c2/a-folder-with-a-rather-long-name/report.html',
    '  intervals intervals.csv',
    '  msw door: replication 0 gives the same journal',
    '  journal   3db6babb781ab92ce8ee0157c9e88e11',
    '  replay    desksim run scenarios/holiday-peak.yaml --seed 4271833 --reps 200',
    '',
    'exit 3 (1 goal missed; 1 inconclusive)',
    '',
  ]);
});

test('forty columns put one thing under the other', () => {
  assert.deepEqual(lines(renderText(sampleResult({ damage: null, assumed: [], kpis: sampleResult().kpis.slice(1, 3) }), { width: 40, color: false })), [
    'holiday-peak · 1 day · Europe/Rome ·',
    'rules meta-2026-10 · seed 4271833 · 200',
    'replications',
    '',
    'GOALS',
    '✓ first response <= 5m for 90%',
    '  met: 93.1 % (92.4 – 93.8 %), P(met)',
    '  0.99',
    '✗ first response <= 5m for 80% in every',
    '  forecast hour',
    '  MISSED: 61.0 % (57.2 – 64.9 %), P(met)',
    '  0.00',
    '    worst hour Fri 18:00: 61.0 %',
    '    3 hours with fewer than 30 samples',
    '    not judged',
    '? tier headroom >= 10%',
    '  inconclusive',
    '    no samples',
    '',
    'KPIS',
    '  First response                   1m42s',
    '    p50 47s · p90 3m00s · p95 8m00s ·',
    '    p99 not reached',
    '  Service level of the            93.1 %',
    '  served',
    '',
    'Worst hour Fri 18:00: 212 arrivals, 9',
    'agents signed in, 61.0 % answered within',
    '5m.',
    '',
    '  report    desksim-out/7f3a91c2/',
    '    a-folder-with-a-rather-long-name/',
    '    report.html',
    '  intervals intervals.csv',
    '  msw door: replication 0 gives the same',
    '  journal',
    '  journal',
    '    3db6babb781ab92ce8ee0157c9e88e11',
    '  replay    desksim run',
    '    scenarios/holiday-peak.yaml --seed',
    '    4271833 --reps 200',
    '',
    'exit 3 (1 goal missed; 1 inconclusive)',
    '',
  ]);
});

test('a run without goals says that nothing was judged', () => {
  const text = renderText(sampleResult({ verdict: { verdict: 'noGoals', goals: [] }, exitCode: 0 }), { width: 80, color: false });
  assert.match(text, /GOALS\n {2}none set: nothing was judged/);
  assert.match(text, /Worst hour Fri 19:00/);
  assert.match(text, /exit 0 \(done, no goals set\)\n$/);
});

test('another journal through a door is said aloud', () => {
  const doorCheck = { door: 'http', replication: 4, same: false, directHash: 'aa', doorHash: 'bb' };
  assert.match(renderText(sampleResult({ doorCheck }), { width: 100, color: false }), /http door: replication 4 gives ANOTHER journal, bb instead of aa/);
});

function lines(text: string): string[] {
  return text.split('\n');
}

test('the run is as long as people would say', () => {
  const { scenario } = sampleResult();
  for (const [lastsMs, words] of [[7 * DAY, '7 days'], [DAY, '1 day'], [12 * HOUR, '12 hours'], [HOUR, '1 hour'], [HOUR / 2, '30 minutes'], [1.5 * HOUR, '90 minutes']] as const) {
    assert.ok(renderText({ ...sampleResult(), scenario: { ...scenario, lastsMs } }, { width: 80, color: false }).startsWith(`holiday-peak · ${words} · `), words);
  }
});
