import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { createDistribution } from '../distributions.js';
import { countDistribution, durationDistribution } from './distribution-schema.js';
import { Wrong } from './problem.js';

const duration = (text: string) => durationDistribution.parse(parse(text));
const count = (text: string) => countDistribution.parse(parse(text));

test('a plain duration is always the same', () => {
  assert.deepEqual(duration('45s'), { kind: 'constant', value: 45_000 });
  assert.deepEqual(count('3'), { kind: 'constant', value: 3 });
});

test('every kind of distribution can be written', () => {
  assert.deepEqual(duration('{ lognormal: { median: 90s, sigma: 1 } }'), { kind: 'lognormal', median: 90_000, sigma: 1 });
  assert.deepEqual(duration('{ lognormal: { mean: 45s, cv: 0.8 } }'), { kind: 'lognormal', mean: 45_000, cv: 0.8 });
  assert.deepEqual(duration('{ exponential: { mean: 900s } }'), { kind: 'exponential', mean: 900_000 });
  assert.deepEqual(duration('{ gamma: { mean: 1m, shape: 2 } }'), { kind: 'gamma', mean: 60_000, shape: 2 });
  assert.deepEqual(duration('{ weibull: { median: 12m, shape: 0.8 } }'), { kind: 'weibull', median: 720_000, shape: 0.8 });
  assert.deepEqual(duration('{ weibull: { scale: 12m, shape: 0.8 } }'), { kind: 'weibull', scale: 720_000, shape: 0.8 });
  assert.deepEqual(duration('{ uniform: { min: 1s, max: 2s } }'), { kind: 'uniform', min: 1000, max: 2000 });
  assert.deepEqual(count('{ uniform: { min: 3, max: 9 } }'), { kind: 'uniformInt', min: 3, max: 9 });
  assert.deepEqual(count('{ geometric: { mean: 5 } }'), { kind: 'geometric', mean: 5 });
  assert.deepEqual(duration('{ quantiles: [1s, 5s, 1m] }'), { kind: 'empirical', quantiles: [1000, 5000, 60_000] });
  assert.deepEqual(duration('{ percentiles: { 0%: 0s, 50%: 30s, 100%: 5m } }'), { kind: 'empirical', points: [[0, 0], [0.5, 30_000], [1, 300_000]] });
  assert.equal(JSON.stringify(duration('{ zero: 20%, else: 30s }')), '{"kind":"atZero","share":0.2,"then":{"kind":"constant","value":30000}}');
  assert.deepEqual(duration('{ mix: [ { 70%: 90s }, { 30%: { exponential: { mean: 2h } } } ] }'), {
    kind: 'mix', parts: [[0.7, { kind: 'constant', value: 90_000 }], [0.3, { kind: 'exponential', mean: 7_200_000 }]],
  });
});

test('what can be written can be drawn', () => {
  for (const text of ['45s', '{ lognormal: { median: 90s, sigma: 0 } }', '{ percentiles: { 0%: 1s, 100%: 1m } }', '{ mix: [ { 100%: { zero: 5%, else: { gamma: { mean: 1m, shape: 0.5 } } } } ] }']) {
    assert.ok(createDistribution(duration(text)).sample(0.5) >= 0, text);
  }
});

test('anything else is refused', () => {
  const refused = (schema: typeof durationDistribution, text: string): string => {
    const { error } = schema.safeParse(parse(text));
    assert.ok(error !== undefined, text);
    const codes = JSON.stringify(error.issues, (key, value: unknown) => (value instanceof Wrong ? { wrong: value.code } : value)).match(/DS\d+/g);
    return codes?.includes('DS114') ? 'DS114' : (codes?.[0] ?? 'other');
  };
  assert.equal(refused(durationDistribution, '{ lognormal: { median: 90s } }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ lognormal: { median: 90s, sigma: 1, cv: 2 } }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ exponential: { mean: 1s }, quantiles: [1s, 2s] }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ uniform: { min: 2s, max: 1s } }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ quantiles: [2s, 1s] }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ percentiles: { 10%: 1s, 100%: 2s } }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ mix: [ { 70%: 1s }, { 40%: 1s } ] }'), 'DS114');
  assert.equal(refused(durationDistribution, '{ zero: 20% }'), 'DS114');
  assert.equal(refused(countDistribution, '{ geometric: { mean: 0.5 } }'), 'DS114');
  assert.equal(refused(countDistribution, '{ uniform: { min: 1, max: 2.5 } }'), 'DS114');
  assert.equal(refused(durationDistribution, '45'), 'DS110');
  assert.equal(refused(durationDistribution, '{ exponential: { mean: 5 } }'), 'DS110');
  assert.equal(durationDistribution.safeParse(parse('{ geometric: { mean: 5s } }')).success, false);
});
