import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HOUR } from '../../../runtime/units.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { errorNode } from '../webhooks/message-update.js';
import { wamidOf } from './addresses.js';
import { problem, type GraphAnswer } from './graph-answer.js';
import type { GraphOptions } from './graph-options.js';
import { GraphDesk, NUMBER, WABA } from './graph-desk.js';
import { shapeOf } from './shape-of.js';

// Requests, answers and errors of the API as other people's libraries and the platform's own documents publish them.

const FOLDER = join(process.env['DESKSIM_DATA']!, 'data/whatsapp-payloads');
const INDEX = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as { readonly payloads: readonly Indexed[] };
interface Indexed {
  readonly file: string;
  readonly direction: string;
  readonly key?: string;
  readonly http_status?: number;
}

const REQUESTS = filesOf('api-request');
const PHONE = '15550000007';
const PIN = 'api-response-message-18.json';

test('every public request is refused for what its author left open, and for nothing else', () => {
  assert.equal(REQUESTS.length, 42);
  const reasons = new Map<string, number>();
  for (const file of REQUESTS) {
    const request = load(file) as Request;
    const answer = codeOf(new GraphDesk().ask('POST', `${NUMBER}/messages`, request));
    assert.equal(answer, reasonOf(request), file);
    reasons.set(answer, (reasons.get(answer) ?? 0) + 1);
  }
  // Placeholders for numbers, and ids of messages elsewhere; unknown templates; files of somebody else; and 9 as they stand.
  assert.deepEqual(Object.fromEntries(reasons), { 131009: 25, 132001: 3, '100/33': 5, 200: 9 });
});

test('the one request that the index takes for an answer is accepted as well', () => {
  assert.equal(codeOf(new GraphDesk().ask('POST', NUMBER, load(PIN) as object)), '200');
});

test('with its placeholders filled in every public request is accepted, and reaches its customer', () => {
  for (const file of REQUESTS) {
    const desk = afterAMessage({ templates: new Map(TEMPLATES.map((name) => [name, CATEGORY.utility])) });
    const request = filled(load(file), (type) => (JSON.parse(desk.upload(MEDIA[type]!, new Uint8Array([1])).body as string) as { id: string }).id) as Request;
    const answer = codeOf(desk.ask('POST', `${NUMBER}/messages`, request));
    assert.equal(answer, INCOMPLETE[file] ?? '200', `${file}: ${JSON.stringify(request)}`);
    desk.run.runUntil(0);
    const heard = desk.run.take().map((line) => line.replace(/^0: phone \d+ | \d+ from 0$/g, ''));
    assert.deepEqual(heard, answer !== '200' ? [] : request.message_id === undefined ? ['receives'] : ['sees read'], file);
  }
});

test('every public definition of a template is taken in for review', () => {
  const files = filesOf('template-definition');
  assert.equal(files.length, 13);
  for (const file of files) {
    const made = new GraphDesk().json('POST', `${WABA}/message_templates`, load(file) as object);
    assert.equal(made.status, 'PENDING', `${file}: ${JSON.stringify(made)}`);
  }
});

test('every public answer has the members and types of ours, and its HTTP status', () => {
  const files = filesOf('api-response');
  assert.deepEqual(files.filter((file) => !(file in ANSWERS) && !(file in NOT_OURS)), []);
  assert.deepEqual([files.length, Object.keys(ANSWERS).length], [22, 20]);
  for (const [file, ask] of Object.entries(ANSWERS)) assertSame(file, ask());
});

test('every public error has the code, members and types of ours, and its HTTP status', () => {
  const files = filesOf('api-error');
  assert.deepEqual(files.filter((file) => !(file in ERRORS_OF) && !(file in NOT_OURS)), []);
  assert.deepEqual([files.length, Object.keys(ERRORS_OF).length], [34, 28]);
  for (const [file, ask] of Object.entries(ERRORS_OF)) {
    const ours = ask();
    assert.equal(codeIn(JSON.parse(ours.body as string)), codeIn(load(file)), file);
    assertSame(file, ours);
  }
});

test('every public error inside a webhook has the title, members and address of ours', () => {
  const files = filesOf('webhook-error-object');
  assert.equal(files.length, 2);
  for (const file of files) {
    const theirs = load(file) as { readonly code: number; readonly title: string; readonly href?: string };
    const ours = errorNode(theirs.code, 24) as typeof theirs;
    const lacking = file === 'error-object-media-upload-131053.json' ? ['href: string'] : []; // the only one without an address
    assert.deepEqual([...shapeOf(ours)].filter((member) => !lacking.includes(member)), [...shapeOf(theirs)], file);
    assert.deepEqual([ours.title, ours.href], [theirs.title, theirs.href ?? ours.href], file);
  }
});

