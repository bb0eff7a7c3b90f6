import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { blankOut, functionsOf, importsOf, type Import } from './tidy-scanner.js';

/**
 * The house watches itself: who imports whom, how long things grow, and which names stay out of virtual time.
 * Every message names the cure.
 */

const FILE_LINES = 300;
const FUNCTION_LINES = 60;

/** Ratchet: what is too long today. An entry may shrink and must follow when it does; it never grows, and none is added. */
const LONG_FILES: Readonly<Record<string, number>> = {};
const LONG_FUNCTIONS: Readonly<Record<string, number>> = {};

test('imports follow the one-way street', () => {
  assertNone(sources().flatMap((file) => (isTest(file.path) ? [] : wrongImports(file.path, file.imports))));
});

test('no import cycle at run time', () => {
  assertNone(importCycles(new Map(sources().map((file) => [file.path, file.imports]))));
});

test('files and functions stay short', () => {
  const files = sources().map((file) => ({ name: file.path, lines: file.code.split('\n').length - 1 }));
  const functions = sources().flatMap((file) => functionsOf(file.code).map(({ name, lines }) => ({ name: `${file.path} ${name}`, lines })));
  assertNone([...overLimit(files, FILE_LINES, LONG_FILES), ...overLimit(functions, FUNCTION_LINES, LONG_FUNCTIONS)]);
});

test('no clock, no chance, no waiting and no machine inside virtual time', () => {
  assertNone(sources().flatMap((file) => bannedNames(file.path, file.code, file.imports)));
});

test('planted violations are found', () => {
  const banned = (code: string, path = 'runtime/x.ts'): number => bannedNames(path, blankOut(code), importsOf(code)).length;
  assert.equal(banned('const t = Date.now();'), 1);
  assert.equal(banned('const t = new Date( );'), 1);
  assert.equal(banned('const t = new Date(5);'), 0);
  assert.equal(banned('x = Math.random()', 'simulator/people/x.ts'), 1);
  assert.equal(banned('setTimeout(f, 1)'), 1);
  assert.equal(banned('setTimeout(f, 1)', 'runtime/live/x.ts'), 0);
  assert.equal(banned('performance.now(); process.exit()', 'simulator/world.ts'), 2);
  assert.equal(banned('await f()', 'simulator/fleet/x.ts'), 0);
  assert.equal(banned('await f()', 'simulator/kpis/x.ts'), 1);
  assert.equal(banned("import fs from 'node:fs';", 'simulator/plan/x.ts'), 1);
  assert.equal(banned("import fs from 'node:fs';", 'simulator/scenario/read-history.ts'), 0);
  assert.equal(banned('// Date.now() here\nconst s = "Math.random()"; const r = /process.exit/; const u = `await ${1}`;'), 0);
  assert.equal(banned('const u = `${Math.random()}`;'), 1);
  assert.equal(banned('Math.pow(x, 2)', 'simulator/cli/x.ts'), 1);
  assert.equal(banned('x ** 2 + x ** -1 + 2n ** 64n'), 0);
  assert.equal(banned('x ** 0.5; x ** y'), 2);

  const imports = (path: string, code: string): number => wrongImports(path, importsOf(code)).length;
  assert.equal(imports('runtime/desk.ts', "import { x } from '../simulator/world.js';"), 1);
  assert.equal(imports('runtime/desk.ts', "import { x } from './live/clock.js';"), 1);
  assert.equal(imports('simulator/people/staff.ts', "import type { Desk } from '../../runtime/desk.js';"), 1);
  assert.equal(imports('simulator/people/staff.ts', "import type { Ms } from '../../runtime/units.js';"), 0);
  assert.equal(imports('simulator/kpis/judge.ts', "export { x } from '../fleet/run-fleet.js';"), 1);
  assert.equal(imports('simulator/world.ts', "import { Piscina } from 'piscina';"), 1);
  assert.equal(imports('simulator/cli/run.ts', "const { x } = await import('../fleet/run-fleet.js');"), 0);
  assert.equal(imports('reports/html.ts', "import { simulate } from '../simulator/simulate.js';"), 1);

  const runtimeOf = (code: string): Import[] => importsOf(code);
  const cycle = new Map([['a/x.ts', runtimeOf("import { y } from './y.js';")], ['a/y.ts', runtimeOf("import { x } from './x.js';")]]);
  assert.equal(importCycles(cycle).length, 1);
  const typesOnly = new Map([['a/x.ts', runtimeOf("import { y } from './y.js';")], ['a/y.ts', runtimeOf("import type { x } from './x.js';")]]);
  assert.equal(importCycles(typesOnly).length, 0);

  assert.equal(overLimit([{ name: 'f', lines: 301 }], 300, {}).length, 1);
  assert.equal(overLimit([{ name: 'f', lines: 310 }], 300, { f: 320 }).length, 1, 'the ratchet follows what shrinks');
  assert.equal(overLimit([{ name: 'f', lines: 320 }], 300, { f: 320 }).length, 0);
  assert.equal(overLimit([], 300, { f: 320 }).length, 1, 'an entry whose file is gone must go, too');
});

