import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { driveDesk, type DeskBehindHttp, type Driven } from '../load/drive-desk.js';
import { runDirectly } from '../drivers.js';
import { PhoneFigures } from '../load/phone-figures.js';
import { parseScenario } from '../scenario/parse-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { StaffedDesk } from '../testing/staffed-desk.js';
import { World } from '../world.js';

/** One load for both: conversations a second, for so long, with so many agents inside the desk. */
export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly agents: number;
  readonly meanWorkMs: number;
  readonly seed: number;
}

export interface Comparison {
  /** The toy desk's rules in virtual time, in this process. */
  readonly virtual: PhoneFigures;
  /** The toy desk as a process of its own, over HTTP, in real time. */
  readonly real: PhoneFigures;
  readonly driven: Driven;
  /** What the desk's process counted. */
  readonly totals: Readonly<Record<string, number>>;
}

export async function comparePaced(load: Load): Promise<Comparison> {
  const scenario = scenarioOf(load);
  const virtual = inVirtualTime(scenario, load);
  const real = new PhoneFigures();
  const desk = await ToyProcess.start(load);
  try {
    const driven = await driveDesk(scenario, load.seed, real, desk);
    return { virtual, real, driven, totals: await desk.stop() };
  } finally {
    desk.kill();
  }
}

export function inVirtualTime(scenario: Scenario, { agents, meanWorkMs, seed }: Load): PhoneFigures {
  const figures = new PhoneFigures();
  runDirectly(new World(scenario, seed, 0, figures, { shocked: true, createDesk: ({ agenda }) => new StaffedDesk(agents, meanWorkMs, agenda) }));
  return figures;
}

/** Short questions, short work, short patience: a minute holds what is otherwise a day. */
export function scenarioOf({ perSecond, seconds }: Load): Scenario {
  const text = JSON.stringify({
    name: 'paced', starts: '2026-11-23T12:00', lasts: `${seconds}s`, drain: '30s', zone: 'UTC',
    arrivals: { perDay: perSecond * 86_400, hours: 'flat', dayFactor: { cv: 0 } },
    customers: {
      exchanges: 2, burst: { size: 1 }, replyDelay: { lognormal: { median: '800ms', sigma: 0.5 } },
      patience: { weibull: { median: '2s', shape: 1.2 } }, patienceEnds: 'reply', leaveSilently: 0.5, returns: 'never',
    },
    teams: { inside: { agents: [{ count: 1, shift: 'always', slots: 1 }] } },
    platform: { mps: 1_000, tier: 'unlimited' },
    network: { inbound: '20ms', outbound: '20ms', webhook: '5ms', readShare: 0 },
  });
  const { scenario, problems } = parseScenario(text, 'paced.json');
  if (scenario === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return scenario;
}

class ToyProcess implements DeskBehindHttp {
  readonly webhookUrl: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  private readonly child: ChildProcess;
  private readonly lines: Lines;

  static async start({ agents, meanWorkMs }: Load): Promise<ToyProcess> {
    const file = fileURLToPath(new URL('../testing/toy-desk-process.mjs', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', file, String(agents), String(meanWorkMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = new Lines(createInterface({ input: child.stdout! }));
    return new ToyProcess(child, lines, JSON.parse(await lines.next()) as { url: string; appSecret: string; verifyToken: string });
  }

  private constructor(child: ChildProcess, lines: Lines, address: { readonly url: string; readonly appSecret: string; readonly verifyToken: string }) {
    this.child = child;
    this.lines = lines;
    this.webhookUrl = address.url;
    this.appSecret = address.appSecret;
    this.verifyToken = address.verifyToken;
  }

  connect(graphUrl: string): void {
    this.child.stdin!.write(`${graphUrl}\n`);
  }

  /** Its totals. */
  async stop(): Promise<Record<string, number>> {
    this.child.stdin!.end();
    return JSON.parse(await this.lines.next()) as Record<string, number>;
  }

  kill(): void {
    this.child.kill();
  }
}

/** What a process says, line by line. */
class Lines {
  private readonly input: AsyncIterator<string>;

  constructor(input: Interface) {
    this.input = input[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    const { value, done } = await this.input.next();
    if (done) throw new Error('the desk ended without a word');
    return value;
  }
}
