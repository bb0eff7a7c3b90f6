import { clockSpeed } from '../cloud/doors/clock-speed.js';
import type { ServeOptions } from '../cloud/doors/http.js';
import { readFault, type FaultSpec } from '../cloud/faults/fault-spec.js';
import { NEWEST_RULE_SET, RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import { THROUGHPUTS, type Throughput } from '../cloud/throughput.js';
import { BATCH_WORDS, readBatch, type Batch } from '../cloud/webhooks/batch.js';
import { EXIT, Stop } from './exit-codes.js';
import type { Setting } from './fake-settings.js';
import { seedOf, wholeNumber } from './whole-number.js';

/** As commander hands them over. */
export interface FakeFlags {
  readonly port: string;
  readonly host: string;
  readonly urlBase?: string;
  readonly webhookUrl?: string;
  readonly verifyToken?: string;
  readonly appSecret?: string;
  readonly token?: string;
  readonly tokenExpires?: string;
  readonly verifiedName?: string;
  readonly rules?: string;
  readonly set?: readonly string[];
  readonly tier?: string;
  readonly verified?: boolean;
  readonly numbers?: string;
  readonly mps?: string;
  readonly market?: string;
  readonly home?: string;
  readonly template?: readonly string[];
  readonly delivery?: string;
  readonly batch?: string;
  readonly webhookDelay?: string;
  readonly readShare?: string;
  readonly latency?: string;
  readonly fault?: readonly string[];
  readonly seed?: string;
  readonly clock?: string;
  readonly startAt?: string;
  readonly log?: string;
  readonly quiet?: boolean;
}

/** @throws Stop that names the flag and what it wants */
export async function readFakeFlags(flags: FakeFlags, env: NodeJS.ProcessEnv): Promise<ServeOptions> {
  const options: Record<string, unknown> = { port: wholeNumber('--port', flags.port, 0, 65_535), host: flags.host, seed: seedOf(flags.seed, env) };
  const take = <T>(name: keyof ServeOptions, given: T | undefined, read: (given: T) => unknown): void => void (given === undefined || (options[name] = read(given)));
  const same = (text: string): string => text;
  take('urlBase', flags.urlBase, (text) => address('--url-base', text).replace(/\/+$/, ''));
  take('webhookUrl', flags.webhookUrl, (text) => address('--webhook-url', text));
  take('verifyToken', flags.verifyToken, same);
  take('appSecret', flags.appSecret, same);
  take('token', flags.token, same);
  take('tokenExpiresAt', flags.tokenExpires, (text) => instant('--token-expires', text));
  take('verifiedName', flags.verifiedName, same);
  take('rules', flags.rules, ruleSet);
  take('tier', flags.tier, (text) => (text === 'unlimited' ? Infinity : wholeNumber('--tier', text, 1, 1_000_000_000, ', or unlimited')));
  take('verified', flags.verified, (given) => given);
  take('numbers', flags.numbers, (text) => wholeNumber('--numbers', text, 1, 1_000));
  take('mps', flags.mps, throughput);
  take('market', flags.market, (text) => (text.toLowerCase() === 'other' ? 'other' : text.toUpperCase()));
  take('home', flags.home, (text) => text.toUpperCase());
  take('templates', flags.template, (templates) => Object.fromEntries(templates.map(template)));
  take('deliveries', flags.batch, batch);
  take('speed', flags.clock, speed);
  take('startAt', flags.startAt, (text) => instant('--start-at', text));
  if (flags.startAt !== undefined && flags.clock === undefined) options['speed'] = 1;
  const faults = [...(flags.latency === undefined ? [] : [await latency(flags.latency)]), ...(flags.fault ?? []).map(fault)];
  if (faults.length > 0) options['faults'] = faults;
  return { ...(options as ServeOptions), ...(await read(settingsOf(flags), (options['rules'] as RuleSetName | undefined) ?? NEWEST_RULE_SET)) };
}

/** Whatever reads scenarios is loaded only for those who need it: a fake is there in a moment. */
async function read(settings: readonly Setting[], ruleSet: RuleSetName): Promise<ServeOptions> {
  if (settings.length === 0) return {};
  const { readSettings } = await import('./fake-settings.js');
  return readSettings(settings, ruleSet);
}

/** Flags that are short for a setting, and the settings: what comes last wins. */
function settingsOf({ delivery, webhookDelay, readShare, set = [] }: FakeFlags): Setting[] {
  const short: readonly (readonly [flag: string, path: string, value: string | undefined])[] = [
    ['--delivery', 'network.outbound', delivery], ['--webhook-delay', 'network.webhook', webhookDelay], ['--read-share', 'network.readShare', readShare],
  ];
  return [
    ...short.flatMap(([flag, path, value]) => (value === undefined ? [] : [{ said: `${flag} ${value}`, assignment: `${path}=${value}` }])),
    ...set.map((assignment) => ({ said: `--set ${assignment}`, assignment })),
  ];
}

function throughput(text: string): Throughput {
  return THROUGHPUTS.find((word) => word === text) ?? wholeNumber('--mps', text, 1, 1_000_000, `, ${THROUGHPUTS.join(', ')}`);
}

function address(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return text;
  throw new Stop(EXIT.usage, `${name} ${text}: wants an address such as http://127.0.0.1:3000/webhook`);
}

function ruleSet(text: string): RuleSetName {
  if (Object.hasOwn(RULE_SETS, text)) return text as RuleSetName;
  throw new Stop(EXIT.usage, `--rules ${text}: the rule sets are ${Object.keys(RULE_SETS).join(', ')} (default: ${NEWEST_RULE_SET})`);
}

function template(text: string): [string, string] {
  const match = /^([a-z0-9_]+)=(utility|marketing|authentication)$/.exec(text);
  if (match !== null) return [match[1]!, match[2]!];
  throw new Stop(EXIT.usage, `--template ${text}: wants name=utility, name=marketing or name=authentication`);
}

function batch(text: string): Batch {
  const read = readBatch(text);
  if (read !== null) return read;
  throw new Stop(EXIT.usage, `--batch ${text}: wants ${BATCH_WORDS}`);
}

function speed(text: string): number {
  const value = clockSpeed(text);
  if (!Number.isNaN(value)) return value;
  throw new Stop(EXIT.usage, `--clock ${text}: wants real, manual, or x and how many times faster, such as x60`);
}

function instant(name: string, text: string): number {
  const value = Date.parse(text);
  if (!Number.isNaN(value)) return value;
  throw new Stop(EXIT.usage, `${name} ${text}: wants a time such as 2026-11-27T08:00Z`);
}

/** The same words as for the legs of the network, so that there is one way to write a law of chance. */
async function latency(text: string): Promise<FaultSpec> {
  const { network } = await read([{ said: `--latency ${text}`, assignment: `network.outbound=${text}` }], NEWEST_RULE_SET);
  return { on: 'requests', effect: { kind: 'latency', ms: network!.outboundMs! } };
}

function fault(text: string): FaultSpec {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // What is no JSON is no fault either.
  }
  const read = readFault(value);
  if (typeof read !== 'string') return read;
  throw new Stop(EXIT.usage, `--fault ${text}: ${read}; such as '{"on":"requests","when":{"p":0.1},"effect":{"kind":"error","code":131000}}'`);
}
