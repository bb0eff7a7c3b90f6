import { HOUR, MINUTE, SECOND } from '../../runtime/units.js';
import type { DistributionSpec } from '../distributions.js';
import type { AgentPlan, Goal, Scenario } from '../scenario/scenario.js';

/** For tests and benchmarks: two hours of a Friday in Rome, nobody at work unless given. */
export function tinyScenario(changes: Partial<Scenario> = {}): Scenario {
  const target = { firstResponseMs: 5 * MINUTE, resolutionMs: HOUR, escalateMs: Infinity };
  return {
    name: 'tiny', about: '', ruleSet: 'meta-2026-10', startsAtEpochMs: 1795766400000, zone: 'Europe/Rome',
    lastsMs: 2 * HOUR, drainMs: HOUR, dayStartsMs: [0, 2 * HOUR],
    arrivals: { boundsMs: [0, 2 * HOUR], perHour: [10], dayOf: [0], dayFactorCv: 0, shocks: [], history: null },
    campaigns: [],
    customers: {
      intents: [{ name: 'any', share: 1 }], languages: [{ name: 'en', share: 1 }], vipShare: 0,
      exchanges: fixed(1), burstSize: fixed(1), burstGapMs: fixed(1), replyDelayMs: fixed(MINUTE),
      patienceMs: null, patienceMsByIntent: null, patienceEnds: 'reply', patienceEvery: false, leaveSilently: 0, returns: null,
      workMs: [fixed(45 * SECOND)],
    },
    agents: [], teams: ['support'], currency: 'EUR',
    desk: {
      select: 'leastRecent', ties: 'leastRecent', requireSkill: false, requireLanguage: false, preferSkill: false, preferLanguage: false,
      headStartMs: [0, 0, 0, 0], vipHeadStartMs: 0, sla: [target, target, target, target], vipFactor: 1, priorityShares: [0, 1, 0, 0],
      openMs: [], pendingHoldsSlotMs: 10 * MINUTE, autoResolveMs: 24 * HOUR, reopenMs: 30 * MINUTE, closeMs: HOUR, graceMs: MINUTE,
      markRead: true, reengage: false, obeys: [],
    },
    platform: { tier: 2000, numbers: 1, mps: 80, qualityHigh: true, market: 'IT' },
    network: {
      instant: true, inboundMs: fixed(0), outboundMs: fixed(0), webhookMs: fixed(0), readShare: 1, readDelayMs: fixed(0),
      faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: fixed(0), storms: [] },
    },
    goals: [], assumed: [],
    ...changes,
  };
}

export function tinyAgent(changes: Partial<AgentPlan> = {}): AgentPlan {
  return {
    name: 'a', team: 0, slots: 2, skills: [], languages: [], pace: 1, costPerHour: 30, work: 'serial', switchMs: 0, absence: 0,
    shifts: [{ fromMs: 0, toMs: 2 * HOUR, breaks: [] }],
    ...changes,
  };
}

export function shareGoal(kpi: string, withinMs: number, target: number, every: Goal['every'] = null): Goal {
  return { text: `${kpi} <= ${withinMs} for ${target}`, kpi, kind: 'share', withinMs, compare: '>=', target, every };
}

export function valueGoal(kpi: string, compare: Goal['compare'], target: number, every: Goal['every'] = null): Goal {
  return { text: `${kpi} ${compare} ${target}`, kpi, kind: 'value', withinMs: null, compare, target, every };
}

function fixed(value: number): DistributionSpec {
  return { kind: 'constant', value };
}
