import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { erlangA, erlangAWithin } from './erlang-a.js';
import { erlangB, erlangC, minAgents, serviceLevel, waitMeasures, waitQuantile } from './erlang.js';
import { sinusoidalLoad, sinusoidalPeakLag, sinusoidalRate } from './infinite-server.js';
import type { SinusoidalDay } from './infinite-server.js';
import { pooledReplyQueue } from './jackson.js';
import { chatExchange } from './machine-repair.js';
import { pollaczekKhinchine, processorSharing } from './mg1.js';
import { relativeError } from './near.js';
import { poissonTail } from './poisson-tail.js';
import { priorityPool, priorityServer } from './priority.js';
import { garnett, halfinWhitt } from './qed.js';
import { meanReplyHours, replyLaterThan, serviceWindow } from './service-window.js';

// Every exact row for which this room has a function. The tables print ten significant digits, so a value must lie
// within half a unit of the tenth digit (5e-10 relative at worst) plus 1e-12 for our own rounding.

const folder = `${process.env['DESKSIM_DATA'] ?? ''}/reference-tables`;

table('erlang-b.csv', (r) => ({ blocking_probability: erlangB(r('offered_load_erlang'), r('servers')) }));

table('erlang-c.csv', (r) => {
  const queue = { arrivalRate: r('arrivals_per_hour') / 3600, meanService: r('aht_s'), agents: r('agents') };
  const m = waitMeasures(queue);
  return {
    offered_load_erlang: queue.arrivalRate * queue.meanService,
    occupancy: m.occupancy,
    p_wait: m.pWait,
    asa_s: m.meanWait,
    mean_wait_of_waiting_s: m.meanWaitOfWaiting,
    mean_queue_length: m.meanQueueLength,
    ...each([10, 20, 30, 60, 300], (t) => [`sl_${t}s`, serviceLevel(queue, t)]),
    ...each([90, 95, 99], (p) => [`wait_p${p}_s`, waitQuantile(queue, p / 100)]),
  };
});

table('erlang-c-min-agents.csv', (r) => {
  const load = { arrivalRate: r('arrivals_per_hour') / 3600, meanService: r('aht_s') };
  const agents = minAgents({ ...load, threshold: r('threshold_s'), target: r('sl_target') });
  const fewer = { ...load, agents: agents - 1 };
  return {
    min_agents: agents,
    sl_at_min: serviceLevel({ ...load, agents }, r('threshold_s')),
    // Empty in the table where one agent fewer has no steady state; the service level is 0 then.
    sl_at_min_minus_1: waitMeasures(fewer).occupancy < 1 ? serviceLevel(fewer, r('threshold_s')) : '',
    occupancy: waitMeasures({ ...load, agents }).occupancy,
  };
});

table('erlang-a.csv', (r) => {
  const load = { arrivalRate: r('arrivals_per_hour') / 3600, meanService: r('mean_service_s') };
  const queue = { ...load, agents: r('agents'), meanPatience: r('mean_patience_s') };
  const m = erlangA(queue);
  const within = (t: number) => erlangAWithin(queue, t);
  const thresholds = [20, 60, 300];
  return {
    p_wait: m.pWait,
    p_abandon: m.pAbandon,
    mean_wait_all_s: m.meanWait,
    mean_wait_served_s: m.meanWaitServed,
    mean_wait_abandoned_s: m.meanWaitAbandoned,
    mean_queue: m.meanQueueLength,
    occupancy: m.occupancy,
    ...each(thresholds, (t) => [`served_within_${t}s`, within(t).served]),
    ...each(thresholds, (t) => [`abandoned_within_${t}s`, within(t).abandoned]),
    ...each(thresholds, (t) => [`sl_served_only_${t}s`, within(t).servedOfServed]),
    ...each(thresholds, (t) => [`sl_excl_short_abandons_${t}s`, within(t).servedExcludingShortAbandons]),
  };
});

table('pooling-bounds-erlang-a.csv', (r, text) => {
  const pools = text('design') === 'pooled(all)' ? r('classes') : 1;
  const m = erlangA({
    arrivalRate: pools * r('lambda_per_class'),
    meanService: 1 / r('mu'),
    agents: pools * r('agents_per_class'),
    meanPatience: 1 / r('theta'),
  });
  return { p_wait: m.pWait, p_abandon: m.pAbandon };
});

// Without slowdown every chat slot is an agent of its own: the rows that Erlang C and A answer.
table(
  'chat-level-ctmc.csv',
  (r) => {
    const theta = r('theta');
    const m = erlangA({
      arrivalRate: r('lambda(single_chat_mu=1)'),
      meanService: 1,
      agents: r('agents') * r('slots_per_agent'),
      meanPatience: theta === 0 ? Infinity : 1 / theta,
    });
    return { p_wait: m.pWait, p_abandon: m.pAbandon, mean_wait: m.meanWait, mean_queue: m.meanQueueLength };
  },
  (row) => row['gain_curve'] === 'no-slowdown(l)',
);

