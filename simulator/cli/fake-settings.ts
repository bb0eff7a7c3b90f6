import { KNOBS } from '../cloud/knobs.js';
import type { RuleSetName } from '../cloud/rule-sets.js';
import type { ServeOptions } from '../cloud/doors/http.js';
import { applySet } from '../scenario/apply-set.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import { suggest } from '../scenario/suggest.js';
import { EXIT, Stop } from './exit-codes.js';

/** `path=value` in the grammar of `desksim run --set`, and what the user wrote to say it. */
export interface Setting {
  readonly said: string;
  readonly assignment: string;
}

/**
 * What the settings make of a fake. A path leads into `platform` or `network` of a scenario; a rule may go without
 * `platform.rules` in front. What no setting names stays as the fake has it.
 *
 * @throws Stop with everything that is wrong with them, a sentence each
 */
export function readSettings(settings: readonly Setting[], ruleSet: RuleSetName): ServeOptions {
  const problems: string[] = [];
  const named = new Set<string>();
  let text = QUIET.replace('RULES', ruleSet);
  let scenario: Scenario | null = null;
  for (const { said, assignment } of settings) {
    const path = pathOf(assignment);
    const refusal = assignment.includes('=') ? refusalOf(path) : 'wants path=value, such as windowMs=1m';
    if (refusal !== null) {
      problems.push(`${said}: ${refusal}`);
      continue;
    }
    const edited = applySet(text, `${path}${assignment.slice(assignment.indexOf('='))}`);
    const parsed = edited.problems.length > 0 ? edited : parseScenario(edited.text, said);
    const errors = parsed.problems.filter(({ severity }) => severity === 'error');
    problems.push(...errors.map((problem) => `${said}: ${sentence(problem)}`));
    if (errors.length > 0 || !('scenario' in parsed)) continue;
    text = edited.text;
    scenario = parsed.scenario;
    named.add(path.split(/[.[]/).slice(0, 2).join('.'));
  }
  if (problems.length > 0) throw new Stop(EXIT.usage, problems.join('\n'));
  return scenario === null ? {} : optionsOf(scenario, named);
}

/** A scenario in which nothing happens, on a network like that of a fake: everything arrives at once, nobody shows read receipts. */
const QUIET = `name: fake
starts: 2026-01-05
lasts: 1d
zone: UTC
rules: RULES
arrivals: { perDay: 0 }
teams: { nobody: { agents: [{ count: 1 }] } }
platform: { tier: unlimited }
network: { inbound: 0s, outbound: 0s, webhook: 0s, readShare: 0%, readDelay: 0s }
`;

/** `pair.burst` means `platform.rules.pair.burst`. */
function pathOf(assignment: string): string {
  const path = assignment.split('=')[0]!.trim();
  return /^(platform|network)(\.|\[|$)/.test(path) ? path : `platform.rules.${path}`;
}

function refusalOf(path: string): string | null {
  if (path === 'platform' || path === 'network') return `name a part of it, such as \`${path === 'platform' ? 'platform.quality=low' : 'network.readShare=80%'}\``;
  if (path.startsWith('network.faults')) return 'faults of a fake are set with --fault';
  const rule = /^platform\.rules\.([^.[]*)/.exec(path)?.[1];
  if (rule === undefined || rule in KNOBS) return null;
  const near = suggest(rule, [...Object.keys(KNOBS), 'platform', 'network']);
  return `there is no rule \`${rule}\`; ${near === null ? '`desksim explain` lists the rules' : `did you mean \`${near}\`?`}`;
}

function sentence({ message, hint }: Problem): string {
  return hint === '' ? message : `${message}; ${hint}`;
}

function optionsOf({ platform, network }: Scenario, named: ReadonlySet<string>): ServeOptions {
  const { tier, numbers, mps, qualityHigh, market, home, paymentMethod, rules } = platform;
  const values = { tier, numbers, mps, quality: qualityHigh ? 'high' : 'low', market, home, paymentMethod };
  const said = Object.entries(values).filter(([key]) => named.has(`platform.${key}`));
  return {
    ...Object.fromEntries(said),
    ...(rules === undefined ? {} : { override: rules }),
    ...([...named].some((path) => path.startsWith('network.')) ? { network } : {}),
  };
}
