import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneNumberIdOf, wamidOf } from './addresses.js';
import { GraphDesk, NUMBER } from './graph-desk.js';

const id = wamidOf(0, '15550000007', true);
const interactive = (node: object): object => ({ type: 'interactive', interactive: { body: { text: 'Choose' }, ...node } });
const buttons = (...titles: string[]): object => interactive({ type: 'button', action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `b${i}`, title } })) } });
const rows = (count: number, from = 0): object[] => Array.from({ length: count }, (_, i) => ({ id: `r${from + i}`, title: `Row ${from + i}` }));
const list = (...sections: object[]): object => interactive({ type: 'list', action: { button: 'Open', sections } });
const long = (length: number): string => 'x'.repeat(length);
const flow = (parameters: object): object => interactive({ type: 'flow', action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'Go', ...parameters } } });

test('a message of every type is accepted', () => {
  const desk = new GraphDesk();
  const messages: object[] = [
    { text: { body: 'type is text when nothing else is said' } },
    ...['image', 'audio', 'video', 'document', 'sticker'].map((type) => ({ type, [type]: { link: 'https://example.com/file' } })),
    { type: 'document', document: { link: 'http://example.com/a.pdf', filename: 'a.pdf', caption: 'c'.repeat(1_024) } },
    { type: 'location', location: { latitude: 37.44, longitude: '-122.16' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Lucia' }, phones: [{ phone: '+1 983 555 2319' }] }] },
    { type: 'reaction', reaction: { message_id: id, emoji: '👍' } },
    { type: 'reaction', reaction: { message_id: id, emoji: '' } },
    buttons('Yes', 'No', 'x'.repeat(20)),
    list({ title: 'A', rows: rows(4) }, { title: 'B', rows: rows(6, 4) }),
    interactive({ type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com' } } }),
    flow({ flow_id: '1' }),
    interactive({ type: 'location_request_message', action: { name: 'send_location' } }),
    interactive({ type: 'contact_request', action: { name: 'request_contact_info' } }),
    interactive({ type: 'product', action: { catalog_id: '1', product_retailer_id: '2' } }),
    interactive({ type: 'product_list', header: { type: 'text', text: 'Wares' }, action: { catalog_id: '1', sections: [{ title: 'A', product_items: [{ product_retailer_id: '2' }] }] } }),
    interactive({ type: 'catalog_message', action: { name: 'catalog_message' } }),
    { ...buttons('Yes'), type: 'INTERACTIVE' },
    { text: { body: '😀'.repeat(4_096) }, biz_opaque_callback_data: '😀'.repeat(512) },
  ];
  for (const message of messages) {
    desk.now += 60_000;
    assert.ok(desk.send(message).messages?.[0].id.startsWith('wamid.'), JSON.stringify(message));
  }
  assert.equal(desk.run.cloud.messageCount, messages.length);
});

/** A message that breaks one limit, and the code of its refusal. */
const WRONG: [object, number][] = [
  [{ type: 'text', text: { body: long(4_097) } }, 100],
  [{ type: 'text', text: { body: {} } }, 131008],
  [{ type: 'image', image: { caption: 'neither id nor link' } }, 131008],
  [{ type: 'image', image: { link: 'example.com' } }, 131009],
  [{ type: 'image', image: { link: 'https://example.com', caption: long(1_025) } }, 100],
  [{ type: 'audio', audio: { link: 'https://example.com', caption: 'no' } }, 100],
  [{ type: 'video', video: { link: 'https://example.com', filename: 'no.mp4' } }, 100],
  [{ type: 'location', location: { latitude: 1 } }, 131008],
  [{ type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
  [{ type: 'location', location: { latitude: 'north', longitude: 0 } }, 131009],
  [{ type: 'contacts', contacts: [] }, 131009],
  [{ type: 'contacts', contacts: [{ name: {} }] }, 131008],
  [{ type: 'contacts', contacts: [{ name: { formatted_name: 'A' }, birthday: 'May' }] }, 131009],
  [{ type: 'reaction', reaction: { message_id: id, emoji: 'ok' } }, 131009],
  [{ type: 'reaction', reaction: { emoji: '👍' } }, 131008],
  [buttons(), 131009],
  [buttons('1', '2', '3', '4'), 131009],
  [buttons('same', 'same'), 131009],
  [buttons(long(21)), 100],
  [interactive({ type: 'button', action: { buttons: [{ reply: { id: 'a', title: 'A' } }] } }), 131008],
  [interactive({ type: 'button', action: { buttons: [{ type: 'url', reply: { id: 'a', title: 'A' } }] } }), 100],
  [{ text: { body: '😀'.repeat(4_097) } }, 100],
  [{ type: 'template', template: { name: long(513), language: { code: 'en' } } }, 100],
  [{ type: 'template', template: { name: { not: 'text' }, language: { code: 'en' } } }, 131008],
  [interactive({ type: 'button', body: { text: long(1_025) }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] } }), 100],
  [interactive({ type: 'button', footer: { text: long(61) }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] } }), 100],
  [interactive({ type: 'button', header: { type: 'sticker' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] } }), 100],
  [list({ rows: rows(11) }), 131009],
  [list({ title: 'A', rows: rows(5) }, { title: 'B', rows: rows(6, 5) }), 131009],
  [list({ rows: rows(1) }, { title: 'B', rows: rows(1, 1) }), 131008],
  [list({ rows: [{ id: long(201), title: 'A' }] }), 100],
  [list({ rows: [{ id: 'a', title: 'A', description: long(73) }] }), 100],
  [interactive({ type: 'list', header: { type: 'image', image: { link: 'https://example.com' } }, action: { button: 'Open', sections: [{ rows: rows(1) }] } }), 100],
  [interactive({ type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'ftp://example.com' } } }), 131009],
  [flow({ flow_id: '1', flow_name: 'both' }), 131008],
  [flow({ flow_id: '1', mode: 'secret' }), 100],
  [flow({ flow_id: '1', flow_cta: long(31) }), 100],
  [interactive({ type: 'location_request_message', action: { name: 'send_money' } }), 100],
  [interactive({ type: 'roundabout', action: {} }), 100],
  [interactive({ type: 'carousel' }), 131008],
  [{ type: 'template', template: { name: 'a', language: { code: 'en' }, components: [{ type: 'soul' }] } }, 100],
  [{ type: 'template', template: { name: 'a', language: { code: 'en' }, components: [{ type: 'button', index: 0, parameters: [] }] } }, 131008],
  [{ type: 'template', template: { name: 'a', language: { code: 'en' }, components: [{ type: 'body', parameters: [{ type: 'text' }] }] } }, 131008],
  [{ text: { body: 'x' }, biz_opaque_callback_data: long(513) }, 100],
  [{ text: { body: 'x' }, context: {} }, 131008],
  [{ text: { body: 'x' }, recipient_type: 'group' }, 100],
  [{ to: 'x', text: { body: 'x' } }, 131009],
  [{ to: '', text: { body: 'x' } }, 131008],
  [{ to: '', recipient: 'us.1', text: { body: 'x' } }, 131009],
  [{ to: '+1 556 0000000', text: { body: 'to myself' } }, 131021],
];

