import { BATCH_WORDS, readBatch } from '../webhooks/batch.js';
import { readFault } from '../faults/fault-spec.js';
import { numberOf } from '../graph/addresses.js';
import { ERRORS } from '../errors.js';
import { errorsUpdate } from '../webhooks/message-update.js';
import { NONE } from '../../../runtime/units.js';
import { clockSpeed } from './clock-speed.js';
import { CUSTOMER_SIGNALS } from './customer-signal.js';
import { untroubled, type FakeAnswer } from './fake-answer.js';
import type { LogEntry } from './fake-options.js';
import { profileCheck } from './fake-state-check.js';
import type { FakeWhatsApp } from './fake-whatsapp.js';
import { magicNumbers } from './magic-numbers.js';
import type { Profile } from './people.js';

export interface Controlled {
  readonly fake: FakeWhatsApp;
  readonly log: readonly LogEntry[];
}

/** What the people of a test do behind the platform's back: `/_desksim/...`, JSON in and out. Never an exception. */
export async function answerControl(controlled: Controlled, method: string, path: string, query: string, body: string | Uint8Array): Promise<FakeAnswer> {
  const route = ROUTES.find((one) => one.method === method && one.path.test(path));
  if (route === undefined) return json(404, { error: `there is no ${method} /_desksim${path}`, routes: HELP });
  let input: unknown = {};
  if (method === 'POST' && body.length > 0) {
    try {
      input = JSON.parse(String(body));
    } catch {
      return json(400, { error: 'the body is not JSON' });
    }
  }
  if (!isObject(input)) return json(400, { error: 'the body is not a JSON object' });
  const { fake } = controlled;
  const answer = await route.answer(controlled, input, route.path.exec(path)?.[1] ?? query);
  if (method !== 'GET') fake.log({ at: fake.now(), type: 'control', method, path, problem: typeof answer === 'string' ? answer : null });
  return typeof answer === 'string' ? json(400, { error: answer }) : json(200, answer);
}

/** A string answer is a problem. @param rest what the path captured, or the query */
type Answer = (controlled: Controlled, input: Record<string, unknown>, rest: string) => object | string | Promise<object | string>;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: Answer;
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/?$/, answer: () => ({ routes: HELP, magicNumbers: magicNumbers() }) },
  { method: 'GET', path: /^\/clock$/, answer: ({ fake }) => clockOf(fake) },
  { method: 'POST', path: /^\/clock$/, answer: setClock },
  { method: 'POST', path: /^\/messages$/, answer: write },
  { method: 'POST', path: /^\/customers$/, answer: signal },
  { method: 'POST', path: /^\/platform$/, answer: ({ fake }, input) => fake.platformDecides(input) ?? { decision: input['decision'] } },
  { method: 'POST', path: /^\/webhooks$/, answer: tell },
  { method: 'POST', path: /^\/batch$/, answer: batch },
  { method: 'GET', path: /^\/faults$/, answer: ({ fake }) => ({ faults: fake.faults.all() }) },
  { method: 'POST', path: /^\/faults$/, answer: addFault },
  { method: 'DELETE', path: /^\/faults$/, answer: ({ fake }) => (fake.faults.clear(), { faults: [] }) },
  { method: 'DELETE', path: /^\/faults\/(\d+)$/, answer: ({ fake }, _, id) => (fake.faults.remove(Number(id)) ? { faults: fake.faults.all() } : `there is no fault ${id}`) },
  { method: 'GET', path: /^\/state$/, answer: ({ fake }) => fake.snapshot() },
  { method: 'POST', path: /^\/state$/, answer: restore },
  { method: 'POST', path: /^\/reset$/, answer: ({ fake }) => (fake.reset(), totalsOf(fake)) },
  { method: 'GET', path: /^\/log$/, answer: ({ log }, _, query) => ({ log: log.slice(-(Number(new URLSearchParams(query).get('last') ?? 0) || 100)) }) },
  { method: 'GET', path: /^\/sent$/, answer: ({ fake }) => ({ sent: fake.sent.slice(-1_000) }) },
  { method: 'GET', path: /^\/totals$/, answer: ({ fake }) => totalsOf(fake) },
];

async function setClock({ fake }: Controlled, { mode, advanceMs, ...rest }: Record<string, unknown>): Promise<object | string> {
  if (Object.keys(rest).length > 0) return `a clock has no ${Object.keys(rest)[0]}: mode (real, x60, x<n> or manual) and advanceMs`;
  const speed = mode === undefined ? null : clockSpeed(String(mode));
  if (Number.isNaN(speed)) return '`mode` is real, manual, or x and how many times faster than real time, such as x60';
  if (advanceMs !== undefined && !(typeof advanceMs === 'number' && advanceMs >= 0 && advanceMs <= LONGEST_JUMP)) return '`advanceMs` is a number of milliseconds, at most ten years';
  if (speed !== null) fake.runClock(speed);
  if (advanceMs !== undefined) await fake.advanceAnswered(advanceMs);
  return clockOf(fake);
}

function write({ fake }: Controlled, { from, message, to, profile }: Record<string, unknown>): object | string {
  if (!isPhone(from)) return '`from` is a phone number with country code';
  const number = businessNumber(fake, to);
  if (number < 0) return '`to` is the id of one of the business numbers';
  if (!isProfile(profile)) return WRONG_PROFILE;
  const problem = fake.tryCustomerWrites(from, message, number, profile);
  return problem ?? { from, at: fake.now() };
}

