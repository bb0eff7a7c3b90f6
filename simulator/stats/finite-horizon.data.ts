import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { erlangA, erlangAWithin } from './erlang-a.js';
import { serviceLevel, waitMeasures } from './erlang.js';

// The steady-state rows of the table, M/M/12 with and without patience, in minutes. Its other rows are transients from
// an empty start and a limited queue, for which this room has no closed form. It prints ten decimals.
test('finite-horizon-mmc.csv, steady state', (t) => {
  const queue = { arrivalRate: 4.2, meanService: 2, agents: 12 };
  const impatient = { ...queue, meanPatience: 1 };
  const answers: Readonly<Record<string, number>> = {
    service_level_20s: serviceLevel(queue, 1 / 3),
    mean_wait_min: waitMeasures(queue).meanWait,
    p_wait: waitMeasures(queue).pWait,
    p_abandon: erlangA(impatient).pAbandon,
    sl_20s_served_only: erlangAWithin(impatient, 1 / 3).servedOfServed,
    sl_20s_excluding_short_abandons: erlangAWithin(impatient, 1 / 3).servedExcludingShortAbandons,
  };
  const file = `${process.env['DESKSIM_DATA'] ?? ''}/reference-tables/finite-horizon-mmc.csv`;
  const rows = (parse(readFileSync(file), { columns: true }) as Readonly<Record<string, string>>[]).filter(
    (row) => /^M\/M\/12(\+M theta=1\/min)? steady state$/.test(row['model'] ?? ''),
  );
  assert.equal(rows.length, 6);
  for (const row of rows) {
    const [actual, printed] = [answers[row['metric'] ?? ''] ?? NaN, Number(row['exact_value'])];
    assert.ok(Math.abs(actual - printed) <= 0.51e-10, `${row['metric']}: ${actual}, printed ${printed}`);
  }
  t.diagnostic(`${rows.length} rows`);
});
