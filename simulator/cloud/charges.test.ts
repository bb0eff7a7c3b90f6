import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import type { Pricing } from './pricing.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { RULE_SETS, type RuleSetName } from './rule-sets.js';

// Italy, micro-USD.
const UTILITY = 30_000;
const MARKETING = 69_100;

test('whoever comes from an ad and is answered within a day costs nothing for 72 hours from the answer on', () => {
  const { cloud, paid, marketing } = started();
  cloud.write(0, 7, 8, 0, true);
  marketing(23 * HOUR, 7);
  assert.equal(paid(), 0, 'the answer itself is free');
  marketing(23 * HOUR + 72 * HOUR - 1, 7);
  assert.equal(paid(), 0);
  marketing(23 * HOUR + 72 * HOUR, 7);
  assert.equal(paid(), MARKETING);
});

test('an answer after a day begins no free time, and neither does a customer who came without an ad', () => {
  const { cloud, paid, marketing } = started();
  cloud.write(0, 7, 8, 0, true);
  marketing(DAY, 7);
  assert.equal(paid(), MARKETING);
  cloud.write(0, 8, 8);
  marketing(HOUR, 8);
  assert.equal(paid(), 2 * MARKETING);
});

test('free of charge is no permission: after the window closed a free-form message fails, a template passes', () => {
  const { cloud, run, marketing } = started();
  cloud.write(0, 7, 8, 0, true);
  marketing(HOUR, 7);
  run.take();
  cloud.send(30 * HOUR, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
  marketing(30 * HOUR, 7);
  run.runUntil(30 * HOUR);
  assert.deepEqual(run.take().map((line) => line.split(': ')[1]), ['phone 7 receives 0 from 0', 'status 2 failed 131047']);
});

test('a refused answer does not begin the free time', () => {
  const { cloud, paid, marketing } = started();
  cloud.stopMarketing(7, true);
  cloud.write(0, 7, 8, 0, true);
  marketing(HOUR, 7);
  cloud.stopMarketing(7, false);
  marketing(25 * HOUR, 7);
  assert.equal(paid(), MARKETING);
});

test('an ad works through a network with latency, too', () => {
  const leg = { kind: 'constant', value: 1_000 } as const;
  const { cloud, run, paid, marketing } = started({}, { network: { instant: false, inboundMs: leg, outboundMs: leg, webhookMs: leg } });
  cloud.write(0, 7, 8, 0, true);
  run.runUntil(HOUR);
  marketing(HOUR, 7);
  run.runUntil(2 * HOUR);
  marketing(50 * HOUR, 7);
  run.runUntil(51 * HOUR);
  assert.equal(paid(), 0);
});

test('beyond a volume tier messages of the month cost less, and the platform says so', () => {
  const tiers = [{ market: 'IT', category: 'utility', after: 3, share: 0.9 }, { market: 'IT', category: 'utility', after: 5, share: 0.7 }, { market: 'BR', category: 'utility', after: 0, share: 0.1 }] as const;
  const { run, paid, utility } = started({ volumeTiers: tiers }, { startsAtEpochMs: Date.UTC(2026, 9, 31) });
  const fees = Array.from({ length: 7 }, (_, who) => {
    const before = paid();
    utility(HOUR, who);
    return paid() - before;
  });
  assert.deepEqual(fees, [1, 1, 1, 0.9, 0.9, 0.7, 0.7].map((share) => Math.round(share * UTILITY)));
  run.runUntil(HOUR);
  const told = run.take().filter((line) => line.includes('volumeTier')).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as { from: number; to: number });
  assert.deepEqual(told.map(({ from, to }) => [from, to]), [[3, 5], [5, -1]]);
  const before = paid();
  utility(DAY, 50);
  assert.equal(paid() - before, UTILITY, 'November begins at the list price');
});

test('months begin at midnight of the account', () => {
  const paidAt = (hours: number, at: number): number => {
    const { run, paid, utility } = started({ volumeTiers: [{ market: 'IT', category: 'utility', after: 1, share: 0.5 }], accountUtcOffsetHours: hours }, { startsAtEpochMs: Date.UTC(2026, 9, 31) });
    utility(0, 1);
    utility(at, 2);
    run.runUntil(at);
    return paid() - UTILITY;
  };
  // Midnight of Sao Paulo, three hours behind, is 03:00 UTC; that of Delhi, five and a half before, 18:30 UTC.
  assert.deepEqual([paidAt(-3, 27 * HOUR - 1), paidAt(-3, 27 * HOUR)], [UTILITY / 2, UTILITY]);
  assert.deepEqual([paidAt(5.5, 18.5 * HOUR - 1), paidAt(5.5, 18.5 * HOUR)], [UTILITY / 2, UTILITY]);
});

