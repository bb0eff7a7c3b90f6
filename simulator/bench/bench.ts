import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { tuneEngine } from '../fleet/tune-engine.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import { bytesPerConversation, monthlyBytes } from './memory.js';
import { runModelA } from './model-a.js';
import { loadModelC, timeModelC, untilWindowsClose, withLegs, withoutSla } from './model-c.js';
import { attack } from './hostile.js';
import { memoryOverSends, timeHttpDoor, timeStart, timeWebhooks } from './http-door.js';
import { timeMswDoor } from './msw-throughput.js';
import { timeWorkers } from './workers.js';
import { Yardstick } from './yardstick.js';

const HELP = `npm run bench -- [--yardsticks DIR] [--rounds N] [--only PART]

  Prints figures, each with a hash of the results it came from. With --yardsticks it compiles the C reference in DIR
  (needs gcc), alternates with it and prints ratios: the median of N pairs (default 5).
  PART: a, c, timers, memory, year, workers, msw, http; and only when asked for: sends, hostile
`;

/** Of model (c), in each of the alternating runs; and once before them, so that V8 has compiled what it will. */
const DAYS = 40;
const WARM_UP_DAYS = 20;

const STEADY_YEAR = `
name: steady-year
about: The same quiet day, 365 times.
starts: 2026-01-01
lasts: 365d
zone: UTC
arrivals: { perDay: 300, weekdays: { mon: 1 }, hours: flat }
customers: { intents: { any: 100% } }
teams: { desk: { work: { lognormal: { mean: 45s, cv: 0.8 } }, agents: [ { count: 4, shift: always, slots: 6 } ] } }
goals: [ sends outside window = 0 ]
`;