test('each field has its limit, and no message that breaks one reaches the cloud', () => {
  const desk = new GraphDesk();
  for (const [message, code] of WRONG) assert.equal(desk.send(message).error?.code, code, JSON.stringify(message).slice(0, 200));
  assert.equal(desk.run.cloud.messageCount, 0);
});

test('an accepted send is heard once, with its parsed body, before the answer', () => {
  const heard: unknown[] = [];
  const desk = new GraphDesk({ accepted: ({ wamid, to, number, body }) => heard.push([wamid, to, number, body.type, body.opaque, body.repliesTo, body.members['text']]) });
  const { messages } = desk.send({ text: { body: 'Hi' }, biz_opaque_callback_data: 'ticket-42', context: { message_id: id } });
  desk.send({ text: {} });
  assert.deepEqual(heard, [[messages[0].id, '15550000007', 0, 'text', 'ticket-42', id, { body: 'Hi' }]]);
});

test('a send is taken from a form as well as from JSON, objects inside written as JSON', () => {
  const desk = new GraphDesk();
  const form = new URLSearchParams({ messaging_product: 'whatsapp', to: '15550000007', text: '{"body":"Hi"}' }).toString();
  assert.equal(desk.code('POST', `${NUMBER}/messages`, form, { 'content-type': 'application/x-www-form-urlencoded' }), '200');
  assert.equal(desk.code('POST', `${NUMBER}/messages?to=15550000007&messaging_product=whatsapp&type=text&text=${encodeURIComponent('{"body":"Hi"}')}`), '200');
  assert.equal(desk.code('POST', `/${NUMBER}/messages`, { messaging_product: 'whatsapp', to: 15550000007, text: { body: 'no version' } }), '200');
});

test('a number that is not registered sends nothing', () => {
  const desk = new GraphDesk({}, { platform: { numbers: 2 } });
  assert.equal(desk.code('POST', `${NUMBER}/deregister`), '200');
  assert.equal(desk.send({ text: { body: 'Hi' } }).error.code, 133010);
  assert.equal(desk.code('POST', `${phoneNumberIdOf(1)}/messages`, { messaging_product: 'whatsapp', to: '15550000007', text: { body: 'Hi' } }), '200');
});

test('a locked account hears that first, whatever the body says', () => {
  const desk = new GraphDesk();
  desk.run.cloud.write(0, 7, 8);
  const asked = (body: object): number => desk.json('POST', `${NUMBER}/messages`, body).error?.code;
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: id };
  assert.deepEqual([asked({}), asked(read)], [100, undefined]);
  for (let i = 0; i < 7; i += 1) desk.run.cloud.business.violate(0);
  assert.deepEqual([asked({}), asked(read), desk.send({ text: { body: 'Hi' } }).error.code], [131031, 131031, 131031]);
});

test('an unknown template is named in the details, and a parent\'s user ID is told from a stranger\'s', () => {
  const desk = new GraphDesk();
  assert.equal(desk.send({ type: 'template', template: { name: 'nobody_knows', language: { code: 'it' } } }).error.error_data.details, 'template name (nobody_knows) does not exist in it');
  const details = (recipient: string): string => desk.send({ to: '', recipient, text: { body: 'Hi' } }).error.error_data.details;
  assert.match(details('IT.ENT.12345678901234567890'), /has no parent/);
  assert.match(details('IT.12345678901234567890'), /not a user ID of this business/);
});
