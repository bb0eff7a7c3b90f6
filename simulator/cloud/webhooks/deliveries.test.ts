import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agenda } from '../../../runtime/agenda.js';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../../runtime/units.js';
import { Streams } from '../../random.js';
import { FaultPlan } from '../faults/fault-plan.js';
import type { FaultSpec } from '../faults/fault-spec.js';
import { Deliveries, DELIVERY_RULES, type DeliveryEvent, type DeliveryRules, type Posting } from './deliveries.js';
import { Subscribers, type Subscriber } from './subscribers.js';
import type { Update } from './webhook.js';

const LADDER = { gapsMs: [0, 5 * SECOND, MINUTE, HOUR], forMs: DAY };

test('a failed delivery climbs the ladder, whose last step repeats, until the time is over', () => {
  const run = new Run();
  run.answer = () => 500;
  run.tell(0, 'a');
  run.until(10 * DAY);
  const times = run.posted.map(({ at }) => at);
  assert.deepEqual(times.slice(0, 6), [0, 0, 5 * SECOND, 65 * SECOND, 65 * SECOND + HOUR, 65 * SECOND + 2 * HOUR]);
  assert.equal(times.at(-1), 65 * SECOND + 23 * HOUR, 'the last attempt within a day');
  assert.deepEqual([run.deliveries.gaveUp, run.deliveries.delivered, run.deliveries.waiting], [1, 0, 0]);
  assert.deepEqual(run.log.map(({ outcome }) => outcome), [...Array<string>(times.length - 1).fill('retry'), 'gaveUp']);
  assert.deepEqual(run.log.map(({ attempt }) => attempt), times.map((_, i) => i + 1), 'each attempt is logged');
});

test('200 is the only success', () => {
  for (const status of [0, 201, 204, 302, 404, 500]) {
    const run = new Run();
    run.answer = (posting) => (posting.attempt === 1 ? status : 200);
    run.tell(0, 'a');
    run.until(0);
    assert.deepEqual(run.texts(), ['a', 'a'], String(status));
    assert.deepEqual(run.log.map(({ statuses, outcome }) => [...statuses, outcome]), [[status, 'retry'], [200, 'delivered']]);
  }
});

test('a retry goes to all subscribers, also to those that had said 200', () => {
  const run = new Run({}, [subscriber('https://one.example'), subscriber('https://two.example')]);
  run.answer = ({ attempt }, target) => (attempt === 1 && target === 1 ? 503 : 200);
  run.tell(0, 'a');
  run.until(0);
  assert.deepEqual(run.posted.map(({ posting }) => posting.targets.map(({ url }) => url)), [['https://one.example', 'https://two.example'], ['https://one.example', 'https://two.example']]);
});

test('the callback of a number goes before that of the account, and that before those of the apps', () => {
  const run = new Run();
  const { subscribers } = run.deliveries;
  const heard = (number: number): string => {
    run.posted.length = 0;
    run.deliveries.tell(0, { ...update('a'), number });
    run.until(0);
    return run.posted[0]?.posting.targets[0]!.url ?? 'nobody';
  };
  assert.equal(heard(0), 'https://app.example');
  const account = { url: 'https://account.example', verifyToken: 't' };
  const ofNumber = { url: 'https://number.example', verifyToken: 't' };
  subscribers.overrides = { isSubscribed: true, overrideOf: (number) => (number === 1 ? ofNumber : account) };
  assert.deepEqual([heard(0), heard(1), heard(-1)], ['https://account.example', 'https://number.example', 'https://account.example']);
  subscribers.overrides = { isSubscribed: false, overrideOf: () => null };
  assert.equal(heard(1), 'nobody', 'the app is not subscribed');
  subscribers.overrides = { isSubscribed: true, overrideOf: () => null };
  assert.equal(heard(1), 'https://app.example');
});

test('webhooks of one customer wait for each other, those of others do not', () => {
  const run = new Run();
  run.tell(0, 'a1', 1);
  run.tell(0, 'a2', 1);
  run.tell(0, 'b1', 2);
  const first = run.deliveries.take()!;
  const second = run.deliveries.take()!;
  assert.deepEqual([textOf(first), textOf(second), run.deliveries.take()], ['a1', 'b1', null]);
  run.deliveries.answered(0, second, [200]);
  assert.equal(run.deliveries.take(), null);
  run.deliveries.answered(0, first, [200]);
  assert.equal(textOf(run.deliveries.take()!), 'a2');
});

