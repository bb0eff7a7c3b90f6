import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReplicationRecord } from '../kpis/record.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';
import { runFleet, type FleetOptions, type FleetRun } from './run-fleet.js';

const SCENARIO = `
name: small
starts: 2026-11-23T09:00
lasts: 2h
zone: Europe/Rome
arrivals: { perDay: 900, hours: flat, peaks: [{ at: 2026-11-23T10:00, lasts: 10m, factor: 3, unforecast: true }] }
teams:
  support:
    work: { lognormal: { mean: 45s, cv: 0.8 } }
    agents: [{ count: 4, shift: 08:00-18:00, slots: 3 }]
goals: [first response <= 5m for 80%]
`;

const scenario = parsed();
const REPLICATIONS = 13;
const expected = Array.from({ length: REPLICATIONS }, (_, i) => simulate(scenario, 7, i));

for (const workers of [0, 1, 2, 8]) {
  test(`law 1: same bytes on ${workers === 0 ? 'the calling thread' : `${workers} threads`}`, async () => {
    assertSameBytes((await run({ workers })).records);
  });
}

test('law 1: same bytes in any cut into chunks', async () => {
  for (const chunkSize of [2, 100]) assertSameBytes((await run({ workers: 2, chunkSize })).records);
});

test('law 1: same bytes after threads died in mid-chunk', async () => {
  const { records, holes } = await mortalRun({ 4: 1, 9: 1 }, 'exit', { chunkSize: 3 });
  assert.deepEqual(holes, []);
  assertSameBytes(records);
});

test('law 1: same bytes after a chunk failed twice and was run one replication at a time', async () => {
  const { records, holes } = await mortalRun({ 4: 2 }, 'exit', { chunkSize: 5 });
  assert.deepEqual(holes, []);
  assertSameBytes(records);
});

test('a replication that fails again and again is a listed hole, and costs no other', async () => {
  const { records, holes, interrupted } = await mortalRun({ 4: 99 }, 'exit', { chunkSize: 5 });
  assert.deepEqual(holes.map((hole) => hole.replication), [4]);
  assert.match(holes[0]!.reason, /exited with code: 7/);
  assert.equal(interrupted, false);
  assertSameBytes(records, expected.filter((record) => record.replication !== 4));
});

test('a hole tells what was thrown, and where', async () => {
  const { holes } = await mortalRun({ 0: 99 }, 'throw', { workers: 1 });
  assert.equal(holes[0]!.reason, 'replication 0 is cursed');
  assert.match(holes[0]!.stack, /mortal-worker/);
});

test('gives up when nothing at all succeeds, and lists everything', async () => {
  const deaths = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i, 99]));
  const { records, holes } = await mortalRun(deaths, 'throw', { replications: 30 });
  assert.equal(records.length, 0);
  assert.deepEqual(holes.map((hole) => hole.replication), Array.from({ length: 30 }, (_, i) => i));
  assert.match(holes[29]!.reason, /^not tried: 1\d replications failed and none succeeded$/);
});

test('an abort stops the handing out and keeps what is done', async () => {
  const controller = new AbortController();
  const { records, holes, interrupted } = await run({ workers: 2, chunkSize: 1, signal: controller.signal, onProgress: ({ done }) => void (done === 4 && controller.abort()) });
  assert.equal(interrupted, true);
  assert.deepEqual(holes, []);
  assert.ok(records.length >= 4 && records.length <= 6, `${records.length} records`);
  assertSameBytes(records, expected.filter((record) => records.some((kept) => kept.replication === record.replication)));
});

test('an abort does not wait for a replication that takes for ever', async () => {
  const startedMs = performance.now();
  const controller = new AbortController();
  const onProgress = ({ done }: { done: number }): void => void (done === 5 && controller.abort());
  const { records, interrupted } = await mortalRun({ 5: 99 }, 'hang', { workers: 2, replications: 6, chunkSize: 1, signal: controller.signal, onProgress });
  assert.equal(interrupted, true);
  assertSameBytes(records, expected.slice(0, 5));
  assert.ok(performance.now() - startedMs < 30_000);
});

test('progress goes up to what was asked', async () => {
  const seen: number[] = [];
  await run({ workers: 0, onProgress: ({ done, asked }) => void seen.push(done / asked) });
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert.equal(seen.at(-1), 1);
});

test('a replayed history comes back row by row, the same on threads', async () => {
  const atMs = Float64Array.of(60_000, 61_000, 62_000, 63_000, 64_000, 3_600_000);
  const nothing = { intent: new Uint8Array(6), vip: new Uint8Array(6), observedWaitMs: new Float64Array(6), observedLeft: new Uint8Array(6) };
  const history = { atMs, ...nothing, queuedAfterMs: 0, exclude: [], comparedHoursMs: [0, 86_400_000] as const };
  const replaying = { ...scenario, arrivals: { ...scenario.arrivals, boundsMs: [0, scenario.lastsMs], perHour: [0], dayOf: [0], shocks: [], history } };
  const [here, threads] = await Promise.all([0, 2].map((workers) => run({ scenario: replaying, replications: 3, workers })));
  assert.deepEqual(here!.replays.map(({ replication, waitMs }) => [replication, waitMs.length]), [[0, 6], [1, 6], [2, 6]]);
  assert.deepEqual(threads!.replays, here!.replays);
});

test('a router that cannot be loaded is one problem', async () => {
  await assert.rejects(run({ workers: 2, routerPath: '/nowhere/router.mjs' }), /RouterProblem/);
});

function run(options: Partial<FleetOptions>): Promise<FleetRun> {
  return runFleet({ scenario, seed: 7, replications: REPLICATIONS, workers: 1, ...options });
}

async function mortalRun(deaths: Readonly<Record<number, number>>, manner: 'exit' | 'throw' | 'hang', options: Partial<FleetOptions>): Promise<FleetRun> {
  const folder = mkdtempSync(join(tmpdir(), 'desksim-deaths-'));
  process.env['DESKSIM_TEST_DEATHS'] = JSON.stringify({ folder, deaths, manner });
  try {
    return await run({ workers: 2, workerFile: new URL('./mortal-worker.mjs', import.meta.url), ...options });
  } finally {
    delete process.env['DESKSIM_TEST_DEATHS'];
    rmSync(folder, { recursive: true });
  }
}

function assertSameBytes(records: readonly ReplicationRecord[], wanted: readonly ReplicationRecord[] = expected): void {
  assert.deepEqual(records.map(bytesOf), wanted.map(bytesOf));
}

function bytesOf({ values, ...rest }: ReplicationRecord): string {
  return `${JSON.stringify(rest)} ${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')}`;
}

function parsed(): Scenario {
  const { scenario: read, problems } = parseScenario(SCENARIO, 'small.yaml');
  assert.ok(read !== null, JSON.stringify(problems));
  return read;
}
