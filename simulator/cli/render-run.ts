import type { Colors } from './colors.js';
import type { JudgedGoal } from '../kpis/judge.js';
import type { Kpi } from '../kpis/measure.js';
import type { RunResult } from '../kpis/run-result.js';
import { EXIT_MEANINGS } from './exit-codes.js';
import { formatDuration, formatInterval, formatValue } from './format-value.js';
import { renderTable } from './render-table.js';
import { wrap } from './wrap.js';

/** The result for people: goals first, then what was measured, the worst hour, what was assumed, and where the files are. */
export function renderRun(result: RunResult, folder: string, width: number, colors: Colors): string {
  const parts = [
    title(result, width, colors),
    goals(result.verdict.goals, width, colors),
    kpis(result.kpis, width, colors),
    worstHour(result, width),
    damage(result, width, colors),
    assumed(result, width),
    foot(result, folder, width, colors),
  ];
  return `${parts.filter((part) => part.length > 0).map((part) => part.join('\n')).join('\n\n')}\n`;
}

function title({ scenario, ruleSet, seed, replications, partial }: RunResult, width: number, colors: Colors): string[] {
  const { asked, done } = replications;
  const runs = done === asked ? `${done} ${done === 1 ? 'replication' : 'replications'}` : `${done} of ${asked} replications`;
  const head = wrap([scenario.name, formatSpan(scenario.lastsMs), scenario.zone, `rules ${ruleSet}`, `seed ${seed}`, runs].join(' · '), width, 2);
  return partial ? [head, colors.yellow(wrap('PARTIAL: interrupted before all replications were done', width, 2))] : [head];
}

const VERDICTS = { met: ['✓', 'met', 'green'], missed: ['✗', 'MISSED', 'red'], inconclusive: ['?', 'inconclusive', 'yellow'] } as const;

function goals(judged: readonly JudgedGoal[], width: number, colors: Colors): string[] {
  if (judged.length === 0) return [wrap('No goals: the scenario asks for nothing, so nothing can be missed.', width)];
  const rows = judged.map((goal) => {
    const [mark, word] = VERDICTS[goal.verdict];
    return [` ${mark} ${goal.text}`, formatValue(goal.value, goal.unit), formatInterval(goal.ci95, goal.unit), goal.pMet === null ? '–' : goal.pMet.toFixed(2), word, goal.worst?.interval ?? goal.note ?? ''];
  });
  const columns = [left('GOALS'), right('value'), right('95 % interval'), right('P(met)'), left('verdict'), left('')];
  return renderTable(columns, rows, width).map((line) => tinted(line, colors));
}

/** Only the mark and the word that say the same thing: colour is never the only bearer of a message. */
function tinted(line: string, colors: Colors): string {
  let text = line;
  for (const [mark, word, color] of Object.values(VERDICTS)) {
    if (text.startsWith(` ${mark} `)) text = ` ${colors[color](mark)} ${text.slice(3)}`;
    if (word === 'MISSED') text = text.replace(word, colors[color](word));
  }
  return text;
}

/** Those that have a value; the others are in the files. */
function kpis(measured: readonly Kpi[], width: number, colors: Colors): string[] {
  const rows = measured
    .filter(({ value }) => value !== null)
    .map(({ title: name, value, unit, ci95, quantiles }) => [` ${name}`, formatValue(value, unit), formatInterval(ci95, unit), quantiles === undefined ? '' : formatValue(quantiles.p50.value, 'ms'), quantiles === undefined ? '' : formatValue(quantiles.p90.value, 'ms')]);
  if (rows.length === 0) return [];
  const [head, ...lines] = renderTable([left('KPIS'), right('mean'), right('95 % interval'), right('median'), right('p90')], rows, width);
  return [colors.bold(head!), ...lines];
}

function worstHour({ worstHour: worst }: RunResult, width: number): string[] {
  if (worst === null) return [];
  const { name, inTime, arrivals, signedIn } = worst;
  return [wrap(`Worst hour ${name}: ${formatValue(inTime, 'share')} in time, ${formatValue(round(arrivals), 'count')} arrivals, ${formatValue(round(signedIn), 'count')} agents signed in.`, width)];
}

function damage({ damage: harm }: RunResult, width: number, colors: Colors): string[] {
  if (harm === null) return [];
  const rows = harm.effects.map(({ title: name, unit, forecast, surprised, difference, ci95 }) => [
    ` ${name}`, formatValue(forecast, unit), formatValue(surprised, unit), formatValue(difference, unit), formatInterval(ci95, unit),
  ]);
  const what = harm.shocks.map(({ name, lastsMs, why }) => `${name} for ${formatDuration(lastsMs)}${why === '' ? '' : ` (${why})`}`).join('; ');
  const [head, ...lines] = renderTable([left('UNFORECAST'), right('without'), right('with'), right('difference'), right('95 % interval')], rows, width);
  return [wrap(`Surges that nobody forecast, judged apart from the goals: ${what}`, width, 2), colors.bold(head!), ...lines];
}

function assumed({ assumed: quantities }: RunResult, width: number): string[] {
  if (quantities.length === 0) return [];
  return [wrap(`Assumed, because the scenario does not say: ${quantities.map(({ path, value }) => `${path} ${value}`).join(' · ')}`, width, 2)];
}

function foot({ files, replay, exitCode, doorCheck }: RunResult, folder: string, width: number, colors: Colors): string[] {
  const meaning = EXIT_MEANINGS.find(([codes]) => codes.split(', ').includes(String(exitCode)))?.[1] ?? '';
  const lines = [wrap(`files   ${folder}: ${Object.values(files).join(', ')}`, width, 8), wrap(`replay  ${replay}`, width, 8)];
  if (doorCheck !== null) lines.push(wrap(`doors   ${doorCheck.door} and direct tell ${doorCheck.same ? 'the same story' : 'DIFFERENT stories'} (${doorCheck.doorHash}${doorCheck.same ? '' : ` and ${doorCheck.directHash}`})`, width, 8));
  return [...lines, colors.dim(wrap(`exit ${exitCode}: ${meaning}`, width, 8))];
}

function formatSpan(ms: number): string {
  const days = ms / 86_400_000;
  return Number.isInteger(days) ? `${days} ${days === 1 ? 'day' : 'days'}` : formatDuration(ms);
}

function round(value: number): number {
  return value >= 10 ? Math.round(value) : value;
}

function left(head: string): { head: string; align: 'left' } {
  return { head, align: 'left' };
}

function right(head: string): { head: string; align: 'right' } {
  return { head, align: 'right' };
}