test('free service messages may belong to the account instead of each number', () => {
  const shared = (scope: 'number' | 'account'): number => {
    const { cloud, paid } = started({ freeServiceScope: scope, freeServiceMessages: 3 }, { platform: { numbers: 2 } });
    for (const number of [0, 1]) {
      cloud.write(0, 7, 8, number);
      for (let i = 0; i < 3; i += 1) cloud.send(1, number, 7, SEND_KIND.reply, CATEGORY.service, 8);
    }
    return paid();
  };
  assert.equal(shared('number'), 0);
  assert.equal(shared('account'), 3 * UTILITY);
});

test('without a payment method what would cost fails with 131042, free messages pass', () => {
  const failed = (rules: RuleOverrides, name: RuleSetName = 'meta-2026-10'): string[] => {
    const { cloud, run, utility } = started({ freeServiceMessages: 2, ...rules }, { platform: { paymentMethod: false } }, name);
    cloud.write(0, 7, 8);
    for (let i = 0; i < 3; i += 1) cloud.send(1, 0, 7, SEND_KIND.reply, CATEGORY.service, 8);
    utility(1, 8);
    run.runUntil(1);
    return run.take().filter((line) => line.includes('failed')).map((line) => line.split(': ')[1]!);
  };
  assert.deepEqual(failed({}), ['status 3 failed 131042', 'status 4 failed 131042'], 'the third reply, and the template');
  assert.deepEqual(failed({ unpaid: 'atOnce' }), [1, 2, 3, 4].map((id) => `status ${id} failed 131042`));
  assert.deepEqual(failed({ unpaid: 'never' }), []);
  assert.deepEqual(failed({ freeServiceMessages: Infinity }, 'meta-2025-10'), ['status 4 failed 131042'], 'replies were free');
});

test('statuses say what a message costs, by what model, and which conversation it belongs to', () => {
  const pricings = (name: RuleSetName, fromAd: boolean): Pricing[] => {
    const seen: Pricing[] = [];
    const leg = { kind: 'constant', value: 1_000 } as const;
    const run: CloudRun = new CloudRun({
      rules: RULE_SETS[name],
      network: { instant: false, inboundMs: leg, outboundMs: leg, webhookMs: leg },
      platform: { market: 'IT' },
      hooks: { webhookStatus: (now) => void seen.push(run.cloud.pricing(now)) },
    });
    run.cloud.write(0, 7, 8, 0, fromAd);
    run.runUntil(HOUR);
    run.cloud.send(HOUR, 0, 7, SEND_KIND.template, CATEGORY.utility, 8);
    run.runUntil(2 * HOUR);
    return seen;
  };
  const charged = { billable: true, fee: UTILITY, type: 'regular', category: 'utility' } as const;
  const utility = { origin: 'utility', expiresAtMs: HOUR + DAY, key: [7, HOUR / 1_000 * 1_024 + CATEGORY.utility] };
  assert.deepEqual(pricings('meta-2025-06', false)[0], { ...charged, model: 'CBP', conversation: utility });
  assert.deepEqual(pricings('meta-2025-10', false)[0], { billable: false, fee: 0, model: 'PMP', type: 'free_customer_service', category: 'utility', conversation: null });
  assert.deepEqual(pricings('meta-2026-10', false), [0, 1].map(() => ({ ...charged, model: 'PMP', conversation: null })), 'sent says it before it is charged');
  assert.deepEqual(pricings('meta-2026-10', true)[1], { billable: false, fee: 0, model: 'PMP', type: 'free_entry_point', category: 'referral_conversion', conversation: { origin: 'referral_conversion', expiresAtMs: 73 * HOUR, key: [7, 1] } });
});

function started(rules: RuleOverrides = {}, options: CloudRunOptions = {}, name: RuleSetName = 'meta-2026-10') {
  let fees = 0;
  const run = new CloudRun({
    ...options,
    rules: overridden(RULE_SETS[name], rules),
    platform: { market: 'IT', ...options.platform },
    sink: { tell: (kind, _at, _a, _b, fee) => void (fees += kind === WORLD_FACTS.feeCharged.kind ? fee : 0) },
  });
  const template = (category: number) => (now: number, who: number): number => run.cloud.send(now, 0, who, SEND_KIND.template, category, 0);
  return { run, cloud: run.cloud, paid: () => fees, utility: template(CATEGORY.utility), marketing: template(CATEGORY.marketing) };
}
