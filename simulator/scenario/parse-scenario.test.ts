import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../../runtime/units.js';
import { parseScenario } from './parse-scenario.js';
import type { Problem } from './problem.js';
import type { Scenario } from './scenario.js';

const SMALL = `name: small
starts: 2026-11-23
lasts: 1d
zone: Europe/Rome
arrivals: { perDay: 100 }
teams:
  support:
    agents:
      - { count: 2, shift: 08:00-16:00 }
`;

/** What the author wrote at the problem, with its code and line. */
const marked = (text: string): string[] =>
  parseScenario(text, 'desk.yaml').problems.map(({ code, line, column, length }) => `${code} ${line} ${text.split('\n')[line - 1]!.slice(column - 1, column - 1 + length)}`);
const read = (text: string): Scenario => {
  const { scenario, problems } = parseScenario(text, 'desk.yaml');
  assert.deepEqual(problems.filter((problem) => problem.severity === 'error'), []);
  return scenario!;
};
const only = (text: string): Problem => {
  const { problems } = parseScenario(text, 'desk.yaml');
  assert.equal(problems.length, 1, JSON.stringify(problems));
  return problems[0]!;
};

test('a small scenario is enough: the rest is assumed, and said so', () => {
  const scenario = read(SMALL);
  assert.equal(scenario.lastsMs, DAY);
  assert.equal(scenario.startsAtEpochMs, Date.parse('2026-11-22T23:00:00Z'));
  assert.deepEqual(scenario.agents.map((agent) => agent.name), ['support-01', 'support-02']);
  const assumed = new Map(scenario.assumed.map(({ path, value }) => [path, value]));
  assert.equal(assumed.get('customers.exchanges'), '{ geometric: { mean: 5 } }');
  assert.equal(assumed.get('rules'), 'meta-2026-10');
  assert.equal(assumed.get('teams.support.agents[*].slots'), '6');
  assert.equal(scenario.assumed.some(({ path }) => path === 'arrivals.perDay'), false);
});

test('what is assumed, written out, is the same scenario', () => {
  const scenario = read(SMALL);
  const tree: Record<string, unknown> = {};
  for (const { path, value } of scenario.assumed.filter(({ path }) => !path.includes('*'))) {
    const steps = path.split('.');
    let group = tree;
    for (const step of steps.slice(0, -1)) group = (group[step] ??= {}) as Record<string, unknown>;
    group[steps[steps.length - 1]!] = value;
  }
  const flow = (value: unknown): string => (typeof value === 'string' ? value : `{ ${Object.entries(value as object).map(([key, inner]) => `${key}: ${flow(inner)}`).join(', ')} }`);
  const arrivals = { ...(tree['arrivals'] as object), perDay: '100' };
  const support = { ...((tree['teams'] as Record<string, object>)['support']), work: '{ lognormal: { mean: 45s, cv: 0.8 } }', agents: '[ { count: 2, shift: 08:00-16:00, slots: 6, absence: 0% } ]' };
  const full = { ...tree, name: 'small', starts: '2026-11-23', lasts: '1d', zone: 'Europe/Rome', arrivals, teams: { support } };
  const text = Object.entries(full).map(([key, value]) => `${key}: ${flow(value)}`).join('\n');
  assert.deepEqual(read(text), { ...scenario, assumed: [] });
});

test('JSON is read like YAML', () => {
  const json = JSON.stringify({ name: 'small', starts: '2026-11-23', lasts: '1d', zone: 'Europe/Rome', arrivals: { perDay: 100 }, teams: { support: { agents: [{ count: 2, shift: '08:00-16:00' }] } } }, null, 2);
  assert.deepEqual(read(json), read(SMALL));
  assert.deepEqual(marked(json.replace('"count"', '"cuont"')), ['DS102 13 "cuont"']);
});

test('keys that begin with x- are the author\'s own', () => {
  const text = `x-answers: &answers { lognormal: { median: 90s, sigma: 1 } }\n${SMALL}customers: { replyDelay: *answers }\n`;
  assert.deepEqual(read(text).customers.replyDelayMs, { kind: 'lognormal', median: 90_000, sigma: 1 });
});

