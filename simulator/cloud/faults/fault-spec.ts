import type { Ms } from '../../../runtime/units.js';
import { createDistribution, type DistributionSpec } from '../../distributions.js';
import { ERRORS } from '../errors.js';

/** Something that goes wrong on purpose: where, when, and what. Plain data, the same in JSON. */
export interface FaultSpec {
  readonly on: 'requests' | 'webhooks';
  /** Requests of this method only. */
  readonly method?: string;
  /** Requests whose path contains this, or webhooks of this field. */
  readonly at?: string;
  /** Requests whose body, or webhooks whose JSON contains this. */
  readonly containing?: string;
  /** Which of the matching ones; default all. `p`: each with this probability, drawn from a seeded stream. */
  readonly when?: 'always' | { readonly next: number } | { readonly every: number } | { readonly p: number };
  /** Epoch milliseconds of the platform's clock, from inclusive, to exclusive. */
  readonly fromMs?: Ms;
  readonly toMs?: Ms;
  readonly effect: FaultEffect;
}

export type FaultEffect =
  /** The platform answers this error instead; the request has no consequence. */
  | { readonly kind: 'error'; readonly code: number; readonly retryAfterS?: number }
  /** The answer leaves after so many real milliseconds. */
  | { readonly kind: 'latency'; readonly ms: DistributionSpec }
  /** The connection is reset, closed without a byte, or never answered; the request has no consequence. */
  | { readonly kind: 'reset' | 'empty' | 'timeOut' }
  /** The request has its consequences, and the answer is lost, cut in the middle, or drips. */
  | { readonly kind: 'lostResponse' | 'truncated' | 'slowBody' }
  /** Webhooks: once more, or later, by so many milliseconds of the platform's clock. `reorder` is a delay that the next ones overtake. */
  | { readonly kind: 'duplicate' | 'delay' | 'reorder'; readonly ms: DistributionSpec }
  /** Webhooks: never, with a wrong signature, or all together when the time range ends. */
  | { readonly kind: 'drop' | 'badSignature' | 'storm' };

export type TransportFault = 'reset' | 'empty' | 'timeOut' | 'truncated' | 'slowBody' | 'lostResponse';

/** A fault as somebody wrote it down, or the sentence that says what is wrong with it. */
export function readFault(value: unknown): FaultSpec | string {
  if (!isObject(value)) return 'a fault is an object with `on`, `effect` and, if you like, `when`, `method`, `at`, `containing`, `fromMs`, `toMs`';
  const unknown = Object.keys(value).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return `a fault has no \`${unknown}\`; it has ${[...KEYS].join(', ')}`;
  if (value['on'] !== 'requests' && value['on'] !== 'webhooks') return '`on` is requests or webhooks';
  for (const key of ['method', 'at', 'containing']) {
    if (value[key] !== undefined && typeof value[key] !== 'string') return `\`${key}\` is a string`;
  }
  for (const key of ['fromMs', 'toMs']) {
    if (value[key] !== undefined && !isTime(value[key])) return `\`${key}\` is a time in epoch milliseconds`;
  }
  const problem = whenProblem(value['when']) ?? effectProblem(value['on'], value['effect'], value['toMs']);
  return problem ?? (value as unknown as FaultSpec);
}

function whenProblem(when: unknown): string | null {
  if (when === undefined || when === 'always') return null;
  if (isObject(when) && Object.keys(when).length === 1) {
    const { next, every, p } = when;
    if (isCount(next) || isCount(every) || (typeof p === 'number' && p >= 0 && p <= 1)) return null;
  }
  return '`when` is always, {"next": n}, {"every": n} or {"p": 0 to 1}';
}

function effectProblem(on: 'requests' | 'webhooks', effect: unknown, toMs: unknown): string | null {
  const kinds = on === 'requests' ? REQUEST_KINDS : WEBHOOK_KINDS;
  if (!isObject(effect) || !kinds.includes(effect['kind'] as string)) return `\`effect.kind\` on ${on} is one of ${kinds.join(', ')}`;
  const { kind, code, ms, retryAfterS } = effect;
  const known = ['kind', ...(MEMBERS[kind as string] ?? [])];
  const unknown = Object.keys(effect).find((key) => !known.includes(key));
  if (unknown !== undefined) return `\`effect\` of kind ${String(kind)} has no \`${unknown}\`; it has ${known.join(', ')}`;
  if (kind === 'error' && !ERRORS.has(code as number)) return `\`effect.code\` is an error code of the platform, as in \`desksim explain\``;
  if (retryAfterS !== undefined && !isCount(retryAfterS)) return '`effect.retryAfterS` is a number of seconds';
  if (kind === 'storm' && toMs === undefined) return 'a storm needs `toMs`, when it ends';
  return !known.includes('ms') || isDistribution(ms) ? null : '`effect.ms` is a distribution, for example {"kind":"lognormal","median":200,"sigma":1}';
}

/** The spec may be anything at all: whatever cannot be drawn from is none. */
function isDistribution(spec: unknown): boolean {
  try {
    return Number.isFinite(createDistribution(spec as DistributionSpec).sample(0.5));
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

const KEYS: ReadonlySet<string> = new Set(['on', 'method', 'at', 'containing', 'when', 'fromMs', 'toMs', 'effect']);
/** What an effect has besides its kind. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  error: ['code', 'retryAfterS'], latency: ['ms'], duplicate: ['ms'], delay: ['ms'], reorder: ['ms'],
};
const REQUEST_KINDS: readonly string[] = ['error', 'latency', 'reset', 'empty', 'timeOut', 'lostResponse', 'truncated', 'slowBody'];
const WEBHOOK_KINDS: readonly string[] = ['duplicate', 'delay', 'reorder', 'drop', 'badSignature', 'storm'];