const { values } = parseArgs({
  options: { yardsticks: { type: 'string' }, rounds: { type: 'string', default: '5' }, only: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) console.log(HELP);
else await bench(values.yardsticks, Number(values.rounds), values.only);

async function bench(folder: string | undefined, rounds: number, only: string | undefined): Promise<void> {
  tuneEngine(); // as every worker does
  const yardstick = folder === undefined ? null : new Yardstick(folder);
  const wants = (part: string): boolean => only === undefined || only === part;
  if (wants('a')) benchModelA(yardstick, rounds);
  if (wants('c')) benchModelC(yardstick, rounds);
  if (wants('timers')) benchTimers(rounds);
  if (wants('memory')) benchMemory();
  if (wants('year')) benchYear();
  if (wants('workers')) await benchWorkers(yardstick, rounds);
  if (wants('msw')) await benchMsw();
  if (wants('http')) await benchHttp(rounds);
  if (only === 'sends') await benchSends();
  if (only === 'hostile') await benchHostile();
}

function benchModelA(yardstick: Yardstick | null, rounds: number): void {
  const customers = 1_000_000;
  runModelA(customers, 99);
  const ratios: number[] = [];
  const speeds: number[] = [];
  let last = runModelA(1_000, 1);
  for (let round = 0; round < rounds; round++) {
    const c = yardstick?.run('a', customers)['evps'];
    const start = performance.now();
    last = runModelA(customers, round + 1);
    const speed = last.events / ((performance.now() - start) / 1000);
    speeds.push(speed);
    if (c !== undefined) ratios.push(speed / c);
  }
  say('model (a) on the agenda', `${millions(speeds)} events/s`, ratios, `mean wait ${last.meanWait.toFixed(4)}, P(wait) ${last.pWait.toFixed(4)} (Erlang C: 0.6687, 0.6687)`);
}

function benchModelC(yardstick: Yardstick | null, rounds: number): void {
  const instant = loadModelC();
  const models = [
    ['(c) network instant', instant],
    ['(c) until every window has closed', untilWindowsClose(instant)],
    ['(c) phone legs, statuses', withLegs(instant)],
  ] as const;
  for (const [title, scenario] of models) {
    const ratios: number[] = [];
    const logical: number[] = [];
    const entries: number[] = [];
    let detail = '';
    for (let round = 0; round < rounds; round++) {
      const c = yardstick?.run('c', DAYS)['evps'];
      const timed = timeModelC(scenario, DAYS, round === 0 ? WARM_UP_DAYS : 0, 1);
      logical.push(timed.logicalPerSecond);
      entries.push(timed.entriesPerSecond);
      if (c !== undefined) ratios.push(timed.logicalPerSecond / c);
      detail = `first response ${timed.firstResponseS.toFixed(2)} s, SLA ${timed.slaShare.toFixed(4)}, abandoned ${timed.abandonment.toFixed(4)}, hash ${timed.hash}`;
    }
    say(title, `${millions(logical)} logical events/s, ${millions(entries)} entries/s`, ratios, detail);
  }
}

function benchTimers(rounds: number): void {
  const scenario = loadModelC();
  const bare = withoutSla(scenario);
  timeModelC(scenario, 5, 0, 1);
  timeModelC(bare, 5, 0, 1);
  const kept: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const without = timeModelC(bare, 10, 0, 1).logicalPerSecond;
    kept.push(timeModelC(scenario, 10, 0, 1).logicalPerSecond / without);
  }
  console.log(`timers on every conversation: throughput kept ${(median(kept) * 100).toFixed(0)} % (first-response clocks against none; windows run in both)`);
}

function benchMemory(): void {
  const { desk, seenIds } = bytesPerConversation(200_000);
  console.log(`memory for each open conversation: ${desk.toFixed(0)} bytes, and ${seenIds.toFixed(0)} for the deduplication of its message ids`);
}

function benchYear(): void {
  const { scenario } = parseScenario(STEADY_YEAR, 'steady-year.yaml');
  const { bytes, tickets } = monthlyBytes(scenario!);
  const megabytes = bytes.map((b) => (b / 2 ** 20).toFixed(1)).join(' ');
  console.log(`a steady simulated year: ${tickets} customer events, MB in use by month: ${megabytes}`);
}

/** A short run and a long one: each thread compiles the program for itself, which a long run makes up for. */
async function benchWorkers(yardstick: Yardstick | null, rounds: number): Promise<void> {
  for (const replications of [200, 800]) {
    const gains: number[] = [];
    const ceilings: number[] = [];
    for (let round = 0; round < rounds; round++) {
      gains.push(await timeWorkers(loadModelC(), replications));
      if (yardstick === null) continue;
      const one = await yardstick.wallMs('c', replications, 1);
      ceilings.push((2 * one) / (await yardstick.wallMs('c', replications, 2)));
    }
    const share = ceilings.length === 0 ? '' : `; two C processes gain ${median(ceilings).toFixed(2)}, share ${((median(gains) / median(ceilings)) * 100).toFixed(0)} %`;
    console.log(`two workers against one, ${replications} replications: ${median(gains).toFixed(2)} times (${availableParallelism()} cores)${share}`);
  }
}

async function benchMsw(): Promise<void> {
  const empty = await timeMswDoor(1, 20_000, 'empty');
  const one = await timeMswDoor(1, 20_000);
  const two = await timeMswDoor(2, 20_000);
  const long = await timeMswDoor(1, 100_000);
  console.log(
    `MSW door: ${one.perSecond.toFixed(0)} messages/s on one thread (MSW with an empty handler: ${empty.perSecond.toFixed(0)}), ${two.perSecond.toFixed(0)} on two (x${(two.perSecond / one.perSecond).toFixed(2)}); heap +${long.heapGrowthMb.toFixed(1)} MB over 100,000 sends`,
  );
}

async function benchHttp(rounds: number): Promise<void> {
  const pairs = await timeHttpDoor(20_000, rounds);
  const ratios = pairs.map((pair) => pair.fake / pair.bare);
  const { postsPerSecond, updatesPerSecond } = await timeWebhooks(20_000);
  const starts: number[] = [];
  for (let round = 0; round < rounds; round++) starts.push(await timeStart());
  console.log(
    `HTTP door: ${median(pairs.map((pair) => pair.fake)).toFixed(0)} messages/s, a bare node:http server ${median(pairs.map((pair) => pair.bare)).toFixed(0)}: ratio ${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]\n` +
      `    webhooks out: ${updatesPerSecond.toFixed(0)} updates/s in ${postsPerSecond.toFixed(0)} posts/s, while the messages that cause them come in\n    desksim fake is ready ${median(starts).toFixed(0)} ms after its start (slowest ${Math.max(...starts).toFixed(0)})`,
  );
}

/** A million sends over HTTP: minutes, so only when asked for. */
async function benchSends(): Promise<void> {
  const { heapMb, rssMb } = await memoryOverSends(1_000_000, 20);
  const figures = (values: readonly number[]): string => values.map((mb) => mb.toFixed(1)).join(' ');
  console.log(`1,000,000 sends over HTTP, MB after every 50,000: heap ${figures(heapMb)}; rss ${figures(rssMb)}`);
}

async function benchHostile(): Promise<void> {
  const { outcomes, alone, beside, heapMb } = await attack(1_000, 5);
  const counts = [...outcomes].toSorted((a, b) => b[1] - a[1]).map(([outcome, count]) => `${count} ${outcome}`);
  console.log(`5 times 1,000 nasty connections at once: ${counts.join(', ')}\n    another client: ${alone.toFixed(0)} messages/s alone, ${beside.toFixed(0)} beside them; heap ${heapMb.map((mb) => mb.toFixed(1)).join(' -> ')} MB`);
}

function say(title: string, figures: string, ratios: readonly number[], detail: string): void {
  const ratio = ratios.length === 0 ? '' : `, ratio to C ${median(ratios).toFixed(3)} [${Math.min(...ratios).toFixed(3)}, ${Math.max(...ratios).toFixed(3)}]`;
  console.log(`${title}: ${figures}${ratio}\n    ${detail}`);
}

function millions(perSecond: readonly number[]): string {
  return `${(median(perSecond) / 1e6).toFixed(2)} M`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
