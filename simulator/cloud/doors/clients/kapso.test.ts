import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { answerHandshake } from '../../../../runtime/live/webhook-door.js';
import { verificationCodeOf } from '../../graph/phone-numbers.js';
import { WABA_ID } from '../waba.js';
import { APP_SECRET, CUSTOMER, eventually, forge, onStage, TOKEN, VERIFY_TOKEN, type Stage } from './client-stage.js';

// @kapso/whatsapp-cloud-api, unmodified: `baseUrl` is the door's address.

type Heard = ReturnType<typeof normalizeWebhook>[];

test('@kapso/whatsapp-cloud-api sends every type it has, and hears what became of each', async () => {
  await withClient(async ({ door, number }, client, heard) => {
    door.fake.customerWrites(CUSTOMER, 'Hello');
    await eventually('the customer is heard', () => messagesOf(heard).length === 1);
    const question = messagesOf(heard)[0]!.id;
    const sent: string[] = [];
    for (const [name, send] of Object.entries(everySend(client, { phoneNumberId: number, to: CUSTOMER }, question))) {
      const answer = await send().catch((error: unknown) => assert.fail(`${name}: ${String(error)}`));
      sent.push(answer.messages[0]!.id);
    }
    assert.equal(new Set(sent).size, sent.length);
    assert.deepEqual(door.fake.sent.map(({ wamid }) => wamid), sent);
    await eventually('every message is delivered', () => statusesOf(heard).filter(({ status }) => status === 'delivered').length === sent.length);
    assert.deepEqual(new Set(statusesOf(heard).map(({ id }) => id)), new Set(sent));
    assert.deepEqual(await client.messages.markRead({ phoneNumberId: number, messageId: question, typingIndicator: { type: 'text' } }), { success: true });
  });
});

test('@kapso/whatsapp-cloud-api uploads, describes, downloads and deletes a file', async () => {
  await withClient(async ({ number }, client) => {
    const { id } = await client.media.upload({ phoneNumberId: number, type: 'application/pdf', file: new Blob([PDF], { type: 'application/pdf' }), fileName: 'bill.pdf' });
    const media = await client.media.get({ mediaId: id, phoneNumberId: number });
    assert.equal(media.mimeType, 'application/pdf');
    const bytes = await client.media.download({ mediaId: id, phoneNumberId: number, auth: 'always' }) as ArrayBuffer;
    assert.deepEqual(Buffer.from(bytes), PDF);
    assert.deepEqual(await client.media.delete({ mediaId: id, phoneNumberId: number }), { success: true });
    await assert.rejects(client.media.get({ mediaId: id, phoneNumberId: number }), { code: 100 });
  });
});

test('@kapso/whatsapp-cloud-api reads errors into its categories, at once and later', async () => {
  await withClient(async ({ door, number }, client, heard) => {
    const to = { phoneNumberId: number, to: CUSTOMER };
    await assert.rejects(client.messages.sendTemplate({ ...to, template: { name: 'unheard_of', language: { code: 'en_US' } } }), (error: GraphApiError) => {
      assert.ok(error instanceof GraphApiError && error.isTemplateError());
      assert.deepEqual([error.code, error.category], [132001, 'template']);
      assert.match(error.fbtraceId!, /^A/);
      return true;
    });
    const stranger = new WhatsAppClient({ accessToken: 'wrong', baseUrl: door.url, graphVersion: 'v25.0' });
    await assert.rejects(stranger.messages.sendText({ ...to, body: 'Hello' }), (error: GraphApiError) => error.code === 190 && error.requiresTokenRefresh());
    await assert.rejects(client.messages.sendText({ ...to, body: 'x'.repeat(4_097) }), (error: GraphApiError) => error.code === 100 && error.category === 'parameter');
    const late = await client.messages.sendText({ ...to, body: 'Are you there?' });
    await eventually('the failure is told', () => statusesOf(heard).some(({ status }) => status === 'failed'));
    const failed = statusesOf(heard).find(({ status }) => status === 'failed')!;
    assert.deepEqual([failed.id, failed.errors![0]!['code']], [late.messages[0]!.id, 131047]);
  });
});

test('@kapso/whatsapp-cloud-api tells a throughput refusal from other errors, and when to try again', async () => {
  await withClient(async ({ door, number }, client) => {
    door.fake.customerWrites(CUSTOMER, 'Hello');
    const sends = await Promise.allSettled(Array.from({ length: 8 }, () => client.messages.sendText({ phoneNumberId: number, to: CUSTOMER, body: 'Hi' })));
    const refused = sends.flatMap((send) => (send.status === 'rejected' ? [send.reason as GraphApiError] : []));
    assert.ok(refused.length > 0 && refused.length < 8, String(refused.length));
    assert.ok(refused.every((error) => error.code === 130429 && error.isRateLimit() && error.category === 'throttling'));
  }, { mps: 5 });
});

