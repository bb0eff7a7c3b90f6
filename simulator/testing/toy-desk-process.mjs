// Somebody else's desk: a process of its own, reached over HTTP only. Webhooks come in, Graph API calls go out, its agents
// sit inside and answer by themselves. `node --import tsx toy-desk-process.mjs AGENTS MEAN_WORK_MS`, then the Graph API's
// address as a line on stdin; says on stdout where it listens, and its totals when stdin ends.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import { createInterface } from 'node:readline';
import { StaffedRules, workMs } from './staffed-rules.ts';

const [agents, meanWorkMs] = process.argv.slice(2).map(Number);
const SECRET = 'toy-secret';
const VERIFY_TOKEN = 'toy-token';
const totals = { messages: 0, repeated: 0, statuses: 0, forged: 0, answers: 0, refused: 0, lost: 0 };
const keepAlive = new Agent({ keepAlive: true, maxSockets: 64 });
/** Business number that each customer wrote to. */
const numbers = new Map();
const seen = new Set();
let graph = '';

const rules = new StaffedRules({
  agents,
  workMs: (phone, answers) => workMs(phone, answers, meanWorkMs),
  later: (delayMs, job) => setTimeout(job, delayMs),
  answer,
});

const server = createServer((incoming, response) => {
  const { searchParams } = new URL(incoming.url, 'http://desk');
  if (incoming.method === 'GET') {
    const known = searchParams.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(known ? 200 : 403).end(known ? searchParams.get('hub.challenge') : '');
    return;
  }
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks);
    const genuine = isGenuine(body, incoming.headers['x-hub-signature-256']);
    response.writeHead(genuine ? 200 : 401).end();
    if (genuine) hear(JSON.parse(body.toString()));
    else totals.forged += 1;
  });
});

function isGenuine(body, header = '') {
  const wanted = Buffer.from(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`);
  const given = Buffer.from(header);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function hear(webhook) {
  for (const { value } of webhook.entry.flatMap(({ changes }) => changes)) {
    totals.statuses += value.statuses?.length ?? 0;
    for (const message of value.messages ?? []) {
      if (seen.has(message.id)) {
        totals.repeated += 1;
        continue;
      }
      seen.add(message.id);
      totals.messages += 1;
      numbers.set(message.from, value.metadata.phone_number_id);
      if (message.text.body.startsWith('Never mind')) rules.withdraws(message.from);
      else rules.asks(message.from);
    }
  }
}

function answer(phone) {
  totals.answers += 1;
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: `+${phone}`, type: 'text', text: { body: 'Here is your answer.' } });
  const headers = { authorization: 'Bearer toy', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const call = request(`${graph}/v25.0/${numbers.get(phone)}/messages`, { method: 'POST', agent: keepAlive, headers }, (response) => {
    if (response.statusCode !== 200) totals.refused += 1;
    response.resume();
  });
  call.on('error', () => (totals.lost += 1));
  call.end(body);
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/`, appSecret: SECRET, verifyToken: VERIFY_TOKEN })}\n`));
const input = createInterface({ input: process.stdin });
input.on('line', (line) => (graph = line.trim()));
input.on('close', () => process.stdout.write(`${JSON.stringify(totals)}\n`, () => process.exit(0)));
