#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, EXIT_MEANINGS, Stop } from './exit-codes.js';
import type { FakeFlags } from './fake-options.js';
import { packageRoot } from './find-scenario.js';
import type { RunFlags } from './run-options.js';
import { screenWidth } from './screen.js';
import { wrap } from './wrap.js';

// Only commander is loaded before a command is known: everything else takes longer than a `--help` should.

const WIDTH = screenWidth(process.stdout, process.env);
const EXIT_TEXT = `\nExit codes:\n${EXIT_MEANINGS.map(([code, meaning]) => `  ${code.padEnd(8)}  ${wrap(' '.repeat(12) + meaning, WIDTH, 12).trimStart()}`).join('\n')}`;

/** Below this commander would find too little room beside the longest option, and not wrap at all. */
const NARROW = 72;
const FAKE_EXAMPLES = [
  'desksim fake',
  'desksim fake --webhook-url http://127.0.0.1:3000/webhook --verify-token secret',
  'desksim fake --port 0 --tier unlimited --clock x60 --log fake.ndjson',
  'desksim fake --set windowMs=1m --read-share 80% --delivery 2s',
  "desksim fake --latency '{ lognormal: { median: 200ms, sigma: 1 } }'",
  'curl localhost:4010/_desksim',
];

process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  // `desksim explain | head` closes the pipe early: not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed));
  let exitCode: number = EXIT.done;
  try {
    await program((code) => void (exitCode = code)).parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has said what is wrong; showing help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof Stop) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`desksim failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nRepeat: desksim ${process.argv.slice(2).join(' ')}\n`);
  return EXIT.failed;
}

type Done = (exitCode: number) => void;

