import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThroughputMeter } from './throughput-meter.js';

test('a full second of messages passes at once, the next one an interval later', () => {
  for (const mps of [1, 20, 30, 80, 1000]) {
    for (const now of [0, 12_345.678, 1.7e12 + 0.1]) {
      const meter = new ThroughputMeter(mps);
      assert.equal(burst(meter, now, 2 * mps), mps, `${mps}/s at ${now}`);
      const free = meter.nextFreeAt(now);
      assert.ok(Math.abs(free - now - 1000 / mps) < 0.01, `${free - now}`);
      assert.equal(meter.canPass(free), true);
      assert.equal(meter.canPass(now + 0.9 * (1000 / mps)), false);
    }
  }
});

test('over a long time no more than the rate passes', () => {
  const meter = new ThroughputMeter(80);
  let passed = 0;
  for (let now = 0; now < 10_000; now += 1) passed += burst(meter, now, 1);
  assert.ok(passed <= 80 + 800 && passed >= 79 + 800, `${passed}`);
});

test('inbound messages use up the same second', () => {
  const meter = new ThroughputMeter(80);
  for (let i = 0; i < 50; i += 1) meter.count(0);
  assert.equal(burst(meter, 0, 100), 30);
});

test('an inbound flood blocks for one second, not for its whole length', () => {
  const meter = new ThroughputMeter(80);
  for (let i = 0; i < 10_000; i += 1) meter.count(5_000);
  assert.equal(meter.canPass(5_012), false);
  assert.equal(meter.canPass(5_012.5), true);
  assert.equal(burst(meter, 6_000, 200), 80);
});

test('an infinite rate never refuses', () => {
  assert.equal(burst(new ThroughputMeter(Infinity), 0, 100_000), 100_000);
});

function burst(meter: ThroughputMeter, now: number, tries: number): number {
  let passed = 0;
  for (let i = 0; i < tries; i += 1) {
    if (!meter.canPass(now)) continue;
    meter.count(now);
    passed += 1;
  }
  return passed;
}