test('a batch holds what waits, up to its size, in order', () => {
  const run = new Run({ batchUpTo: 4, batchWithinMs: 100, lanes: 1 });
  for (let i = 0; i < 10; i++) run.tell(i, `${i}`, i);
  run.until(99);
  assert.equal(run.posted.length, 0);
  run.until(100);
  assert.deepEqual(run.posted.map(({ at, posting }) => [at, posting.updates.length]), [[100, 4], [100, 4], [100, 2]]);
  const slow = new Run({ batchUpTo: 4, lanes: 1 });
  for (let i = 0; i < 10; i++) slow.tell(0, `${i}`, i);
  slow.until(0);
  assert.deepEqual(slow.posted.map(({ posting }) => textsOf(posting).join('')), ['0123', '4567', '89']);
});

test('customers of all lanes share a batch in the order of what was told, and what follows waits for it', () => {
  const run = new Run({ batchUpTo: 1_000, batchWithinMs: 1_000 });
  for (let i = 0; i < 50; i++) run.tell(i, `${i}`, (i * 7) % 20);
  run.until(1_000);
  assert.deepEqual(run.posted.map(({ at, posting }) => [at, textsOf(posting)]), [[1_000, Array.from({ length: 50 }, (_, i) => `${i}`)]]);

  const { deliveries } = new Run({ batchUpTo: 3 });
  for (const lane of [1, 2, 3, 4, 1, 2]) deliveries.tell(0, update(`${lane}`, lane));
  const first = deliveries.take()!;
  const second = deliveries.take()!;
  assert.deepEqual([textsOf(first), textsOf(second), deliveries.take()], [['1', '2', '3'], ['4'], null], 'later ones of 1 and 2 wait');
  deliveries.answered(0, second, [200]);
  assert.equal(deliveries.take(), null);
  deliveries.answered(0, first, [500]);
  assert.deepEqual(textsOf(deliveries.take()!), ['1', '2']);
});

test('a storm keeps webhooks back and lets them go together', () => {
  const run = new Run({}, undefined, [{ on: 'webhooks', fromMs: 1_000, toMs: 9_000, effect: { kind: 'storm' } }]);
  for (const [now, text] of [[500, 'a'], [1_000, 'b'], [8_999, 'c'], [9_000, 'd']] as const) {
    run.until(now);
    run.tell(now, text);
  }
  run.until(20_000);
  assert.deepEqual(run.posted.map(({ at, posting }) => [at, textOf(posting)]), [[500, 'a'], [9_000, 'b'], [9_000, 'c'], [9_000, 'd']]);
});

test('webhooks are dropped, doubled, delayed, reordered and wrongly signed as the plan says', () => {
  const ms = { kind: 'constant', value: 700 } as const;
  const of = (effect: FaultSpec['effect'], when: FaultSpec['when'] = { every: 2 }): Run => {
    const run = new Run({}, undefined, [{ on: 'webhooks', when, effect }]);
    for (const text of 'abcd') run.tell(0, text);
    run.until(MINUTE);
    return run;
  };
  assert.deepEqual(of({ kind: 'drop' }).texts(), ['a', 'c']);
  assert.deepEqual(of({ kind: 'drop' }).log.map(({ outcome }) => outcome).toSorted(), ['delivered', 'delivered', 'dropped', 'dropped']);
  assert.deepEqual(of({ kind: 'duplicate', ms }).posted.map(({ at, posting }) => `${at} ${textOf(posting)}`), ['0 a', '0 b', '0 c', '0 d', '700 b', '700 d']);
  assert.deepEqual(of({ kind: 'delay', ms }, 'always').posted.map(({ at }) => at), [700, 700, 700, 700]);
  assert.deepEqual(of({ kind: 'reorder', ms }).texts(), ['a', 'c', 'b', 'd']);
  assert.deepEqual(of({ kind: 'badSignature' }).posted.map(({ posting }) => posting.badSignature), [false, true, false, true]);
});

test('a dead receiver fills no memory: beyond a bound webhooks are lost, and the log says so', () => {
  const run = new Run({ waitingAtMost: 3 });
  run.answer = () => 0;
  for (let i = 0; i < 5; i++) run.tell(0, `${i}`);
  assert.equal(run.deliveries.waiting, 3);
  assert.deepEqual(run.log.map(({ outcome }) => outcome), ['overflow', 'overflow']);
  run.answer = () => 200;
  run.until(DAY);
  assert.deepEqual(run.texts(), ['0', '1', '2']);
  run.tell(DAY, '5');
  run.until(DAY);
  assert.equal(run.texts().at(-1), '5', 'there is room again');
});

