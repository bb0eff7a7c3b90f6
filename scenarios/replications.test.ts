import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLayout, SCALAR } from '../simulator/kpis/layout.js';
import { measure } from '../simulator/kpis/measure.js';
import type { ReplicationRecord } from '../simulator/kpis/record.js';
import { applySet } from '../simulator/scenario/apply-set.js';
import { parseScenario } from '../simulator/scenario/parse-scenario.js';
import type { Scenario } from '../simulator/scenario/scenario.js';
import { simulate } from '../simulator/simulate.js';

const HERE = new URL('./', import.meta.url);
const GOLDEN = new URL('golden/', HERE);
const SEED = 7;

/** What makes a scenario small; those not named here are small as they are. */
const SMALLER: Readonly<Record<string, readonly string[]>> = {
  'bank-1999': ['arrivals.perDay=400'],
  'holiday-peak': ['lasts=5d', 'arrivals.perDay=200'],
  'tier-limit-campaign': ['campaigns[0].to=3000'],
  'webhook-storm': ['arrivals.perDay=800'],
};
const NAMES = readdirSync(HERE).filter((file) => file.endsWith('.yaml')).map((file) => file.replace('.yaml', '')).sort();
/** Its file follows a fit that is still being made. */
const WITHOUT_GOLDEN = ['bank-1999'];

for (const name of NAMES) {
  test(`${name}: a small replication runs to its end, and its sums close`, () => {
    const scenario = smaller(name);
    const record = simulate(scenario, SEED);
    const { values } = record;
    assert.ok(values.every((value) => !Number.isNaN(value)));
    const { blocks, blockLength } = createLayout(scenario);
    for (let block = 0; block < blocks; block++) closes(values.subarray(block * blockLength, (block + 1) * blockLength));
    assert.deepEqual(simulate(scenario, SEED).hash, record.hash);
  });

  // A golden file guards against change only: it says that nothing moved, not that it was right.
  if (!WITHOUT_GOLDEN.includes(name)) test(`${name}: a small replication tells the same story as when its golden file was written`, () => goldenHolds(name));
}

function closes(values: Float64Array): void {
  const of = (scalar: keyof typeof SCALAR): number => values[SCALAR[scalar]]!;
  assert.ok(of('opened') > 30, `${of('opened')} tickets`);
  assert.equal(of('opened'), of('answered') + of('withdrawn') + of('unanswered'), 'every ticket is answered, withdrawn or unanswered');
  assert.ok(of('answered') > 0);
  assert.ok(of('served') + of('left') <= of('attempts'), 'nobody is served or leaves twice in one attempt');
  assert.ok(of('workMs') <= of('signedInMs') + of('ghostMs'), 'nobody works while away');
}

interface Golden {
  readonly note: string;
  readonly seed: number;
  readonly set: readonly string[];
  readonly journalHash: string;
  readonly kpis: Readonly<Record<string, number | null>>;
}

const KPIS = ['arrivals', 'firstResponse', 'abandonment', 'occupancy', 'messageFees'];

function goldenHolds(name: string): void {
  const scenario = smaller(name);
  const now = goldenOf(name, scenario, simulate(scenario, SEED));
  const file = new URL(`${name}.json`, GOLDEN);
  if (process.env['DESKSIM_WRITE_GOLDEN'] === '1') {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  }
  assert.deepEqual(now, JSON.parse(readFileSync(file, 'utf8')), 'if this change is meant: DESKSIM_WRITE_GOLDEN=1 npm test -- scenarios/replications');
}

function goldenOf(name: string, scenario: Scenario, record: ReplicationRecord): Golden {
  const { kpis } = measure(scenario, [record]);
  return {
    note: 'A golden file guards against change only: it says that nothing moved, not that it was right.',
    seed: SEED,
    set: SMALLER[name] ?? [],
    journalHash: record.hash,
    kpis: Object.fromEntries(KPIS.map((id) => [id, kpis.find((kpi) => kpi.id === id)!.value])),
  };
}

function smaller(name: string): Scenario {
  let text = readFileSync(new URL(`${name}.yaml`, HERE), 'utf8');
  for (const assignment of SMALLER[name] ?? []) {
    const edited = applySet(text, assignment);
    assert.deepEqual(edited.problems, []);
    text = edited.text;
  }
  const { scenario, problems } = parseScenario(text, `${name}.yaml`);
  assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
  return scenario!;
}