test('unknown keys are errors with a suggestion and the keys that would be allowed', () => {
  const problem = only(SMALL.replace('slots', 'slot').replace('shift', 'shfit'));
  assert.deepEqual([problem.code, problem.line, problem.column, problem.length], ['DS102', 9, 21, 5]);
  assert.equal(problem.hint, 'did you mean `shift`?');
  assert.ok(problem.allowed?.includes('slots'));
});

test('a key that stands twice is an error at the second place', () => {
  assert.deepEqual(marked(`${SMALL}name: again\n`), ['DS002 10 name']);
});

test('a missing key is an error at its group', () => {
  assert.deepEqual(marked(SMALL.replace('count: 2, ', '')), ['DS101 9 { shift: 08:00-16:00 }']);
  assert.deepEqual(marked(SMALL.replace('zone: Europe/Rome\n', '')).map((text) => text.slice(0, 5)), ['DS101']);
});

test('a quantity without its unit names the cure', () => {
  const problem = only(`${SMALL}sla: { urgent: { firstResponse: 5 } }\n`);
  assert.deepEqual([problem.code, problem.line, problem.column, problem.length], ['DS110', 10, 33, 1]);
  assert.equal(problem.hint, 'a duration needs one: `5s`, `5m` or `5h`');
  assert.equal(only(`${SMALL}customers: { vip: 5 }\n`).hint, 'write `5%`');
  assert.equal(only(SMALL.replace('100', '1_000')).hint, 'write `1000`');
});

test('a messaging limit belongs to its rule set', () => {
  const old = only(`${SMALL}platform: { tier: 1000 }\n`);
  assert.equal(old.code, 'DS131');
  assert.equal(old.message, '`tier: 1000` is not a Meta messaging limit since rule set meta-2025-10');
  assert.equal(read(`${SMALL}rules: meta-2025-06\nplatform: { tier: 1000 }\n`).platform.tier, 1000);
  assert.match(only(`${SMALL}rules: meta-2025-06\nplatform: { tier: 2000 }\n`).message, /only since rule set meta-2025-10/);
  assert.match(only(`${SMALL}platform: { tier: 5000 }\n`).message, /is not a Meta messaging limit$/);
  assert.equal(read(`${SMALL}platform: { tier: unlimited }\n`).platform.tier, Infinity);
});

test('all problems are told at once, in the order of the file', () => {
  const text = `${SMALL.replace('2026-11-23', '2026-11-31').replace('Europe/Rome', 'Europe/Rom')}customers: { intents: { a: 60%, b: 30% }, vip: }\nplatform: { tier: 1000 }\ngoals: [frist response <= 5m]\n`;
  assert.deepEqual(marked(text).map((line) => line.slice(0, 8).trim()), ['DS112 2', 'DS133 4', 'DS120 10', 'DS111 10', 'DS131 11', 'DS141 12']);
  const dated = text.replace('2026-11-31', '2026-11-30');
  assert.deepEqual(marked(dated).map((line) => line.slice(0, 8).trim()), ['DS133 4', 'DS120 10', 'DS111 10', 'DS131 11', 'DS141 12']);
  // A group with a gap is not judged as a whole: perhaps the broken share was the missing one.
  assert.deepEqual(marked(dated.replace('b: 30%', 'b: 300%')).map((line) => line.slice(0, 8).trim()), ['DS133 4', 'DS111 10', 'DS111 10', 'DS131 11', 'DS141 12']);
});

