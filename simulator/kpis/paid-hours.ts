import { HOUR, type Ms } from '../../runtime/units.js';
import type { Scenario } from '../scenario/scenario.js';

/**
 * What the plan pays for: shifts with their breaks, as far as they lie inside the run, and also when the agent is absent.
 * `cost` in the currency of `costPerHour`.
 */
export function paidHours(scenario: Scenario): { readonly ms: Ms; readonly cost: number } {
  let ms = 0;
  let cost = 0;
  for (const agent of scenario.agents) {
    for (const shift of agent.shifts) {
      const paid = Math.max(0, Math.min(shift.toMs, scenario.lastsMs) - Math.max(shift.fromMs, 0));
      ms += paid;
      cost += (paid / HOUR) * agent.costPerHour;
    }
  }
  return { ms, cost };
}
