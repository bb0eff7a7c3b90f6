import type { Findings } from './findings.js';
import { durationDistribution } from './distribution-schema.js';
import { estimateStaffing, type StaffingRules } from './estimate-staffing.js';
import type { ServedRows } from './parse-history.js';
import { duration, share } from './scalars.js';
import type { AgentPlan, History, ReadinessPlan, Scenario } from './scenario.js';
import type { ReadinessInput, TeamsInput } from './teams-schema.js';

/** Which team a history staffs, and how that is read from it. Plain data. */
export interface StaffingPlan {
  readonly team: number;
  readonly rules: StaffingRules;
}

export function resolveReadiness(input: ReadinessInput | undefined, path: string, findings: Findings): ReadinessPlan | null {
  if (input === undefined) return null;
  return {
    handoverMs: findings.take(`${path}.handover`, input.handover, duration, '0s'),
    readyShare: findings.take(`${path}.readyShare`, input.readyShare, share, '100%'),
    pauseBusyMs: findings.take(`${path}.pauseBusy`, input.pauseBusy, durationDistribution, '0s'),
    pauseIdleMs: findings.take(`${path}.pauseIdle`, input.pauseIdle, durationDistribution, '0s'),
  };
}

export function resolveStaffing(teams: TeamsInput, findings: Findings): StaffingPlan | null {
  const staffed = Object.entries(teams).flatMap(([name, team], index) => (team.staffing === undefined ? [] : [{ name, index, agents: team.agents.length, input: team.staffing.fromHistory }]));
  const [first, second] = staffed;
  if (first === undefined) return null;
  if (second !== undefined) findings.errorAtKey(['teams', second.name, 'staffing'], { code: 'DS122', message: `a history staffs \`${first.name}\` already`, hint: 'it does not say who belonged to which team: give `staffing` to one' });
  if (first.agents === 0) findings.errorAtKey(['teams', first.name, 'staffing'], { code: 'DS122', message: '`staffing` needs `agents` as well', hint: 'they work when there is no history; those of a history are like the first of them' });
  const { input } = first;
  const path = `teams.${first.name}.staffing.fromHistory`;
  const rules: StaffingRules = {
    absentAfterMs: findings.take(`${path}.absentAfter`, input.absentAfter, duration, '10m'),
    seesWithinMs: findings.take(`${path}.seesWithin`, input.seesWithin, duration, '5s'),
    takesUpMs: findings.take(`${path}.takesUp`, input.takesUp, duration, '0s'),
    leavesEarlyMs: findings.take(`${path}.leavesEarly`, input.leavesEarly, duration, '0s'),
    longestMs: findings.take(`${path}.longest`, input.longest, duration, '1h'),
    skillShareOfLog: findings.take(`${path}.skills.ofLog`, input.skills?.ofLog, share, '10%'),
    skillShareOfDay: findings.take(`${path}.skills.ofDay`, input.skills?.ofDay, share, '30%'),
    pace: input.pace ?? {},
  };
  return { team: first.index, rules };
}

/** The scenario's agents, with those of one team replaced by whoever the history shows at work. */
export function staffedBy(scenario: Scenario, { team, rules }: StaffingPlan, history: History, served: ServedRows, firstDay: number): readonly AgentPlan[] {
  const pattern = scenario.agents.find((agent) => agent.team === team);
  if (pattern === undefined || served.agents.length === 0) return scenario.agents;
  const estimated = estimateStaffing(history, served, scenario.dayStartsMs, firstDay, rules, pattern);
  return [...scenario.agents.filter((agent) => agent.team !== team), ...estimated];
}
