import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { KNOBS } from '../cloud/knobs.js';
import { allowedKeys } from './json-schema.js';
import { parseScenario } from './parse-scenario.js';
import type { Scenario } from './scenario.js';

const parse = (rest: string) => parseScenario(`{ name: a, starts: 2026-11-23, lasts: 2d, zone: Europe/Rome, arrivals: { perDay: 10 }, teams: { t: { agents: [{ count: 1 }] } }, ${rest} }`, 'a.yaml');
const read = (rest: string): Scenario => {
  const { scenario, problems } = parse(rest);
  assert.deepEqual(problems, []);
  return scenario!;
};
const codes = (rest: string): string[] => parse(rest).problems.map(({ severity, code }) => `${severity} ${code}`);

test('an instant network has no latency and no faults', () => {
  const { network } = read('network: instant');
  assert.equal(network.instant, true);
  assert.deepEqual(network.faults, { duplicate: 0, reorder: 0, delay: 0, delayMs: { kind: 'constant', value: 0 }, storms: [] });
});

test('faults and storms are switched on one by one', () => {
  const { network } = read('network: { webhook: 1s, faults: { duplicate: 5%, delay: { share: 1%, by: 30s }, storms: [{ at: 2026-11-24T10:00, lasts: 30m }] } }');
  assert.equal(network.instant, false);
  assert.deepEqual(network.webhookMs, { kind: 'constant', value: 1000 });
  assert.deepEqual([network.faults.duplicate, network.faults.reorder, network.faults.delay], [0.05, 0, 0.01]);
  assert.deepEqual(network.faults.storms, [{ fromMs: DAY + 10 * HOUR, toMs: DAY + 10 * HOUR + 30 * MINUTE }]);
  assert.deepEqual(codes('network: { faults: { storms: [{ at: 2026-12-24T10:00, lasts: 30m }] } }'), ['warning DS123']);
});

test('campaigns are sent once, at their moment', () => {
  const { campaigns, assumed } = read('campaigns: [{ name: sale, at: 2026-11-24T09:00, to: 50000, optIn: 92%, replyDelay: 20m }]');
  assert.deepEqual(campaigns, [{ name: 'sale', atMs: DAY + 9 * HOUR, contacts: 50_000, category: 'marketing', optIn: 0.92, replyShare: 0.1, replyDelayMs: { kind: 'constant', value: 20 * MINUTE } }]);
  assert.ok(assumed.some(({ path }) => path === 'campaigns[0].replyShare'));
  assert.deepEqual(codes('campaigns: [{ name: late, at: 2027-01-01, to: 10 }]'), ['warning DS123']);
  assert.deepEqual(parse('campaigns: [{ name: late, at: 2027-01-01, to: 10 }]').scenario?.campaigns, []);
});

test('rule sets and markets are known by name', () => {
  assert.equal(read('rules: meta-2025-10').ruleSet, 'meta-2025-10');
  const [problem] = parse('rules: meta-2025-11').problems;
  assert.deepEqual([problem?.code, problem?.hint], ['DS132', 'did you mean `meta-2025-10`?']);
  assert.equal(read('platform: { market: IT }').platform.market, 'IT');
  assert.deepEqual(codes('platform: { market: Italy }'), ['warning DS126']);
});

test('a number carries what the platform says of its kind, under the rules as they are', () => {
  const mps = (platform: string): number => read(`platform: { ${platform} }`).platform.mps;
  assert.deepEqual([mps(''), mps('mps: standard'), mps('mps: high'), mps('mps: coexistence'), mps('mps: unlimited'), mps('mps: 5')], [80, 80, 1_000, 20, Infinity, 5]);
  assert.deepEqual([mps('rules: { throughput: { standardMps: 90 } }'), mps('mps: coexistence, rules: { throughput: { coexistenceMps: 5 } }')], [90, 5]);
  assert.deepEqual(codes('platform: { mps: fast }'), ['error DS103']);
});

test('a goal that could never be judged is an error', () => {
  assert.deepEqual(codes('goals: [abandonment <= 5% in every hour, first response <= 5m for 80% in every forecast hour]'), []);
  assert.deepEqual(codes('goals: [tier headroom >= 10% in every hour]'), ['error DS143']);
});

test('router modules are named by their path, built-in selectors by their name', () => {
  assert.equal(read('routing: { select: ./my-router.ts }').desk.select, './my-router.ts');
  const [problem] = parse('routing: { select: leastOpn }').problems;
  assert.deepEqual([problem?.code, problem?.hint], ['DS104', 'did you mean `leastOpen`?']);
});

test('priority customers stand in line as if they had waited already', () => {
  const { desk } = read('routing: { headStart: { low: 0s, urgent: 2h, vip: 365d } }');
  assert.deepEqual(desk.headStartMs.map((ms) => ms / MINUTE), [0, 15, 60, 120]);
  assert.equal(desk.vipHeadStartMs, 365 * DAY);
  assert.deepEqual(read('customers: { priorities: { medium: 90%, high: 10% } }').desk.priorityShares, [0, 0.9, 0.1, 0]);
});

test('rules of the platform are changed one by one, in the language of the format', () => {
  const { platform } = read('platform: { paymentMethod: false, rules: { pairReading: debt, raiseDelayMs: 1h, lowerAfterMs: forever, freeServiceMessages: unlimited, entryPoint: { lastsMs: 24h }, marketingCapShare: 10%, limitSteps: [2000, unlimited] } }');
  assert.equal(platform.paymentMethod, false);
  assert.deepEqual(platform.rules, { pairReading: 'debt', raiseDelayMs: HOUR, lowerAfterMs: Infinity, freeServiceMessages: Infinity, entryPoint: { lastsMs: DAY }, marketingCapShare: 0.1, limitSteps: [2_000, Infinity] });
  assert.equal(read('platform: { rules: { accountUtcOffsetHours: -3 } }').platform.rules?.accountUtcOffsetHours, -3);
  assert.deepEqual(codes('platform: { rules: { accountUtcOffsetHours: 15 } }'), ['error DS103']);
  assert.deepEqual(codes('platform: { rules: { pairReding: debt } }'), ['error DS102']);
  assert.deepEqual(codes('platform: { rules: { pairReading: credit } }'), ['error DS104']);
  assert.deepEqual(codes('platform: { rules: { pair: { burst: many } } }'), ['error DS103']);
  assert.deepEqual(codes('platform: { rules: { pairReading: debt, pair: { burst: 200 } } }'), ['error DS134']);
});

test('every rule of the newest rule set can be written as a key', () => {
  for (const knob of Object.keys(KNOBS)) assert.ok(allowedKeys(['platform', 'rules'])?.includes(knob), knob);
});
