import { Calendar } from '../calendar.js';
import { NEWEST_RULE_SET, RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import { goalProblem } from '../kpis/goal-samples.js';
import type { Findings } from './findings.js';
import type { HistoryInput } from './history-schema.js';
import { judgeCover } from './judge-cover.js';
import { resolveArrivals } from './resolve-arrivals.js';
import { resolveCustomers, resolvePriorities, resolveWorkByHour } from './resolve-customers.js';
import { judgeDesk, resolveDesk } from './resolve-desk.js';
import { resolveCampaigns, resolveNetwork, resolvePlatform } from './resolve-platform.js';
import { resolveTeams } from './resolve-teams.js';
import { RunClock } from './run-clock.js';
import { duration, text } from './scalars.js';
import type { ScenarioInput } from './scenario-schema.js';
import type { Customers, Scenario } from './scenario.js';
import { suggest } from './suggest.js';

/** From the author's words to what the simulation reads: defaults filled in, names looked up, clocks turned into milliseconds. */
export function resolveScenario(input: ScenarioInput, findings: Findings): Scenario {
  const clock = new RunClock(calendarOf(input.zone, findings), input.starts, input.lasts, findings);
  const drainMs = findings.take('drain', input.drain, duration, '24h');
  const ruleSet = ruleSetOf(input.rules, findings);
  if (input.arrivals === undefined && (input.campaigns ?? []).length === 0) {
    findings.errorAtKey([], { code: 'DS124', message: 'nothing would happen: there are neither `arrivals` nor `campaigns`', hint: 'add `arrivals: { perDay: 500 }`' });
  }
  const customers: Customers = {
    ...resolveCustomers(input.customers, input.teams, historyIntents(input.arrivals?.history), findings),
    ...resolveWorkByHour(input.customers, clock, drainMs, findings),
  };
  const staff = resolveTeams(input.teams, customers, clock, drainMs, findings);
  const desk = resolveDesk({ routing: input.routing, sla: input.sla, desk: input.desk }, resolvePriorities(input.customers, findings), clock, drainMs, findings);
  const goals = input.goals ?? [];
  for (const [i, goal] of goals.entries()) {
    const problem = goalProblem(goal);
    if (problem !== null) findings.error(['goals', i], { code: 'DS143', message: problem, hint: '' });
  }
  const scenario: Scenario = {
    name: input.name,
    about: input.about ?? '',
    ruleSet,
    startsAtEpochMs: clock.startsAtEpochMs,
    zone: input.zone,
    lastsMs: clock.lastsMs,
    drainMs,
    dayStartsMs: clock.dayStartsMs,
    arrivals: resolveArrivals(input.arrivals, clock, findings),
    campaigns: resolveCampaigns(input.campaigns ?? [], clock, findings),
    customers,
    agents: staff.agents,
    teams: staff.teams,
    currency: staff.currency,
    desk,
    platform: resolvePlatform(input.platform, ruleSet, findings),
    network: resolveNetwork(input.network, clock, findings),
    goals,
    assumed: findings.assumed,
  };
  if (findings.clean) {
    judgeDesk(desk, staff.agents, customers, findings);
    // A history also tells who was at work.
    if (input.arrivals?.history === undefined) judgeCover(scenario, clock, findings);
  }
  return scenario;
}

function calendarOf(zone: string, findings: Findings): Calendar {
  const calendar = Calendar.of(zone);
  if (calendar !== null) return calendar;
  const near = suggest(zone, Intl.supportedValuesOf('timeZone'));
  findings.error(['zone'], { code: 'DS133', message: `\`${zone}\` is not a time zone`, hint: near === null ? 'name it as in `Europe/Rome`; an offset knows no summer' : `did you mean \`${near}\`?` });
  return Calendar.of('UTC')!;
}

function ruleSetOf(given: string | undefined, findings: Findings): RuleSetName {
  const ruleSet = findings.take('rules', given, text, NEWEST_RULE_SET);
  const known = Object.keys(RULE_SETS) as RuleSetName[];
  const found = known.find((name) => name === ruleSet);
  if (found !== undefined) return found;
  const near = suggest(ruleSet, known);
  findings.error(['rules'], { code: 'DS132', message: `unknown rule set \`${ruleSet}\``, hint: near === null ? '' : `did you mean \`${near}\`?`, allowed: known });
  return NEWEST_RULE_SET;
}

function historyIntents(history: HistoryInput | undefined): string[] {
  return [...new Set(Object.values(history?.intents ?? {}))];
}