function signal({ fake }: Controlled, { phone, signal: what, to, profile, message }: Record<string, unknown>): object | string {
  if (what === 'played') return fake.customerPlays(String(message)) ?? { message, signal: what };
  if (!isPhone(phone)) return '`phone` is a phone number with country code';
  const number = businessNumber(fake, to);
  if (number < 0) return '`to` is the id of one of the business numbers';
  if (!isProfile(profile)) return WRONG_PROFILE;
  if (profile !== undefined) fake.describe(phone, profile);
  if (what === undefined && profile !== undefined) return { phone };
  const known = CUSTOMER_SIGNALS.find((one) => one === what);
  if (known === undefined) return `\`signal\` is one of ${CUSTOMER_SIGNALS.join(', ')}, played`;
  fake.customerSignals(phone, known, number);
  return { phone, signal: what };
}

/** Any webhook at all, or an error of the account. */
function tell({ fake }: Controlled, { field, value, code, to }: Record<string, unknown>): object | string {
  const number = to === undefined ? NONE : businessNumber(fake, to);
  if (to !== undefined && number < 0) return '`to` is the id of one of the business numbers';
  if (typeof code === 'number') {
    if (!ERRORS.has(code)) return '`code` is an error code of the platform';
    fake.tell(errorsUpdate(Math.max(0, number), code, fake.cloud.rules.webhookVersion.value));
    return { code };
  }
  if (typeof field !== 'string' || !isObject(value)) return 'give `field` and `value` of a webhook, or the `code` of an error of the account';
  fake.tell({ number, lane: 0, field, value });
  return { field };
}

/** How webhooks share their posts from now on. */
function batch({ fake }: Controlled, { batch: given }: Record<string, unknown>): object | string {
  const read = readBatch(given);
  if (read === null) return `\`batch\` is ${BATCH_WORDS}`;
  fake.deliveries.batchBy(read);
  return read;
}

function addFault({ fake }: Controlled, input: Record<string, unknown>): object | string {
  if (fake.faults.size >= MOST_FAULTS) return `there are ${MOST_FAULTS} faults already: DELETE /_desksim/faults`;
  const spec = readFault(input);
  return typeof spec === 'string' ? spec : { id: fake.faults.add(spec) };
}

function restore({ fake }: Controlled, state: Record<string, unknown>): object | string {
  return fake.restore(state) ?? totalsOf(fake);
}

function clockOf(fake: FakeWhatsApp): object {
  const { speed } = fake.clock;
  return { nowMs: fake.now(), now: new Date(fake.now()).toISOString(), mode: speed === 0 ? 'manual' : speed === 1 ? 'real' : `x${speed}` };
}

/** What the fake has done since it began. */
export function totalsOf(fake: FakeWhatsApp): object {
  const { delivered, gaveUp, attempts, waiting } = fake.deliveries;
  return { ...fake.totals, webhooks: { delivered, gaveUp, attempts, waiting } };
}

/** Without an id: the first. */
function businessNumber(fake: FakeWhatsApp, id: unknown): number {
  if (id === undefined) return 0;
  const number = typeof id === 'string' ? numberOf(id) : -1;
  return number < fake.cloud.numbers ? number : -1;
}

/** Undefined: nothing is said. */
function isProfile(value: unknown): value is Profile | undefined {
  return value === undefined || profileCheck(value, 'profile') === null;
}

function isPhone(value: unknown): value is string {
  return typeof value === 'string' && /^\+?[\d\s()-]{5,24}$/.test(value) && /^\d{5,15}$/.test(value.replace(/\D/g, ''));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(status: number, body: object): FakeAnswer {
  return untroubled({ status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) });
}

const WRONG_PROFILE = '`profile` is an object with name, username, parentUserId, identityHash (strings), withheld, inChat (true or false)';
const LONGEST_JUMP = 10 * 365 * 86_400_000;
const MOST_FAULTS = 1_000;
const HELP: readonly string[] = [
  'GET /clock · POST /clock {"mode":"manual"} or {"mode":"x60"} or {"advanceMs":3600000}, which waits for the answers to webhooks, at each attempt for webhookTimeoutMs at most',
  'POST /messages {"from":"393331234567","message":"Hello"} or {"from":...,"message":{"type":"image","image":{"data":"<base64>","mime_type":"image/png"}},"to":"<phone number id>","profile":{"name":"Lucia"}}',
  'POST /customers {"phone":"393331234567","signal":"block"} or unblock, report, stopMarketing, resumeMarketing; {"signal":"played","message":"<wamid>"}; {"phone":...,"profile":{"inChat":true}}',
  'POST /platform {"decision":"violation"} or verified, or {"decision":"category","template":"<id>","category":"MARKETING"}, or {"decision":"status","template":"<id>","status":"PAUSED"}',
  'POST /webhooks {"field":"account_update","value":{...}} or {"code":131031}',
  'POST /batch {"batch":"100/500ms"} or {"batch":"off"}',
  'GET /faults · POST /faults {"on":"requests","when":{"next":3},"effect":{"kind":"error","code":131000}} · DELETE /faults · DELETE /faults/<id>',
  'GET /state · POST /state <a state> · POST /reset',
  'GET /log?last=100 · GET /sent · GET /totals',
];
