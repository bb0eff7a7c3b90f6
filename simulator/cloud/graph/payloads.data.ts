import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HOUR } from '../../../runtime/units.js';
import { CATEGORY } from '../../../runtime/intent.js';
import { wamidOf } from './addresses.js';
import type { GraphAnswer } from './graph-answer.js';
import type { GraphOptions } from './graph-options.js';
import { GraphDesk, NUMBER, WABA } from './graph-desk.js';

// Requests, answers and errors of the API as other people's libraries and the platform's own documents publish them.

const FOLDER = join(process.env['DESKSIM_DATA']!, 'data/whatsapp-payloads');
const INDEX = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as { readonly payloads: readonly { readonly file: string; readonly direction: string }[] };
const REQUESTS = filesOf('api-request');
const PHONE = '15550000007';

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

test('with its placeholders filled in every public request is accepted', () => {
  for (const file of REQUESTS) {
    const desk = afterAMessage({ templates: new Map(TEMPLATES.map((name) => [name, CATEGORY.utility])) });
    const { id } = JSON.parse(desk.upload('image/png', new Uint8Array([1])).body as string) as { id: string };
    const request = filled(load(file), id);
    assert.equal(codeOf(desk.ask('POST', `${NUMBER}/messages`, request as object)), INCOMPLETE[file] ?? '200', `${file}: ${JSON.stringify(request)}`);
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

test('every public answer has the members and types of ours', () => {
  const files = filesOf('api-response');
  assert.deepEqual(files.filter((file) => !(file in ANSWERS) && !(file in NOT_OURS)), []);
  assert.equal(files.length, 22);
  for (const [file, ask] of Object.entries(ANSWERS)) assertAlike(load(file), JSON.parse(ask().body as string), file);
});

test('every public error has the members and types of ours', () => {
  const files = filesOf('api-error');
  assert.deepEqual(files.filter((file) => !(file in ERRORS_OF) && !(file in NOT_OURS)), []);
  assert.equal(files.length, 34);
  for (const [file, ask] of Object.entries(ERRORS_OF)) {
    const theirs = load(file) as { error: { code: number } };
    const ours = JSON.parse(ask().body as string) as { error: { code: number } };
    assert.equal(ours.error.code, theirs.error.code, file);
    assertAlike(theirs, ours, file);
  }
});

const text = (desk = new GraphDesk(), to = PHONE): GraphAnswer => desk.ask('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Hi' } });
const COUNTRY = 'country_code, country_dial_code, account_mode and the like are not modelled: our numbers have no place and no certificate';

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
  'api-error-meta-phonenumbernotfound.json': () => new GraphDesk().ask('GET', '454545'),
  'api-error-meta-application-limit.json': () => afterMany((desk, i) => desk.ask('POST', `${WABA}/message_templates`, { name: `t_${i}`, language: 'it', category: 'UTILITY', components: [{ type: 'BODY', text: 'Ciao' }] })),
  'api-error-meta-business-rate-limit.json': () => afterMany((desk) => desk.ask('GET', NUMBER)),
  'api-error-throughput-130429.json': () => {
    const desk = new GraphDesk();
    for (let i = 0; i < 80; i += 1) desk.run.cloud.write(0, i, 8);
    return text(desk);
  },
};

