import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import * as messages from 'whatsapp-api-js/messages';
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import type { ServerMessage } from 'whatsapp-api-js/types';
import { APP_SECRET, CUSTOMER, eventually, forge, onStage, TOKEN, VERIFY_TOKEN, type Stage } from './client-stage.js';

// whatsapp-api-js, unmodified. Its address is fixed; its own hook for fetch puts the door's address in that place.

const LINK = 'https://example.com/file';

test('whatsapp-api-js sends every type it has, and hears what became of each', async () => {
  await withClient(async ({ door, number }, client, heard) => {
    door.fake.customerWrites(CUSTOMER, 'Hello');
    await eventually('the customer is heard', () => heard.messages.length === 1);
    const question = heard.messages[0]!.id;
    const sent: string[] = [];
    const { kit, made } = counted(messages);
    for (const message of everyType(kit, question)) {
      const answer = await client.sendMessage(number, CUSTOMER, message, undefined, message._type) as Answer;
      assert.equal(answer.error, undefined, `${message._type} ${JSON.stringify(message)}`);
      sent.push(answer.messages![0]!.id);
    }
    assert.deepEqual(Object.keys(messages).filter((name) => !made.has(name)).sort(), NOT_SENT);
    assert.equal(new Set(sent).size, sent.length);
    assert.deepEqual(door.fake.sent.map(({ wamid }) => wamid), sent);
    await eventually('every message is delivered', () => heard.statuses.filter(({ status }) => status === 'delivered').length === sent.length);
    assert.deepEqual(new Set(heard.statuses.map(({ id }) => id)), new Set(sent));
    assert.deepEqual(await client.markAsRead(number, question, 'text'), { success: true });
    const quote = await client.sendMessage(number, CUSTOMER, new messages.Text('As you asked'), question) as Answer;
    assert.ok(quote.messages![0]!.id);
  });
});

test('whatsapp-api-js uploads, describes, downloads and deletes a file', async () => {
  await withClient(async ({ door, number }, client) => {
    const form = new FormData();
    form.set('file', new Blob([PNG], { type: 'image/png' }), 'dot.png');
    const { id } = await client.uploadMedia(number, form) as { id: string };
    const media = await client.retrieveMedia(id) as { url: string; mime_type: string; file_size: string };
    assert.equal(media.mime_type, 'image/png');
    assert.equal(Number(media.file_size), PNG.length);
    assert.ok(media.url.startsWith(door.url), media.url);
    assert.deepEqual(Buffer.from(await (await client.fetchMedia(media.url)).arrayBuffer()), PNG);
    door.fake.customerWrites(CUSTOMER, 'Show me');
    const answer = await client.sendMessage(number, CUSTOMER, new messages.Image(id, true, 'A dot')) as Answer;
    assert.ok(answer.messages![0]!.id);
    assert.deepEqual(await client.deleteMedia(id), { success: true });
    assert.equal((await client.retrieveMedia(id) as Answer).error!.code, 100);
  });
});

test('whatsapp-api-js reads errors, at once and later', async () => {
  await withClient(async ({ door, number }, client, heard) => {
    const refused = await client.sendMessage(number, CUSTOMER, new messages.Template('unheard_of', 'en_US')) as Answer;
    assert.deepEqual([refused.error!.code, refused.error!.type], [132001, 'OAuthException']);
    const stranger = new WhatsAppAPI({ token: 'wrong', secure: false, v: 'v25.0', ponyfill: { fetch: through(door.url) } });
    assert.equal((await stranger.sendMessage(number, CUSTOMER, new messages.Text('Hello')) as Answer).error!.code, 190);
    const late = await client.sendMessage(number, CUSTOMER, new messages.Text('Are you there?')) as Answer;
    await eventually('the failure is told', () => heard.statuses.some(({ status }) => status === 'failed'));
    const failed = heard.statuses.find(({ status }) => status === 'failed')!;
    assert.deepEqual([failed.id, failed.code], [late.messages![0]!.id, 131047]);
  });
});