test('what waits goes on elsewhere from its state as it would have here', () => {
  const run = new Run();
  run.answer = () => 500;
  run.tell(0, 'a');
  run.until(2 * MINUTE);
  const state = JSON.parse(JSON.stringify(run.deliveries.snapshot()));
  const other = new Run();
  other.answer = () => 500;
  other.deliveries.restore(2 * MINUTE, state);
  for (const one of [run, other]) {
    one.posted.length = 0;
    one.until(3 * HOUR);
  }
  assert.ok(run.posted.length > 1);
  assert.deepEqual(other.posted.map(({ at, posting }) => [at, posting.attempt]), run.posted.map(({ at, posting }) => [at, posting.attempt]));
});

test('a batch under way goes on elsewhere as one webhook, before what came after it, and as a retry', () => {
  const run = new Run({ batchUpTo: 3, lanes: 1 });
  for (const text of 'abc') run.tell(0, text);
  const underWay = run.deliveries.take()!;
  for (const text of 'de') run.tell(0, text);
  assert.equal(underWay.updates.length, 3);
  const other = new Run({ batchUpTo: 3, lanes: 1 });
  other.deliveries.restore(0, JSON.parse(JSON.stringify(run.deliveries.snapshot())));
  other.until(0);
  assert.deepEqual(other.posted.map(({ posting }) => [posting.attempt, textsOf(posting).join('')]), [[2, 'abc'], [1, 'de']]);
  run.deliveries.answered(0, underWay, [200]);
  assert.deepEqual([run.deliveries.delivered, other.deliveries.delivered], [1, 2], 'the answer here changes nothing there');
});

test('callbacks of numbers that were verified are so elsewhere, the others are not, and whoever is named again is verified again', () => {
  const callbacks = ['https://known.example', 'https://mute.example'].map((url) => ({ url, verifyToken: 't' }));
  const overrides = { isSubscribed: true, overrideOf: (number: number) => callbacks[number]! };
  const verified = (subscribers: Subscribers): boolean[] => [0, 1].map((number) => subscribers.of(number)[0]!.verified);
  const before = new Subscribers();
  before.overrides = overrides;
  for (const { url, verifyToken } of callbacks) before.meet(url, verifyToken).verified = url.includes('known');
  const after = new Subscribers();
  after.restore(JSON.parse(JSON.stringify(before.snapshot())));
  after.overrides = overrides;
  assert.deepEqual(verified(after), [true, false]);
  after.meet('https://known.example', 'another');
  assert.deepEqual(verified(after), [false, false]);
  assert.equal(after.of(0)[0]!.verifyToken, 'another');
});

/** Deliveries with an agenda and a receiver that answers at once. */
class Run {
  readonly agenda = new Agenda();
  readonly log: DeliveryEvent[] = [];
  readonly posted: { at: Ms; posting: Posting }[] = [];
  readonly deliveries: Deliveries;
  #now: Ms = 0;
  answer: (posting: Posting, target: number) => number = () => 200;

  constructor(rules: Partial<DeliveryRules> = {}, apps: readonly Subscriber[] = [subscriber('https://app.example')], faults: readonly FaultSpec[] = []) {
    const subscribers = new Subscribers();
    for (const app of apps) subscribers.add(app);
    const plan = new FaultPlan(new Streams(1, 0));
    for (const fault of faults) plan.add(fault);
    this.deliveries = new Deliveries({ ...DELIVERY_RULES, ...rules }, LADDER, subscribers, plan, this.agenda, 60, (event) => this.log.push(event));
  }

  tell(now: Ms, text: string, lane = 0): void {
    this.#now = now;
    this.deliveries.tell(now, update(text, lane));
  }

  until(instant: Ms): void {
    this.#post(this.#now);
    while (this.agenda.next(instant)) {
      this.deliveries.ring(this.agenda.subject);
      if (this.agenda.peek() > this.agenda.now) this.#post(this.agenda.now);
    }
    this.#now = instant;
    this.#post(instant);
  }

  texts(): string[] {
    return this.posted.map(({ posting }) => textOf(posting));
  }

  #post(now: Ms): void {
    for (let posting = this.deliveries.take(); posting !== null; posting = this.deliveries.take()) {
      this.posted.push({ at: now, posting });
      this.deliveries.answered(now, posting, posting.targets.map((_, target) => this.answer(posting!, target)));
    }
  }
}

function update(text: string, lane = 0): Update {
  return { number: 0, lane, field: 'messages', value: { text } };
}

function textsOf({ updates }: Posting): string[] {
  return updates.map(({ value }) => (value as { text: string }).text);
}

function textOf(posting: Posting): string {
  return textsOf(posting)[0]!;
}

function subscriber(url: string): Subscriber {
  return { url, secret: 's', verifyToken: null, verified: true };
}
