import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyDesk, type TinyDesk } from '../simulator/testing/tiny-desk.js';
import { OBEDIENCE, SEND_KIND } from './facts.js';
import { DAY, HOUR, MINUTE, SECOND } from './units.js';

const { window, optIn, pair, throughput, tier } = OBEDIENCE;
const only = (...rules: readonly number[]): number => rules.reduce((mask, rule) => mask | (1 << rule), 0);
const sends = (desk: TinyDesk): string[] => desk.lines('sendIntended', 'sendAccepted', 'sendRefused', 'sendHeld', 'sendDropped');
const sentAt = (desk: TinyDesk): number[] => desk.asks.map((ask) => ask.at);

test('a reply in the window goes out at once as it is', () => {
  const desk = tinyDesk().at(0).writes(1).at(MINUTE).replies(0, 1);
  assert.deepEqual(sends(desk), ['1:00 sendIntended 0 1 0', '1:00 sendAccepted 0 1000000 0s']);
  assert.equal(desk.asks[0]!.kind, SEND_KIND.reply);
});

test('a reply after the window becomes a template, is dropped where there is none, or is refused where nobody minds', () => {
  const late = (options: { reengage?: boolean; obeys?: number }): TinyDesk =>
    tinyDesk({ ...options }).at(0).writes(1).at(DAY).replies(0, 1);
  assert.deepEqual(late({}).asks.map((ask) => ask.kind), [SEND_KIND.template]);
  assert.deepEqual(sends(late({ reengage: false })), ['1d 0:00:00 sendIntended 0 1 0', '1d 0:00:00 sendDropped 0 0']);
  assert.deepEqual(late({ obeys: 0 }).asks.map((ask) => ask.kind), [SEND_KIND.reply]);
});

test('a reply a millisecond before the end of its window is a reply', () => {
  const desk = tinyDesk().at(0).writes(1).at(DAY - 1).replies(0, 1);
  assert.deepEqual(desk.asks.map((ask) => ask.kind), [SEND_KIND.reply]);
});

test('a reply that was held until its window closed does not leave as one (INV-36)', () => {
  const desk = tinyDesk({ agents: [{ slots: 9 }], mps: 1, autoResolveMs: 9 * DAY }).at(0).writes(1).writes(2);
  desk.at(DAY - 500).replies(0, 1).replies(0, 2).runUntil(2 * DAY);
  assert.deepEqual(desk.asks.map((ask) => [ask.at - DAY, ask.kind]), [[-500, SEND_KIND.reply], [500, SEND_KIND.template]]);
});

test('who did not opt in gets no template, from a sender who minds', () => {
  const blast = (obeys: number): TinyDesk => tinyDesk({ obeys }).at(0).sendsTemplate(1, false).sendsTemplate(2, true);
  assert.deepEqual(blast(only(optIn)).asks.map((ask) => ask.contact), [2]);
  assert.deepEqual(blast(only(optIn)).lines('sendDropped'), ['0:00 sendDropped 0 1']);
  assert.deepEqual(blast(0).asks.map((ask) => ask.contact), [1, 2]);
});

test('to one customer 45 messages go at once and then one every 6 seconds', () => {
  const desk = tinyDesk({ obeys: only(pair) }).at(0).writes(1);
  for (let i = 0; i < 50; i++) desk.replies(0, 1);
  desk.runUntil(MINUTE);
  assert.equal(sentAt(desk).filter((at) => at === 0).length, 45);
  assert.deepEqual(sentAt(desk).slice(45), [6, 12, 18, 24, 30].map((s) => s * SECOND));
});

test('the pair limit of one customer holds up nobody else', () => {
  const desk = tinyDesk({ obeys: only(pair), agents: [{ slots: 2 }] }).at(0).writes(1).writes(2);
  for (let i = 0; i < 46; i++) desk.replies(0, 1);
  desk.replies(0, 2);
  assert.deepEqual(desk.asks.at(-1), { ...desk.asks.at(-1), at: 0, contact: 2 });
});

test('messages held for throughput keep to the pair limit when they are let go', () => {
  const desk = tinyDesk({ obeys: only(pair, throughput), mps: 20 }).at(0).writes(1);
  for (let i = 0; i < 60; i++) desk.replies(0, 1);
  desk.runUntil(5 * MINUTE);
  assert.equal(desk.asks.length, 60);
  for (const at of sentAt(desk)) {
    const burst = sentAt(desk).filter((other) => other <= at).length;
    assert.ok(burst <= 45 + at / 6000 + 1e-6, `${burst} messages by ${at} ms`);
  }
});

test('a number carries so many messages a second, in and out together', () => {
  const desk = tinyDesk({ obeys: only(throughput), mps: 4 }).at(0).writes(1).writes(1);
  for (let i = 0; i < 6; i++) desk.replies(0, 1);
  desk.runUntil(MINUTE);
  assert.deepEqual(sentAt(desk), [0, 0, 250, 500, 750, 1000]);
});

test('each number has a throughput of its own', () => {
  const desk = tinyDesk({ obeys: only(throughput), mps: 1, numbers: 2 }).at(0).sendsTemplate(1, true, 0).sendsTemplate(2, true, 1);
  assert.deepEqual(sentAt(desk), [0, 0]);
});

test('replies overtake a campaign that waits for throughput', () => {
  const desk = tinyDesk({ obeys: only(throughput), mps: 2 }).at(0);
  for (let contact = 10; contact < 16; contact++) desk.sendsTemplate(contact);
  desk.at(900).writes(1).replies(0, 1).runUntil(MINUTE);
  const order = desk.asks.map((ask) => ask.contact);
  assert.ok(order.indexOf(1) < order.indexOf(14), order.join());
});

