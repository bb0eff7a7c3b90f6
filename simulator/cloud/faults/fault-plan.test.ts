import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Streams } from '../../random.js';
import type { GraphRequest } from '../graph/graph-request.js';
import { FaultPlan } from './fault-plan.js';
import { readFault, type FaultSpec } from './fault-spec.js';

const REQUEST: GraphRequest = { method: 'POST', path: '/v25.0/1/messages', query: '', headers: new Headers(), body: '{"to":"39333"}' };
const ERROR = { kind: 'error', code: 131000 } as const;

test('always, the next n, every nth and a time range strike whom they say', () => {
  const struck = (spec: Omit<FaultSpec, 'on' | 'effect'>, times = 6): string => {
    const plan = planOf({ on: 'requests', effect: ERROR, ...spec });
    return Array.from({ length: times }, (_, i) => (plan.strikeRequest(REQUEST, i * 1_000) === null ? '.' : 'x')).join('');
  };
  assert.equal(struck({}), 'xxxxxx');
  assert.equal(struck({ when: 'always' }), 'xxxxxx');
  assert.equal(struck({ when: { next: 2 } }), 'xx....');
  assert.equal(struck({ when: { every: 3 } }), '..x..x');
  assert.equal(struck({ fromMs: 1_000, toMs: 3_000 }), '.xx...');
  assert.equal(struck({ when: { next: 1 }, fromMs: 2_000 }), '..x...', 'those outside the range are not counted');
  assert.equal(struck({ method: 'GET' }), '......');
  assert.equal(struck({ method: 'post', at: '/messages', containing: '39333' }), 'xxxxxx');
  assert.equal(struck({ containing: '39334' }), '......');
});

test('a probability strikes its share, the same ones for the same seed', () => {
  const run = (seed: number): string => {
    const plan = planOf({ on: 'requests', when: { p: 0.2 }, effect: ERROR }, seed);
    return Array.from({ length: 5_000 }, () => (plan.strikeRequest(REQUEST, 0) === null ? '.' : 'x')).join('');
  };
  assert.equal(run(1), run(1));
  assert.notEqual(run(1), run(2));
  const share = [...run(1)].filter((one) => one === 'x').length / 5_000;
  assert.ok(Math.abs(share - 0.2) < 4 * Math.sqrt((0.2 * 0.8) / 5_000), `${share}`); // four standard errors
});

test('latencies add up, and come with the first other fault', () => {
  const plan = planOf({ on: 'requests', effect: { kind: 'latency', ms: { kind: 'constant', value: 30 } } });
  plan.add({ on: 'requests', effect: { kind: 'latency', ms: { kind: 'constant', value: 12 } } });
  assert.deepEqual(plan.strikeRequest(REQUEST, 0), { delayMs: 42, code: 0, retryAfterS: 0, transport: null });
  plan.add({ on: 'requests', effect: { kind: 'truncated' } });
  plan.add({ on: 'requests', effect: { ...ERROR, retryAfterS: 7 } });
  assert.deepEqual(plan.strikeRequest(REQUEST, 0), { delayMs: 42, code: 0, retryAfterS: 0, transport: 'truncated' });
});

test('a latency follows its distribution', () => {
  const plan = planOf({ on: 'requests', effect: { kind: 'latency', ms: { kind: 'exponential', mean: 200 } } });
  const drawn = Array.from({ length: 4_000 }, () => plan.strikeRequest(REQUEST, 0)!.delayMs);
  const mean = drawn.reduce((sum, ms) => sum + ms, 0) / drawn.length;
  assert.ok(Math.abs(mean - 200) < (4 * 200) / Math.sqrt(drawn.length), `${mean}`);
});

