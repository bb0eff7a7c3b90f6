import type { Goal } from './scenario.js';
import { parseDuration } from './duration.js';
import type { KpiId } from '../kpis/definitions.js';
import { goalUnit, kpiNamed, kpiPhrase, kpiPhrases, type GoalUnit } from './goal-kpis.js';
import { Wrong } from './problem.js';
import { readShare } from './scalars.js';
import { suggest } from './suggest.js';

/**
 * Reads one goal:
 *
 *     first response <= 5m for 90%                          a share of samples within a time
 *     first response <= 5m for 80% in every forecast hour   the same, each hour by itself
 *     abandonment <= 5%     sends outside window = 0        the KPI's value
 *
 * `within 5m` says `<= 5m`, `at most` and `at least` say `<=` and `>=`.
 */
export function parseGoal(text: string): Goal | Wrong {
  const parts = GOAL.exec(text);
  if (parts === null) return new Wrong('DS140', 'this goal cannot be read', FORM, { length: text.length });
  const [, phrase, sign, threshold, shareText, every] = parts;
  const kpi = kpiNamed(phrase!);
  if (kpi === null) return unknownKpi(parts);
  const compare = SIGNS[sign!.toLowerCase().replaceAll(/\s+/g, ' ')]!;
  const common = { text, kpi, every: every === undefined ? null : ('hour' as const) };
  const unit = goalUnit(kpi);
  if (shareText === undefined) {
    const target = readTarget(threshold!, unit);
    if (target === null) return wrongUnit(parts, kpi);
    return { ...common, kind: 'value', withinMs: null, compare, target };
  }
  if (unit !== 'time') return new Wrong('DS142', `\`for ${shareText}\` needs a time, and ${kpiPhrase(kpi)} has none`, '', place(parts, 4));
  if (compare !== '<=' && compare !== '<') return new Wrong('DS142', '`for` a share needs an upper limit', 'write `<=`', place(parts, 2));
  const withinMs = parseDuration(threshold!);
  if (withinMs instanceof Wrong) return wrongUnit(parts, kpi);
  const target = readShare(shareText);
  if (target instanceof Wrong) return new Wrong('DS142', target.message, target.hint, place(parts, 4));
  return { ...common, kind: 'share', withinMs, compare: '>=', target };
}

const GOAL = /^\s*([A-Za-z][A-Za-z\d() -]*?)\s*(<=|>=|≤|≥|<|>|==|=|\bwithin\b|\bat\s+most\b|\bat\s+least\b)\s*(\d[\w.%]*(?:\s+(?:\d[\w.%]*|%))*)(?:\s+for\s+(?:at\s+least\s+)?(\d[\d.]*\s*%?))?(\s+in\s+every\s+(?:forecast\s+)?hour)?\s*$/di;
const SIGNS: Readonly<Record<string, Goal['compare']>> = { '<=': '<=', '≤': '<=', within: '<=', 'at most': '<=', '>=': '>=', '≥': '>=', 'at least': '>=', '<': '<', '>': '>', '=': '=', '==': '=' };
const FORM = 'write `first response <= 5m for 90%`, `abandonment <= 5%` or `sends outside window = 0`, with `in every forecast hour` at the end if each hour counts';

function readTarget(threshold: string, unit: GoalUnit): number | null {
  if (unit === 'number') return /^\d+(\.\d+)?$/.test(threshold) ? Number(threshold) : null;
  const plain = unit === 'share' && /^[\d.]+$/.test(threshold) ? Number(threshold) : threshold;
  const value = unit === 'time' ? parseDuration(threshold) : readShare(plain);
  return value instanceof Wrong ? null : value;
}

function unknownKpi(parts: RegExpExecArray): Wrong {
  const phrases = kpiPhrases();
  const near = suggest(parts[1]!, phrases);
  return new Wrong('DS141', `unknown KPI \`${parts[1]}\``, near === null ? '' : `did you mean \`${near}\`?`, { allowed: phrases, ...place(parts, 1) });
}

function wrongUnit(parts: RegExpExecArray, kpi: KpiId): Wrong {
  const wanted = { time: 'a duration such as `5m`', share: 'a share such as `5%`', number: 'a plain number' }[goalUnit(kpi)];
  return new Wrong('DS142', `${kpiPhrase(kpi)} cannot be compared with \`${parts[3]}\``, `it wants ${wanted}`, place(parts, 3));
}

function place(parts: RegExpExecArray, group: number): { offset: number; length: number } {
  const [from, to] = parts.indices![group]!;
  return { offset: from, length: to - from };
}
