import { PRICES } from '../cloud/prices.js';
import { overridden } from '../cloud/rule-overrides.js';
import type { RuleSet } from '../cloud/rule-set.js';
import { RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import { mpsOf } from '../cloud/throughput.js';
import type { DistributionSpec } from '../distributions.js';
import { durationDistribution } from './distribution-schema.js';
import type { Findings } from './findings.js';
import { campaignsSchema, platformSchema, type CampaignInput, type NetworkInput, type PlatformInput } from './platform-schema.js';
import { tierProblem } from './tier-problem.js';
import type { RunClock } from './run-clock.js';
import { readRules } from './rules-schema.js';
import { share } from './scalars.js';
import type { Campaign, Network, Platform } from './scenario.js';

export function resolvePlatform(given: PlatformInput | undefined, ruleSet: RuleSetName, findings: Findings): Platform {
  const input = given ?? {};
  const tier = findings.take('platform.tier', input.tier, shape.tier.unwrap(), '2000');
  const rules = readRules(input.rules ?? {});
  const wrong = rules.limitSteps === undefined ? tierProblem(tier, ruleSet) : null;
  if (wrong !== null) findings.error(['platform', 'tier'], wrong);
  const ruled = overridden(RULE_SETS[ruleSet], rules);
  judgeRules(ruled, findings);
  const market = findings.take('platform.market', input.market, shape.market.unwrap(), 'other');
  if (PRICES[market] === undefined) findings.warn(['platform', 'market'], { code: 'DS126', message: `no list price is known for the market \`${market}\``, hint: '`other` is taken for the fees', allowed: Object.keys(PRICES) });
  return {
    tier: tier === 'unlimited' ? Infinity : tier,
    numbers: findings.take('platform.numbers', input.numbers, shape.numbers.unwrap(), '1'),
    mps: mpsOf(findings.take('platform.mps', input.mps, shape.mps.unwrap(), String(ruled.throughput.value.standardMps)), ruled),
    qualityHigh: findings.take('platform.quality', input.quality, shape.quality.unwrap(), 'high') === 'high',
    market,
    ...(input.home === undefined ? {} : { home: input.home }),
    ...(input.paymentMethod === undefined ? {} : { paymentMethod: input.paymentMethod }),
    ...(input.rules === undefined ? {} : { rules }),
  };
}

/** What the engine could not carry out, though each value by itself has the right form. */
function judgeRules({ pair, pairReading, limitSteps }: RuleSet, findings: Findings): void {
  const { intervalMs, burst } = pair.value;
  const most = pairReading.value === 'debt' ? 127 : 1_000_000;
  if (!Number.isInteger(burst) || burst < 1 || burst > most || !(intervalMs > 0) || intervalMs === Infinity) {
    findings.error(['platform', 'rules', 'pair'], { code: 'DS134', message: `a burst of ${burst} every ${intervalMs} ms is not a pair limit`, hint: `give a whole burst from 1 to ${most} and an interval` });
  }
  const steps = limitSteps.value;
  if (steps.length === 0 || steps.some((step, i) => step <= (steps[i - 1] ?? 0))) findings.error(['platform', 'rules', 'limitSteps'], { code: 'DS134', message: 'the limits do not ascend', hint: 'such as [250, 2000, unlimited]' });
}

export function resolveNetwork(given: NetworkInput | undefined, clock: RunClock, findings: Findings): Network {
  if (given === 'instant') return INSTANT;
  const input = given ?? {};
  const delay = (key: 'inbound' | 'outbound' | 'webhook' | 'readDelay', fallback: string): DistributionSpec => findings.take(`network.${key}`, input[key], durationDistribution, fallback);
  return {
    instant: false,
    inboundMs: delay('inbound', '{ lognormal: { median: 600ms, sigma: 0.6 } }'),
    outboundMs: delay('outbound', '{ lognormal: { median: 800ms, sigma: 0.6 } }'),
    webhookMs: delay('webhook', '{ lognormal: { median: 300ms, sigma: 0.8 } }'),
    readShare: findings.take('network.readShare', input.readShare, share, '80%'),
    readDelayMs: delay('readDelay', '{ lognormal: { median: 2m, sigma: 1.5 } }'),
    faults: {
      duplicate: input.faults?.duplicate ?? 0,
      reorder: input.faults?.reorder ?? 0,
      delay: input.faults?.delay?.share ?? 0,
      delayMs: input.faults?.delay?.by ?? NOTHING,
      storms: (input.faults?.storms ?? []).map((storm, i) => {
        const path = ['network', 'faults', 'storms', i, 'at'];
        const fromMs = clock.moment(storm.at, path);
        if (fromMs >= clock.lastsMs || fromMs + storm.lasts <= 0) findings.warn(path, { code: 'DS123', message: 'this storm lies outside the run', hint: 'it has no effect' });
        return { fromMs, toMs: fromMs + storm.lasts };
      }),
    },
  };
}

export function resolveCampaigns(input: readonly CampaignInput[], clock: RunClock, findings: Findings): Campaign[] {
  const shapes = campaignsSchema.element.shape;
  return input.map((campaign, i) => {
    const path = ['campaigns', i, 'at'];
    const label = `campaigns[${i}]`;
    const atMs = clock.moment(campaign.at, path);
    if (atMs < 0 || atMs >= clock.lastsMs) findings.warn(path, { code: 'DS123', message: `campaign \`${campaign.name}\` lies outside the run`, hint: 'it is never sent' });
    return {
      name: campaign.name,
      atMs,
      contacts: campaign.to,
      category: findings.take(`${label}.category`, campaign.category, shapes.category.unwrap(), 'marketing'),
      optIn: findings.take(`${label}.optIn`, campaign.optIn, share, '100%'),
      replyShare: findings.take(`${label}.replyShare`, campaign.replyShare, share, '10%'),
      replyDelayMs: findings.take(`${label}.replyDelay`, campaign.replyDelay, durationDistribution, '{ lognormal: { median: 20m, sigma: 1.5 } }'),
      ...(campaign.blockShare === undefined ? {} : { blockShare: campaign.blockShare }),
      ...(campaign.reportShare === undefined ? {} : { reportShare: campaign.reportShare }),
    };
  }).filter((campaign) => campaign.atMs >= 0 && campaign.atMs < clock.lastsMs);
}

const shape = platformSchema.shape;
const NOTHING: DistributionSpec = { kind: 'constant', value: 0 };
const INSTANT: Network = {
  instant: true, inboundMs: NOTHING, outboundMs: NOTHING, webhookMs: NOTHING, readShare: 0, readDelayMs: NOTHING,
  faults: { duplicate: 0, reorder: 0, delay: 0, delayMs: NOTHING, storms: [] },
};
