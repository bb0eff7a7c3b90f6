import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun } from './cloud-run.js';
import { RULE_SETS } from './rule-sets.js';

test('half of the limit used raises it six hours later, step by step', () => {
  const raises = ladder({ tier: 2_000, perHour: 1_500 });
  // The 1,000th recipient at 40 min; from 80 min on 2,000 are held and nobody new passes until the raise at 6 h 40 min;
  // the send at that very instant is the 2,001st, so the 5,000th is 2,999 gaps of 2.4 s later.
  assert.deepEqual(raises, [
    ['limit 10000', 40 * MINUTE + 6 * HOUR],
    ['limit 100000', 6 * HOUR + 40 * MINUTE + 2_999 * 2_400 + 6 * HOUR],
  ]);
});

test('recipients of earlier days count towards the next step', () => {
  // The 1,000th recipient at 10 h, the raise at 16 h with 1,600 recipients, the 5,000th at 50 h.
  assert.deepEqual(ladder({ tier: 2_000, perHour: 100, days: 3 }), [
    ['limit 10000', 10 * HOUR + 6 * HOUR],
    ['limit 100000', 50 * HOUR + 6 * HOUR],
  ]);
});

test('at 250 it takes 2,000 recipients in 30 days', () => {
  const raises = ladder({ tier: 250, perHour: 50, days: 12 });
  assert.equal(raises[0]![0], 'limit 2000');
  // 250 in each of the first seven days, then the 250 of the eighth.
  assert.ok(raises[0]![1]! > 7 * DAY && raises[0]![1]! < 8 * DAY + 12 * HOUR, `${raises[0]![1]! / DAY}`);
});

test('without high quality nothing is raised', () => {
  assert.deepEqual(ladder({ tier: 2_000, perHour: 1_500, qualityHigh: false }), []);
});

test('before October 2025 the steps were 1,000 and 10,000, a day later, for each number', () => {
  const run = new CloudRun({ rules: RULE_SETS['meta-2025-06'], platform: { tier: 1_000, numbers: 2, mps: Infinity } });
  for (let who = 0; who < 500; who += 1) run.cloud.send(0, 1, who, SEND_KIND.template, CATEGORY.utility, 0);
  run.runUntil(2 * DAY);
  assert.deepEqual(run.take().filter((line) => line.includes('limit')), [`${DAY}: limit 10000`, `${DAY}: {"kind":"numberQuality","number":1,"event":"UPGRADE","limit":10000,"oldLimit":1000}`]);
  assert.equal(run.cloud.limitOf(0), 1_000);
  assert.equal(run.cloud.limitOf(1), 10_000);
});

test('the whole portfolio draws on one limit', () => {
  const run = new CloudRun({ platform: { tier: 2, numbers: 3 } });
  for (const number of [0, 1, 2]) run.cloud.send(0, number, number, SEND_KIND.template, CATEGORY.utility, 0);
  run.runUntil(0);
  assert.deepEqual(run.take().at(-1), '0: status 2 failed 131048');
});

test('each send outside a window tells how much of the limit is used, each raise from where', () => {
  const facts: number[][] = [];
  const kinds: number[] = [WORLD_FACTS.tierUsed.kind, WORLD_FACTS.tierRaised.kind];
  const run = new CloudRun({
    platform: { tier: 2_000, mps: Infinity },
    sink: { tell: (kind, at, a, b) => void (kinds.includes(kind) && facts.push([kind, at, a, b])) },
  });
  for (let who = 0; who < 1_000; who += 1) run.cloud.send(0, 0, who, SEND_KIND.template, CATEGORY.utility, 0);
  run.runUntil(DAY);
  assert.equal(facts.length, 1_001);
  assert.deepEqual(facts[999], [WORLD_FACTS.tierUsed.kind, 0, 1_000, 2_000]);
  assert.deepEqual(facts[1_000], [WORLD_FACTS.tierRaised.kind, 6 * HOUR, 10_000, 2_000]);
});

interface Ladder {
  readonly tier: number;
  readonly perHour: number;
  readonly qualityHigh?: boolean;
  readonly days?: number;
}

/** A campaign to ever new people at an even pace: the raises it earns. */
function ladder({ tier, perHour, qualityHigh = true, days = 1 }: Ladder): [string, number][] {
  const run = new CloudRun({ platform: { tier, qualityHigh, mps: Infinity } });
  const gap = HOUR / perHour;
  const raises: [string, number][] = [];
  for (let who = 0; who * gap < days * DAY; who += 1) {
    const now = (who + 1) * gap;
    run.runUntil(now);
    run.cloud.send(now, 0, who, SEND_KIND.campaign, CATEGORY.marketing, 0);
    for (const line of run.take()) if (line.includes('limit')) raises.push([line.split(': ')[1]!, Number(line.split(':')[0])]);
  }
  return raises.slice(0, 2);
}
