import { addressesIn } from '../cloud/sources.js';
import { assumedFigure, channelBasis, httpBasis, onlyOnDemand, rulesBehind } from '../cloud/error-basis.js';
import { ERRORS } from '../cloud/errors.js';
import { KNOBS, WORDS } from '../cloud/knobs.js';
import { PRICES } from '../cloud/prices.js';
import { RULE_SETS } from '../cloud/rule-sets.js';
import type { Knob, Rule, RuleSet } from '../cloud/rule-set.js';
import { DEFINITIONS, type KpiDefinition } from '../kpis/definitions.js';
import { PROBLEM_CODES } from '../scenario/problem.js';
import { suggest } from '../scenario/suggest.js';
import { EXIT, EXIT_MEANINGS, Stop } from './exit-codes.js';
import { wrap } from './wrap.js';

/** A KPI, a platform error code, a problem code, a rule set, one of its rules, `prices`, `order` (of the checks of a send) or `exit-codes`; without a topic, all their names. */
export function explain(topic: string | undefined, width: number): string {
  if (topic === undefined) return index(width);
  const text = explainKpi(topic, width) ?? explainError(topic, width) ?? explainProblem(topic) ?? explainRuleSet(topic, width) ?? explainRule(topic, width) ?? explainPrices(topic, width) ?? explainOrder(topic, width) ?? explainExitCodes(topic);
  if (text !== null) return text;
  const near = suggest(topic, names());
  throw new Stop(EXIT.usage, `there is nothing to explain about \`${topic}\`; ${near === null ? '`desksim explain` lists what there is' : `did you mean \`${near}\`?`}`);
}

/** `first response` and `first-response` mean `firstResponse`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function explainKpi(topic: string, width: number): string | null {
  const found = DEFINITIONS.find(({ id, title }) => plain(id) === plain(topic) || plain(title) === plain(topic));
  if (found === undefined) return null;
  const { id, title, unit, better, definition } = found;
  const way = better === 'none' ? 'neither way is better in itself' : `the ${better === 'low' ? 'lower' : 'higher'} the better`;
  return `${title} (${id})\n${UNITS[unit]}; ${way}\n\n${wrap(definition, width)}\n`;
}

const UNITS: Readonly<Record<KpiDefinition['unit'], string>> = {
  ms: 'a duration',
  share: 'a share, from 0 to 100 %',
  count: 'a number',
  usd: 'an amount of money',
  ratio: 'a ratio',
};

function explainError(topic: string, width: number): string | null {
  const error = /^#?\d+$/.test(topic) ? ERRORS.get(Number(topic.replace('#', ''))) : undefined;
  if (error === undefined) return null;
  const { code, title, http, channel, retryable, when, source } = error;
  const way = { sync: `answers the send with HTTP ${http}`, async: 'comes later, as a failed status', both: `answers the send with HTTP ${http}, or comes later as a failed status`, inbound: "stands inside a customer's message" }[channel];
  const bases = [['when it comes', channelBasis(code)], ...(channel === 'sync' || channel === 'both' ? [[`HTTP ${http}`, httpBasis(code)] as const] : [])] as const;
  const lines = bases.map(([what, { basis, source: from }]) => wrap(`${what}: ${basis}, ${from}`, width, 2));
  const figure = assumedFigure(code);
  if (figure !== null) lines.push(wrap(`here: ${figure}; the figure is assumed`, width, 2));
  const onTheWire = channel === 'inbound' ? [] : ['channelOf (sync, async, both)', ...(channel === 'async' ? [] : ['httpOf'])];
  const rules = [...rulesBehind(code), ...onTheWire];
  if (rules.length > 0) lines.push(wrap(`rules that change it: ${rules.join(', ')}`, width, 2));
  const never = onlyOnDemand(code);
  const yet = channel === 'inbound' ? 'a customer\'s message of type `unsupported` may be given it in `errors`' : 'recipients with a fixed outcome and faults have it';
  if (never !== null) lines.push(wrap(`never by itself: ${never}; ${yet}`, width, 2));
  // A customer's message is nobody's to repeat here.
  const again = channel === 'inbound' ? '' : retryable ? '; the same message may pass later' : '; the same message will fail again';
  return `${code} ${title}\n${way}${again}\n\n${wrap(when, width)}\n\nsource: ${source}\n${lines.join('\n')}\n${cited([source, ...bases.map(([, one]) => one.source)].join(' '))}`;
}

function explainProblem(topic: string): string | null {
  const code = topic.toUpperCase();
  return code in PROBLEM_CODES ? `${code} ${PROBLEM_CODES[code as keyof typeof PROBLEM_CODES]}\n` : null;
}

function explainRuleSet(topic: string, width: number): string | null {
  const ruleSet = Object.values(RULE_SETS).find(({ name }) => name === topic);
  if (ruleSet === undefined) return null;
  const rules = rulesOf(ruleSet).map(([name, rule]) => wrap(`${name} = ${valueOf(name, rule.value)}: ${rule.basis}, ${rule.source}`, width, 4));
  const sources = rulesOf(ruleSet).map(([, rule]) => rule.source).join(' ');
  return `${ruleSet.name}, in force since ${ruleSet.since}\n\n${rules.join('\n')}\n\n${cited(sources)}`;
}

/** One rule through the rule sets. */
function explainRule(topic: string, width: number): string | null {
  const knob = (Object.keys(KNOBS) as Knob[]).find((name) => plain(name) === plain(topic) || plain(name) === `${plain(topic)}ms`);
  if (knob === undefined) return null;
  const rules = Object.values(RULE_SETS).map((ruleSet) => [ruleSet.name, ruleSet[knob] as Rule<unknown>] as const);
  const blocks = rules.map(([name, rule]) => wrap(`${name}: ${valueOf(knob, rule.value)} (${rule.basis}: ${rule.source})`, width, 4));
  const words = knob in WORDS ? `one of: ${WORDS[knob as keyof typeof WORDS].join(', ')}\n` : '';
  const where = `change it with \`platform: { rules: { ${knob}: ... } }\``;
  return `${knob}\n${wrap(KNOBS[knob], width)}\n${words}\n${blocks.join('\n')}\n\n${wrap(where, width)}\n${cited(rules.map(([, rule]) => rule.source).join(' '))}`;
}