table('qed-square-root-staffing.csv', (r, text) => {
  if (text('formula') === 'halfin-whitt') return { p_wait_limit: halfinWhitt(r('beta')) };
  const limit = garnett(r('beta'), r('theta_over_mu'));
  return { p_wait_limit: limit.pWait, sqrt_n_times_p_abandon_limit: limit.scaledPAbandon };
});

table('qed-accuracy-erlang-c.csv', (r) => {
  const beta = (r('n') - r('offered_load')) / Math.sqrt(r('offered_load'));
  const exact = erlangC(r('offered_load'), r('n'));
  return { beta_effective: beta, exact_p_wait: exact, halfin_whitt_approx: halfinWhitt(beta) };
});

table('qed-accuracy-erlang-a.csv', (r) => {
  const [load, n, ratio] = [r('offered_load'), r('n'), r('theta_over_mu')];
  const exact = erlangA({ arrivalRate: load, meanService: 1, agents: n, meanPatience: 1 / ratio });
  const limit = garnett((n - load) / Math.sqrt(load), ratio);
  return {
    exact_p_wait: exact.pWait,
    garnett_p_wait: limit.pWait,
    exact_p_abandon: exact.pAbandon,
    garnett_p_abandon: limit.scaledPAbandon / Math.sqrt(n),
  };
});

// Third moments of the table's service times, all of mean 1.
const cubes: Record<string, number> = {
  exponential: 6,
  deterministic: 1,
  'erlang-2': 3,
  // Two balanced phases with p = (1 + sqrt(3/5))/2: 6/8 (1/p^2 + 1/(1-p)^2) = 60.
  'hyperexp-cv2-4(balanced)': 60,
  'lognormal-cv2-1': 8,
  'lognormal-cv2-2': 27,
  'uniform(0,2)': 2,
};
const squares: Record<string, number> = { 'uniform(0,2)': 4 / 3 };
table('mg1-pollaczek-khinchine.csv', (r, text) => {
  const service = text('service_dist_mean1');
  const square = squares[service] ?? 1 + r('service_scv');
  const m = pollaczekKhinchine({ arrivalRate: r('rho'), moments: [1, square, cubes[service] ?? NaN] });
  return {
    mean_wait: m.meanWait,
    mean_sojourn: m.meanSojourn,
    sd_wait: m.sdWait,
    mean_queue: m.meanQueueLength,
    mean_number: m.meanNumber,
  };
});

table('processor-sharing-mm1-mg1.csv', (r) => {
  const m = processorSharing(r('rho'), 1);
  return {
    'mean_sojourn_MG1PS(any_G,mean1)': m.meanSojourn,
    sd_sojourn_MM1PS: m.sdSojournExponential,
    ...each([0.1, 0.5, 1, 2, 5], (x) => [`cond_mean_sojourn_MG1PS_x=${x}`, x * m.stretch]),
  };
});

table('priority-mmc-nonpreemptive.csv', (r, text) => {
  const arrivalRates = list(text('lambda_by_priority(high_first)'));
  const [meanService, agents] = [r('mean_service'), r('servers')];
  const { pWait, meanWaits } = priorityPool({ arrivalRates, meanService, agents });
  const arrivalRate = arrivalRates.reduce((a, b) => a + b, 0);
  const { meanWait } = waitMeasures({ arrivalRate, meanService, agents });
  const byClass = each([1, 2, 3, 4], (k) => [`W${k}`, meanWaits[k - 1] ?? '']);
  return { p_wait: pWait, mean_wait_fcfs: meanWait, ...byClass };
});

table('priority-mg1-cobham.csv', (_, text) => {
  const means = list(text('mean_service_by_priority'));
  const scvs = list(text('service_scv_by_priority'));
  const rates = list(text('lambda_by_priority'));
  const waits = priorityServer(
    rates.map((arrivalRate, i) => ({ arrivalRate, meanService: means[i] ?? NaN, scv: scvs[i] ?? NaN })),
  );
  return each([1, 2, 3], (k) => [`W${k}`, waits[k - 1] ?? '']);
});

table('mt-m-inf-sinusoid.csv', (r) => {
  const { day, t } = sinusoid(r);
  return {
    lambda_t: sinusoidalRate(day, t),
    offered_load_m_t: sinusoidalLoad(day, t),
    peak_lag: sinusoidalPeakLag(day),
  };
});