test('every kind of payload in the folder is compared with something', () => {
  // Webhooks are read, written back and counted beside the runtime that reads them.
  const compared = ['api-request', 'api-response', 'api-error', 'template-definition', 'webhook', 'webhook-error-object'];
  assert.deepEqual([...new Set(INDEX.payloads.map(({ direction }) => direction))].filter((direction) => !compared.includes(direction)), []);
});

test('no payload is both compared and left out', () => {
  const left = Object.keys(NOT_OURS);
  assert.deepEqual(left.filter((file) => file in ANSWERS || file in ERRORS_OF), []);
  assert.deepEqual(left.filter((file) => !INDEX.payloads.some((payload) => payload.file === file)), []);
});

const text = (desk = new GraphDesk(), to = PHONE): GraphAnswer => desk.ask('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Hi' } });

const ACCOUNT_FIELDS = 'display_phone_number,verified_name,status,quality_rating,country_code,country_dial_code,code_verification_status,messaging_limit_tier,account_mode,is_official_business_account';

/** How ours is come by. */
const ANSWERS: Readonly<Record<string, () => GraphAnswer>> = {
  'api-response-media.json': () => {
    const desk = new GraphDesk();
    const { id } = JSON.parse(desk.upload('image/png', new Uint8Array([1])).body as string) as { id: string };
    return desk.ask('GET', id);
  },
  'api-response-message.json': () => text(),
  'api-response-phonenumber.json': () => new GraphDesk().ask('GET', NUMBER),
  'api-response-phonenumberslist.json': () => new GraphDesk().ask('GET', `${WABA}/phone_numbers`),
  'api-response-phonewithspecificfields.json': () => new GraphDesk().ask('GET', `${NUMBER}?fields=name_status,verified_name`),
  'api-response-reponse.json': () => new GraphDesk().ask('POST', `${NUMBER}/deregister`),
  'api-response-template.json': () => new GraphDesk().ask('POST', `${WABA}/message_templates`, { name: 'a', language: 'it', category: 'UTILITY', components: [{ type: 'BODY', text: 'Ciao' }] }),
  'api-response-uploadresponse.json': () => new GraphDesk().upload('image/png', new Uint8Array([1])),
  'api-response-meta-example-response.json': () => text(),
  'api-response-meta-send-audio-message-by-url.json': () => text(),
  'api-response-meta-send-draft-flow-by-id.json': () => text(),
  'api-response-meta-send-list-message.json': () => text(),
  'api-response-meta-send-reply-button.json': () => text(),
  'api-response-meta-send-reply-with-reaction-message.json': () => text(),
  'api-response-meta-send-single-product-message.json': () => text(),
  'api-response-meta-send-typing-indicator-and-read-receipt.json': () => afterAMessage().ask('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', status: 'read', message_id: wamidOf(0, PHONE, true), typing_indicator: { type: 'text' } }),
  'api-response-meta-verified-account-number.json': () => new GraphDesk().ask('GET', `${NUMBER}?fields=${ACCOUNT_FIELDS},name_status`),
  'api-response-meta-unverified-account-number.json': () => new GraphDesk().ask('GET', `${NUMBER}?fields=display_phone_number,status,quality_rating,code_verification_status,name_status`),
  'api-response-meta-multiple-phone-numbers.json': () => {
    const desk = new GraphDesk({}, { platform: { numbers: 2 } });
    desk.ask('POST', `${NUMBER}/username`, { username: 'jaspers_market' });
    return desk.ask('GET', `${WABA}/phone_numbers?fields=${ACCOUNT_FIELDS},unified_cert_status,host_platform,username`);
  },
  'api-response-meta-single-phone-number.json': () => new GraphDesk().ask('GET', `${WABA}/phone_numbers?fields=display_phone_number,verified_name,status,quality_rating`),
};