/** Mistakes in parts that do not depend on each other: what each is called where it stands alone. */
const MISTAKES: readonly (readonly [code: string, right: string, wrong: string])[] = [
  ['DS102', 'name: full', 'nmae: full'],
  ['DS112', 'starts: 2026-11-23', 'starts: 2026-11-31'],
  ['DS102', 'lasts: 2d', 'lats: 2d'],
  ['DS133', 'zone: Europe/Rome', 'zone: Europe/Rom'],
  ['DS132', 'rules: meta-2026-10', 'rules: meta-2026-11'],
  ['DS102', 'perDay: 100', 'perDya: 100'],
  ['DS122', '{ on: 2026-11-24, factor: 2 }', '{ on: 2026-11-24, at: 2026-11-24, factor: 2 }'],
  ['DS103', 'factor: 3', 'factor: many'],
  ['DS101', 'name: blast, ', ''],
  ['DS120', 'b: 40%', 'b: 50%'],
  ['DS120', 'en: 100%', 'en: 90%'],
  ['DS111', 'vip: 5%', 'vip: 5'],
  ['DS102', 'count: 2', 'cuont: 2'],
  ['DS121', 'skills: [a]', 'skills: [c]'],
  ['DS113', 'breaks: [12:00-12:30]', 'breaks: [17:00-17:30]'],
  ['DS104', 'select: skills', 'select: skill'],
  ['DS110', 'firstResponse: 5m', 'firstResponse: 5'],
  ['DS134', 'pair: { burst: 45 }', 'pair: { burst: 0 }'],
  ['DS111', 'readShare: 80%', 'readShare: 80'],
  ['DS141', 'first response <= 5m', 'frist response <= 5m'],
];
const FULL = `name: full
starts: 2026-11-23
lasts: 2d
zone: Europe/Rome
rules: meta-2026-10
arrivals:
  perDay: 100
  peaks: [{ on: 2026-11-24, factor: 2 }, { on: 2026-11-23, factor: 3 }]
campaigns: [{ name: blast, at: 2026-11-23T10:00, to: 5 }]
customers: { intents: { a: 60%, b: 40% }, languages: { en: 100% }, vip: 5% }
teams:
  first: { agents: [{ count: 2 }] }
  second: { agents: [{ count: 3, shift: 08:00-16:00, skills: [a], breaks: [12:00-12:30] }, { count: 1 }] }
routing: { select: skills }
sla: { high: { firstResponse: 5m } }
platform: { rules: { pair: { burst: 45 } } }
network: { readShare: 80% }
goals: [first response <= 5m]
`;

test('no mistake hides another one in a part that does not depend on it', () => {
  read(FULL);
  const made = (text: string, [, right, wrong]: (typeof MISTAKES)[number]): string => {
    assert.ok(text.includes(right), right);
    return text.replace(right, wrong);
  };
  const errors = (text: string): string[] => parseScenario(text, 'desk.yaml').problems.flatMap(({ severity, code, line }) => (severity === 'error' ? [`${code} ${line}`] : []));
  const alone = MISTAKES.map((mistake) => errors(made(FULL, mistake)));
  alone.forEach((found, i) => assert.deepEqual(found.map((text) => text.split(' ')[0]), [MISTAKES[i]![0]], MISTAKES[i]![2]));
  for (let i = 0; i < MISTAKES.length; i++) {
    for (let k = i + 1; k < MISTAKES.length; k++) {
      const both = errors(made(made(FULL, MISTAKES[i]!), MISTAKES[k]!));
      assert.deepEqual(both.toSorted(), [...alone[i]!, ...alone[k]!].toSorted(), `${MISTAKES[i]![2]} and ${MISTAKES[k]![2]}`);
    }
  }
  const all = errors(MISTAKES.reduce(made, FULL));
  assert.deepEqual(all.toSorted(), alone.flat().toSorted());
});

test('customers who write while nobody works are told, but for the hours in which the desk is closed', () => {
  const problem = only(SMALL);
  assert.deepEqual([problem.severity, problem.code, problem.line], ['warning', 'DS127', 6]);
  assert.equal(problem.message, '67% of the forecast customers write while no agent works, first from 2026-11-23 00:00 to 2026-11-23 08:00');
  assert.deepEqual(marked(`${SMALL}desk: { open: 08:00-16:00 }\n`), []);
  assert.deepEqual(marked(`${SMALL}desk: { open: 08:00-17:00 }\n`), ['DS127 6 teams']);
  assert.deepEqual(marked(SMALL.replace('{ count: 2, shift: 08:00-16:00 }', '{ count: 2, shift: 08:00-16:00 }\n      - { count: 1, shift: 16:00-08:00 }')), []);
  // Weights of zero: nobody writes at night.
  const day = (from: number, to: number): string => `perDay: 100, hours: [${Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? 1 : 0)).join(', ')}]`;
  assert.deepEqual(marked(SMALL.replace('perDay: 100', day(8, 16))), []);
  assert.match(only(SMALL.replace('perDay: 100', day(8, 18))).message, /^20% of .*first from 2026-11-23 16:00 to 2026-11-23 18:00$/);
});

