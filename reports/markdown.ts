import type { Damage } from '../simulator/kpis/damage.js';
import type { RunResult } from '../simulator/kpis/run-result.js';
import { formatCount, formatDifference, formatLimit, formatRange, formatShare, formatValue, NOTHING } from './format.js';
import { costCurrency, exitWords, MARKS, VERDICT_WORDS, worstOf } from './wording.js';

/** summary.md, for a pull request or a job summary. The comment on top lets a bot find and replace its own. */
export function renderMarkdown(result: RunResult): string {
  const { scenario, ruleSet, seed, replications, replay, journalHash, exitCode } = result;
  const sections = [
    `<!-- desksim ${escape(scenario.name)} -->\n## ${escape(scenario.name)}: ${exitWords(result)}`,
    scenario.about === '' ? '' : escape(scenario.about),
    `${formatCount(replications.done)} replications · ${escape(scenario.zone)} · rules ${escape(ruleSet)} · seed ${seed} · exit ${exitCode}`,
    goals(result),
    worst(result),
    damage(result.damage),
    kpis(result),
    assumed(result),
    `Replay: \`${replay.replaceAll('`', '')}\`\n\nJournal: \`${journalHash}\``,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function goals({ verdict }: RunResult): string {
  if (verdict.goals.length === 0) return 'No goals set: nothing was judged.';
  return table(
    ['', 'goal', 'value', '95 % range', 'P(met)', 'verdict'],
    verdict.goals.map(({ verdict: judged, text, value, unit, ci95, pMet, worst, note }) => {
      const remarks = [worst === null ? '' : `worst hour ${worst.interval}`, note ?? ''].filter((remark) => remark !== '');
      return [
        MARKS[judged], escape(text), formatValue(value, unit), formatRange(ci95, unit), pMet === null ? NOTHING : pMet.toFixed(2),
        `**${VERDICT_WORDS[judged]}**${remarks.length === 0 ? '' : `, ${escape(remarks.join('; '))}`}`,
      ];
    }),
    'llrrrl',
  );
}

function worst(result: RunResult): string {
  const hour = worstOf(result);
  if (hour === null) return '';
  const arrivals = `${formatCount(hour.arrivals)} arrivals, ${formatCount(hour.signedIn)} agents signed in`;
  return `Worst hour **${hour.name}**: ${arrivals}, ${formatShare(hour.inTime)} answered within ${formatLimit(result.thresholdMs)}.`;
}

function damage(damage: Damage | null): string {
  if (damage === null) return '';
  const shocks = damage.shocks.map(({ name, lastsMs, why }) => `${name}, ${formatLimit(lastsMs)}${why === '' ? '' : ` (${escape(why)})`}`).join('; ');
  const rows = damage.effects.map(({ id, title, unit, forecast, surprised, difference }) => [
    title, id === 'recovery' ? '' : formatValue(forecast, unit), formatValue(surprised, unit), id === 'recovery' ? '' : formatDifference(difference, unit),
  ]);
  return `Unforecast, not part of the goals: ${shocks}\n\n${table(['', 'without', 'with', 'difference'], rows, 'lrrr')}`;
}

function kpis(result: RunResult): string {
  const rows = result.kpis
    .filter((kpi) => kpi.value !== null && kpi.id !== 'anyResponse')
    .map(({ id, title, value, unit, ci95, n, quantiles }) => {
      const currency = id === 'costPerResolution' ? costCurrency(result) : 'USD';
      const p90 = quantiles === undefined ? '' : formatValue(quantiles.p90.value, unit);
      return [title, formatValue(value, unit, currency), formatRange(ci95, unit, currency), p90, formatCount(n)];
    });
  return `<details><summary>KPIs</summary>\n\n${table(['KPI', 'value', '95 % range', 'p90', 'of'], rows, 'lrrrr')}\n\n</details>`;
}

function assumed({ assumed }: RunResult): string {
  if (assumed.length === 0) return '';
  const rows = assumed.map(({ path, value }) => [`\`${path}\``, escape(value)]);
  return `<details><summary>Assumed, because the scenario does not say (${assumed.length})</summary>\n\n${table(['quantity', 'value'], rows, 'll')}\n\n</details>`;
}

/** `align`: one letter for each column, l or r. */
function table(head: readonly string[], rows: readonly (readonly string[])[], align: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = [...align].map((letter) => (letter === 'r' ? '--:' : ':--'));
  return [head, rule, ...rows].map(line).join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
