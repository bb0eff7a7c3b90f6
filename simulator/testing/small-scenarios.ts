import fc from 'fast-check';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { Violation } from './violation.js';

/** What of a scenario decides who the customers are; everything else may differ between two desks that meet them. */
export interface SmallCustomers {
  readonly perDay: number;
  readonly dayFactorCv: number;
  readonly exchanges: number;
  readonly burst: number;
  readonly patience: string;
  readonly patienceEnds: 'read' | 'reply';
  readonly leaveSilently: number;
  readonly returns: boolean;
  readonly vip: number;
}

export interface SmallDesk {
  readonly agents: readonly { readonly count: number; readonly shift: string; readonly slots: number; readonly skills: readonly string[]; readonly absence: number }[];
  readonly mode: 'serial' | 'parallel';
  readonly select: 'leastRecent' | 'leastOpen' | 'skills';
  readonly requireSkill: boolean;
  readonly pendingHoldsSlot: string;
  readonly open: boolean;
  /** Its sender keeps none of the platform's rules. */
  readonly naive: boolean;
}

export interface SmallPlatform {
  readonly instant: boolean;
  readonly duplicate: number;
  readonly reorder: number;
  readonly storm: boolean;
  readonly mps: number;
  readonly tier: number;
  readonly campaign: number;
  readonly numbers: number;
}

export interface SmallPlan {
  readonly customers: SmallCustomers;
  readonly desk: SmallDesk;
  readonly platform: SmallPlatform;
}

const group = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  shift: fc.constantFrom('always', '08:00-14:00', '09:00-12:00', '11:00-17:00'),
  slots: fc.integer({ min: 1, max: 4 }),
  skills: fc.constantFrom([], ['orders'], ['refunds'], ['orders', 'refunds']),
  absence: fc.constantFrom(0, 0, 0.3),
});

export const smallDesks: fc.Arbitrary<SmallDesk> = fc.record({
  agents: fc.array(group, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom('serial', 'parallel'),
  select: fc.constantFrom('leastRecent', 'leastOpen', 'skills'),
  requireSkill: fc.boolean(),
  pendingHoldsSlot: fc.constantFrom('0m', '15m', 'forever'),
  open: fc.boolean(),
  naive: fc.boolean(),
});

export const smallCustomers: fc.Arbitrary<SmallCustomers> = fc.record({
  perDay: fc.integer({ min: 20, max: 300 }),
  dayFactorCv: fc.constantFrom(0, 0.3),
  exchanges: fc.integer({ min: 1, max: 4 }),
  burst: fc.integer({ min: 1, max: 3 }),
  patience: fc.constantFrom('2m', '15m', '3h', 'forever'),
  patienceEnds: fc.constantFrom('read', 'reply'),
  leaveSilently: fc.constantFrom(0, 0.5, 1),
  returns: fc.boolean(),
  vip: fc.constantFrom(0, 0.3),
});

export const smallPlatforms: fc.Arbitrary<SmallPlatform> = fc.record({
  instant: fc.boolean(),
  duplicate: fc.constantFrom(0, 0.2),
  reorder: fc.constantFrom(0, 0.2),
  storm: fc.boolean(),
  mps: fc.constantFrom(80, 80, 1),
  tier: fc.constantFrom(250, 2000),
  campaign: fc.constantFrom(0, 0, 300),
  numbers: fc.integer({ min: 1, max: 2 }),
});

export const smallPlans: fc.Arbitrary<SmallPlan> = fc.record({ customers: smallCustomers, desk: smallDesks, platform: smallPlatforms });

/** A few hours of a small desk, through the ordinary scenario file: some hundreds of customers at most. */
export function smallScenario({ customers, desk, platform }: SmallPlan, goals: readonly string[] = []): Scenario {
  const text = JSON.stringify({
    name: 'small',
    about: 'made by a property test',
    starts: '2026-11-23T08:00',
    lasts: '6h',
    drain: '60h',
    zone: 'Europe/Rome',
    arrivals: { perDay: customers.perDay, hours: 'flat', dayFactor: { cv: customers.dayFactorCv } },
    customers: {
      intents: { orders: 0.6, refunds: 0.4 },
      vip: customers.vip,
      exchanges: { geometric: { mean: customers.exchanges } },
      burst: { size: { geometric: { mean: customers.burst } }, gap: { exponential: { mean: '8s' } } },
      replyDelay: { mix: [{ '70%': { lognormal: { median: '90s', sigma: 1 } } }, { '30%': { lognormal: { median: '40m', sigma: 1 } } }] },
      patience: customers.patience === 'forever' ? 'forever' : { weibull: { median: customers.patience, shape: 0.8 } },
      patienceEnds: customers.patienceEnds,
      leaveSilently: customers.leaveSilently,
      returns: customers.returns ? { share: 0.5, delay: { exponential: { mean: '30m' } } } : 'never',
    },
    teams: { support: { work: { lognormal: { mean: '60s', cv: 0.8 } }, mode: desk.mode, switchCost: '0s', agents: desk.agents.map(({ skills, ...rest }) => (skills.length === 0 ? rest : { ...rest, skills })) } },
    routing: { select: desk.select, ...(desk.requireSkill ? { require: ['skill'] } : {}) },
    desk: { pendingHoldsSlot: desk.pendingHoldsSlot, ...(desk.open ? { open: '09:00-18:00' } : {}), ...(desk.naive ? { obeys: [] } : {}) },
    platform: { tier: platform.tier, mps: platform.mps, numbers: platform.numbers },
    network: platform.instant ? 'instant' : networkOf(platform),
    campaigns: platform.campaign === 0 ? [] : [{ name: 'sale', at: '2026-11-23T09:00', to: platform.campaign, optIn: 0.9, replyShare: 0.1 }],
    goals,
  });
  const { scenario, problems } = parseScenario(text, 'small.json');
  if (scenario === null) throw new Violation(problems.map((problem) => `${problem.line}:${problem.column} ${problem.message}`).join('\n'));
  return scenario;
}

function networkOf({ duplicate, reorder, storm }: SmallPlatform): object {
  return {
    webhook: { exponential: { mean: '1s' } },
    faults: { duplicate, reorder, storms: storm ? [{ at: '2026-11-23T10:00', lasts: '20m' }] : [] },
  };
}