test('faults that were taken over strike as they would have', () => {
  const spec: FaultSpec = { on: 'requests', when: { every: 3 }, effect: ERROR };
  const before = planOf(spec);
  before.strikeRequest(REQUEST, 0);
  const after = new FaultPlan(new Streams(1, 0));
  after.restore(JSON.parse(JSON.stringify(before.snapshot())));
  assert.deepEqual([1, 2, 3, 4, 5].map(() => after.strikeRequest(REQUEST, 0) !== null), [false, true, false, false, true]);
  assert.equal(after.remove(1), true);
  assert.equal(after.remove(1), false);
  assert.equal(after.strikeRequest(REQUEST, 0), null);
});

test('what is no fault is answered with a sentence', () => {
  const wrong: [unknown, RegExp][] = [
    [null, /a fault is an object/], [{ on: 'phones' }, /requests or webhooks/], [{ on: 'requests', wen: 1 }, /no `wen`/],
    [{ on: 'requests', effect: { kind: 'drop' } }, /one of error, latency/], [{ on: 'webhooks', effect: { kind: 'reset' } }, /one of duplicate/],
    [{ on: 'requests', when: { next: 0 }, effect: ERROR }, /`when` is/], [{ on: 'requests', when: { p: 2 }, effect: ERROR }, /`when` is/],
    [{ on: 'requests', effect: { kind: 'error', code: 7 } }, /an error code/], [{ on: 'webhooks', effect: { kind: 'storm' } }, /needs `toMs`/],
    [{ on: 'requests', effect: { kind: 'latency', ms: { kind: 'gaussian' } } }, /a distribution/], [{ on: 'requests', effect: { kind: 'latency', ms: { kind: 'mix', parts: 3 } } }, /a distribution/],
    [{ on: 'requests', fromMs: 'now', effect: ERROR }, /`fromMs` is a time/], [{ on: 'requests', method: 5, effect: ERROR }, /`method` is a string/],
    [{ on: 'requests', effect: { kind: 'reset', ms: 3 } }, /kind reset has no `ms`; it has kind$/], [{ on: 'requests', effect: { ...ERROR, msg: 1 } }, /no `msg`; it has kind, code, retryAfterS/],
  ];
  for (const [value, message] of wrong) assert.match(String(readFault(value)), message);
  assert.deepEqual(readFault({ on: 'requests', effect: ERROR }), { on: 'requests', effect: ERROR });
});

test('whatever is read as a fault can strike', () => {
  const kind = fc.constantFrom('error', 'latency', 'reset', 'empty', 'timeOut', 'lostResponse', 'truncated', 'slowBody', 'duplicate', 'delay', 'reorder', 'drop', 'badSignature', 'storm');
  const ms = fc.oneof(fc.constant({ kind: 'constant', value: 5 }), fc.constant({ kind: 'lognormal', median: 200, sigma: 1 }), fc.jsonValue({ maxDepth: 2 }));
  const extra = fc.record({ ms, code: fc.constantFrom(131000, 7), retryAfterS: fc.nat(3) }, { requiredKeys: [] });
  const effect = fc.tuple(kind, fc.oneof(fc.constant({}), fc.record({ ms }), extra)).map(([name, more]) => ({ kind: name, ...more }));
  const fault = fc.record({ on: fc.constantFrom('requests', 'webhooks'), effect, when: fc.constantFrom('always', { every: 1 }, { p: 1 }), toMs: fc.nat(5) }, { requiredKeys: ['on', 'effect'] });
  let read = 0;
  fc.assert(fc.property(fault, (value) => {
    const spec = readFault(value);
    if (typeof spec === 'string') return;
    read += 1;
    const plan = planOf(spec);
    const struck = spec.on === 'requests' ? plan.strikeRequest(REQUEST, 0) : plan.strikeWebhook('messages', () => '{}', 0);
    assert.equal(struck !== null, spec.toMs !== 0);
  }), { seed: 20261127, numRuns: 2_000 });
  assert.ok(read > 100, `${read} of them were faults`);
});

function planOf(spec: FaultSpec, seed = 1): FaultPlan {
  const plan = new FaultPlan(new Streams(seed, 0));
  plan.add(spec);
  return plan;
}