table('mt-m-st-plus-m-theta-eq-mu.csv', (r) => {
  const { day, t } = sinusoid(r);
  const load = sinusoidalLoad(day, t);
  return { offered_load: load, p_delay_exact: poissonTail(load, r('servers')) };
});

table('tier-limit-erlang-b.csv', (r) => {
  const [limit, offered] = [r('tier_limit_unique_users_per_rolling_24h'), r('offered_unique_starts_per_24h')];
  return {
    'blocking_probability(drop_on_limit)': erlangB(offered, limit),
    p_uncapped_window_count_exceeds_limit: poissonTail(offered, limit + 1),
  };
});

table('service-window-open.csv', (r) => {
  const m = serviceWindow(r('customer_messages_per_24h(Poisson)'));
  return {
    p_window_open_at_random_time: m.pOpen,
    mean_open_spell_h: m.meanSpellHours,
    p_spell_is_single_message: m.pSingleMessage,
  };
});

table('window-expiry-lognormal.csv', (r) => {
  const delay = { medianHours: r('median_reply_h'), sigma: r('sigma') };
  return { p_reply_after_24h: replyLaterThan(delay, 24), mean_reply_h: meanReplyHours(delay) };
});

table('chat-exchange-machine-repair.csv', (r) => {
  const m = chatExchange({
    work: r('agent_work_per_exchange_s'),
    replyDelay: r('customer_reply_mean_s'),
    openChats: r('concurrency_K(saturated)'),
  });
  return {
    exchanges_per_agent_hour: m.throughput * 3600,
    agent_utilisation: m.utilisation,
    agent_response_time_s: m.responseTime,
    response_stretch: m.responseStretch,
    conversation_stretch: m.conversationStretch,
    'effective_gain_vs_K=1': m.gain,
  };
});

table('async-pooled-erlang-r.csv', (r) => {
  const queue = pooledReplyQueue({
    conversationRate: r('conversations_per_h') / 3600,
    meanExchanges: r('mean_exchanges'),
    work: r('agent_seconds_per_exchange'),
    agents: r('agents'),
  });
  const m = waitMeasures(queue);
  return {
    offered_load: queue.arrivalRate * queue.meanService,
    p_message_waits: m.pWait,
    mean_reply_wait_s: m.meanWait,
    ...each([30, 60, 300], (t) => [`reply_within_${t}s`, serviceLevel(queue, t)]),
  };
});

type Row = Readonly<Record<string, string>>;
type Expected = Readonly<Record<string, number | ''>>;
type Cell = (column: string) => number;

/** Checks the computed columns of every row that `keep` lets through; '' stands for an empty cell. */
function table(
  name: string,
  compute: (cell: Cell, text: (column: string) => string) => Expected,
  keep: (row: Row) => boolean = () => true,
): void {
  test(name, (t) => {
    const rows = (parse(readFileSync(`${folder}/${name}`), { columns: true }) as Row[]).filter(keep);
    assert.ok(rows.length > 0, 'no row to check');
    let values = 0;
    let worst = 0;
    for (const [i, row] of rows.entries()) {
      const text = (column: string): string => row[column] ?? assert.fail(`no column ${column}`);
      for (const [column, actual] of Object.entries(compute((c) => Number(text(c)), text))) {
        const printed = text(column);
        const where = `row ${i + 1}, ${column}: ${actual}, printed ${printed}`;
        if (actual === '' || printed === '') assert.equal(actual, printed, where);
        else assert.ok(Math.abs(actual - Number(printed)) <= printTolerance(Number(printed)), where);
        worst = Math.max(worst, relativeError(Number(actual), Number(printed)));
        values += 1;
      }
    }
    t.diagnostic(`${name}: ${rows.length} rows, ${values} values, worst relative error ${worst.toExponential(1)}`);
  });
}

function printTolerance(printed: number): number {
  // Blocking of 80 000 offered to 100 000 is below what a double holds; the table prints 0.
  if (printed === 0) return 1e-300;
  const unit = Number(`1e${Math.floor(Math.log10(Math.abs(printed))) - 9}`);
  return unit / 2 + Math.abs(printed) * 1e-12;
}

function each<K>(keys: readonly K[], entry: (key: K) => [string, number | '']): Record<string, number | ''> {
  return Object.fromEntries(keys.map(entry));
}

function list(cell: string): number[] {
  return cell.split('|').map(Number);
}

/** The printed times are rounded; the table steps through the period in eighths, and the odd period is 2 pi. */
function sinusoid(r: Cell): { day: SinusoidalDay; t: number } {
  const period = r('period') === 24 ? 24 : 2 * Math.PI;
  const t = (Math.round((8 * r('t')) / period) * period) / 8;
  const meanService = 1 / r('mu');
  return { day: { meanRate: r('mean_rate'), relativeAmplitude: r('relative_amplitude'), period, meanService }, t };
}
