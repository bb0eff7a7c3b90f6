import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformSchema } from '../scenario/platform-schema.js';
import { readFakeFlags, type FakeFlags } from './fake-options.js';

const read = (flags: Partial<FakeFlags>, env = {}) => readFakeFlags({ port: '4010', host: '127.0.0.1', ...flags }, env);

test('without flags a fake is as its API makes it', async () => {
  assert.deepEqual(await read({}), { port: 4_010, host: '127.0.0.1', seed: 1 });
});

test('a rule goes by its name or by its path in a scenario, and parts of a rule add up', async () => {
  const { override, network } = await read({ set: ['pair.burst=5', 'platform.rules.pair.intervalMs=1s', 'limitSteps=[3, 10, unlimited]', 'bsuids=false', 'enforcement.templatesMs=[1h, 2h]'] });
  assert.deepEqual(override, { pair: { burst: 5, intervalMs: 1_000 }, limitSteps: [3, 10, Infinity], bsuids: false, enforcement: { templatesMs: [3_600_000, 7_200_000] } });
  assert.equal(network, undefined);
});

test('a part of the network leaves the other parts at once', async () => {
  const { network } = await read({ readShare: '80%', delivery: '{ lognormal: { median: 2s, sigma: 1 } }', set: ['network.readShare=50%'] });
  const atOnce = { kind: 'constant', value: 0 };
  assert.deepEqual([network?.inboundMs, network?.webhookMs, network?.readDelayMs, network?.instant], [atOnce, atOnce, atOnce, false]);
  assert.deepEqual(network?.outboundMs, { kind: 'lognormal', median: 2_000, sigma: 1 });
  assert.equal(network?.readShare, 0.5, 'what comes last wins');
});

test('of the platform only what is named changes', async () => {
  assert.deepEqual(await read({ tier: '7', set: ['platform.quality=low', 'platform.paymentMethod=false'] }), { port: 4_010, host: '127.0.0.1', seed: 1, tier: 7, quality: 'low', paymentMethod: false });
  assert.equal((await read({ tier: '7', set: ['platform.tier=unlimited'] })).tier, Infinity);
  assert.equal((await read({ rules: 'meta-2025-06', set: ['platform.tier=1000'] })).tier, 1_000, 'judged under the rule set that was asked for');
  await assert.rejects(read({ set: ['platform.tier=1000'] }), /^Stop: --set platform\.tier=1000: .*since rule set meta-2025-10/);
});

test('every part of a scenario\'s platform reaches the fake', async () => {
  const parts: Readonly<Record<string, readonly [value: string, option: unknown]>> = {
    tier: ['10000', 10_000], numbers: ['2', 2], mps: ['20', 20], quality: ['low', 'low'], market: ['IT', 'IT'], home: ['DE', 'DE'], paymentMethod: ['false', false],
  };
  assert.deepEqual([...Object.keys(parts), 'rules'].toSorted(), Object.keys(platformSchema.shape).toSorted());
  const options = { ...(await read({ set: Object.entries(parts).map(([key, [value]]) => `platform.${key}=${value}`) })) } as Record<string, unknown>;
  for (const [key, [, option]] of Object.entries(parts)) assert.equal(options[key], option, key);
  assert.equal((await read({ home: 'de' })).home, 'DE');
});

test('the throughput of a number is one of the platform\'s rates by its name, or a rate of its own', async () => {
  for (const [mps, option] of [['coexistence', 'coexistence'], ['20', 20], ['unlimited', 'unlimited']] as const) assert.equal((await read({ mps })).mps, option);
  await assert.rejects(read({ mps: 'fast' }), /^Stop: --mps fast: .*standard, high, coexistence, unlimited/);
});

test('a verified business is one that says so', async () => {
  assert.equal((await read({ verified: true })).verified, true);
  assert.equal((await read({})).verified, undefined);
});

test('a token expires at a time, and the numbers have a name', async () => {
  const { tokenExpiresAt, verifiedName } = await read({ tokenExpires: '2026-11-27T08:00Z', verifiedName: 'Lucky Shrub' });
  assert.deepEqual([tokenExpiresAt, verifiedName], [Date.UTC(2026, 10, 27, 8), 'Lucky Shrub']);
});

test('latency is a fault of every request, drawn from a law; faults are JSON', async () => {
  const { faults } = await read({ latency: '200ms', fault: ['{"on":"webhooks","when":{"every":3},"effect":{"kind":"drop"}}', '{"on":"requests","effect":{"kind":"reset"}}'] });
  assert.deepEqual(faults, [
    { on: 'requests', effect: { kind: 'latency', ms: { kind: 'constant', value: 200 } } },
    { on: 'webhooks', when: { every: 3 }, effect: { kind: 'drop' } },
    { on: 'requests', effect: { kind: 'reset' } },
  ]);
});

test('batches are a number of updates and a time', async () => {
  assert.deepEqual((await read({ batch: '100/500ms' })).deliveries, { batchUpTo: 100, batchWithinMs: 500 });
  assert.deepEqual((await read({ batch: '1000/2s' })).deliveries, { batchUpTo: 1_000, batchWithinMs: 2_000 });
  assert.deepEqual((await read({ batch: 'off' })).deliveries, { batchUpTo: 1, batchWithinMs: 0 });
});

test('the seed may come from the environment, as for a run', async () => {
  assert.equal((await read({}, { DESKSIM_SEED: '9' })).seed, 9);
  assert.equal((await read({ seed: '8' }, { DESKSIM_SEED: '9' })).seed, 8);
});

test('every slip is a sentence with exit code 2, and those of all settings come at once', async () => {
  for (const [flags, said] of [
    [{ port: '70000' }, /^--port 70000: wants a whole number from 0 to 65535$/],
    [{ tier: 'lots' }, /^--tier lots: wants a whole number .*, or unlimited$/],
    [{ rules: 'toString' }, /^--rules toString: the rule sets are/],
    [{ set: ['windowMs'] }, /^--set windowMs: wants path=value, such as windowMs=1m$/],
    [{ set: ['windowM=1m', 'pair.brust=3', 'pair.burst=0', 'windowMs=5'] }, /did you mean `windowMs`\?\n.*did you mean `burst`\?\n.*a whole burst from 1.*\n.*`5m`/],
    [{ set: ['network=instant'] }, /name a part of it/],
    [{ set: ['network.faults.duplicate=5%'] }, /--fault/],
    [{ batch: '2000/1s' }, /^--batch 2000\/1s: wants so many updates at most \(1 to 1000\)/],
    [{ latency: 'fast' }, /^--latency fast: `fast` is not a duration/],
    [{ fault: ['{}'] }, /^--fault \{\}: `on` is requests or webhooks; such as/],
    [{ fault: ['{"on":"requests","effect":{"kind":"reset","ms":3}}'] }, /`effect` of kind reset has no `ms`/],
    [{ fault: ['{['] }, /^--fault \{\[: a fault is an object/],
    [{ tokenExpires: 'soon' }, /^--token-expires soon: wants a time such as/],
    [{ startAt: 'noon' }, /^--start-at noon: wants a time such as/],
    [{ urlBase: 'proxy' }, /^--url-base proxy: wants an address/],
  ] as const) {
    await assert.rejects(read(flags), (error: Error & { exitCode: number }) => error.exitCode === 2 && said.test(error.message), JSON.stringify(flags));
  }
});