test('@kapso/whatsapp-cloud-api receives every type a customer can send, beyond ASCII too, and no forged webhook', async () => {
  await withClient(async ({ door, webhookUrl }, _client, heard) => {
    const kinds = ['image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'unsupported'];
    door.fake.customerWrites(CUSTOMER, 'Caffè ☕ 👍');
    for (const type of kinds) door.fake.customerWrites(CUSTOMER, { type });
    await eventually('all messages are heard', () => messagesOf(heard).length === kinds.length + 1);
    assert.deepEqual(messagesOf(heard)[0]!.text, { body: 'Caffè ☕ 👍' });
    assert.deepEqual(messagesOf(heard).map(({ type }) => type), ['text', ...kinds]);
    assert.equal(await forge(webhookUrl), 401);
    assert.equal(messagesOf(heard).length, kinds.length + 1);
  });
});

test('@kapso/whatsapp-cloud-api keeps templates: creates, lists and deletes them', async () => {
  await withClient(async (_stage, { templates }) => {
    const account = { businessAccountId: WABA_ID };
    const created = await templates.create({ ...account, name: 'spring_sale', language: 'en_US', category: 'MARKETING', components: [{ type: 'BODY', text: 'Everything is cheaper now.' }] });
    assert.equal(created.status, 'PENDING');
    const names = async (filter = {}): Promise<string[]> => (await templates.list({ ...account, ...filter })).data.map(({ name }) => name);
    assert.deepEqual(await names({ name: 'spring_sale' }), ['spring_sale']);
    assert.deepEqual(await names({ status: 'APPROVED' }), []);
    // It asks for an edge that the platform does not document: a template is read by its id alone.
    await assert.rejects(templates.get({ ...account, templateId: created.id }), { code: 2500 });
    assert.deepEqual(await templates.delete({ ...account, name: 'spring_sale' }), { success: true });
    assert.deepEqual(await names(), []);
    await assert.rejects(templates.create({ ...account, name: 'Spring Sale', language: 'en_US', category: 'MARKETING', components: [{ type: 'BODY', text: 'Hello' }] }), { code: 100 });
  });
});

test('@kapso/whatsapp-cloud-api takes a number off, verifies it and registers it again, and keeps its profile', async () => {
  await withClient(async ({ door, number }, { messages, phoneNumbers }) => {
    const phoneNumberId = number;
    assert.deepEqual(await phoneNumbers.deregister({ phoneNumberId }), { success: true });
    await assert.rejects(messages.sendText({ phoneNumberId, to: CUSTOMER, body: 'Hello' }), { code: 133010 });
    assert.deepEqual(await phoneNumbers.requestCode({ phoneNumberId, codeMethod: 'SMS', language: 'en_US' }), { success: true });
    await assert.rejects(phoneNumbers.verifyCode({ phoneNumberId, code: '123456' }), { code: 136025 });
    assert.deepEqual(await phoneNumbers.verifyCode({ phoneNumberId, code: verificationCodeOf(0) }), { success: true });
    assert.deepEqual(await phoneNumbers.register({ phoneNumberId, pin: '123456' }), { success: true });
    door.fake.customerWrites(CUSTOMER, 'Are you back?');
    assert.ok((await messages.sendText({ phoneNumberId, to: CUSTOMER, body: 'We are' })).messages[0]);
    await phoneNumbers.businessProfile.update({ phoneNumberId, about: 'Plants', websites: ['https://plants.example'], vertical: 'RETAIL' });
    const [profile] = (await phoneNumbers.businessProfile.get({ phoneNumberId, fields: 'about,websites' })).data;
    assert.deepEqual([profile!.about, profile!.websites], ['Plants', ['https://plants.example']]);
    // Its settings are those of calls, which are not part of the platform here.
    await assert.rejects(phoneNumbers.settings.get({ phoneNumberId }), { code: 2500 });
  });
});

function everySend(client: WhatsAppClient, to: { phoneNumberId: string; to: string }, question: string) {
  const { messages } = client;
  const link = 'https://example.com/file';
  const bodyText = 'Please choose';
  const card = (cardIndex: number) => ({ cardIndex, header: { type: 'image' as const, image: { link } }, bodyText: 'A card', action: { displayText: 'Open', url: link } });
  return {
    text: () => messages.sendText({ ...to, body: 'On its way', previewUrl: true, contextMessageId: question, bizOpaqueCallbackData: 'ticket-42' }),
    image: () => messages.sendImage({ ...to, image: { link, caption: 'Here' } }),
    audio: () => messages.sendAudio({ ...to, audio: { link, voice: true } }),
    document: () => messages.sendDocument({ ...to, document: { link, filename: 'a.pdf', caption: 'Here' } }),
    video: () => messages.sendVideo({ ...to, video: { link, caption: 'Here' } }),
    sticker: () => messages.sendSticker({ ...to, sticker: { link } }),
    location: () => messages.sendLocation({ ...to, location: { latitude: 37.44, longitude: -122.16, name: 'Philz', address: '101 Forest Ave' } }),
    contacts: () => messages.sendContacts({ ...to, contacts: [{ name: { formattedName: 'Lucia Gomez', firstName: 'Lucia' }, phones: [{ phone: '+1 983 555 2319', type: 'WORK' }] }] }),
    reaction: () => messages.sendReaction({ ...to, reaction: { messageId: question, emoji: '👍' } }),
    template: () => messages.sendTemplate({ ...to, template: { name: 'order_update', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Jessica' }] }] } }),
    buttons: () => messages.sendInteractiveButtons({ ...to, bodyText, header: { type: 'text', text: 'Order' }, buttons: [{ id: 'yes', title: 'Yes' }, { id: 'no', title: 'No' }] }),
    list: () => messages.sendInteractiveList({ ...to, bodyText, buttonText: 'Options', sections: [{ title: 'Speed', rows: [{ id: 'express', title: 'Express', description: 'Next day' }] }] }),
    product: () => messages.sendInteractiveProduct({ ...to, bodyText, catalogId: '194836987003835', productRetailerId: 'sku-1' }),
    productList: () => messages.sendInteractiveProductList({
      ...to, bodyText, header: { type: 'text', text: 'Menu' }, catalogId: '194836987003835', sections: [{ title: 'Drinks', productItems: [{ productRetailerId: 'sku-1' }] }],
    }),
    flow: () => messages.sendInteractiveFlow({ ...to, bodyText, parameters: { flowId: '123456', flowCta: 'Start', flowToken: 'token', flowAction: 'navigate', flowActionPayload: { screen: 'FIRST' } } }),
    address: () => messages.sendInteractiveAddress({ ...to, bodyText, parameters: { country: 'IN' } }),
    locationRequest: () => messages.sendInteractiveLocationRequest({ ...to, bodyText, parameters: { requestMessage: 'Where are you?' } }),
    callPermission: () => messages.sendInteractiveCallPermission({ ...to, bodyText, parameters: { phoneNumber: CUSTOMER } }),
    ctaUrl: () => messages.sendInteractiveCtaUrl({ ...to, bodyText, parameters: { displayText: 'Open', url: link } }),
    carousel: () => messages.sendInteractiveCarousel({ ...to, bodyText, cards: [card(0), card(1)] }),
    catalog: () => messages.sendInteractiveCatalogMessage({ ...to, bodyText, parameters: { thumbnailProductRetailerId: 'sku-1' } }),
  };
}

async function withClient(play: (stage: Stage, client: WhatsAppClient, heard: Heard) => Promise<void>, options = {}): Promise<void> {
  const heard: Heard = [];
  await onStage((request, response) => void listen(heard, request, response), options, async (stage) => {
    await play(stage, new WhatsAppClient({ accessToken: TOKEN, baseUrl: stage.door.url, graphVersion: 'v25.0' }), heard);
  });
}

/** The client has no server of its own: it verifies and reads what a server hands it. */
async function listen(heard: Heard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const challenge = answerHandshake(VERIFY_TOKEN, new URL(request.url!, 'http://desk').searchParams);
    response.writeHead(challenge === null ? 403 : 200).end(challenge);
    return;
  }
  const rawBody = Buffer.concat(await request.toArray() as Buffer[]);
  const genuine = verifySignature({ appSecret: APP_SECRET, rawBody, signatureHeader: request.headers['x-hub-signature-256'] as string });
  if (genuine) heard.push(normalizeWebhook(JSON.parse(rawBody.toString())));
  response.writeHead(genuine ? 200 : 401).end();
}

function messagesOf(heard: Heard) {
  return heard.flatMap(({ messages }) => messages);
}

function statusesOf(heard: Heard) {
  return heard.flatMap(({ statuses }) => statuses);
}

const PDF = Buffer.from('%PDF-1.4 a bill');