const ERRORS_OF: Readonly<Record<string, () => GraphAnswer>> = {
  'api-error-phonenumbernotfounderror.json': () => new GraphDesk().ask('GET', '454545'),
  'api-error-requestcodeerror.json': () => afterMany((desk) => desk.ask('POST', `${NUMBER}/request_code`, { code_method: 'SMS', language: 'en' })),
  'api-error-verifycodeerror.json': () => {
    const desk = new GraphDesk();
    desk.ask('POST', `${NUMBER}/request_code`, { code_method: 'SMS', language: 'en' });
    return desk.ask('POST', `${NUMBER}/verify_code`, { code: '000001' });
  },
  'api-error-meta-invalidtemplateparameters.json': () => new GraphDesk().ask('POST', `${WABA}/message_templates`, { name: '' }),
  'api-error-meta-malformedrequest.json': () => new GraphDesk().ask('POST', `${NUMBER}/messages`, '{'),
  'api-error-meta-invalidaccesstoken.json': () => text(new GraphDesk({ token: 'another' })),
  'api-error-meta-missingaccesstoken.json': () => new GraphDesk().api.handle({ method: 'GET', path: `/v25.0/${NUMBER}`, query: '', headers: new Headers(), body: '' }, 0),
  'api-error-expired-token-190.json': () => new GraphDesk({ tokenExpiresAt: 0 }).ask('GET', NUMBER),
  'api-error-meta-phonenumbernotfound.json': () => new GraphDesk().ask('GET', '454545'),
  'api-error-meta-business-rate-limit.json': () => afterMany((desk) => desk.ask('GET', NUMBER)),
  'api-error-throughput-130429.json': () => {
    const desk = new GraphDesk();
    for (let i = 0; i < 80; i += 1) desk.run.cloud.write(0, i, 8);
    return text(desk);
  },
  // Nothing leads to these but a fault on purpose.
  ...Object.fromEntries(([['insufficientpermissions', 200], ['featurenotsupported', 10], ['ratelimitexceeded', 4], ['unexpectederror', 1]] as const)
    .map(([name, code]) => [`api-error-meta-${name}.json`, () => new GraphDesk().api.refuse(problem(code))])),
  // Too many calls: ours come from one edge only, and look the same.
  ...Object.fromEntries([
    'application-limit', 'version-application-id-connected-client-businesses', 'rate-limited', 'version-phone-number-id-message-qrdls', 'version-phone-number-id-message-qrdls-2', 'version-phone-number-id-message-qrdls-qr-code-id',
    'rate-limit-exceeded', 'version-phone-number-id-deregister', 'version-phone-number-id-register', 'version-phone-number-id-verify-code',
    'version-waba-id-phone-numbers', 'version-waba-id-schedules', 'version-waba-id-solutions',
  ].map((name) => [`api-error-meta-${name}.json`, tooManyTemplates])),
};

function tooManyTemplates(): GraphAnswer {
  return afterMany((desk, i) => desk.ask('POST', `${WABA}/message_templates`, { name: `t_${i}`, language: 'it', category: 'UTILITY', components: [{ type: 'BODY', text: 'Ciao' }] }));
}

/** Members of ours that a payload lacks, though it is of the same kind. All errors of ours have a trace; samples leave it out. */
const EXTRA: Readonly<Record<string, readonly string[]>> = {
  // Usual on the node itself (R-OPENAPI); lists of real traffic have them or not.
  'api-response-phonenumberslist.json': ['data[].platform_type: string', 'data[].throughput.level: string'],
  // Pages of other samples have both cursors.
  'api-response-meta-multiple-phone-numbers.json': ['paging.cursors.before: string'],
  'api-response-meta-single-phone-number.json': ['paging.cursors.before: string', 'paging.cursors.after: string'],
  // Generic samples are short: WhatsApp's own errors have details (M-ERR), and captured traffic has the subcode (R-WHALOC).
  'api-error-meta-invalidtemplateparameters.json': ['error.error_data.messaging_product: string', 'error.error_data.details: string'],
  'api-error-meta-phonenumbernotfound.json': ['error.error_subcode: number'],
  // Two samples of one error disagree about these.
  'api-error-meta-rate-limited.json': ['error.error_subcode: number'],
  'api-error-meta-rate-limit-exceeded.json': ['error.is_transient: boolean'],
};

/** Requests that lack something whatever is filled in, and what they meet. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  'api-request-meta-send-reply-to-list-message.json': '131008', // no `type`: it counts as a text, and has none
};

/** Public, and not ours: why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  [PIN]: 'a request that the index takes for an answer, and tested as one',
  'api-response-meta-successful-creation.json': 'numbers are not created over the API',
  'api-error-meta-missingfeaturesetting.json': 'settings of calling and storage, which are not modelled',
  'api-error-meta-templatenotapproved.json': 'the generic page of errors says 200; the page of messages says 132001, which is ours',
  'api-error-meta-templatenotfound.json': 'the generic page of errors says 132000; the page of messages says 132001, which is ours',
  'api-error-meta-user-rate-limit.json': 'code 17, a limit of people who are signed in; a system user is not',
  'api-error-meta-version-solution-id-accept-deactivation-request.json': 'solutions of partners, which are not modelled: their limit has a title and a text for people as well',
  'api-error-meta-rate-limited-2.json': 'code 613, of pre-verified numbers, which are not modelled',
};

/** Statuses that differ, and why: the payload's, ours. */
const OTHER_STATUS: Readonly<Record<string, readonly [theirs: number, ours: number]>> = {
  // The generic page says 404; captured traffic says 400 (R-WHALOC), as the reference decides.
  'api-error-meta-phonenumbernotfound.json': [404, 400],
  // The generic page says 500; Meta's table of WhatsApp errors says 400, as the reference decides.
  'api-error-meta-unexpectederror.json': [500, 400],
};

