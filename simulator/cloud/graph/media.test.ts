import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { DAY, MINUTE } from '../../../runtime/units.js';
import { GraphDesk, NUMBER } from './graph-desk.js';
import { sha256 } from './sha256.js';

const PNG = new Uint8Array(Buffer.from('\x89PNG\r\n\r\n\n--B pretends to be a boundary\r\n--', 'latin1'));

test('an uploaded file comes back byte for byte, with its own hash and type, for whoever has the token', () => {
  const desk = new GraphDesk();
  const { id } = JSON.parse(desk.upload('image/png', PNG).body as string);
  assert.match(id, /^\d+$/);
  const node = desk.json('GET', `${id}?phone_number_id=${NUMBER}`);
  assert.deepEqual(node, { messaging_product: 'whatsapp', url: node.url, mime_type: 'image/png', sha256: createHash('sha256').update(PNG).digest('hex'), file_size: PNG.length, id });
  const { pathname, search } = new URL(node.url);
  const download = desk.ask('GET', pathname + search);
  assert.deepEqual([download.status, download.headers['content-type'], download.body], [200, 'image/png', PNG]);
  assert.equal(desk.ask('GET', pathname + search, '', { authorization: 'Bearer thief' }).status, 401);
  assert.equal(desk.ask('GET', `${pathname}${search}x`).status, 404);
  assert.equal(desk.send({ type: 'image', image: { id, caption: 'look' } }).messages.length, 1);
  assert.deepEqual(desk.json('DELETE', id), { success: true });
  assert.equal(desk.code('GET', id), '100/33');
  assert.equal(desk.ask('GET', pathname + search).status, 404);
});

test('a link lives five minutes, an upload thirty days, a file of a customer seven', () => {
  const desk = new GraphDesk();
  const { id } = JSON.parse(desk.upload('image/png', PNG).body as string);
  const received = desk.api.media.receive(0, PNG, 'image/png');
  const { pathname, search } = new URL(desk.json('GET', id).url);
  desk.now = 5 * MINUTE - 1;
  assert.equal(desk.ask('GET', pathname + search).status, 200);
  desk.now = 5 * MINUTE;
  assert.equal(desk.ask('GET', pathname + search).status, 404);
  desk.now = 7 * DAY - 1;
  assert.deepEqual([desk.code('GET', received), desk.code('GET', `${received}?phone_number_id=${NUMBER}`)], ['200', '100']);
  desk.now = 7 * DAY;
  assert.deepEqual([desk.code('GET', received), desk.code('GET', id)], ['100/33', '200']);
  desk.now = 30 * DAY;
  assert.equal(desk.code('GET', id), '100/33');
  assert.equal(desk.send({ type: 'image', image: { id } }).error.error_subcode, 33);
});

test('types and sizes have limits', () => {
  const desk = new GraphDesk();
  const code = (type: string, size: number, from: Uint8Array = new Uint8Array(0)): number => {
    const bytes = new Uint8Array(size);
    bytes.set(from);
    const answer = desk.upload(type, bytes);
    return answer.status === 200 ? 200 : JSON.parse(answer.body as string).error.code;
  };
  const moving = new Uint8Array(Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02', 'latin1'));
  assert.deepEqual([code('image/jpeg', 5 * 1024 * 1024), code('image/jpeg', 5 * 1024 * 1024 + 1)], [200, 100]);
  assert.deepEqual([code('image/webp', 100 * 1024), code('image/webp', 100 * 1024 + 1), code('image/webp', 500 * 1024, moving)], [200, 100, 200]);
  assert.deepEqual([code('audio/ogg; codecs=opus', 10), code('image/gif', 10), code('application/x-msdownload', 10), code('text/plain', 0)], [200, 100, 100, 100]);
});

test('an upload that is no multipart, or a broken one, is refused', () => {
  const desk = new GraphDesk();
  const upload = (body: string, type = 'multipart/form-data; boundary=B'): string => desk.code('POST', `${NUMBER}/media`, new TextEncoder().encode(body), { 'content-type': type });
  const part = '--B\r\ncontent-disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n';
  for (const body of ['', '--B', '--B\r\n', part, `${part}--B`, `${part}--B\r\n\r\n\r\n--B--`, `${part}--C--`, '{"a":1}']) assert.equal(upload(body), '100', body);
  assert.equal(upload(`${part}--B--`, 'multipart/form-data'), '100');
  assert.equal(upload(`${part}--B--`, 'application/json'), '100');
});

test('the hash is SHA-256, by the vectors of FIPS 180-4 and against another implementation', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  assert.equal(sha256(text('')), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(sha256(text('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  for (const length of [55, 56, 63, 64, 65, 119, 1_000, 70_001]) {
    const bytes = randomBytes(length);
    assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), `${length} bytes`);
  }
});

test('a file that cannot be shown as what the message calls it is accepted and fails later, in headers and cards as well', () => {
  const desk = new GraphDesk();
  const ids = Object.fromEntries(['image/png', 'image/webp', 'audio/ogg', 'video/mp4', 'application/pdf'].map((mime) => [mime, JSON.parse(desk.upload(mime, PNG).body as string).id as string]));
  desk.run.cloud.write(0, 7, 8);
  desk.run.runUntil(0);
  const outcome = (message: object): string => {
    desk.run.take();
    assert.equal(desk.send(message).messages.length, 1, JSON.stringify(message));
    desk.run.runUntil(desk.now);
    const [line = ''] = desk.run.take();
    return line.includes('failed 131053') ? 'fails' : line.includes('phone 7 receives') ? 'arrives' : line;
  };
  const fit: Readonly<Record<string, readonly string[]>> = { image: ['image/png'], sticker: ['image/webp'], audio: ['audio/ogg'], video: ['video/mp4'], document: Object.keys(ids) };
  for (const [type, mimes] of Object.entries(fit)) {
    for (const [mime, id] of Object.entries(ids)) assert.equal(outcome({ type, [type]: { id } }), mimes.includes(mime) ? 'arrives' : 'fails', `${mime} as ${type}`);
    desk.now += 300_000; // the pair limit forgets
  }
  assert.equal(outcome({ type: 'image', image: { link: 'https://files.example/a.pdf' } }), 'arrives', 'nobody looks behind a link');
  const button = { body: { text: 'x' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] } };
  assert.equal(outcome({ type: 'interactive', interactive: { type: 'button', header: { type: 'image', image: { id: ids['application/pdf'] } }, ...button } }), 'fails');
  const card = (mime: string): object => ({ header: { type: 'image', image: { id: ids[mime] } }, action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://a.example' } } });
  assert.equal(outcome({ type: 'interactive', interactive: { type: 'carousel', body: { text: 'x' }, action: { cards: [card('image/png'), card('video/mp4')] } } }), 'fails');
  const template = (components: object[]): object => ({ type: 'template', template: { name: 'desksim_message_utility', language: { code: 'en' }, components } });
  const header = (mime: string): object => ({ type: 'header', parameters: [{ type: 'image', image: { id: ids[mime] } }] });
  assert.equal(outcome(template([header('application/pdf')])), 'fails');
  assert.equal(outcome(template([{ type: 'carousel', cards: [{ card_index: 0, components: [header('audio/ogg')] }] }])), 'fails');
  assert.equal(outcome(template([header('image/png')])), 'arrives');
});
