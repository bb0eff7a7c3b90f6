import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, type Ms } from '../../runtime/units.js';
import { Streams } from '../random.js';
import { CloudRun } from './cloud-run.js';
import { overridden } from './rule-overrides.js';
import { RULE_SETS } from './rule-sets.js';

// The cloud's own public methods against closed forms: every row of two tables. Each estimate must lie within five
// standard errors (one chance in two million for each), and the standard errors must be small enough to mean something.

const SEED = 20261126;
const SENDS = 3_000_000;
const FIVE = 5;

for (const row of rowsOf('tier-limit-erlang-b.csv')) {
  const limit = row('tier_limit_unique_users_per_rolling_24h');
  const perDay = row('offered_unique_starts_per_24h');

  test(`a limit of ${limit} a day with ${perDay} new people a day drops the share of Erlang B`, () => {
    const dropped = droppedShares(limit, perDay);
    const expected = row('blocking_probability(drop_on_limit)');
    const { mean, error } = estimate(dropped);
    if (expected * SENDS < 1e-3) assert.equal(mean, 0);
    else assert.ok(Math.abs(mean - expected) <= FIVE * Math.max(error, Math.sqrt(expected / SENDS)), `${mean} is not ${expected} within five times ${error}`);
    if (expected > 0.01) assert.ok(error < 0.06 * expected, `${error} of ${expected} is too wide to tell`);
  });

  test(`without a limit, ${perDay} new people a day are more than ${limit} at once as often as Poisson says`, () => {
    const expected = row('p_uncapped_window_count_exceeds_limit');
    const { mean, error } = estimate(overShares(limit, perDay));
    // A share near 0 or 1 shows no spread: then what a rare count would have.
    const rare = Math.sqrt(Math.min(expected, 1 - expected) / SAMPLES) + 1 / SAMPLES;
    assert.ok(Math.abs(mean - expected) <= FIVE * Math.max(error, rare), `${mean} is not ${expected} within five times ${error}`);
  });
}

for (const row of rowsOf('service-window-open.csv')) {
  const perDay = row('customer_messages_per_24h(Poisson)');

  test(`with ${perDay} messages a day the service window is open as often, and as long, as an M/D/infinity busy period`, () => {
    const { openShares, spellsMs, single } = windows(perDay);
    const open = estimate(openShares);
    near(open.mean, row('p_window_open_at_random_time'), Math.max(open.error, 1e-5), 'open');
    const spell = estimate(spellsMs.map((ms) => ms / HOUR));
    near(spell.mean, row('mean_open_spell_h'), spell.error, 'spell');
    assert.ok(spell.error < 0.03 * spell.mean);
    const p = row('p_spell_is_single_message');
    near(single / spellsMs.length, p, Math.sqrt((p * (1 - p)) / spellsMs.length), 'single');
  });
}

/** Share dropped in each of 50 batches, after ten days to fill up. */
function droppedShares(limit: number, perDay: number): number[] {
  let dropped = 0;
  const rules = overridden(RULE_SETS['meta-2026-10'], { limitSteps: [limit, Infinity] });
  const run = new CloudRun({ rules, platform: { tier: limit, qualityHigh: false, mps: Infinity }, hooks: { phoneReceives() {}, webhookStatus: (_now, _message, _status, code) => void (dropped += code === 131048 ? 1 : 0) } });
  const next = poisson(perDay);
  let who = 0;
  const send = (): void => {
    const now = next();
    run.runUntil(now);
    run.cloud.send(now, 0, who++, SEND_KIND.template, CATEGORY.utility, 0);
    run.runUntil(now);
  };
  while (who < 10 * perDay) send();
  // Whole days: a ledger that filled up on the first morning empties every morning after.
  const batch = Math.round(Math.ceil(SENDS / BATCHES / perDay) * perDay);
  return Array.from({ length: BATCHES }, () => {
    dropped = 0;
    for (let i = 0; i < batch; i += 1) send();
    return dropped / batch;
  });
}

/** Share of looks at which more people are held than the limit, in each batch; looks are a day and a bit apart, so they do not depend on each other. */
function overShares(limit: number, perDay: number): number[] {
  const run = new CloudRun({ platform: { tier: Infinity, qualityHigh: false, mps: Infinity }, hooks: { phoneReceives() {} } });
  const next = poisson(perDay);
  const days = Math.max(BATCHES, Math.min(SAMPLES, Math.floor(SENDS / perDay)));
  let who = 0;
  let at = next();
  const over: number[] = [];
  for (let day = 2; over.length < days; day += 1) {
    const look = day * 1.01 * DAY;
    for (; at <= look; at = next()) run.cloud.send(at, 0, who++, SEND_KIND.template, CATEGORY.utility, 0);
    over.push(run.cloud.limitUsed(look, 0) > limit ? 1 : 0);
  }
  return over;
}

/** One customer who writes at random: 40 shares of looks at open windows, and how long each spell lasted. */
function windows(perDay: number): { openShares: number[]; spellsMs: Ms[]; single: number } {
  const run = new CloudRun({ platform: { mps: Infinity }, hooks: { webhookMessage() {} } });
  const { cloud } = run;
  const next = poisson(perDay);
  const looks: number[] = [];
  const spellsMs: Ms[] = [];
  let single = 0;
  let startedAt = -1;
  let last = 0;
  let inSpell = 0;
  let look = 0;
  while (spellsMs.length < 3_000) {
    const now = next();
    for (; look < now; look += 1.37 * HOUR) looks.push(cloud.windowIsOpen(look, 0, 7) ? 1 : 0);
    if (!cloud.windowIsOpen(now, 0, 7)) {
      if (startedAt >= 0) {
        spellsMs.push(last + DAY - startedAt);
        if (inSpell === 1) single += 1;
      }
      startedAt = now;
      inSpell = 0;
    }
    cloud.write(now, 7, 8);
    last = now;
    inSpell += 1;
  }
  const size = Math.floor(looks.length / 40);
  return { openShares: Array.from({ length: 40 }, (_, i) => looks.slice(i * size, (i + 1) * size).reduce((a, b) => a + b, 0) / size), spellsMs, single };
}

/** Instants of a Poisson process. */
function poisson(perDay: number): () => Ms {
  const streams = new Streams(SEED, 0);
  let now = 0;
  let count = 0;
  return () => (now -= Math.log(1 - streams.uniform(count++, 1, 0)) * (DAY / perDay));
}

function estimate(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function near(value: number, expected: number, error: number, what: string): void {
  assert.ok(Math.abs(value - expected) <= FIVE * error, `${what}: ${value} is not ${expected} within five times ${error}`);
}

function rowsOf(name: string): ((column: string) => number)[] {
  const records = parse(readFileSync(`${process.env['DESKSIM_DATA'] ?? ''}/reference-tables/${name}`, 'utf8'), { columns: true }) as Record<string, string>[];
  assert.ok(records.length > 0);
  return records.map((record) => (column) => Number(record[column]));
}

const BATCHES = 50;
const SAMPLES = 2_000;
