import { z } from 'zod';
import { HOUR, type Ms } from '../../runtime/units.js';
import type { DistributionSpec } from '../distributions.js';
import { customersSchema, type CustomersInput } from './customers-schema.js';
import type { Findings } from './findings.js';
import { durationDistribution } from './distribution-schema.js';
import type { RunClock } from './run-clock.js';
import type { Customers } from './scenario.js';
import { wholeShares } from './shares.js';
import { suggest } from './suggest.js';
import type { TeamsInput } from './teams-schema.js';
import type { Path } from './yaml-source.js';

/** Who writes, what they want and how long they wait. `fromHistory` names the intents that a history brings. */
export function resolveCustomers(given: CustomersInput | undefined, teams: TeamsInput, fromHistory: readonly string[], findings: Findings): Customers {
  const input = given ?? {};
  const intents = input.intents ?? (fromHistory.length > 0 ? evenly(fromHistory) : findings.take('customers.intents', undefined, shape.intents.unwrap(), '{ question: 100% }'));
  const shares = wholeShares(Object.fromEntries(Object.entries(intents).map(([name, intent]) => [name, intent.share])), ['customers', 'intents'], findings);
  const patience = findings.take('customers.patience', input.patience, shape.patience.unwrap(), '{ weibull: { median: 12m, shape: 0.8 } }');
  const patiences = Object.values(intents).map((intent) => (intent.patience === undefined ? patience : intent.patience));
  const work = workOf(teams, Object.values(intents).every((intent) => intent.work !== undefined), findings);
  const languages = findings.take('customers.languages', input.languages, shape.languages.unwrap(), '{ en: 100% }');
  return {
    intents: shares,
    languages: wholeShares(languages, ['customers', 'languages'], findings),
    vipShare: findings.take('customers.vip', input.vip, shape.vip.unwrap(), '0%'),
    ...(input.fromAds === undefined ? {} : { fromAds: input.fromAds }),
    exchanges: findings.take('customers.exchanges', input.exchanges, shape.exchanges.unwrap(), '{ geometric: { mean: 5 } }'),
    burstSize: findings.take('customers.burst.size', input.burst?.size, burst.size.unwrap(), '{ geometric: { mean: 1.5 } }'),
    burstGapMs: findings.take('customers.burst.gap', input.burst?.gap, burst.gap.unwrap(), '{ exponential: { mean: 8s } }'),
    replyDelayMs: findings.take('customers.replyDelay', input.replyDelay, shape.replyDelay.unwrap(), REPLY_DELAY),
    patienceMs: patience,
    patienceMsByIntent: Object.values(intents).some((intent) => intent.patience !== undefined) ? patiences : null,
    patienceEnds: findings.take('customers.patienceEnds', input.patienceEnds, shape.patienceEnds.unwrap(), 'reply'),
    patienceEvery: findings.take('customers.patienceFor', input.patienceFor, shape.patienceFor.unwrap(), 'first') === 'every',
    leaveSilently: findings.take('customers.leaveSilently', input.leaveSilently, shape.leaveSilently.unwrap(), '30%'),
    returns: returnsOf(input, findings),
    workMs: Object.values(intents).map((intent) => intent.work ?? work),
  };
}

/** By the hour of the run: 24 factors by the hour of the clock, from the author. */
export function resolveWorkByHour(input: CustomersInput | undefined, clock: RunClock, drainMs: Ms, findings: Findings): Pick<Customers, 'workByHour'> {
  const factors = input?.workByHour;
  if (factors === undefined) return {};
  if (factors.length !== 24) findings.error(['customers', 'workByHour'], { code: 'DS105', message: `${factors.length} factors for the 24 hours of a day`, hint: 'write one factor for each hour, from 00 to 23' });
  const hours = Math.ceil((clock.lastsMs + drainMs) / HOUR);
  return { workByHour: Array.from({ length: hours }, (_, hour) => factors[Math.floor(clock.calendar.wallAt(clock.startsAtEpochMs + hour * HOUR).wallMs / HOUR)] ?? 1) };
}

/** Shares of priorities, low to urgent. */
export function resolvePriorities(given: CustomersInput | undefined, findings: Findings): [number, number, number, number] {
  const input = findings.take('customers.priorities', given?.priorities, shape.priorities.unwrap(), '{ low: 20%, medium: 60%, high: 15%, urgent: 5% }');
  const { low = 0, medium = 0, high = 0, urgent = 0 } = input;
  const shares = wholeShares({ low, medium, high, urgent }, ['customers', 'priorities'], findings);
  return [shares[0]!.share, shares[1]!.share, shares[2]!.share, shares[3]!.share];
}

/** Indices of names that the scenario defines elsewhere. */
export function indicesOf(names: readonly string[], known: readonly string[], path: Path, what: 'intent' | 'language', findings: Findings): number[] {
  const group = what === 'intent' ? ['customers', 'intents'] : ['customers', 'languages'];
  const written = findings.keysAt(group);
  return names.flatMap((name, i) => {
    const index = known.indexOf(name);
    if (index >= 0) return [index];
    if (written.includes(name)) return [];
    const near = suggest(name, known);
    findings.error([...path, i], { code: 'DS121', message: `\`${name}\` is no ${what} of this scenario`, hint: near === null ? `name it in \`${group.join('.')}\`` : `did you mean \`${near}\`?`, allowed: known });
    return [];
  });
}

const shape = customersSchema.shape;
const burst = shape.burst.unwrap().shape;
const REPLY_DELAY = '{ mix: [ { 70%: { lognormal: { median: 90s, sigma: 1 } } }, { 30%: { lognormal: { median: 2h, sigma: 1.2 } } } ] }';

function evenly(names: readonly string[]): Record<string, { share: number; work: undefined; patience: undefined }> {
  return Object.fromEntries(names.map((name) => [name, { share: 1 / names.length, work: undefined, patience: undefined }]));
}

function returnsOf(input: CustomersInput, findings: Findings): Customers['returns'] {
  const returns = findings.take('customers.returns', input.returns, shape.returns.unwrap(), '{ share: 20%, delay: { lognormal: { median: 15m, sigma: 1 } } }');
  return returns === null || returns.share === 0 ? null : { share: returns.share, delayMs: returns.delay };
}

/** Work belongs to the question, so teams must agree on it; a slower team has a pace. */
function workOf(teams: TeamsInput, everyIntentHasItsOwn: boolean, findings: Findings): DistributionSpec {
  const said = Object.entries(teams).filter(([, team]) => team.work !== undefined);
  const first = said[0]?.[1].work;
  if (first === undefined && everyIntentHasItsOwn) return { kind: 'constant', value: 0 };
  const work = findings.take('teams.*.work', first, durationDistribution as z.ZodType<DistributionSpec>, '{ lognormal: { mean: 45s, cv: 0.8 } }');
  for (const [name, team] of said.slice(1)) {
    if (JSON.stringify(team.work) === JSON.stringify(first)) continue;
    findings.errorAtKey(['teams', name, 'work'], {
      code: 'DS122',
      message: `team \`${name}\` has other \`work\` than \`${said[0]![0]}\``,
      hint: 'work belongs to the question: set it for each of `customers.intents`, and give slower agents a `pace`',
    });
  }
  return work;
}
