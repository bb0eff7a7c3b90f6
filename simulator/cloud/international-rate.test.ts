import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { NEWEST_RULE_SET, RULE_SETS } from './rule-sets.js';

// Bangladesh, card of 1 October 2026: AED 0.0136 and 0.3526, at AED 3.6725 for a dollar, in micro-USD.
const AUTHENTICATION = Math.round(13_600 / 3.6725);
const INTERNATIONAL = Math.round(352_600 / 3.6725);

test('a business abroad that delivers more codes than allowed within thirty days pays the international rate thirty days later', () => {
  const { code, told } = started('BD', 'IT');
  assert.deepEqual([1, 2, 3].map((who) => code(0, who)), Array(3).fill(AUTHENTICATION));
  assert.deepEqual(told(), []);
  assert.equal(code(20 * DAY, 4), AUTHENTICATION, 'the fourth leads to it');
  assert.deepEqual(told(), [{ kind: 'accountUpdate', event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', market: 'BD', startsAtMs: 50 * DAY }]);
  assert.equal(code(50 * DAY - 1, 5), AUTHENTICATION);
  assert.equal(code(50 * DAY, 6), INTERNATIONAL);
  assert.equal(code(400 * DAY, 7), INTERNATIONAL, 'it stays');
  assert.deepEqual(told(), []);
});

test('codes spread over more than thirty days, a business at home, and a market without such a rate pay as ever', () => {
  const spread = started('BD', 'IT');
  for (let i = 0; i < 20; i += 1) assert.equal(spread.code(i * 11 * DAY, i), AUTHENTICATION);
  const home = started('BD', undefined);
  const other = started('EG', 'IT');
  for (const { code, told } of [home, other]) {
    const fees = Array.from({ length: 20 }, (_, who) => code(who * HOUR, who));
    assert.equal(code(40 * DAY, 99), fees[0]);
    assert.equal(new Set(fees).size, 1);
    assert.deepEqual(told(), []);
  }
});

test('statuses spell the rate with a hyphen in pricing, and with an underscore as the origin of a conversation', () => {
  for (const name of ['meta-2026-10', 'meta-2025-06'] as const) {
    const { code, seen } = started('BD', 'IT', name);
    for (let who = 0; who < 5; who += 1) code(0, who);
    code(40 * DAY, 9);
    const { category, conversation, fee } = seen.at(-1)!;
    assert.deepEqual([category, fee], ['authentication-international', INTERNATIONAL]);
    assert.equal(conversation?.origin, name === 'meta-2025-06' ? 'authentication_international' : undefined);
    assert.equal(seen[0]!.category, 'authentication');
  }
  const { code, seen } = started('BD', 'IT', NEWEST_RULE_SET, { internationalOnTheWire: 'authentication_international' });
  for (let who = 0; who < 5; who += 1) code(0, who);
  code(40 * DAY, 9);
  assert.equal(seen.at(-1)!.category, 'authentication_international', 'unless the rules say otherwise');
});

test('a cloud restored from its snapshot remembers how many codes there were', () => {
  const one = started('BD', 'IT');
  for (let who = 0; who < 3; who += 1) one.code(0, who);
  const other = started('BD', 'IT');
  other.run.cloud.restore(JSON.parse(JSON.stringify(one.run.cloud.snapshot())) as never);
  other.code(DAY, 4);
  assert.equal(other.told().length, 1);
  const third = started('BD', 'IT');
  third.run.cloud.restore(JSON.parse(JSON.stringify(other.run.cloud.snapshot())) as never);
  assert.equal(third.code(31 * DAY, 5), INTERNATIONAL);
});

function started(market: string, home: string | undefined, name: keyof typeof RULE_SETS = NEWEST_RULE_SET, override: RuleOverrides = {}) {
  let fee = 0;
  const seen: ReturnType<CloudRun['cloud']['pricing']>[] = [];
  const leg = { kind: 'constant', value: 0 } as const;
  const run: CloudRun = new CloudRun({
    rules: overridden(RULE_SETS[name], { internationalRate: { messages: 3 }, ...override }),
    platform: { market, tier: Infinity, ...(home === undefined ? {} : { home }) },
    network: { instant: false, inboundMs: leg, outboundMs: leg, webhookMs: leg },
    sink: { tell: (kind, _at, _a, _b, value) => void (kind === WORLD_FACTS.feeCharged.kind && (fee = value)) },
    hooks: { webhookStatus: (now) => void seen.push(run.cloud.pricing(now)) },
  });
  const code = (now: Ms, who: number): number => {
    run.runUntil(now);
    fee = 0;
    run.cloud.send(now, 0, who, SEND_KIND.template, CATEGORY.authentication, 8);
    run.runUntil(now);
    return fee;
  };
  const told = (): object[] => run.take().filter((line) => line.includes('AUTH_INTL')).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as object);
  return { run, code, told, seen };
}
