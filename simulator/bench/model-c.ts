import { existsSync, readFileSync } from 'node:fs';
import { HOUR } from '../../runtime/units.js';
import { SCALAR } from '../kpis/layout.js';
import type { ReplicationRecord } from '../kpis/record.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Network, Scenario } from '../scenario/scenario.js';
import { simulate } from '../simulate.js';

/** Model (c) of the yardsticks as a scenario file, through the same public `simulate` as everything else. */
export function loadModelC(): Scenario {
  // The compiled bench runs from dist/, the file stays with the sources.
  const file = ['./model-c.yaml', '../../../simulator/bench/model-c.yaml'].map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url))!;
  const { scenario, problems } = parseScenario(readFileSync(file, 'utf8'), 'model-c.yaml');
  if (scenario === null) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return scenario;
}

/** The same with phone legs and sent, delivered, read. */
export function withLegs(scenario: Scenario): Scenario {
  const network: Network = {
    ...scenario.network,
    instant: false,
    inboundMs: { kind: 'constant', value: 300 },
    outboundMs: { kind: 'constant', value: 500 },
    webhookMs: { kind: 'constant', value: 200 },
    readShare: 0.8,
    readDelayMs: { kind: 'lognormal', median: 4_000, sigma: 1 },
  };
  return { ...scenario, network };
}

/** The same, watched until the last 24-hour window has closed: no conversation is alive by then. */
export function untilWindowsClose(scenario: Scenario): Scenario {
  return { ...scenario, drainMs: 24 * HOUR };
}

/** Without first-response clocks; the 24-hour windows are the platform's and stay. */
export function withoutSla(scenario: Scenario): Scenario {
  const never = { firstResponseMs: Infinity, resolutionMs: Infinity, escalateMs: Infinity };
  return { ...scenario, desk: { ...scenario.desk, sla: [never, never, never, never] } };
}

export interface Timed {
  readonly logicalPerSecond: number;
  readonly entriesPerSecond: number;
  readonly hash: string;
  /** First-response mean in seconds, share of all arrivals answered within the SLA, share who left. */
  readonly firstResponseS: number;
  readonly slaShare: number;
  readonly abandonment: number;
}

/** Days of model (c), one replication each; the first ones warm the compiler up and are not counted. */
export function timeModelC(scenario: Scenario, days: number, warmUp: number, seed: number): Timed {
  for (let day = 0; day < warmUp; day++) simulate(scenario, seed + 1, day);
  const start = performance.now();
  const records: ReplicationRecord[] = [];
  for (let day = 0; day < days; day++) records.push(simulate(scenario, seed, day));
  const seconds = (performance.now() - start) / 1000;
  const sum = (index: number): number => records.reduce((total, record) => total + record.values[index]!, 0);
  const arrivals = sum(SCALAR.opened);
  return {
    logicalPerSecond: records.reduce((total, record) => total + record.logicalEvents, 0) / seconds,
    entriesPerSecond: records.reduce((total, record) => total + record.entries, 0) / seconds,
    hash: records.map((record) => record.hash).reduce(mixHash),
    firstResponseS: sum(SCALAR.firstResponseMs) / sum(SCALAR.answered) / 1000,
    slaShare: sum(SCALAR.firstMet) / arrivals,
    abandonment: sum(SCALAR.withdrawn) / arrivals,
  };
}

function mixHash(one: string, other: string): string {
  let mixed = '';
  for (let i = 0; i < one.length; i++) mixed += ((parseInt(one[i]!, 16) * 7) ^ parseInt(other[i]!, 16)).toString(16).slice(-1);
  return mixed;
}
