import type { Damage, Effect } from '../simulator/kpis/damage.js';
import type { JudgedGoal } from '../simulator/kpis/judge.js';
import type { Kpi } from '../simulator/kpis/measure.js';
import type { RunResult } from '../simulator/kpis/run-result.js';
import { DAY, HOUR, MINUTE } from '../runtime/units.js';
import { paragraph, row, type Column } from './columns.js';
import { renderHistory } from './history-text.js';
import { formatCount, formatDifference, formatLimit, formatRange, formatShare, formatValue, NOTHING } from './format.js';
import { INK, painter, type Painter } from './paint.js';
import { costCurrency, exitWords, MARKS, VERDICT_WORDS, worstOf } from './wording.js';

export interface TextOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  readonly color: boolean;
}

/** What `run` prints: goals first, then all else, the exit code last. Narrow terminals get one thing under the other. */
export function renderText(result: RunResult, options: TextOptions): string {
  const page: Page = { width: Math.max(20, options.width), paint: painter(options.color) };
  const sections = [
    heading(result, page),
    goals(result, page),
    kpis(result, page),
    worst(result, page),
    damage(result.damage, page),
    history(result, page),
    assumed(result, page),
    footer(result, page),
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Page {
  readonly width: number;
  readonly paint: Painter;
}

const WIDE = 72;

function heading({ scenario, ruleSet, seed, replications, partial }: RunResult, { width, paint }: Page): string[] {
  const [unitMs, unit] = scenario.lastsMs >= DAY ? [DAY, 'day'] : scenario.lastsMs % HOUR === 0 ? [HOUR, 'hour'] : [MINUTE, 'minute'];
  const lasts = `${formatCount(scenario.lastsMs / unitMs)} ${unit}${scenario.lastsMs === unitMs ? '' : 's'}`;
  const about = [scenario.name, lasts, scenario.zone, `rules ${ruleSet}`, `seed ${seed}`, `${formatCount(replications.done)} replications`];
  const lines = paragraph(about.join(' · '), width);
  if (partial) lines.push(...paragraph(`PARTIAL: stopped after ${replications.done} of ${replications.asked} replications`, width).map((l) => paint(INK.bad, l)));
  if (replications.holes.length > 0) lines.push(...paragraph(`missing replications: ${replications.holes.join(', ')}`, width).map((l) => paint(INK.bad, l)));
  return lines;
}

function goals({ verdict }: RunResult, page: Page): string[] {
  const { width, paint } = page;
  if (verdict.goals.length === 0) return [...paragraph('GOALS', width).map((l) => paint(INK.title, l)), ...paragraph('none set: nothing was judged', width, '  ')];
  if (width < WIDE) return [paint(INK.title, 'GOALS'), ...verdict.goals.flatMap((goal) => narrowGoal(goal, page))];
  const columns: Column[] = [
    { width: 1, align: 'left' }, { width: width - 50, align: 'left' }, { width: 9, align: 'right' },
    { width: 17, align: 'right' }, { width: 6, align: 'right' }, { width: 12, align: 'left' },
  ];
  const title = row(['', '', 'value', '95 % range', 'P(met)', 'verdict'], columns).map((l) => paint(INK.title, `GOALS${l.slice(5)}`));
  return [...title, ...verdict.goals.flatMap((goal) => wideGoal(goal, columns, page))];
}

function wideGoal(goal: JudgedGoal, columns: readonly Column[], { width, paint }: Page): string[] {
  const { unit, value, ci95, pMet, verdict } = goal;
  const lines = row(
    [MARKS[verdict], goal.text, formatValue(value, unit), formatRange(ci95, unit), pMet === null ? NOTHING : pMet.toFixed(2), VERDICT_WORDS[verdict]],
    columns,
  );
  return [...lines.map((l) => paint(INK[verdict], l)), ...remarks(goal, width)];
}

function narrowGoal(goal: JudgedGoal, { width, paint }: Page): string[] {
  const { unit, value, ci95, pMet, verdict } = goal;
  const measured = value === null ? VERDICT_WORDS[verdict] : `${VERDICT_WORDS[verdict]}: ${formatValue(value, unit)} (${formatRange(ci95, unit)})`;
  return [
    ...paragraph(goal.text, width, `${MARKS[verdict]} `, '  ').map((l) => paint(INK[verdict], l)),
    ...paragraph(pMet === null ? measured : `${measured}, P(met) ${pMet.toFixed(2)}`, width, '  '),
    ...remarks(goal, width),
  ];
}

function remarks({ worst, unit, note }: JudgedGoal, width: number): string[] {
  return [
    ...(worst === null ? [] : paragraph(`worst hour ${worst.interval}: ${formatValue(worst.value, unit)}`, width, '    ')),
    ...(note === null ? [] : paragraph(note, width, '    ')),
  ];
}

function kpis(result: RunResult, { width, paint }: Page): string[] {
  const shown = result.kpis.filter((kpi) => kpi.value !== null && kpi.id !== 'anyResponse');
  const empty = result.kpis.filter((kpi) => kpi.value === null && kpi.id !== 'anyResponse');
  const wide = width >= WIDE;
  const columns: Column[] = wide
    ? [{ width: 1, align: 'left' }, { width: width - 52, align: 'left' }, { width: 13, align: 'right' }, { width: 24, align: 'right' }, { width: 10, align: 'right' }]
    : [{ width: 1, align: 'left' }, { width: width - 16, align: 'left' }, { width: 13, align: 'right' }];
  const title = wide ? row(['', '', 'value', '95 % range', 'of'], columns).map((l) => `KPIS${l.slice(4)}`) : ['KPIS'];
  const lines = shown.flatMap((kpi) => {
    const currency = kpi.id === 'costPerResolution' ? costCurrency(result) : 'USD';
    const value = formatValue(kpi.value, kpi.unit, currency);
    const cells = wide ? ['', kpi.title, value, formatRange(kpi.ci95, kpi.unit, currency), formatCount(kpi.n)] : ['', kpi.title, value];
    return [...row(cells, columns), ...quantiles(kpi, width)];
  });
  const silent = empty.length === 0 ? [] : paragraph(`no samples: ${empty.map((kpi) => kpi.title.toLowerCase()).join(', ')}`, width, '  ');
  return [...title.map((l) => paint(INK.title, l)), ...lines, ...silent];
}

function quantiles({ quantiles, unit }: Kpi, width: number): string[] {
  if (quantiles === undefined) return [];
  const { p50, p90, p95, p99 } = quantiles;
  const parts = Object.entries({ p50, p90, p95, p99 }).map(([name, q]) => `${name} ${q.value === null ? 'not reached' : formatValue(q.value, unit)}`);
  return paragraph(parts.join(' · '), width, '    ');
}

function worst(result: RunResult, { width }: Page): string[] {
  const hour = worstOf(result);
  if (hour === null) return [];
  const limit = formatLimit(result.thresholdMs);
  return paragraph(
    `Worst hour ${hour.name}: ${formatCount(hour.arrivals)} arrivals, ${formatCount(hour.signedIn)} agents signed in, ${formatShare(hour.inTime)} answered within ${limit}.`,
    width,
  );
}

function damage(damage: Damage | null, { width, paint }: Page): string[] {
  if (damage === null) return [];
  const title = damage.shocks.flatMap(({ name, lastsMs, why }) =>
    paragraph(`UNFORECAST ${name}, ${formatLimit(lastsMs)}${why === '' ? '' : `: ${why}`} (not part of the goals)`, width),
  );
  const wide = width >= WIDE;
  const columns: Column[] = [
    { width: 1, align: 'left' }, { width: width - 57, align: 'left' }, { width: 9, align: 'right' }, { width: 9, align: 'right' },
    { width: 11, align: 'right' }, { width: 22, align: 'right' },
  ];
  const head = wide ? row(['', '', 'without', 'with', 'difference', '95 % range'], columns) : [];
  const lines = damage.effects.flatMap((effect) => (wide ? row(effectCells(effect), columns) : narrowEffect(effect, width)));
  const pairs = paragraph(`the same customers with and without it, in ${damage.effects[0]!.n} pairs of replications`, width, '  ');
  const rest = damage.notRecovered === 0 ? [] : paragraph(`backlog not back by the end in ${damage.notRecovered} replications`, width, '  ');
  return [...title.map((l) => paint(INK.title, l)), ...head, ...lines, ...pairs, ...rest];
}

function effectCells({ id, title, unit, forecast, surprised, difference, ci95 }: Effect): string[] {
  const range = ci95 === null ? NOTHING : `${formatDifference(ci95[0], unit)} – ${formatDifference(ci95[1], unit)}`;
  if (id === 'recovery') return ['', title, '', formatValue(surprised, unit), '', formatRange(ci95, unit)];
  return ['', title, formatValue(forecast, unit), formatValue(surprised, unit), formatDifference(difference, unit), range.replace(' pts –', ' –')];
}

function narrowEffect({ id, title, unit, forecast, surprised }: Effect, width: number): string[] {
  const change = id === 'recovery' ? formatValue(surprised, unit) : `${formatValue(forecast, unit)} → ${formatValue(surprised, unit)}`;
  return paragraph(`${title}: ${change}`, width, '  ', '    ');
}

function history({ history: compared }: RunResult, { width, paint }: Page): string[] {
  if (!compared) return [];
  return renderHistory(compared, width).map((line) => (line.startsWith('HISTORY') ? paint(INK.title, line) : line));
}

function assumed({ assumed }: RunResult, { width, paint }: Page): string[] {
  if (assumed.length === 0) return [];
  const list = assumed.map(({ path, value }) => `${path}: ${value}`).join(' · ');
  return [...paragraph('ASSUMED, because the scenario does not say', width).map((l) => paint(INK.title, l)), ...paragraph(list, width, '  ')];
}

function footer(result: RunResult, { width, paint }: Page): string[] {
  const { doorCheck, files, replay, journalHash, exitCode } = result;
  const lines = Object.entries(files).flatMap(([what, path]) => paragraph(`${what.padEnd(9)} ${path}`, width, '  ', '    '));
  if (doorCheck !== null) {
    const same = `${doorCheck.door} door: replication ${doorCheck.replication} gives the same journal`;
    const other = `${doorCheck.door} door: replication ${doorCheck.replication} gives ANOTHER journal, ${doorCheck.doorHash} instead of ${doorCheck.directHash}`;
    lines.push(...paragraph(doorCheck.same ? same : other, width, '  ').map((l) => (doorCheck.same ? l : paint(INK.bad, l))));
  }
  lines.push(...paragraph(`journal   ${journalHash}`, width, '  ', '    '), ...paragraph(`replay    ${replay}`, width, '  ', '    '), '');
  lines.push(...paragraph(`exit ${exitCode} (${exitWords(result)})`, width).map((l) => paint(exitCode === 0 ? INK.met : INK.bad, l)));
  return lines;
}
