import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS } from '../runtime/facts.js';
import { CATEGORY } from '../runtime/intent.js';
import { parseScenario } from './scenario/parse-scenario.js';
import { simulate } from './simulate.js';
import { WORLD_FACTS } from './world-facts.js';

const BASE = 'name: a, starts: 2026-11-23, lasts: 3d, zone: Europe/Rome, teams: { t: { agents: [{ count: 3, shift: always }] } }';
const SEED = 5;

/** Plays a scenario of one line; the fees by category, and the raises. */
function played(rest: string): { fees: Map<number, number>; raises: number; refused: number } {
  const { scenario, problems } = parseScenario(`{ ${BASE}, ${rest} }`, 'a.yaml');
  assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
  const fees = new Map<number, number>();
  let raises = 0;
  let refused = 0;
  simulate(scenario!, SEED, 0, {
    sinks: [{
      tell: (kind, _at, _a, b, c) => {
        if (kind === WORLD_FACTS.feeCharged.kind) fees.set(b, (fees.get(b) ?? 0) + c);
        if (kind === WORLD_FACTS.tierRaised.kind) raises += 1;
        if (kind === FACTS.sendRefused.kind) refused += 1;
      },
    }],
  });
  return { fees, raises, refused };
}

test('answers to customers from ads are free, to the others they are not', () => {
  const fees = (share: string): number => played(`arrivals: { perDay: 500 }, customers: { ${share} }, platform: { market: IT, rules: { freeServiceMessages: 0 } }`).fees.get(CATEGORY.service) ?? 0;
  const all = fees('vip: 0%');
  assert.ok(all > 0);
  assert.equal(fees('fromAds: 0%'), all);
  assert.ok(Math.abs(fees('fromAds: 50%') / all - 0.5) < 0.1);
  // Whoever is answered only after a day pays.
  assert.ok(fees('fromAds: 100%') < 0.02 * all);
});

test('a campaign that people block or report earns no raise', () => {
  const raises = (complaints: string): number => played(`campaigns: [{ name: c, at: 2026-11-23T09:00, to: 9000${complaints} }], platform: { tier: 2000, market: IT }`).raises;
  assert.ok(raises('') >= 1);
  assert.equal(raises(', blockShare: 4%'), 0);
  assert.ok(raises(', blockShare: 0.5%') >= 1, 'a few blocks are green still');
});

test('after a warning, another campaign that many report ends in a block of templates', () => {
  const refused = (complaints: string): number => {
    return played(`campaigns: [{ name: c, at: 2026-11-23T09:00, to: 9000${complaints} }, { name: d, at: 2026-11-25T09:00, to: 500${complaints} }, { name: e, at: 2026-11-25T11:00, to: 500 }], platform: { tier: 10000, market: IT }, desk: { obeys: [throughput, tier] }`).refused;
  };
  assert.equal(refused(''), 0);
  assert.ok(refused(', reportShare: 8%') > 0);
});

test('rules of the scenario act: a smaller burst refuses the second of two answers', () => {
  const refused = (rules: string): number => played(`arrivals: { perDay: 300 }, desk: { obeys: [] }, platform: { rules: { ${rules} } }`).refused;
  assert.equal(refused('pair: { burst: 45 }'), 0);
  assert.ok(refused('pair: { burst: 1, intervalMs: 1h }') > 0);
});