const TEMPLATES = [...new Set(REQUESTS.map((file) => (load(file) as Request).template?.name).filter((name) => name !== undefined))];

interface Request {
  readonly to?: string;
  readonly message_id?: string;
  readonly type?: string;
  readonly template?: { readonly name: string };
}

/** What the reference says of a request as it stands, read off the request itself. */
function reasonOf(request: Request): string {
  if (request.to?.startsWith('{{')) return '131009';
  if (request.message_id !== undefined) return '131009';
  if (/"(image|document|audio|video|sticker)":\{[^}]*"id":"\d+"/.test(JSON.stringify(request))) return '100/33';
  return request.type === 'template' ? '132001' : '200';
}

/** Everything in brackets made real. @param upload makes a file that can be shown so */
function filled(value: unknown, upload: (type: string) => string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, upload, key));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, key in MEDIA && name === 'id' ? upload(key) : filled(one, upload, name)]));
  if (key === 'to') return PHONE;
  if (key === 'message_id') return wamidOf(0, PHONE, true);
  if (key === 'link') return 'https://files.example/file';
  return typeof value === 'string' && value.startsWith('<') ? value.replace(/\W/g, '').slice(0, 20) : value;
}

/** Type of a file that can be shown so. */
const MEDIA: Readonly<Record<string, string>> = { image: 'image/png', document: 'application/pdf', audio: 'audio/ogg', video: 'video/mp4', sticker: 'image/webp' };

/** Members and types of the payload are ours, and ours are the payload's. */
function assertSame(file: string, answer: GraphAnswer): void {
  const theirs = shapeOf(load(file));
  const ours = shapeOf(JSON.parse(answer.body as string));
  assert.deepEqual([...theirs].filter((member) => !ours.has(member)), [], `${file}: what ours lacks`);
  assert.deepEqual([...ours].filter((member) => !theirs.has(member) && member !== 'error.fbtrace_id: string'), EXTRA[file] ?? [], `${file}: what it lacks of ours`);
  const status = statusOf(file);
  if (status !== null) assert.deepEqual([status, answer.status], OTHER_STATUS[file] ?? [status, status], file);
}

/** What the platform's document or a note says of a payload's HTTP status; null: nothing. */
function statusOf(file: string): number | null {
  const { http_status: noted, key = '' } = INDEX.payloads.find((payload) => payload.file === file)!;
  const named = /responses > (\w+)/.exec(key)?.[1];
  return noted ?? (named === undefined ? null : (STATUSES[named] ?? Number(named)));
}

const STATUSES: Readonly<Record<string, number>> = { BadRequest: 400, Unauthorized: 401, Forbidden: 403, NotFound: 404, TooManyRequests: 429, InternalServerError: 500 };

/** A customer has written, whose message has the id that `filled` gives. */
function afterAMessage(options: GraphOptions = {}): GraphDesk {
  const desk = new GraphDesk(options);
  desk.run.cloud.write(0, 7, 8);
  desk.run.take();
  return desk;
}
/** The first refusal, or the last answer of very many. */
function afterMany(ask: (desk: GraphDesk, i: number) => GraphAnswer): GraphAnswer {
  const desk = new GraphDesk();
  for (let i = 0; i < 6_000; i += 1) {
    desk.now = HOUR * (i / 12_000);
    const answer = ask(desk, i);
    if (answer.status !== 200) return answer;
  }
  throw new Error('was never refused');
}

const codeIn = (answer: unknown): number => (answer as { error: { code: number } }).error.code;

function codeOf({ status, body }: GraphAnswer): string {
  if (status === 200) return '200';
  const { code, error_subcode } = JSON.parse(body as string).error as { code: number; error_subcode?: number };
  return error_subcode === undefined ? `${code}` : `${code}/${error_subcode}`;
}

function filesOf(direction: string): string[] {
  return INDEX.payloads.filter((payload) => payload.direction === direction).map(({ file }) => file);
}
function load(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown;
}
