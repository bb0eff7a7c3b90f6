import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { desksim, smallScenario, temporaryFolder } from './spawn-cli.js';

const folder = temporaryFolder();
const MET = smallScenario(folder, 'met.yaml', ['first response <= 8h for 10%']);
const MISSED = smallScenario(folder, 'missed.yaml', ['first response <= 1s for 99%']);
/** Quick: few replications on the main thread. */
const QUICK = ['--reps', '3', '--workers', '0', '--no-door-check'];

let folders = 0;
function out(): string {
  return join(folder, `out-${folders++}`);
}

function documentOf(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

// Each test is a process or two that takes seconds to start: a few at once.
describe('desksim', { concurrency: 3 }, () => {
  test('exit 0: goals met; the result on stdout, in one piece, and nothing on stderr', async () => {
    const folderOut = out();
    const { code, stdout, stderr } = await desksim(['run', MET, ...QUICK, '--out', folderOut]);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /^small · .* · seed 1 · 3 replications\n\nGOALS/);
    assert.match(stdout, /exit 0 \(all goals met\)\n$/);
    assert.ok(stdout.includes(join(folderOut, 'summary.json')));
    assert.match(stdout, /^ +replay +desksim run \S/m);
  });

  test('exit 3: a goal is missed', async () => {
    const { code, stdout } = await desksim(['run', MISSED, ...QUICK, '--out', out()]);
    assert.equal(code, 3);
    assert.match(stdout, /MISSED/);
  });

  test('exit 6: one replication has no interval, so nothing is proven', async () => {
    const { code, stdout } = await desksim(['run', MET, '--reps', '1', '--workers', '0', '--no-door-check', '--json', '--out', out()]);
    assert.equal(code, 6);
    assert.equal(documentOf(stdout)['verdict'], 'inconclusive');
  });

  test('exit 1: a folder that cannot be written, said before the run', async () => {
    const { code, stdout, stderr } = await desksim(['run', MET, ...QUICK, '--out', join(MET, 'inside-a-file')]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^cannot write to .*inside-a-file: a part of the path is a file; choose another folder with --out DIR\n$/);
  });

  test('exit 1: a folder that the system does not let anybody make', async () => {
    const { code, stderr } = await desksim(['run', MET, ...QUICK, '--out', '/proc/nope']);
    assert.equal(code, 1);
    assert.match(stderr, /^cannot write to \/proc\/nope: /);
  });

  test("exit 1: a user's router that throws, with the command that repeats it", async () => {
    const router = join(folder, 'throws.mjs');
    writeFileSync(router, `export const router = { name: 'throws', selectAgent() { throw new Error('not my day'); }, selectTicket: () => -1 };`);
    const { code, stdout, stderr } = await desksim(['run', MET, ...QUICK, '--set', `routing.select=${router}`, '--out', out()]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /every replication failed/);
    assert.match(stderr, /not my day\n +at .*throws\.mjs/);
    assert.match(stderr, /Repeat: desksim run .* --workers 0/);
  });

  test("a user's router is asked", async () => {
    const router = join(folder, 'idle.mjs');
    writeFileSync(router, `export const router = { name: 'idle', selectAgent: () => -1, selectTicket: () => -1 };`);
    const { code, stdout, stderr } = await desksim(['run', MISSED, '--reps', '2', '--workers', '1', '--json', '--set', `routing.select=${router}`, '--out', out()]);
    assert.equal(code, 3, stderr);
    assert.equal((documentOf(stdout)['kpis'] as Record<string, { value: unknown }>)['sends']!.value, 0);
  });

  for (const [what, args, sentence] of [
    ['no scenario', ['run'], /missing required argument 'scenario'/],
    ['an unknown command', ['rnu', 'x'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    ['an unknown option', ['run', MET, '--rep', '3'], /unknown option '--rep'\n\(Did you mean --reps\?\)/],
    ['an unknown scenario', ['run', 'holliday-peak'], /there is no scenario `holliday-peak`: .*did you mean `holiday-peak`\?/],
    ['a folder', ['run', folder], /is a folder: name the scenario file in it/],
    ['--reps 0', ['run', MET, '--reps', '0'], /^--reps 0: wants a whole number from 1 to 1000000\n$/],
    ['a seed that is no number', ['run', MET, '--seed', 'tuesday'], /^--seed tuesday: wants a whole number/],
    ['a negative seed', ['run', MET, '--seed=-1'], /^--seed -1: wants a whole number/],
    ['workers that are no number', ['run', MET, '--workers', '1.5'], /^--workers 1\.5: wants a whole number/],
    ['an unknown door', ['run', MET, '--door', 'window'], /^--door window: the doors are direct and msw\n$/],
    ['--set without a value', ['run', MET, '--set', 'platform.tier'], /DS150/],
    ['--set of an unknown path', ['run', MET, '--set', 'platfrom.tier=2000'], /DS151[^]*did you mean `platform`/],
    ['--trace of something else', ['run', MET, '--trace', 'agent:1'], /^--trace agent:1 cannot be read: write --trace ticket:12\n$/],
    ['--trace of a ticket that is not there', ['run', MET, '--trace', 'ticket:99999'], /^replication 0 has no ticket 99999: its tickets are 0 to \d+\n$/],
    ['--history without a mapping', ['run', MET, '--history', 'x.csv'], /a history is given, and the scenario does not say how to read it/],
    ['a router that is not there', ['run', MET, '--set', 'routing.select=./nowhere.mjs', '--out', join(folder, 'never')], /the router .*nowhere\.mjs cannot be loaded/],
    ['an unknown topic', ['explain', 'serviceLvel'], /did you mean `serviceLevel`/],
  ] as const) {
    test(`exit 2: ${what}`, async () => {
      const { code, stdout, stderr } = await desksim(args);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, sentence);
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack for what the user can mend');
    });
  }

  test('exit 2: an empty file, a broken file; every problem at once', async () => {
    const empty = join(folder, 'empty.yaml');
    writeFileSync(empty, '');
    const first = await desksim(['run', empty]);
    assert.equal(first.code, 2);
    assert.match(first.stderr, /DS003.*empty/);
    const broken = smallScenario(folder, 'broken.yaml', ['first respons <= 5m for 90%'], 'platfrom: {}\n');
    const { code, stderr } = await desksim(['run', broken]);
    assert.equal(code, 2);
    assert.match(stderr, /DS102/);
    assert.match(stderr, /DS141/);
    assert.match(stderr, /2 errors in 1 file\. Nothing was run\./);
    const set = await desksim(['run', broken, '--set', 'platform.teir=250', '--set', 'lasts']);
    assert.equal(set.code, 2);
    for (const code of ['DS102', 'DS141', 'DS150', 'DS151']) assert.ok(set.stderr.includes(code), code);
    assert.match(set.stderr, /4 errors in 3 files\. Nothing was run\./);
  });

  test('--json: stdout is exactly one document', async () => {
    const { code, stdout } = await desksim(['run', MET, '--reps', '3', '--workers', '2', '--json', '--seed', '42', '--out', out()]);
    assert.equal(code, 0);
    const document = documentOf(stdout);
    for (const key of ['schemaVersion', 'command', 'verdict', 'exitCode', 'scenario', 'ruleSet', 'seed', 'replications', 'goals', 'kpis', 'journalHash', 'files']) assert.ok(key in document, key);
    assert.equal(document['seed'], 42);
    assert.deepEqual(document['replications'], { asked: 3, done: 3, holes: [] });
    assert.equal((document['doorCheck'] as { same: boolean }).same, true);
  });

  test('law 1: summary.json has the same bytes on any number of threads, in any folder, and is what --json prints', async () => {
    const [a, b] = [out(), out()];
    const first = await desksim(['run', MET, '--reps', '5', '--workers', '2', '--no-door-check', '--json', '--out', a]);
    await desksim(['run', MET, '--reps', '5', '--workers', '0', '--no-door-check', '--quiet', '--out', b]);
    assert.equal(readFileSync(join(a, 'summary.json'), 'utf8'), first.stdout);
    for (const name of readdirSync(a).filter((file) => file !== 'run.json')) assert.equal(readFileSync(join(b, name), 'utf8'), readFileSync(join(a, name), 'utf8'), name);
  });

  test('law 2: --door msw tells the same journal as the direct door', async () => {
    const [direct, msw] = await Promise.all(['direct', 'msw'].map((door) => desksim(['run', MET, '--reps', '2', '--workers', '0', '--no-door-check', '--json', '--door', door, '--out', out()])));
    assert.equal(msw!.code, direct!.code, msw!.stderr);
    assert.equal(documentOf(msw!.stdout)['journalHash'], documentOf(direct!.stdout)['journalHash']);
  });

  test('a second run into the same folder replaces the first, and leaves nothing of it', async () => {
    const folderOut = out();
    await desksim(['run', MET, ...QUICK, '--tickets', '--out', folderOut]);
    const first = readFileSync(join(folderOut, 'summary.json'), 'utf8');
    const tickets = readFileSync(join(folderOut, 'tickets.csv'), 'utf8').split('\n');
    assert.match(tickets[0]!, /^ticket,contact,openedAt,/);
    assert.ok(tickets.length > 10);
    await desksim(['run', MET, ...QUICK, '--seed', '2', '--out', folderOut]);
    assert.notEqual(readFileSync(join(folderOut, 'summary.json'), 'utf8'), first);
    const names = readdirSync(folderOut);
    assert.deepEqual(names.filter((name) => name === 'tickets.csv' || name.startsWith('.')), []);
    assert.ok(names.includes('run.json'));
  });

  test('wall-clock facts stand in run.json under host, and nowhere else', async () => {
    const folderOut = out();
    await desksim(['run', MET, ...QUICK, '--out', folderOut]);
    const { host, ...rest } = documentOf(readFileSync(join(folderOut, 'run.json'), 'utf8'));
    assert.ok(typeof (host as { elapsedMs: unknown }).elapsedMs === 'number');
    assert.ok(!JSON.stringify(rest).includes(folderOut));
    assert.equal(rest['replay'], `desksim run ${MET} --seed 1 --reps 3 --no-door-check`);
  });

  test('a result under other rules than those of the rule set says so: on the screen, in every file, and in validate', async () => {
    const folderOut = out();
    const title = 'meta-2026-10 with 2 rules overridden: raiseDelayMs, pair';
    // The third is what the rule set says anyway.
    const sets = ['pair.burst=5', 'raiseDelayMs=1h', 'windowMs=24h'].flatMap((rule) => ['--set', `platform.rules.${rule}`]);
    const { code, stdout } = await desksim(['run', MET, ...QUICK, ...sets, '--out', folderOut], { COLUMNS: '200' });
    assert.equal(code, 0);
    assert.ok(stdout.split('\n')[0]!.includes(` · rules ${title} · `), stdout);
    for (const file of ['run.json', 'summary.json']) assert.equal(documentOf(readFileSync(join(folderOut, file), 'utf8'))['ruleSet'], title);
    for (const file of ['summary.md', 'report.html']) assert.ok(readFileSync(join(folderOut, file), 'utf8').includes(title), file);
    const changed = smallScenario(folder, 'changed.yaml', [], 'platform: { rules: { bsuids: false } }\n');
    assert.match((await desksim(['validate', changed, MET])).stdout, /\(small, rules meta-2026-10 with 1 rule overridden: bsuids\)\n.*met\.yaml: sound \(small, rules meta-2026-10\)\n/);
  });

  for (const columns of ['40', '80']) {
    test(`fits ${columns} columns`, async () => {
      const { stdout } = await desksim(['run', MISSED, ...QUICK, '--out', out()], { COLUMNS: columns });
      const tooLong = stdout.split('\n').filter((line) => [...line].length > Number(columns));
      assert.deepEqual(tooLong, []);
    });

    test(`the help of every command fits ${columns} columns, but for what is there to be copied`, async () => {
      for (const command of [[], ['run'], ['validate'], ['scenarios'], ['explain'], ['fake']]) {
        const { stdout } = await desksim([...command, '--help'], { COLUMNS: columns });
        const prose = stdout.replace(/^Examples:\n( {2}\S.*\n)+/, '').split('\n').filter((line) => !line.startsWith('Usage:'));
        assert.deepEqual(prose.filter((line) => [...line].length > Number(columns)), [], command.join());
        assert.doesNotMatch(stdout, /\n\n$/, command.join());
      }
    });
  }

  test('NO_COLOR wins over FORCE_COLOR; without a terminal there is no colour anyway', async () => {
    const escape = '\u001b[';
    const [forced, no, plain] = await Promise.all([{ FORCE_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }, {}].map((env) => desksim(['run', MISSED, ...QUICK, '--out', out()], env)));
    assert.ok(forced!.stdout.includes(escape));
    assert.ok(!no!.stdout.includes(escape));
    assert.ok(!plain!.stdout.includes(escape));
  });

  for (const [signal, exitCode] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
    test(`exit ${exitCode}: ${signal} writes what was done and marks it partial`, async () => {
      const folderOut = out();
      const interrupted = await desksim(['run', MET, '--reps', '100000', '--workers', '1', '--json', '--out', folderOut], {}, (child, stderr) => {
        if (stderr.includes('replications')) child.kill(signal);
      });
      assert.equal(interrupted.code, exitCode, interrupted.stderr);
      const document = documentOf(interrupted.stdout);
      assert.equal(document['partial'], true);
      assert.equal(document['exitCode'], exitCode);
      const { asked, done } = document['replications'] as { asked: number; done: number };
      assert.ok(done > 0 && done < asked);
      assert.equal(readFileSync(join(folderOut, 'summary.json'), 'utf8'), interrupted.stdout);
    });
  }

  test('DESKSIM_SEED is the seed, --seed wins over it, and a wrong one is named', async () => {
    const [fromEnv, flag, wrong] = await Promise.all([
      desksim(['run', MET, ...QUICK, '--json', '--out', out()], { DESKSIM_SEED: '9' }),
      desksim(['run', MET, ...QUICK, '--json', '--seed', '8', '--out', out()], { DESKSIM_SEED: '9' }),
      desksim(['run', MET], { DESKSIM_SEED: 'x' }),
    ]);
    assert.equal(documentOf(fromEnv!.stdout)['seed'], 9);
    assert.equal(documentOf(flag!.stdout)['seed'], 8);
    assert.equal(wrong!.code, 2);
    assert.match(wrong!.stderr, /^DESKSIM_SEED x: wants a whole number/);
  });

  test('--history replaces the files of the scenario', async () => {
    const scenario = smallScenario(folder, 'history.yaml', []);
    writeFileSync(scenario, readFileSync(scenario, 'utf8').replace('{ perDay: 2400, hours: flat }', '{ history: { files: old.csv, columns: { at: when } } }'));
    writeFileSync(join(folder, 'old.csv'), 'when\n2026-11-23 09:01\n');
    writeFileSync(join(folder, 'new.csv'), 'when\n2026-11-23 09:01\n2026-11-23 09:02\n2026-11-23 09:03\n');
    const kpis = async (more: readonly string[]): Promise<unknown> => {
      const { stdout, stderr } = await desksim(['run', scenario, ...QUICK, '--json', '--out', out(), ...more]);
      assert.notEqual(stdout, '', stderr);
      return (documentOf(stdout)['kpis'] as Record<string, { value: number }>)['arrivals']!.value;
    };
    assert.deepEqual(await Promise.all([kpis([]), kpis(['--history', join(folder, 'new.csv')])]), [1, 3]);
  });

  test('--trace prints the story of one ticket', async () => {
    const { code, stdout } = await desksim(['run', MET, '--trace', 'ticket:3']);
    assert.equal(code, 0);
    assert.match(stdout, /^ticket 3, replication 0, \d+ facts\nMon 09:\d\d:\d\d +\+0s +ticketOpened/);
    assert.match(stdout, /firstReplied .*agent \S+ {2}wait/);
    const json = documentOf((await desksim(['run', MET, '--trace', 'ticket:3', '--json'])).stdout);
    assert.equal((json['facts'] as { fact: string }[])[0]!.fact, 'ticketOpened');
  });

  test('validate runs nothing: exit 0 for sound files, 2 with all problems of all files', async () => {
    const broken = smallScenario(folder, 'wrong.yaml', [], 'platfrom: {}\n');
    const sound = await desksim(['validate', MET, 'holiday-peak']);
    assert.equal(sound.code, 0, sound.stderr);
    assert.match(sound.stdout, /met\.yaml: sound .*\nholiday-peak: sound/);
    const both = await desksim(['validate', broken, 'nowhere', MET]);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /DS102[^]*there is no scenario `nowhere`/);
    assert.match(both.stdout, /met\.yaml: sound/);
  });

  test('scenarios lists the shipped ones', async () => {
    const { code, stdout } = await desksim(['scenarios']);
    assert.equal(code, 0);
    assert.match(stdout, /^holiday-peak +\S/m);
    assert.equal(stdout.trimEnd().split('\n').length, readdirSync('scenarios').filter((file) => file.endsWith('.yaml')).length);
    for (const COLUMNS of ['40', '80']) {
      const narrow = (await desksim(['scenarios'], { COLUMNS })).stdout;
      assert.deepEqual(narrow.split('\n').filter((line) => line.length > Number(COLUMNS)), []);
      assert.equal(narrow.replaceAll(/\s+/g, ' '), stdout.replaceAll(/\s+/g, ' '));
    }
  });

  test('help starts with examples and lists the exit codes; the version is one line', async () => {
    for (const args of [['--help'], ['run', '--help'], ['help', 'validate']]) {
      const { code, stdout } = await desksim(args);
      assert.equal(code, 0);
      assert.match(stdout, /^Examples:\n {2}desksim /);
      assert.match(stdout, /Exit codes:\n {2}0 /);
    }
    assert.match((await desksim(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
