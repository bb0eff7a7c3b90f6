import type { RunResult } from '../simulator/kpis/run-result.js';
import { escapeHtml } from './escape-html.js';
import { formatCount, formatDifference, formatLimit, formatRange, formatShare, formatValue, NOTHING } from './format.js';
import { hoursChart } from './hours-chart.js';
import { hoursTable } from './hours-table.js';
import { htmlTable } from './html-table.js';
import { HTML_STYLE } from './html-style.js';
import { waitsChart } from './waits-chart.js';
import { costCurrency, exitWords, MARKS, VERDICT_WORDS, worstOf } from './wording.js';

/** report.html: one file that asks the network for nothing and needs no script; the same run gives the same bytes. */
export function renderHtml(result: RunResult): string {
  const { scenario } = result;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(scenario.name)}: ${exitWords(result)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
${[header(result), goals(result), charts(result), damage(result), kpis(result), hours(result), assumed(result)].filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}

function header(result: RunResult): string {
  const { scenario, ruleSet, seed, replications, replay, journalHash, exitCode, partial, doorCheck } = result;
  const facts = [
    `${formatCount(replications.done)} replications`, escapeHtml(scenario.zone), `rules ${escapeHtml(ruleSet)}`, `seed ${seed}`, `${formatCount(scenario.agents)} agents`,
  ];
  const kind = exitCode === 0 ? 'met' : exitCode === 6 ? 'inconclusive' : 'missed';
  const door = doorCheck === null ? '' : `<p class="soft">${escapeHtml(doorCheck.door)} door: replication ${doorCheck.replication} gives ${doorCheck.same ? 'the same journal' : 'ANOTHER journal'}.</p>`;
  return `<header>
<h1>${escapeHtml(scenario.name)}</h1>
<p>${escapeHtml(scenario.about)}</p>
<p class="verdict ${kind}">exit ${exitCode}: ${exitWords(result)}</p>
${partial ? `<p class="missed">Partial: stopped after ${replications.done} of ${replications.asked} replications.</p>\n` : ''}<p class="soft">${facts.join(' · ')}</p>
<p>Replay: <code>${escapeHtml(replay)}</code></p>
<p class="soft">Journal <code>${escapeHtml(journalHash)}</code></p>
${door}</header>`;
}

function goals({ verdict }: RunResult): string {
  if (verdict.goals.length === 0) return '<section><h2>Goals</h2><p>None set: nothing was judged.</p></section>';
  const rows = verdict.goals.map(({ verdict: judged, text, value, unit, ci95, pMet, n, worst, note }) => {
    const remarks = [worst === null ? '' : `worst hour ${worst.interval}`, note ?? ''].filter((remark) => remark !== '').join('; ');
    return [
      `<span class="verdict ${judged}">${MARKS[judged]} ${VERDICT_WORDS[judged]}</span>`,
      `${escapeHtml(text)}${remarks === '' ? '' : `<br><span class="soft">${escapeHtml(remarks)}</span>`}`,
      formatValue(value, unit), formatRange(ci95, unit), pMet === null ? NOTHING : pMet.toFixed(2), formatCount(n),
    ];
  });
  return `<section><h2>Goals</h2>${htmlTable('Met: the whole 95 % range lies on the good side', ['verdict', 'goal', 'value', '95 % range', 'P(met)', 'of'], rows, 'llrrrr')}</section>`;
}

function charts(result: RunResult): string {
  const { hours, verdict, waits, thresholdMs, scenario } = result;
  const worst = worstOf(result);
  const goal = verdict.goals.find((g) => g.every === 'hour' && g.kpi === 'firstResponse' && g.unit === 'share');
  const busy = hours.some((row) => row.arrivals.mean > 0);
  const sentence = worst === null ? '' : `<p>Worst hour <strong>${escapeHtml(worst.name)}</strong>: ${formatCount(worst.arrivals)} arrivals, ${formatCount(worst.signedIn)} agents signed in, ${formatShare(worst.inTime)} answered within ${formatLimit(thresholdMs)}.</p>`;
  const byHour = busy ? `<figure style="margin:0">${hoursChart(hours, { zone: scenario.zone, thresholdMs, target: goal?.target ?? null, worst: worst?.name ?? null })}<figcaption class="soft">Local time of ${escapeHtml(scenario.zone)}. Bars and line: means over the replications; whiskers and band: from the 10th to the 90th of 100 runs${goal === undefined ? '' : '; dashed: the goal'}.</figcaption></figure>` : '';
  const byWait = waits.length === 0 ? '' : `<h2>How long first responses took</h2><figure style="margin:0">${waitsChart(waits, thresholdMs)}<figcaption class="soft">All first responses of all replications. Hatched: later than ${formatLimit(thresholdMs)}.</figcaption></figure>`;
  return `<section><h2>Hour by hour</h2>${sentence}${byHour}${byWait}</section>`;
}

function damage({ damage: harm }: RunResult): string {
  if (harm === null) return '';
  const shocks = harm.shocks.map(({ name, lastsMs, why }) => `${name}, ${formatLimit(lastsMs)}${why === '' ? '' : `: ${why}`}`).join('; ');
  const rows = harm.effects.map(({ id, title, unit, forecast, surprised, difference, ci95 }) =>
    id === 'recovery'
      ? [title, '', formatValue(surprised, unit), '', formatRange(ci95, unit)]
      : [title, formatValue(forecast, unit), formatValue(surprised, unit), formatDifference(difference, unit), ci95 === null ? NOTHING : `${formatDifference(ci95[0], unit)} – ${formatDifference(ci95[1], unit)}`],
  );
  const rest = harm.notRecovered === 0 ? '' : `<p>The backlog was not back by the end in ${harm.notRecovered} replications.</p>`;
  return `<section><h2>Unforecast</h2><p>${escapeHtml(shocks)}</p>${htmlTable('The same customers without and with it; not part of the goals', ['', 'without', 'with', 'difference', '95 % range'], rows, 'lrrrr')}${rest}</section>`;
}

function kpis(result: RunResult): string {
  const rows = result.kpis
    .filter((kpi) => kpi.id !== 'anyResponse')
    .map(({ id, title, value, unit, ci95, n, quantiles }) => {
      const currency = id === 'costPerResolution' ? costCurrency(result) : 'USD';
      const at = (p: 'p50' | 'p90' | 'p99'): string => (quantiles === undefined || value === null ? '' : formatValue(quantiles[p].value, unit));
      return [escapeHtml(title), formatValue(value, unit, currency), formatRange(ci95, unit, currency), at('p50'), at('p90'), at('p99'), formatCount(n)];
    });
  return `<section><h2>KPIs</h2>${htmlTable('Definitions: desksim explain', ['KPI', 'value', '95 % range', 'p50', 'p90', 'p99', 'of'], rows, 'lrrrrrr')}</section>`;
}

function hours(result: RunResult): string {
  return `<details><summary>All hours</summary>${hoursTable(result.hours, result.scenario.zone, result.thresholdMs)}</details>`;
}

function assumed({ assumed }: RunResult): string {
  if (assumed.length === 0) return '';
  const rows = assumed.map(({ path, value }) => [`<code>${escapeHtml(path)}</code>`, escapeHtml(value)]);
  return `<details><summary>Assumed, because the scenario does not say (${assumed.length})</summary>${htmlTable('', ['quantity', 'value'], rows, 'll')}</details>`;
}
