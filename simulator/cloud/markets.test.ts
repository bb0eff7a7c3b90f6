import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { NEWEST_RULE_SET, RULE_SETS } from './rule-sets.js';

// Micro-USD for each utility message: the card of 1 October 2026 at AED 3.6725 for a dollar, Egypt AED 0.0132, Colombia AED 0.0029.
const EGYPT = Math.round(13_200 / 3.6725);
const COLOMBIA = Math.round(2_900 / 3.6725);
const IN_ORDER = ['EG', 'CO', null] as const;

test('each recipient costs what the list of their own country says, the others what the usual market does', () => {
  const { fee } = started({}, { platform: { market: 'IT' } });
  assert.deepEqual([0, 1, 2].map((who) => fee(0, who, CATEGORY.utility)), [EGYPT, COLOMBIA, 30_000]);
});

test('a reply beyond the free ones costs the rate of the country it goes to', () => {
  const { run, fee } = started({ freeServiceMessages: 0 });
  for (const who of [0, 1]) run.cloud.write(0, who, 8);
  assert.deepEqual([0, 1].map((who) => fee(1, who, CATEGORY.service)), [EGYPT, COLOMBIA]);
});

test('volume tiers count each country by itself, through a snapshot as well', () => {
  const tiers = [{ market: 'EG', category: 'utility', after: 2, share: 0.5 }, { market: 'CO', category: 'utility', after: 2, share: 0.5 }] as const;
  const one = started({ volumeTiers: tiers });
  assert.deepEqual([0, 3, 1].map((who) => one.fee(0, who, CATEGORY.utility)), [EGYPT, EGYPT, COLOMBIA]);
  const other = started({ volumeTiers: tiers });
  other.run.cloud.restore(JSON.parse(JSON.stringify(one.run.cloud.snapshot())) as never);
  assert.deepEqual([6, 4, 7].map((who) => other.fee(1, who, CATEGORY.utility)), [EGYPT / 2, COLOMBIA, COLOMBIA / 2].map(Math.round));
});

test('marketing follows the country of each recipient, and the cap spares whoever writes from where it does not act', () => {
  const codes = (home: string): string[] => {
    const { run, fee } = started({ noMarketingIn: ['EG'], noCapIn: ['CO', 'IT'] }, { platform: { market: 'BR', home } });
    for (let i = 0; i < 3; i += 1) for (const who of [0, 1, 2]) fee(i * HOUR, who, CATEGORY.marketing);
    return run.lines.flatMap((line) => /status (\d+) failed \d+/.exec(line)?.[1] ?? []);
  };
  assert.deepEqual(codes('BR'), ['0', '3', '6', '8'], 'Egypt never, the usual market the third time');
  assert.deepEqual(codes('IT'), ['0', '3', '6']);
});

test('a business of which nobody said where it is pays no international rate', () => {
  const india = (home: 'IT' | undefined): number => {
    const { fee } = started({ internationalRate: { messages: 0 } }, { platform: { market: 'other', ...(home === undefined ? {} : { home }) }, hooks: { marketOf: () => 'IN' } });
    fee(0, 0, CATEGORY.authentication);
    return fee(31 * DAY, 0, CATEGORY.authentication);
  };
  assert.equal(india(undefined), 1_307);
  assert.equal(india('IT'), 28_376);
});

function started(rules: RuleOverrides = {}, options: CloudRunOptions = {}) {
  let last = 0;
  const run = new CloudRun({
    rules: overridden(RULE_SETS[NEWEST_RULE_SET], rules),
    platform: { tier: Infinity, ...options.platform },
    hooks: { marketOf: (contact) => IN_ORDER[contact % 3]!, ...options.hooks },
    sink: { tell: (kind, _at, _a, _b, value) => void (kind === WORLD_FACTS.feeCharged.kind && (last = value)) },
  });
  /** What a message costs. */
  const fee = (now: Ms, who: number, category: number): number => {
    run.runUntil(now);
    last = 0;
    run.cloud.send(now, 0, who, category === CATEGORY.service ? SEND_KIND.reply : SEND_KIND.template, category, 8);
    run.runUntil(now);
    return last;
  };
  return { run, fee };
}
