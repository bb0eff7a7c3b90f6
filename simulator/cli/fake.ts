import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { totalsOf } from '../cloud/doors/control.js';
import { serveFake, type ServedFake, type ServeOptions } from '../cloud/doors/http.js';
import { titleOf } from '../cloud/rule-overrides.js';
import { EXIT, Stop, type ExitCode } from './exit-codes.js';
import { readFakeFlags, type FakeFlags } from './fake-options.js';
import { listenForInterruption } from './interruption.js';

/** Serves until it is interrupted. stdout: one line when it is ready, and the totals at the end. */
export async function fake(flags: FakeFlags): Promise<ExitCode> {
  const options = readFakeFlags(flags);
  const interruption = listenForInterruption();
  const stopped = interruption.signal.aborted ? Promise.resolve() : once(interruption.signal, 'abort');
  const log = flags.log === undefined ? null : await openLog(flags.log);
  const say = (text: string): void => void (flags.quiet || process.stderr.write(`${text}\n`));
  const served = await serve(log === null ? options : { ...options, onLog: (entry) => void log.write(`${JSON.stringify(entry)}\n`) });
  try {
    served.fake.log({ at: served.fake.now(), type: 'started', url: served.url, rules: titleOf(served.fake.cloud.rules), seed: options.seed ?? 1 });
    process.stdout.write(`desksim fake listens on ${served.url} · rules ${titleOf(served.fake.cloud.rules)} · tier ${options.tier ?? 250} · seed ${options.seed ?? 1} · numbers ${served.fake.phoneNumberIds.join(', ')}\n`);
    if (options.host !== '127.0.0.1' && options.host !== 'localhost' && options.host !== '::1') say(`warning: ${options.host} is open to other machines, control included`);
    void keepShaking(served, interruption.signal, say);
    await stopped;
  } finally {
    const totals = totalsOf(served.fake);
    served.fake.log({ at: served.fake.now(), type: 'stopped', ...totals });
    await served.close();
    if (log !== null) await closeLog(log);
    interruption.end();
    process.stdout.write(`${JSON.stringify(totals)}\n`);
  }
  return EXIT.done;
}

async function serve(options: ServeOptions): Promise<ServedFake> {
  try {
    return await serveFake(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Stop(EXIT.failed, `port ${options.port} is in use: stop what listens there, or take --port 0 for a free one`);
    if (code === 'EACCES') throw new Stop(EXIT.failed, `port ${options.port} may not be listened on: take one above 1023, or --port 0`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Stop(EXIT.failed, `--host ${options.host}: this machine has no such address`);
    throw error;
  }
}

/** The receiver may start later than the fake: the handshake is tried again every second, and nothing is delivered before. */
async function keepShaking(served: ServedFake, signal: AbortSignal, say: (text: string) => void): Promise<void> {
  let problem = await served.handshake;
  if (problem !== null) say(`${problem}; webhooks are lost until it does. Trying again every second.`);
  while (problem !== null && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    problem = await served.fake.shakeHands();
    if (problem === null) say('the webhook URL is verified');
  }
}

async function openLog(file: string): Promise<WriteStream> {
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw new Stop(EXIT.failed, `--log ${file}: ${(error as Error).message}`);
  }
  return stream;
}

async function closeLog(log: WriteStream): Promise<void> {
  log.end();
  await once(log, 'close');
}