/** What a delivered message costs in each market. */
function explainPrices(topic: string, width: number): string | null {
  if (plain(topic) !== 'prices') return null;
  const usd = (micros: number): string => `$${(micros / 1e6).toFixed(6)}`;
  const lines = Object.entries(PRICES).map(([market, { value, basis, source }]) => {
    const { marketing, utility, authenticationInternational: abroad } = value;
    return wrap(`${market}: marketing ${usd(marketing)}, everything else ${usd(utility)}${abroad === undefined ? '' : `, authentication-international ${usd(abroad)}`} (${basis}: ${source})`, width, 4);
  });
  const sources = Object.values(PRICES).map(({ source }) => source).join(' ');
  return `prices\n${wrap('List price of a delivered message by market, the same under every rule set: in a simulation that of the scenario, at the fake the country of the recipient\'s number, or its market where that tells none. Rules chargedFor, freeServiceMessages, utilityFreeInWindow, volumeTiers and internationalRate say when it is charged.', width)}\n\n${lines.join('\n')}\n\n${cited(sources)}`;
}

/** What a send is asked, and when. */
function explainOrder(topic: string, width: number): string | null {
  if (plain(topic) !== 'order') return null;
  const checks = SEND_ORDER.map((check, i) => wrap(`${String(i + 1).padStart(2)}  ${check}`, width, 4));
  return `order\n${wrap('In this order a send is checked, and the first objection is the answer. The platform publishes no order: all of it is assumed.', width)}\n\n${checks.join('\n')}\n`;
}

const SEND_ORDER: readonly string[] = [
  'the size of the request, the token (104, 0, 190), the number (100 with subcode 33)',
  'whether the number is registered (133010), in maintenance (131057), blocked (368) or locked (131031)',
  'the shape of the message (100, 131008, 131009), read receipts and typing as well',
  'the recipient (131009, 131062, 131021), uploaded media that do not exist (100 with subcode 33)',
  'the throughput of the number (130429), then the pair limit (131056)',
  'the template: whether it exists and may be sent (132001, 132015, 132016), its parameters (132000, 132005, 132012, 132018)',
  'accepted; what follows comes later, as a failed status',
  'for a free-form message the service window (131047)',
  'a user whom the business has blocked (130403), media of the wrong kind (131053), reactions to what cannot have one (131009)',
  'for a template stopped marketing (131050) and the marketing cap (131049)',
  'payment (131042), whether it can be delivered (131026), and for a template the messaging limit (131048)',
];

/** The addresses behind the keys of a source text, a line each. */
function cited(source: string): string {
  return addressesIn(source).map((line) => `  ${line}\n`).join('');
}

function rulesOf(ruleSet: RuleSet): [string, Rule<unknown>][] {
  return Object.entries(ruleSet).filter((entry): entry is [string, Rule<unknown>] => typeof entry[1] === 'object' && 'basis' in entry[1]);
}

function valueOf(name: string, value: unknown): string {
  if (typeof value === 'number' && name.endsWith('Ms') && value !== Infinity) return duration(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => valueOf(name, item)).join(typeof value[0] === 'object' ? '; ' : ', ');
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, item]) => `${key} ${valueOf(key, item)}`).join(', ') || 'none';
  return value === Infinity ? 'unlimited' : String(value);
}

function duration(ms: number): string {
  if (ms % 86_400_000 === 0 && ms > 86_400_000) return `${ms / 86_400_000} days`;
  return ms % 3_600_000 === 0 && ms > 0 ? `${ms / 3_600_000} h` : `${ms / 1_000} s`;
}

function explainExitCodes(topic: string): string | null {
  return plain(topic) === 'exitcodes' ? `${EXIT_MEANINGS.map(([code, meaning]) => `${code.padStart(8)}  ${meaning}`).join('\n')}\n` : null;
}

function names(): string[] {
  const rules = rulesOf(Object.values(RULE_SETS)[0]!).map(([name]) => name);
  return [...DEFINITIONS.map(({ id }) => id), ...[...ERRORS.keys()].map(String), ...Object.keys(PROBLEM_CODES), ...Object.keys(RULE_SETS), ...rules, 'prices', 'order', 'exit-codes'];
}

function index(width: number): string {
  const rules = rulesOf(Object.values(RULE_SETS)[0]!).map(([name]) => name);
  const chapters: readonly (readonly [string, readonly string[]])[] = [
    ['KPIs', DEFINITIONS.map(({ id }) => id).filter((id) => !/^refusals\d/.test(id))],
    ['Platform errors', [...ERRORS.keys()].map(String)],
    ['Scenario problems', Object.keys(PROBLEM_CODES)],
    ['Rule sets', Object.keys(RULE_SETS)],
    ['Rules', rules],
    ['And', ['prices', 'order', 'exit-codes']],
  ];
  return chapters.map(([title, items]) => `${title}\n${wrap(`  ${items.join(', ')}`, width, 2)}\n`).join('\n');
}