test('whoever comes at the very instant at which the number is free stands behind those who wait', () => {
  const desk = tinyDesk({ obeys: only(throughput), mps: 1 }).at(0).sendsTemplate(1).sendsTemplate(2).at(SECOND).sendsTemplate(3).runUntil(MINUTE);
  assert.deepEqual(desk.asks.map((ask) => ask.contact), [1, 2, 3]);
});

test('new people beyond the tier wait until somebody of the last 24 hours is a day old', () => {
  const desk = tinyDesk({ obeys: only(tier), tier: 2 }).at(0).sendsTemplate(1).at(HOUR).sendsTemplate(2).at(2 * HOUR).sendsTemplate(3).sendsTemplate(4);
  desk.runUntil(3 * DAY);
  assert.deepEqual(sentAt(desk), [0, HOUR, DAY, DAY + HOUR]);
  assert.deepEqual(desk.lines('sendHeld'), ['2:00:00 sendHeld 2 4 0s', '2:00:00 sendHeld 3 4 0s']);
});

test('a raised limit lets the held ones go at once', () => {
  const desk = tinyDesk({ obeys: only(tier), tier: 1 }).at(0).sendsTemplate(1).sendsTemplate(2).sendsTemplate(3).at(HOUR).limit(2).at(2 * HOUR).limit(9);
  assert.deepEqual(sentAt(desk), [0, HOUR, 2 * HOUR]);
});

test('inside a window a template costs nothing of the tier, and neither does a reply', () => {
  const desk = tinyDesk({ obeys: only(tier), tier: 1 }).at(0).sendsTemplate(1).writes(2).sendsTemplate(2).replies(0, 2).sendsTemplate(1);
  assert.equal(desk.asks.length, 4);
});

test('whoever is held for the tier and writes meanwhile needs no room in it any more', () => {
  const desk = tinyDesk({ obeys: only(tier), tier: 1 }).at(0).sendsTemplate(1).at(HOUR).sendsTemplate(2).sendsTemplate(3).at(23 * HOUR).writes(2).runUntil(DAY);
  assert.deepEqual(desk.asks.map((ask) => ask.contact), [1, 2, 3]);
});

test('a limit of nothing holds everything until it is raised', () => {
  const desk = tinyDesk({ obeys: only(tier), tier: 0 }).at(0).sendsTemplate(1).sendsTemplate(2).runUntil(5 * DAY);
  assert.equal(desk.asks.length, 0);
  assert.equal(desk.agenda.peek(), Infinity);
  desk.limit(1).runUntil(9 * DAY);
  assert.deepEqual(sentAt(desk), [5 * DAY, 6 * DAY]);
});

test('a refusal worth another try is tried after 4, 16 and 64 seconds, and then given up', () => {
  const desk = tinyDesk().at(0).writes(1);
  desk.answer = () => -130429;
  desk.replies(0, 1).runUntil(HOUR);
  assert.deepEqual(sentAt(desk), [0, 4, 20, 84].map((s) => s * SECOND));
  assert.deepEqual(desk.lines('sendRefused'), [
    '0:00 sendRefused 0 130429 1', '0:04 sendRefused 0 130429 2', '0:20 sendRefused 0 130429 3', '1:24 sendRefused 0 130429 4',
  ]);
});

test('a refusal for good is never tried again (INV-41)', () => {
  for (const code of [131047, 131026, 132001, 131031, 100]) {
    const desk = tinyDesk().at(0).writes(1);
    desk.answer = () => -code;
    desk.replies(0, 1).runUntil(HOUR);
    assert.equal(desk.asks.length, 1, `code ${code}`);
  }
});

test('a retry that succeeds says how long the message was on its way', () => {
  const desk = tinyDesk().at(0).writes(1);
  desk.answer = (_ask, at) => (at < 10 * SECOND ? -131056 : 77);
  desk.replies(0, 1).runUntil(HOUR);
  assert.deepEqual(desk.lines('sendAccepted'), ['0:20 sendAccepted 0 77 20s']);
});

test('a retry after the window has closed is a template', () => {
  const desk = tinyDesk().at(0).writes(1).at(DAY - SECOND);
  desk.answer = (_ask, at) => (at < DAY ? -4 : 77);
  desk.replies(0, 1).runUntil(2 * DAY);
  assert.deepEqual(desk.asks.map((ask) => ask.kind), [SEND_KIND.reply, SEND_KIND.template]);
});

test('a sender who minds nothing sends at once, whatever the limits', () => {
  const desk = tinyDesk({ obeys: 0, mps: 1, tier: 0 }).at(0).writes(1);
  for (let i = 0; i < 60; i++) desk.replies(0, 1);
  for (let contact = 10; contact < 20; contact++) desk.sendsTemplate(contact, false);
  assert.equal(desk.asks.length, 70);
  assert.deepEqual(desk.lines('sendHeld', 'sendDropped'), []);
});

test('one rule obeyed is one rule obeyed: the window alone', () => {
  const desk = tinyDesk({ obeys: only(window), mps: 1 }).at(0).writes(1).at(DAY).replies(0, 1).replies(0, 1);
  assert.deepEqual(desk.asks.map((ask) => ask.kind), [SEND_KIND.template, SEND_KIND.template]);
});

test('read receipts are asked for and count for nothing', () => {
  const seen: boolean[] = [];
  const desk = tinyDesk();
  const { desk: inner } = desk;
  const take = inner.outbox.take.bind(inner.outbox);
  inner.outbox.take = () => {
    const intent = take();
    if (intent !== null) seen.push(intent.readReceipt);
    return intent;
  };
  desk.at(0).writes(1).replies(0, 1);
  assert.deepEqual(seen, [true, false]);
  assert.equal(desk.lines('sendIntended').length, 1);
});
