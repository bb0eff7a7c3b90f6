import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE, SECOND } from '../../../runtime/units.js';
import { userIdOf } from './addresses.js';
import { GraphDesk, NUMBER, WABA } from './graph-desk.js';

const EDGE = `${WABA}/message_templates`;
const BODY = { type: 'BODY', text: 'Dear {{1}}, your order number {{2}} is on its way.', example: { body_text: [['Ada', '17']] } };
const text = (...values: string[]): object[] => values.map((value) => ({ type: 'text', text: value }));

test('a template is pending until its review is over, and can be sent then', () => {
  const desk = new GraphDesk();
  const made = create(desk, 'order_update', { components: [BODY] });
  assert.deepEqual([made.status, made.category], ['PENDING', 'UTILITY']);
  assert.equal(sends(desk, 'order_update', [{ type: 'body', parameters: text('Ada', '17') }]), '132001');
  pass(desk, MINUTE);
  assert.equal(desk.json('GET', `${made.id}?fields=status`).status, 'APPROVED');
  const { messages } = send(desk, 'order_update', [{ type: 'body', parameters: text('Ada', '17') }]);
  assert.equal(messages[0].message_status, 'accepted');
});

test('parameters must be as many, of the kind and in the shape that the template asks for', () => {
  const desk = new GraphDesk();
  create(desk, 'order_update', { components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } }, BODY] });
  create(desk, 'named', { components: [{ type: 'BODY', text: 'Hello dear {{first_name}}, welcome back.', example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ada' }] } }] });
  pass(desk, MINUTE);
  const image = { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/a.png' } }] };
  const body = (...values: string[]): object => ({ type: 'body', parameters: text(...values) });
  assert.equal(sends(desk, 'order_update', [image, body('Ada', '17')]), '200');
  assert.equal(sends(desk, 'order_update', [image, body('Ada')]), '132000');
  assert.equal(sends(desk, 'order_update', [body('Ada', '17')]), '132000');
  assert.equal(sends(desk, 'order_update', undefined), '132000');
  assert.equal(sends(desk, 'order_update', [{ type: 'header', parameters: text('A') }, body('Ada', '17')]), '132012');
  assert.equal(sends(desk, 'order_update', [image, body('Ada', 'one\ntwo')]), '132018');
  assert.equal(sends(desk, 'order_update', [image, body('Ada', 'x'.repeat(1_000))]), '132005');
  assert.equal(sends(desk, 'named', [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ada' }] }]), '200');
  assert.equal(sends(desk, 'named', [body('Ada')]), '132012');
});

test('throughput has the first word over parameters that do not fit', () => {
  const desk = new GraphDesk({}, { platform: { mps: 1 } });
  create(desk, 'order_update', { components: [BODY] });
  pass(desk, MINUTE);
  assert.equal(sends(desk, 'order_update', []), '132000');
  desk.run.cloud.write(desk.now, 9, 8);
  assert.equal(sends(desk, 'order_update', []), '130429');
  desk.now += 2 * SECOND;
  assert.equal(sends(desk, 'order_update', []), '132000');
});

test('a template has a time to live of its own within the bounds of its category', () => {
  const desk = new GraphDesk();
  const { id } = create(desk, 'timed', { components: [BODY], message_send_ttl_seconds: 43_200 });
  assert.deepEqual(desk.json('GET', `${id}?fields=message_send_ttl_seconds`), { message_send_ttl_seconds: 43_200, id });
  pass(desk, MINUTE);
  assert.deepEqual(desk.json('POST', id, { message_send_ttl_seconds: -1 }), { success: true });
  assert.equal(desk.json('GET', `${id}?fields=message_send_ttl_seconds`).message_send_ttl_seconds, -1);
  const made = (category: string, message_send_ttl_seconds: unknown): string => desk.code('POST', EDGE, { name: `t${String(message_send_ttl_seconds)}`.replaceAll(/\W/g, '_'), language: 'en_US', category, components: [BODY], message_send_ttl_seconds });
  assert.deepEqual([made('UTILITY', 29), made('UTILITY', 43_201), made('UTILITY', 'soon'), made('UTILITY', 30.5)], ['100', '100', '100', '100']);
  assert.deepEqual([made('MARKETING', 43_199), made('MARKETING', -1), made('MARKETING', 2_592_001), made('MARKETING', 2_592_000)], ['100', '100', '100', '200']);
  assert.deepEqual(['30', '900'].map((ttl) => made('UTILITY', ttl)), ['200', '200'], 'a number may be written as a text');
});

test('what a template may not be is said when it is created', () => {
  const desk = new GraphDesk();
  const refused = (more: object): string => desk.code('POST', EDGE, { name: 'a', language: 'en_US', category: 'UTILITY', components: [BODY], ...more });
  assert.equal(refused({ name: 'Not Lower' }), '100');
  assert.equal(refused({ language: 'english' }), '100');
  assert.equal(refused({ category: 'SPAM' }), '100');
  // The reference does not say with which code.
  for (const components of [[], 'BODY', [BODY, BODY]]) assert.notEqual(refused({ components }), '200');
  assert.equal(refused({ components: [{ type: 'FOOTER', text: 'x' }] }), '100/2388072');
  assert.equal(refused({ components: [{ ...BODY, example: undefined }] }), '100/2388072');
  assert.equal(refused({ components: [{ ...BODY, text: '{{1}} at the edge of a body with {{2}} words' }] }), '100/2388299');
  assert.equal(refused({ components: [{ type: 'BODY', text: 'x'.repeat(32_769) }] }), '100/2388040');
  assert.equal(refused({ parameter_format: 'NAMED' }), '100');
  assert.equal(refused({}), '200');
  assert.equal(refused({}), '100/2388024', 'the same name in the same language');
});

test('the hundredth and first template within an hour is refused', () => {
  const desk = new GraphDesk();
  const make = (i: number): string => desk.code('POST', EDGE, { name: `t_${i}`, language: 'it', category: 'UTILITY', components: [{ type: 'BODY', text: 'Ciao' }] });
  for (let i = 0; i < 100; i += 1) assert.equal(make(i), '200');
  assert.equal(make(100), '4/2446080');
  desk.now = HOUR;
  assert.equal(make(100), '200');
});

test('templates are listed by what is asked for, page by page', () => {
  const desk = new GraphDesk();
  for (const [name, category] of [['first', 'UTILITY'], ['second', 'MARKETING'], ['third', 'MARKETING']] as const) create(desk, name, { category });
  const names = (query: string): string[] => desk.json('GET', `${EDGE}?${query}`).data.map((one: { name: string }) => one.name);
  assert.deepEqual(names(''), ['first', 'second', 'third']);
  assert.deepEqual(names('category=marketing'), ['second', 'third']);
  assert.deepEqual(names('name=first&status=PENDING'), ['first']);
  assert.deepEqual(names('status=APPROVED'), []);
  const page = desk.json('GET', `${EDGE}?limit=2&fields=name`);
  assert.deepEqual(page.data.map((one: object) => Object.keys(one).sort()), [['id', 'name'], ['id', 'name']]);
  assert.deepEqual(names(`limit=2&after=${page.paging.cursors.after}`), ['third']);
});

test('an approved template is edited once a day; a pending one and an unpaused one are not edited, and not unpaused', () => {
  const desk = new GraphDesk();
  const { id } = create(desk, 'order_update', { components: [BODY] });
  const edit = (): string => desk.code('POST', id, { components: [{ type: 'BODY', text: 'Shorter' }] });
  assert.equal(edit(), '100/2388039');
  assert.equal(desk.code('POST', `${id}/unpause`), '100/2388039');
  pass(desk, MINUTE);
  assert.equal(edit(), '200');
  pass(desk, MINUTE);
  assert.equal(edit(), '100/2388039');
  assert.deepEqual(desk.json('GET', `${id}?fields=components`).components, [{ type: 'BODY', text: 'Shorter' }]);
  desk.now += DAY;
  assert.equal(edit(), '200');
});

test('a name deletes all its languages, an id only one, and what is deleted is unknown', () => {
  const desk = new GraphDesk();
  const [one, two] = ['en_US', 'it'].map((language) => create(desk, 'hello', { language }));
  const other = create(desk, 'other', {});
  assert.equal(desk.code('DELETE', `${EDGE}?name=hello&hsm_id=${one!.id}`), '200');
  assert.deepEqual([one, two, other].map((made) => desk.code('GET', made!.id)), ['100/33', '200', '200']);
  assert.equal(desk.code('DELETE', `${EDGE}?name=hello`), '200');
  assert.equal(desk.code('GET', two!.id), '100/33');
  const again = desk.ask('DELETE', `${EDGE}?name=hello`);
  assert.equal(again.status, 404);
});

test('a user id stands for its customer where user ids exist, but not for one-time codes', () => {
  const desk = new GraphDesk();
  desk.run.cloud.write(0, 7, 8);
  const userId = userIdOf('15550000007');
  const to = (recipient: string, more: object = { type: 'text', text: { body: 'Hi' } }) => desk.json('POST', `${NUMBER}/messages`, { messaging_product: 'whatsapp', recipient, ...more });
  assert.deepEqual(to(userId).contacts, [{ input: userId, user_id: userId }]);
  assert.equal(desk.run.take().at(-1), '0: phone 7 receives 0 from 0');
  assert.equal(to('US.123').error.code, 131009);
  create(desk, 'code', { category: 'AUTHENTICATION', components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] }] });
  pass(desk, MINUTE);
  assert.equal(to(userId, { type: 'template', template: { name: 'code', language: { code: 'en_US' } } }).error.code, 131062);
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into member by member
function create(desk: GraphDesk, name: string, more: object): any {
  const made = desk.json('POST', EDGE, { name, language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello' }], ...more });
  assert.ok(made.id, JSON.stringify(made));
  return made;
}

/** Time passes at the platform: reviews end. */
function pass(desk: GraphDesk, ms: number): void {
  desk.now += ms;
  desk.run.runUntil(desk.now);
}

function send(desk: GraphDesk, name: string, components: unknown) {
  return desk.send({ type: 'template', template: { name, language: { code: 'en_US' }, ...(components === undefined ? {} : { components }) } });
}

function sends(desk: GraphDesk, name: string, components: unknown): string {
  const { error } = send(desk, name, components);
  return error === undefined ? '200' : `${error.code}`;
}