interface Source {
  readonly path: string;
  /** Without comments and without what stands in strings. */
  readonly code: string;
  readonly imports: readonly Import[];
}

let cached: Source[] | null = null;

function sources(): Source[] {
  cached ??= ['runtime', 'simulator', 'scenarios', 'reports'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        return { path: join(folder, name), code: blankOut(text), imports: importsOf(text) };
      }),
  );
  assert.ok(cached.length > 50, 'the sources were not found: run the tests from the root of the repository');
  return cached;
}

function isTest(path: string): boolean {
  return /\.(test|data|bench)\.ts$/.test(path) || path.startsWith('simulator/bench/');
}

// ---- who may import whom: design, section 2 ----

type Room = 'cli' | 'load' | 'fleet' | 'reports' | 'testing' | 'plan' | 'stats' | 'doors' | 'core' | 'people' | 'live' | 'runtime' | 'scenarios';

const ROOMS: readonly (readonly [prefix: RegExp, room: Room])[] = [
  [/^simulator\/cli\//, 'cli'],
  [/^simulator\/load\//, 'load'],
  [/^simulator\/fleet\//, 'fleet'],
  [/^reports\//, 'reports'],
  [/^simulator\/testing\//, 'testing'],
  [/^simulator\/plan\//, 'plan'],
  [/^simulator\/stats\//, 'stats'],
  [/^simulator\/cloud\/doors\/|^simulator\/(drivers|door-check)\.ts/, 'doors'],
  [/^simulator\/people\//, 'people'],
  [/^simulator\//, 'core'],
  [/^runtime\/live\//, 'live'],
  [/^runtime\//, 'runtime'],
  [/^scenarios\//, 'scenarios'],
];

const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  cli: ['cli', 'load', 'fleet', 'reports', 'testing', 'plan', 'stats', 'doors', 'core', 'people', 'live', 'runtime'],
  load: ['load', 'doors', 'core', 'people', 'live', 'runtime'],
  fleet: ['fleet', 'core', 'runtime'],
  reports: ['reports', 'core', 'runtime'],
  testing: ['testing', 'plan', 'stats', 'doors', 'core', 'people', 'runtime'],
  plan: ['plan', 'stats', 'core', 'runtime'],
  stats: ['stats', 'core', 'runtime'],
  doors: ['doors', 'core', 'runtime'],
  core: ['core', 'people', 'stats', 'runtime'],
  people: ['people', 'core', 'runtime'],
  live: ['live', 'runtime'],
  runtime: ['runtime'],
  scenarios: ['core'],
};

/** Narrower than the room: what of it may be imported. */
const ONLY: readonly { readonly from: RegExp; readonly of: RegExp; readonly only: RegExp; readonly why: string }[] = [
  { from: /^reports\//, of: /^simulator\//, only: /^simulator\/kpis\/|^simulator\/scenario\/(scenario|duration|goal-kpis)\.ts/, why: 'reports render results: pass what is needed in the run result' },
  { from: /^simulator\/people\//, of: /^runtime\/desk|^simulator\/(world|desk-port)\.ts|^simulator\/cloud\//, only: /^$/, why: 'people see the desk and the cloud only through the two ports in people/ports.ts' },
];

/** Packages with one home. */
const PACKAGES: Readonly<Record<string, readonly Room[]>> = {
  piscina: ['fleet'],
  msw: ['doors'],
  '@faker-js/faker': ['doors'],
  'node:http': ['doors', 'live'],
  commander: ['cli'],
  'fast-check': ['testing'],
};

function roomOf(path: string): Room {
  return ROOMS.find(([prefix]) => prefix.test(path))![1];
}

function wrongImports(path: string, imports: readonly Import[]): string[] {
  const room = roomOf(path);
  return imports.flatMap(({ from, line }) => {
    if (!from.startsWith('.')) {
      const homes = Object.entries(PACKAGES).find(([name]) => from === name || from.startsWith(`${name}/`))?.[1];
      return homes === undefined || homes.includes(room) ? [] : [`${path}:${line} imports ${from}, which lives in ${homes.join(' and ')}: call that room instead`];
    }
    const target = targetOf(path, from);
    if (!target.endsWith('.ts')) return [];
    if (!MAY_IMPORT[room].includes(roomOf(target))) {
      return [`${path}:${line} imports ${target}: ${room} may import ${MAY_IMPORT[room].join(', ')} only; turn the arrow round, or move the shared part down`];
    }
    const rule = ONLY.find((one) => one.from.test(path) && one.of.test(target) && !one.only.test(target));
    return rule === undefined ? [] : [`${path}:${line} imports ${target}: ${rule.why}`];
  });
}

function targetOf(path: string, from: string): string {
  return normalize(join(dirname(path), from)).replace(/\.js$/, '.ts');
}

function importCycles(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done' || !graph.has(path)) return;
    if (state.get(path) === 'open') {
      found.push(`import cycle ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}: move what both need into a file of its own, or import types only`);
      return;
    }
    state.set(path, 'open');
    for (const one of graph.get(path)!) if (!one.typeOnly && !one.lazy && one.from.startsWith('.')) visit(targetOf(path, one.from), [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

// ---- lengths ----

function overLimit(things: readonly { name: string; lines: number }[], limit: number, ratchet: Readonly<Record<string, number>>): string[] {
  const tooLong = things.flatMap(({ name, lines }) => {
    const allowed = ratchet[name] ?? limit;
    if (lines > allowed) return [`${name} has ${lines} lines, ${allowed} are allowed: give a part of it a name and a place of its own`];
    if (allowed === limit || lines === allowed) return [];
    return [`${name} has shrunk to ${lines} lines: ${lines > limit ? `lower its ratchet entry from ${allowed}` : 'take it off the ratchet list'}`];
  });
  const gone = Object.keys(ratchet).filter((name) => !things.some((thing) => thing.name === name));
  return [...tooLong, ...gone.map((name) => `${name} is on the ratchet list and does not exist: take it off`)];
}

// ---- names ----

/** Rooms that touch the machine; everything else lives in virtual time. */
const OUTSIDE_TIME = /^runtime\/live\/|^simulator\/(cloud\/doors|load|fleet|cli|bench)\/|^simulator\/(drivers|door-check)\.ts|^simulator\/scenario\/read-[^/]*\.ts|^scenarios\//;

const IN_TIME: readonly (readonly [pattern: RegExp, what: string, cure: string])[] = [
  [/\bDate\.now\b/g, 'Date.now', 'the time is told: take `now` as an argument'],
  [/\bnew Date\(\s*\)/g, 'new Date()', 'the time is told: take `now` as an argument'],
  [/\bMath\.random\b/g, 'Math.random', 'draw from a stream: Streams in simulator/random.ts'],
  [/\bset(?:Timeout|Interval|Immediate)\b/g, 'a timer', 'put an entry on the agenda: timers.at(due, kind, subject)'],
  [/\bperformance\.now\b/g, 'performance.now', 'measure in simulator/bench or simulator/fleet'],
  [/\bprocess\./g, 'process', 'take what is needed as an argument; the CLI reads the machine'],
  [/\bawait\b/g, 'await', 'nothing in the loop awaits: append an intent, a driver asks the door'],
];

const ANYWHERE: readonly (readonly [pattern: RegExp, what: string, cure: string])[] = [
  [/\bMath\.pow\b/g, 'Math.pow', 'engines differ in its last bit: Math.exp(Math.log(x) * k), or x * x'],
  [/\*\*(?!\s*-?\d+n?(?![\w.]))=?/g, 'a non-integer exponent', 'engines differ in its last bit: Math.exp(Math.log(x) * k)'],
];

function bannedNames(path: string, code: string, imports: readonly Import[]): string[] {
  if (isTest(path)) return [];
  const inTime = !OUTSIDE_TIME.test(path);
  const bans = path.startsWith('reports/') ? [...IN_TIME.slice(0, 5), ...ANYWHERE] : inTime ? [...IN_TIME, ...ANYWHERE] : ANYWHERE;
  const names = bans.flatMap(([pattern, what, cure]) =>
    [...code.matchAll(pattern)].map((match) => `${path}:${code.slice(0, match.index).split('\n').length} ${what} is banned here: ${cure}`),
  );
  const machine = imports.filter((one) => inTime && !path.startsWith('reports/') && one.from.startsWith('node:'));
  return [...names, ...machine.map((one) => `${path}:${one.line} imports ${one.from}, banned here: take the data as an argument; cli, fleet, doors and scenario/read-*.ts touch the machine`)];
}

function assertNone(problems: readonly string[]): void {
  assert.equal(problems.length, 0, `\n  ${problems.join('\n  ')}\n`);
}
