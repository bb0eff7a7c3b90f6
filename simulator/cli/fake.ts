import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { totalsOf } from '../cloud/doors/control.js';
import type { LogEntry } from '../cloud/doors/fake-options.js';
import { serveFake, type ServedFake, type ServeOptions } from '../cloud/doors/http.js';
import { PRICES } from '../cloud/prices.js';
import { titleOf } from '../cloud/rule-overrides.js';
import { EXIT, Stop, type ExitCode } from './exit-codes.js';
import { readFakeFlags, type FakeFlags } from './fake-options.js';
import { listenForInterruption } from './interruption.js';
import { whyNoFile } from './write-files.js';

/** Serves until it is interrupted. stdout: one line when it is ready, and the totals at the end. */
export async function fake(flags: FakeFlags): Promise<ExitCode> {
  const options = await readFakeFlags(flags, process.env);
  const interruption = listenForInterruption();
  const stopped = interruption.signal.aborted ? Promise.resolve() : once(interruption.signal, 'abort');
  const say = (text: string): void => void (flags.quiet || process.stderr.write(`${text}\n`));
  const log = new LogFile(flags.log ?? null, say);
  const served = await serve({ ...options, onLog: (entry) => log.write(entry) });
  // Only now: a second fake on the same port must not empty the log of the first.
  await log.open(served);
  try {
    served.fake.log({ at: served.fake.now(), type: 'started', url: served.url, rules: titleOf(served.fake.cloud.rules), seed: options.seed ?? 1 });
    process.stdout.write(`${firstLine(served, options)}\n`);
    for (const warning of warningsOf(options)) say(`warning: ${warning}`);
    void keepShaking(served, interruption.signal, say);
    await stopped;
  } finally {
    const totals = totalsOf(served.fake);
    served.fake.log({ at: served.fake.now(), type: 'stopped', ...totals });
    await served.close();
    await log.close();
    interruption.end();
    process.stdout.write(`${JSON.stringify(totals)}\n`);
  }
  return EXIT.done;
}

function firstLine({ url, fake: { cloud, phoneNumberIds } }: ServedFake, { seed = 1 }: ServeOptions): string {
  const tier = cloud.limitOf(0);
  const [first, ...others] = phoneNumberIds;
  const numbers = others.length < 3 ? phoneNumberIds.join(', ') : `${first} and ${others.length} more, to ${others.at(-1)}`;
  return `desksim fake listens on ${url} · rules ${titleOf(cloud.rules)} · tier ${tier === Infinity ? 'unlimited' : tier} · seed ${seed} · numbers ${numbers}`;
}

function warningsOf({ host = '', market = 'other', verifyToken, webhookUrl }: ServeOptions): string[] {
  const warnings: string[] = [];
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) warnings.push(`${host} is open to other machines, control included`);
  if (PRICES[market] === undefined) warnings.push(`no list price is known for the market ${market}: \`other\` is taken for the fees`);
  if (verifyToken !== undefined && webhookUrl === undefined) warnings.push('--verify-token has no effect without --webhook-url');
  return warnings;
}

async function serve(options: ServeOptions): Promise<ServedFake> {
  try {
    return await serveFake(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Stop(EXIT.failed, `port ${options.port} is in use: stop what listens there, or take --port 0 for a free one`);
    if (code === 'EACCES') throw new Stop(EXIT.failed, `port ${options.port} may not be listened on: take one above 1023, or --port 0`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') throw new Stop(EXIT.failed, `--host ${options.host}: this machine has no such address`);
    throw error;
  }
}

/** The receiver may start later than the fake: the handshake is tried again every second, and webhooks wait for it. */
async function keepShaking(served: ServedFake, signal: AbortSignal, say: (text: string) => void): Promise<void> {
  let problem = await served.handshake;
  if (problem !== null) say(`${problem}; webhooks wait until it does. Trying again every second.`);
  while (problem !== null && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    problem = await served.fake.shakeHands();
    if (problem === null) say('the webhook URL is verified');
  }
}

/** The lines of `--log`. */
class LogFile {
  readonly #file: string | null;
  readonly #say: (text: string) => void;
  #stream: WriteStream | null = null;

  constructor(file: string | null, say: (text: string) => void) {
    this.#file = file;
    this.#say = say;
  }

  /** Begins with what the fake has logged by now. @throws Stop, with the fake closed, when the file cannot be had */
  async open(served: ServedFake): Promise<void> {
    if (this.#file === null) return;
    const stream = createWriteStream(this.#file);
    try {
      await once(stream, 'open');
    } catch (error) {
      await served.close();
      throw new Stop(EXIT.failed, `cannot write the log ${this.#file}: ${whyNoFile(error)}`);
    }
    stream.on('error', (error) => {
      this.#stream = null;
      this.#say(`the log ${this.#file} breaks off: ${whyNoFile(error)}`);
    });
    this.#stream = stream;
    served.log.forEach((entry) => this.write(entry));
  }

  write(entry: LogEntry): void {
    this.#stream?.write(`${JSON.stringify(entry)}\n`);
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream === null) return;
    // Not events.once: it throws when the disk is full.
    const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
    stream.end();
    await closed;
  }
}