function program(done: Done): Command {
  const root = new Command('desksim')
    .description('Will this WhatsApp help desk hold? Simulates it before customers find out. No network, no telemetry.')
    .version(version(), '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ helpWidth: WIDTH, ...(WIDTH < NARROW ? { formatItem: belowEachOther } : {}) })
    .addHelpText('before', examples(['desksim run holiday-peak', 'desksim run desk.yaml --reps 400 --seed 7', 'desksim validate desk.yaml', 'desksim explain serviceLevel']))
    .addHelpText('after', EXIT_TEXT);
  addRun(root, done);
  addValidate(root, done);
  addScenarios(root, done);
  addExplain(root, done);
  addFake(root, done);
  return root;
}

function addRun(root: Command, done: Done): void {
  root
    .command('run')
    .description('simulate a scenario and judge its goals')
    .argument('<scenario>', 'a scenario file, or the name of a shipped one')
    .option('-n, --reps <n>', 'replications (default: 100)')
    .option('-s, --seed <n>', 'seed; the same seed gives the same bytes (default: 1; env: DESKSIM_SEED)')
    .option('-w, --workers <n>', 'threads; 0 works on the main thread (default: all cores)')
    .addOption(new Option('--door <door>', 'way to the platform: direct, or msw for every send through HTTP interception').default('direct', 'direct'))
    .option('--history <file...>', "history files in the place of the scenario's")
    .option('--set <path=value>', 'change the scenario; repeatable', collect)
    .option('--trace <ticket:n>', 'print the facts of one ticket of replication 0, and nothing else')
    .option('--tickets', 'also write tickets.csv: every ticket of replication 0')
    .option('-o, --out <dir>', 'where the files go (default: desksim-out/<name>)')
    .option('--json', 'one JSON document on stdout')
    .option('-q, --quiet', 'no progress and no warnings')
    .option('--no-door-check', 'do not repeat the first sends through MSW')
    .addHelpText('before', examples(['desksim run holiday-peak', 'desksim run desk.yaml --reps 400 --seed 7 --json', 'desksim run desk.yaml --set platform.tier=2000', 'desksim run holiday-peak --trace ticket:42']))
    .addHelpText('after', EXIT_TEXT)
    .action(async (scenario: string, flags: RunFlags) => {
      const { run } = await import('./run.js');
      done(await run(scenario, flags));
    });
}

function addValidate(root: Command, done: Done): void {
  root
    .command('validate')
    .description('say what is wrong with scenario files, all at once, and run nothing')
    .argument('<file...>', 'scenario files, or names of shipped ones')
    .addHelpText('before', examples(['desksim validate desk.yaml', 'desksim validate scenarios/*.yaml']))
    .addHelpText('after', EXIT_TEXT)
    .action(async (files: string[]) => {
      const { validate } = await import('./validate.js');
      done(validate(files));
    });
}

function addScenarios(root: Command, done: Done): void {
  root
    .command('scenarios')
    .description('list the shipped scenarios')
    .action(async () => {
      const { listScenarios } = await import('./scenarios.js');
      // A program that reads the list wants a line for each.
      done(listScenarios(process.stdout.isTTY || process.env['COLUMNS'] !== undefined ? WIDTH : Infinity));
    });
}

function addExplain(root: Command, done: Done): void {
  root
    .command('explain')
    .description('explain a KPI, an error code, a rule set, a rule or a problem')
    .argument('[topic...]', 'what to explain; without it, a list of everything')
    .addHelpText('before', examples(['desksim explain serviceLevel', 'desksim explain 131047', 'desksim explain meta-2026-10', 'desksim explain pair', 'desksim explain DS102']))
    .action(async (topic: string[]) => {
      const { explain } = await import('./explain.js');
      process.stdout.write(explain(topic.length === 0 ? undefined : topic.join(' '), WIDTH));
      done(EXIT.done);
    });
}

function addFake(root: Command, done: Done): void {
  root
    .command('fake')
    .description('serve a WhatsApp Cloud API whose limits act by themselves, until it is interrupted')
    .addOption(new Option('-p, --port <n>', 'port; 0 picks a free one').default('4010', '4010'))
    .addOption(new Option('--host <address>', 'address to listen on; anything but this machine opens it to the network').default('127.0.0.1', '127.0.0.1'))
    .option('--url-base <url>', 'where the URLs inside answers begin (default: the address it listens on)')
    .option('--webhook-url <url>', 'where webhooks go')
    .option('--verify-token <token>', 'shake hands with the webhook URL before anything is delivered')
    .option('--app-secret <secret>', 'signs webhooks (default: desksim)')
    .option('--token <token>', 'the only access token that passes (default: any)')
    .option('--token-expires <time>', "when every token expires, by the platform's clock (default: never)")
    .option('--verified-name <name>', 'display name of the business numbers (default: desksim)')
    .option('--rules <name>', 'dated rule set (default: the newest)')
    .option('--set <path=value>', 'change a rule, such as windowMs=1m or pair.burst=5, or a part of `platform` or `network` of a scenario; repeatable', collect)
    .option('--tier <n>', 'messaging limit at the start, or unlimited (default: 250, verified 2000)')
    .option('--verified', 'the business is verified from the start')
    .option('--mps <n>', 'messages a second of each number: standard (80), high (1000), coexistence (20), a number, or unlimited (default: standard)')
    .option('--numbers <n>', 'business numbers (default: 1)')
    .option('--market <code>', 'where recipients are whose phone number tells no country, for prices and rules (default: other)')
    .option('--home <code>', 'country of the business (default: the market)')
    .option('--template <name=category>', 'an approved template in every language; repeatable', collect)
    .option('--delivery <law>', "until a message reaches the phone, by the platform's clock: 2s, or a law of chance as in a scenario (default: at once)")
    .option('--webhook-delay <law>', "until a webhook leaves, by the platform's clock (default: at once)")
    .option('--batch <n/time>', "so many updates at most share a webhook, gathered for so long by the platform's clock: 100/500ms (default: off)")
    .option('--read-share <share>', 'share of customers whose phones show read receipts, such as 80% (default: 0%)')
    .option('--latency <law>', 'until an answer leaves, in real time (default: at once)')
    .option('--fault <json>', 'something that goes wrong on purpose, as for POST /_desksim/faults; repeatable', collect)
    .option('-s, --seed <n>', 'seed of everything that is left to chance (default: 1; env: DESKSIM_SEED)')
    .option('--clock <mode>', 'real, manual, or x60 and the like (default: real)')
    .option('--start-at <time>', "the platform's time at the start (default: now)")
    .option('--log <file>', 'one JSON line for every request, webhook and customer\'s message')
    .option('-q, --quiet', 'nothing on stderr')
    .addHelpText('before', examples(FAKE_EXAMPLES))
    .addHelpText('after', `\n${wrap('Stopping it with Ctrl-C or SIGTERM prints its totals and is no failure: exit code 0. It is 1 when the port or the log cannot be had, and 2 for a wrong option.', WIDTH)}`)
    .action(async (flags: FakeFlags) => {
      const { fake } = await import('./fake.js');
      done(await fake(flags));
    });
}

/** In a narrow terminal what an option does stands below it. */
function belowEachOther(term: string, _termWidth: number, description: string): string {
  return `  ${term}\n${wrap(`      ${description}`, WIDTH, 6)}`;
}

function examples(lines: readonly string[]): string {
  return `Examples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