/** Requests that lack something whatever is filled in, and what they meet. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  'api-request-meta-send-reply-to-list-message.json': '131008', // no `type`: it counts as a text, and has none
};

const NO_EDGE = 'an edge that no help desk calls and that we do not have';
/** Public, and not ours: why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'api-response-message-18.json': 'a request for two-step verification that the index counts as an answer',
  'api-response-meta-verified-account-number.json': COUNTRY,
  'api-response-meta-unverified-account-number.json': 'a number that was never verified has no name: ours have one',
  'api-response-meta-multiple-phone-numbers.json': COUNTRY,
  'api-response-meta-successful-creation.json': 'numbers are not created over the API',
  'api-error-meta-missingfeaturesetting.json': NO_EDGE,
  'api-error-meta-templatenotapproved.json': 'the generic page of errors says 200; the page of messages says 132001, which is ours',
  'api-error-meta-insufficientpermissions.json': 'one token may do everything here',
  'api-error-meta-featurenotsupported.json': 'one token may do everything here',
  'api-error-meta-templatenotfound.json': 'the generic page of errors says 132000; the page of messages says 132001, which is ours',
  'api-error-meta-ratelimitexceeded.json': 'only where an app calls for many accounts: there is one here, whose limit is 80007',
  'api-error-meta-unexpectederror.json': 'comes by a fault only: the fault plan has it',
  'api-error-meta-version-application-id-connected-client-businesses.json': NO_EDGE,
  'api-error-meta-rate-limited.json': NO_EDGE,
  'api-error-meta-version-phone-number-id-message-qrdls.json': NO_EDGE,
  'api-error-meta-version-phone-number-id-message-qrdls-2.json': NO_EDGE,
  'api-error-meta-version-phone-number-id-message-qrdls-qr-code-id.json': NO_EDGE,
  'api-error-meta-rate-limit-exceeded.json': NO_EDGE,
  'api-error-meta-user-rate-limit.json': 'a limit of people who are signed in; a system user is not',
  'api-error-meta-version-phone-number-id-deregister.json': 'the page of registration says 133016, which is ours',
  'api-error-meta-version-phone-number-id-register.json': 'the page of registration says 133016, which is ours',
  'api-error-meta-version-phone-number-id-verify-code.json': 'sources differ: 136025 of real traffic is ours',
  'api-error-meta-rate-limited-2.json': NO_EDGE,
  'api-error-meta-version-solution-id-accept-deactivation-request.json': NO_EDGE,
  'api-error-meta-version-waba-id-phone-numbers.json': 'numbers are not created over the API',
  'api-error-meta-version-waba-id-schedules.json': NO_EDGE,
  'api-error-meta-version-waba-id-solutions.json': NO_EDGE,
  'api-error-expired-token-190.json': 'tokens do not expire here: subcode 463 cannot be met',
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

/** Everything in brackets made real. */
function filled(value: unknown, mediaId: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, mediaId, key));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, mediaId, MEDIA.has(key) && name === 'id' ? 'media id' : name)]));
  if (key === 'media id') return mediaId;
  if (key === 'to' && String(value).startsWith('{{')) return PHONE;
  if (key === 'message_id') return wamidOf(0, PHONE, true);
  if (key === 'link') return 'https://files.example/file';
  return typeof value === 'string' && value.startsWith('<') ? value.replace(/\W/g, '').slice(0, 20) : value;
}

const MEDIA = new Set(['image', 'document', 'audio', 'video', 'sticker']);

/** Every member of theirs is one of ours, of the same type; what ours has besides is no quarrel. */
function assertAlike(theirs: unknown, ours: unknown, where: string): void {
  // file_size: a string in the platform's documents, a number in traffic (section 7.2 of the reference).
  if (where.endsWith('.file_size')) return;
  assert.equal(kindOf(ours), kindOf(theirs), where);
  if (Array.isArray(theirs)) theirs.forEach((one) => assertAlike(one, (ours as unknown[])[0], `${where}[]`));
  else if (kindOf(theirs) === 'object') for (const [name, one] of Object.entries(theirs as object)) assertAlike(one, (ours as Record<string, unknown>)[name], `${where}.${name}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

/** A customer has written, whose message has the id that `filled` gives. */
function afterAMessage(options: GraphOptions = {}): GraphDesk {
  const desk = new GraphDesk(options);
  desk.run.cloud.write(0, 7, 8);
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

function codeOf(answer: GraphAnswer): string {
  if (answer.status === 200) return '200';
  const { code, error_subcode } = JSON.parse(answer.body as string).error as { code: number; error_subcode?: number };
  return error_subcode === undefined ? `${code}` : `${code}/${error_subcode}`;
}

function filesOf(direction: string): string[] {
  return INDEX.payloads.filter((payload) => payload.direction === direction).map(({ file }) => file);
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown;
}
