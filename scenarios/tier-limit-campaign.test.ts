import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SEND_KIND, FACTS, STATUS } from '../runtime/facts.js';
import { CATEGORY } from '../runtime/intent.js';
import { HOUR, SECOND } from '../runtime/units.js';
import { SCALAR } from '../simulator/kpis/layout.js';
import { applySet } from '../simulator/scenario/apply-set.js';
import { parseScenario } from '../simulator/scenario/parse-scenario.js';
import type { Scenario } from '../simulator/scenario/scenario.js';
import { simulate } from '../simulator/simulate.js';
import { WORLD_FACTS } from '../simulator/world-facts.js';

const SEED = 1;
const BLAST_AT = 9 * HOUR;

/**
 * By hand, from the rules. A number carries 80 messages a second; the obedient desk keeps a tenth for answers, so that 72
 * leave at once and then 72 a second: message k (from 0) leaves (k - 71) / 72 s after the first. At 2,000 a day half of
 * the limit is the 1,000th person, k = 999: 928 / 72 s; six hours later the limit is 10,000. Then half of it is the
 * 5,000th person; 2,000 have been reached, so it is the 3,000th after the raise, k = 2,999: 2,928 / 72 s; six hours
 * later it is 100,000.
 */
const FIRST_RAISE = 6 * HOUR + (928 / 72) * SECOND;
const SECOND_RAISE = FIRST_RAISE + (2_928 / 72) * SECOND + 6 * HOUR;

// Italy, micro-USD, from the list of prices.
const MARKETING = 69_100;
const SERVICE = 30_000;

test('the limit climbs from 2,000 to 10,000 to 100,000 at the instants that follow from the rules', () => {
  const { raises } = played(scenarioOf('arrivals.perDay=0', 'campaigns[0].replyShare=0', 'network=instant'));
  ladder(raises, [[10_000, FIRST_RAISE], [100_000, SECOND_RAISE]]);
});

test('beside the ordinary traffic, which shares the throughput, the ladder is at most seconds later', () => {
  const scenario = scenarioOf();
  const { raises, record } = played(scenario);
  assert.deepEqual(raises.map(({ to }) => to), [10_000, 100_000]);
  for (const [i, expected] of [FIRST_RAISE, SECOND_RAISE].entries()) {
    const late = raises[i]!.sinceBlastMs - expected;
    assert.ok(late >= 0 && late < 20 * SECOND, `${late} ms`);
  }
  assert.equal(record.values[SCALAR.firstRaiseMs], raises[0]!.sinceBlastMs);
  assert.equal(record.values[SCALAR.secondRaiseMs], raises[1]!.sinceBlastMs);
});

test('before October 2025 the same blast from 1,000 needs a day for each step', () => {
  const { raises } = played(scenarioOf('rules=meta-2025-06', 'platform.tier=1000', 'arrivals.perDay=0', 'campaigns[0].replyShare=0', 'network=instant'));
  // Half of 1,000 is k = 499: 428 / 72 s. From 24 h on the first people free their places, as fast as they took them, so
  // that 500 more have gone when the raise comes a day after it was earned; the 5,000th is the 3,500th after it: 3,500 / 72 s.
  const first = 24 * HOUR + (428 / 72) * SECOND;
  ladder(raises.slice(0, 2), [[10_000, first], [100_000, first + (3_500 / 72) * SECOND + 24 * HOUR]]);
});

test('the blast costs 0.0691 USD for each of those who agreed, and every answer beyond the first thousand 0.03 USD', () => {
  const { record, blast, templates, replies, charged } = played(scenarioOf());
  // 92 % of 50,000, give or take five standard deviations of 61.
  assert.ok(Math.abs(blast - 46_000) < 5 * 61, `${blast}`);
  assert.equal(charged.get(CATEGORY.marketing), blast * MARKETING);
  assert.ok(replies > 1_000);
  assert.equal(charged.get(CATEGORY.service), (replies - 1_000) * SERVICE);
  assert.equal(charged.get(CATEGORY.utility) ?? 0, templates * SERVICE);
  assert.equal(record.values[SCALAR.feeMicroUsd], blast * MARKETING + (replies - 1_000 + templates) * SERVICE);
});

/** To a thousandth of a millisecond. */
function ladder(raises: Played['raises'], expected: readonly (readonly [number, number])[]): void {
  assert.deepEqual(raises.map(({ to }) => to), expected.map(([to]) => to));
  for (const [i, [, at]] of expected.entries()) assert.ok(Math.abs(raises[i]!.sinceBlastMs - at) < 0.001, `${raises[i]!.sinceBlastMs} is not ${at}`);
}

interface Played {
  readonly raises: readonly { readonly to: number; readonly sinceBlastMs: number }[];
  readonly record: ReturnType<typeof simulate>;
  /** Delivered messages by kind. */
  readonly blast: number;
  readonly templates: number;
  readonly replies: number;
  /** Micro-USD by category. */
  readonly charged: ReadonlyMap<number, number>;
}

function played(scenario: Scenario): Played {
  const raises: { to: number; sinceBlastMs: number }[] = [];
  const charged = new Map<number, number>();
  const kindOf = new Map<number, number>();
  const kindOfMessage = new Map<number, number>();
  const delivered = [0, 0, 0];
  const arrived = new Set<number>();
  const record = simulate(scenario, SEED, 0, {
    sinks: [{
      tell: (kind, at, a, b, c) => {
        if (kind === WORLD_FACTS.tierRaised.kind) raises.push({ to: a, sinceBlastMs: at - BLAST_AT });
        else if (kind === WORLD_FACTS.feeCharged.kind) charged.set(b, (charged.get(b) ?? 0) + c);
        else if (kind === FACTS.sendIntended.kind) kindOf.set(a, c);
        else if (kind === FACTS.sendAccepted.kind) kindOfMessage.set(b, kindOf.get(a)!);
        else if (kind === FACTS.statusChanged.kind && (b === STATUS.delivered || b === STATUS.read) && !arrived.has(a)) {
          // `read` may overtake `delivered`.
          arrived.add(a);
          delivered[kindOfMessage.get(a)!]! += 1;
        }
      },
    }],
  });
  return { raises, record, blast: delivered[SEND_KIND.campaign]!, templates: delivered[SEND_KIND.template]!, replies: delivered[SEND_KIND.reply]!, charged };
}

function scenarioOf(...sets: readonly string[]): Scenario {
  let text = readFileSync(new URL('./tier-limit-campaign.yaml', import.meta.url), 'utf8');
  for (const assignment of sets) {
    const edited = applySet(text, assignment);
    assert.deepEqual(edited.problems, []);
    text = edited.text;
  }
  const { scenario, problems } = parseScenario(text, 'tier-limit-campaign.yaml');
  assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
  return scenario!;
}