test('whatsapp-api-js receives every type a customer can send, beyond ASCII too, and no forged webhook', async () => {
  await withClient(async ({ door, webhookUrl }, _client, heard) => {
    const kinds = ['image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'unsupported'];
    door.fake.customerWrites(CUSTOMER, 'Caffè ☕ 👍');
    for (const type of kinds) door.fake.customerWrites(CUSTOMER, { type });
    await eventually('all messages are heard', () => heard.messages.length === kinds.length + 1);
    assert.equal((heard.messages[0] as { text?: { body: string } }).text!.body, 'Caffè ☕ 👍');
    assert.deepEqual(heard.messages.map(({ type }) => type), ['text', ...kinds]);
    assert.equal(await forge(webhookUrl), 401);
    assert.equal(heard.messages.length, kinds.length + 1);
  });
});

test('whatsapp-api-js downloads every file that a customer sends, and finds the bytes behind the hash', async () => {
  await withClient(async ({ door }, client, heard) => {
    const kinds = ['image', 'video', 'audio', 'document', 'sticker'];
    for (const type of kinds) door.fake.customerWrites(CUSTOMER, { type, [type]: { data: Buffer.concat([PNG, Buffer.from(type)]), mime_type: `x/${type}` } });
    await eventually('all messages are heard', () => heard.messages.length === kinds.length);
    for (const message of heard.messages) {
      const node = (message as unknown as Record<string, { id: string; sha256: string; mime_type: string; url: string }>)[message.type]!;
      const media = await client.retrieveMedia(node.id) as { url: string; mime_type: string; sha256: string };
      const bytes = Buffer.from(await (await client.fetchMedia(media.url)).arrayBuffer());
      assert.deepEqual(bytes, Buffer.concat([PNG, Buffer.from(message.type)]));
      assert.deepEqual([media.mime_type, node.mime_type], [`x/${message.type}`, `x/${message.type}`]);
      assert.equal(createHash('sha256').update(bytes).digest('base64'), node.sha256);
      assert.deepEqual(Buffer.from(await (await client.fetchMedia(node.url)).arrayBuffer()), bytes, 'the link of the webhook works as well');
    }
  });
});

test('whatsapp-api-js blocks a customer and lets them back', async () => {
  await withClient(async ({ door, number }, client) => {
    door.fake.customerWrites(CUSTOMER, 'You again');
    const blocked = await client.blockUser(number, CUSTOMER) as { block_users?: { added_users: { wa_id: string }[] } };
    assert.equal(blocked.block_users!.added_users[0]!.wa_id, CUSTOMER);
    const free = await client.unblockUser(number, CUSTOMER) as { block_users?: { removed_users: { wa_id: string }[] } };
    assert.equal(free.block_users!.removed_users[0]!.wa_id, CUSTOMER);
  });
});

/** What the package exports and no message is made of: what others are made from, and a question. */
const NOT_SENT = ['ButtonComponent', 'Media', 'isProductSections'];

/** The package's classes, and which of them have been made. */
function counted(all: typeof messages): { kit: typeof messages; made: Set<string> } {
  const made = new Set<string>();
  const counting = ([name, Class]: readonly [string, unknown]): readonly [string, unknown] => [name, new Proxy(Class as new () => object, {
    construct(target, given) {
      made.add(name);
      return Reflect.construct(target, given);
    },
  })];
  return { kit: Object.fromEntries(Object.entries(all).map(counting)) as unknown as typeof messages, made };
}

function everyType(kit: typeof messages, question: string) {
  const {
    ActionButtons, ActionCallPermission, ActionCatalog, ActionContactRequest, ActionCTA, ActionDataExchangeFlow, ActionFlow, ActionList, ActionLocation, ActionNavigateFlow, ActionProduct, ActionProductList,
    Address, Audio, Birthday, Body, Button, CatalogProduct, Contacts, Document, Email, Footer, Header, Image, Interactive, ListSection, Location, Name, Organization, Phone, Product, ProductSection, Reaction,
    Row, Sticker, Text, Url, Video,
  } = kit;
  const words = new Body('Please choose');
  return [
    new Text('On its way', true), new Image(LINK, false, 'Here'), new Video(LINK, false, 'Here'), new Audio(LINK), new Document(LINK, false, 'Here', 'a.pdf'), new Sticker(LINK),
    new Location(-122.16, 37.44, 'Philz', '101 Forest Ave'), new Reaction(question, '👍'), new Reaction(question),
    new Contacts([
      new Name('Lucia Gomez', 'Lucia'), new Phone('+1 983 555 2319', 'WORK'), new Address('Italy', 'IT'), new Birthday('1990', '02', '28'), new Email('lucia@example.com'), new Organization('Plants'), new Url('https://example.com'),
    ]),
    new Interactive(new ActionButtons(new Button('yes', 'Yes'), new Button('no', 'No')), words, new Header('Order'), new Footer('Thanks')),
    new Interactive(new ActionList('Options', new ListSection('Speed', new Row('express', 'Express', 'Next day'))), words),
    new Interactive(new ActionCTA('Open', 'https://example.com'), words),
    new Interactive(new ActionLocation(), words),
    new Interactive(new ActionContactRequest(), words),
    new Interactive(new ActionCallPermission(), words),
    new Interactive(new ActionNavigateFlow('token', '123456', 'Start', 'FIRST', { k: 'v' }), words),
    new Interactive(new ActionDataExchangeFlow('token', '123456', 'Start'), words),
    new Interactive(new ActionFlow({ flow_message_version: '3', mode: 'published', flow_token: 'token', flow_id: '123456', flow_cta: 'Start', flow_action: 'data_exchange' }), words),
    new Interactive(new ActionCatalog(new Product('sku-1')), words),
    new Interactive(new ActionProduct(new CatalogProduct('sku-1', '194836987003835')), words),
    new Interactive(new ActionProductList('194836987003835', new ProductSection('Drinks', new Product('sku-1'))), words, new Header('Menu')),
    ...everyTemplate(kit),
  ];
}

function everyTemplate(kit: typeof messages) {
  const {
    BodyComponent, BodyParameter, CarouselCard, CarouselComponent, CatalogComponent, CatalogProduct, CopyComponent, Currency, DateTime, Document, FlowComponent, HeaderComponent, HeaderParameter, Image, Language,
    Location, LTOComponent, MPMComponent, PayloadComponent, Product, ProductSection, SkipButtonComponent, TapTargetComponent, Template, URLComponent, Video,
  } = kit;
  const product = new Product('sku-1');
  const body = () => new BodyComponent(new BodyParameter('Jessica'), new BodyParameter(new Currency(1_500, 'USD', '$1.5')), new BodyParameter(new DateTime('1 January')));
  const headers = ['Order', new Currency(1_500, 'USD', '$1.5'), new DateTime('1 January'), new Image(LINK), new Document(LINK), new Video(LINK), new Location(-122.16, 37.44, 'Philz', '101 Forest Ave'), new CatalogProduct('sku-1', '1')];
  const buttons = [
    new URLComponent('order-1'), new PayloadComponent('yes'), new CatalogComponent(product), new MPMComponent(product, new ProductSection('Drinks', product)), new CopyComponent('SAVE10'), new FlowComponent('token', { k: 'v' }),
  ];
  const of = (...components: ConstructorParameters<typeof messages.Template>[2][]) => new Template('order_update', new Language('en_US'), ...components);
  return [
    of(), of(body()), of(new BodyComponent(new BodyParameter('Jessica', 'first_name'))), messages.Template.OTP('order_update', 'en_US', '123456'),
    ...headers.map((header) => of(new HeaderComponent(new HeaderParameter(header)), body())),
    ...buttons.map((button) => of(body(), new SkipButtonComponent(), button)),
    of(new LTOComponent(Date.UTC(2026, 11, 1)), new CopyComponent('SAVE10')),
    of(new TapTargetComponent('Shop', 'https://example.com')),
    of(body(), new CarouselComponent(new CarouselCard(new Image(LINK), body(), new PayloadComponent('a')), new CarouselCard(new Video(LINK), body(), new PayloadComponent('b')))),
    of(new CarouselComponent(new CarouselCard(new CatalogProduct('sku-1', '1')), new CarouselCard(new CatalogProduct('sku-2', '1')))),
  ];
}

interface Answer {
  readonly messages?: readonly { readonly id: string }[];
  readonly error?: { readonly code: number; readonly type: string };
}

interface Heard {
  readonly messages: ServerMessage[];
  readonly statuses: { readonly id: string; readonly status: string; readonly code: number }[];
}

async function withClient(play: (stage: Stage, client: WhatsAppAPI, heard: Heard) => Promise<void>): Promise<void> {
  const heard: Heard = { messages: [], statuses: [] };
  let address = '';
  const client = new WhatsAppAPI({ token: TOKEN, appSecret: APP_SECRET, webhookVerifyToken: VERIFY_TOKEN, v: 'v25.0', ponyfill: { fetch: (url, init) => through(address)(url, init) } });
  client.on.message = ({ message }) => void heard.messages.push(message);
  client.on.status = ({ id, status, error }) => void heard.statuses.push({ id, status, code: error?.code ?? 0 });
  await onStage((request, response) => void listen(client, request, response), {}, async (stage) => {
    address = stage.door.url;
    await play(stage, client, heard);
  });
}

/** As the client's documentation has it. */
async function listen(client: WhatsAppAPI, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    response.statusCode = await client.handle_post(request);
    response.end();
    return;
  }
  try {
    response.end(client.handle_get(request));
  } catch (code) {
    response.statusCode = code as number;
    response.end();
  }
}

function through(address: string): typeof fetch {
  return (url, init) => fetch(String(url).replace('https://graph.facebook.com', address), init);
}

/** One pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