test('names are looked up', () => {
  const text = `${SMALL.replace('08:00-16:00', '08:00-16:00, skills: [retruns], languages: [en]')}customers: { intents: { returns: 60%, other: 40% } }\nrouting: { require: [skill] }\n`;
  const problem = only(text);
  assert.deepEqual([problem.code, problem.hint], ['DS121', 'did you mean `returns`?']);
});

test('times that a clock shows twice or never are told with the reading taken', () => {
  const spring = parseScenario(SMALL.replace('100', '0').replace('2026-11-23', '2026-03-29').replace('08:00', '02:30'), 'desk.yaml');
  assert.deepEqual(spring.problems.map(({ code, severity, hint }) => [code, severity, hint]), [['DS203', 'warning', '03:30 is taken']]);
  assert.equal(spring.scenario?.agents[0]?.shifts[0]?.fromMs, 2.5 * HOUR);
  const autumn = parseScenario(SMALL.replace('100', '0').replace('2026-11-23', '2026-10-25').replace('08:00', '02:30'), 'desk.yaml');
  assert.deepEqual(autumn.problems.map(({ code, line }) => [code, line]), [['DS204', 9]]);
  assert.equal(autumn.scenario?.agents[0]?.shifts[0]?.fromMs, 2.5 * HOUR);
});

test('a run counts days of the calendar, and may start at any time', () => {
  const week = read(SMALL.replace('2026-11-23', '2026-10-24').replace('1d', '2d'));
  assert.deepEqual(week.dayStartsMs, [0, DAY, 2 * DAY + HOUR]);
  const evening = read(SMALL.replace('2026-11-23', '2026-11-24T20:00').replace('1d', '12h'));
  assert.deepEqual(evening.dayStartsMs, [0, 4 * HOUR, 12 * HOUR]);
  assert.equal(evening.lastsMs, 12 * HOUR);
});

test('SLA targets fall back to all, then to the defaults; escalation follows the first response', () => {
  const { desk } = read(`${SMALL}sla: { all: { firstResponse: 3m }, urgent: { firstResponse: 1m, escalateAfter: 5m } }\n`);
  assert.deepEqual(desk.sla.map((policy) => [policy.firstResponseMs, policy.escalateMs].map((ms) => ms / MINUTE)), [[3, 6], [3, 6], [3, 6], [1, 5]]);
  assert.deepEqual(desk.sla.map((policy) => policy.resolutionMs / HOUR), [24, 8, 4, 1]);
});

test('opening hours become spans, joined where they touch', () => {
  const { desk } = read(`${SMALL}desk: { open: [{ days: mon-fri, hours: [08:00-12:00, 12:00-18:00] }, { days: sat, hours: 22:00-02:00 }] }\n`);
  assert.deepEqual(desk.openMs.slice(0, 2), [[8 * HOUR, 18 * HOUR], [DAY + 8 * HOUR, DAY + 18 * HOUR]]);
  assert.deepEqual(desk.openMs[5], [5 * DAY + 22 * HOUR, 6 * DAY + 2 * HOUR]);
  assert.deepEqual(read(SMALL).desk.openMs, []);
});

test('an empty scenario, and one in which nothing happens, are errors', () => {
  assert.equal(only('').code, 'DS003');
  assert.equal(only('# nothing\n').code, 'DS003');
  assert.equal(only(SMALL.replace('arrivals: { perDay: 100 }\n', '')).code, 'DS124');
  assert.equal(only(SMALL.replace(/agents:[^]*/, 'agents: []\n')).code, 'DS124');
  assert.equal(only('just a text').code, 'DS103');
});

test('text that is no YAML is refused with its place', () => {
  const problem = parseScenario('name: [a\nstarts: 3', 'desk.yaml').problems[0]!;
  assert.equal(problem.code, 'DS001');
  assert.ok(problem.line >= 1);
});
