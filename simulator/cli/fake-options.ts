import type { ServeOptions } from '../cloud/doors/http.js';
import { NEWEST_RULE_SET, RULE_SETS, type RuleSetName } from '../cloud/rule-sets.js';
import { clockSpeed } from '../cloud/doors/clock-speed.js';
import { EXIT, Stop } from './exit-codes.js';

/** As commander hands them over. */
export interface FakeFlags {
  readonly port: string;
  readonly host: string;
  readonly webhookUrl?: string;
  readonly verifyToken?: string;
  readonly appSecret?: string;
  readonly token?: string;
  readonly rules?: string;
  readonly tier?: string;
  readonly numbers?: string;
  readonly mps?: string;
  readonly market?: string;
  readonly template?: readonly string[];
  readonly seed?: string;
  readonly clock?: string;
  readonly startAt?: string;
  readonly log?: string;
  readonly quiet?: boolean;
}

/** @throws Stop that names the flag and what it wants */
export function readFakeFlags(flags: FakeFlags): ServeOptions {
  const options: Record<string, unknown> = { port: whole('--port', flags.port, 0, 65_535), host: flags.host };
  const take = (name: keyof ServeOptions, value: unknown): void => void (value === undefined || (options[name] = value));
  take('webhookUrl', flags.webhookUrl === undefined ? undefined : address(flags.webhookUrl));
  take('verifyToken', flags.verifyToken);
  take('appSecret', flags.appSecret);
  take('token', flags.token);
  take('rules', flags.rules === undefined ? undefined : ruleSet(flags.rules));
  take('tier', flags.tier === undefined ? undefined : flags.tier === 'unlimited' ? Infinity : whole('--tier', flags.tier, 1, 1_000_000_000));
  take('numbers', flags.numbers === undefined ? undefined : whole('--numbers', flags.numbers, 1, 1_000));
  take('mps', flags.mps === undefined ? undefined : flags.mps === 'unlimited' ? Infinity : whole('--mps', flags.mps, 1, 1_000_000));
  take('market', flags.market?.toUpperCase());
  take('templates', flags.template === undefined ? undefined : Object.fromEntries(flags.template.map(template)));
  take('seed', flags.seed === undefined ? undefined : whole('--seed', flags.seed, 0, Number.MAX_SAFE_INTEGER));
  take('speed', flags.clock === undefined ? undefined : speed(flags.clock));
  take('startAt', flags.startAt === undefined ? undefined : instant(flags.startAt));
  if (flags.startAt !== undefined && flags.clock === undefined) options['speed'] = 1;
  return options as ServeOptions;
}

function whole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new Stop(EXIT.usage, `${name} ${text}: wants a whole number from ${from} to ${to}`);
}

function address(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return text;
  throw new Stop(EXIT.usage, `--webhook-url ${text}: wants an address such as http://127.0.0.1:3000/webhook`);
}

function ruleSet(text: string): RuleSetName {
  if (text in RULE_SETS) return text as RuleSetName;
  throw new Stop(EXIT.usage, `--rules ${text}: the rule sets are ${Object.keys(RULE_SETS).join(', ')} (default: ${NEWEST_RULE_SET})`);
}

function template(text: string): [string, string] {
  const match = /^([a-z0-9_]+)=(utility|marketing|authentication)$/.exec(text);
  if (match !== null) return [match[1]!, match[2]!];
  throw new Stop(EXIT.usage, `--template ${text}: wants name=utility, name=marketing or name=authentication`);
}

function speed(text: string): number {
  const value = clockSpeed(text);
  if (!Number.isNaN(value)) return value;
  throw new Stop(EXIT.usage, `--clock ${text}: wants real, manual, or x and how many times faster, such as x60`);
}

function instant(text: string): number {
  const value = Date.parse(text);
  if (!Number.isNaN(value)) return value;
  throw new Stop(EXIT.usage, `--start-at ${text}: wants a time such as 2026-11-27T08:00Z`);
}
