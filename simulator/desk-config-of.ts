import { DEFAULT_DESK, type DeskConfig } from '../runtime/desk-config.js';
import { OBEDIENCE } from '../runtime/facts.js';
import type { Scenario } from './scenario/scenario.js';

/** The desk's part of a scenario, in the desk's own terms. */
export function deskConfig(scenario: Scenario, seed: number): DeskConfig {
  const plan = scenario.desk;
  return {
    ...DEFAULT_DESK,
    agents: scenario.agents.map((agent) => ({
      team: agent.team,
      slots: agent.slots,
      skills: maskOf(agent.skills),
      languages: maskOf(agent.languages),
    })),
    numbers: scenario.platform.numbers,
    sla: plan.sla,
    vipFactor: plan.vipFactor,
    openMs: plan.openMs,
    headStartMs: plan.headStartMs,
    vipHeadStartMs: plan.vipHeadStartMs,
    requireSkill: plan.requireSkill,
    requireLanguage: plan.requireLanguage,
    pendingHoldsSlotMs: plan.pendingHoldsSlotMs,
    autoResolveMs: plan.autoResolveMs,
    reopenMs: plan.reopenMs,
    closeMs: plan.closeMs,
    graceMs: plan.graceMs,
    markRead: plan.markRead,
    reengage: plan.reengage,
    obeys: plan.obeys.reduce((mask, rule) => mask | (1 << OBEDIENCE[rule]), 0),
    tier: scenario.platform.tier,
    // The desk hears of inbound messages later than the platform counts them: a tenth is kept free for those under way.
    mps: scenario.platform.mps * 0.9,
    salt: seed % 0x7fffffff,
  };
}

/** No list at all means: everything. */
function maskOf(indices: readonly number[]): number {
  return indices.length === 0 ? -1 : indices.reduce((mask, index) => mask | (1 << index), 0);
}
