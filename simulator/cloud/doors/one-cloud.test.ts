import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupServer } from 'msw/node';
import { packContent } from '../../../runtime/content.js';
import { SEND_KIND } from '../../../runtime/facts.js';
import { CATEGORY, type Ask } from '../../../runtime/intent.js';
import { Streams } from '../../random.js';
import { CloudRun } from '../cloud-run.js';
import { fetchSend } from './graph-client.js';
import { GraphApi } from '../graph/graph-api.js';
import { untroubledApi } from './fake-answer.js';
import { createHandlers } from './msw.js';

test('two thousand asks have the same answers and consequences through MSW as directly (law 2)', async () => {
  const steps = story(2_000);
  const direct = createRun();
  const directAnswers = steps.map(({ now, ask }) => {
    prepare(direct, now, ask);
    if (!ask.readReceipt) return direct.cloud.send(now, ask.business, ask.contact, ask.kind, ask.category, ask.content);
    direct.cloud.markRead(now, ask.business, ask.contact);
    return 0;
  });

  const behind = createRun();
  let clock = 0;
  const server = setupServer(...createHandlers(untroubledApi(new GraphApi(behind.cloud), () => clock)));
  server.listen({ onUnhandledRequest: 'error' });
  try {
    const answers: number[] = [];
    for (const { now, ask } of steps) {
      clock = now;
      prepare(behind, now, ask);
      answers.push(await fetchSend(ask));
      // MSW keeps every request until the event loop turns.
      if (answers.length % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(answers, directAnswers);
  } finally {
    server.close();
  }
  direct.runUntil(Infinity);
  behind.runUntil(Infinity);
  assert.deepEqual(behind.lines, direct.lines);
  for (const code of [130429, 131056]) assert.ok(directAnswers.includes(-code), `the story meets ${code}`);
  for (const code of [131047, 131048]) assert.ok(direct.lines.some((line) => line.endsWith(`failed ${code}`)), `the story meets ${code}`);
});

function createRun(): CloudRun {
  const run = new CloudRun({
    platform: { tier: 40, numbers: 2, mps: 5 },
    network: { instant: false, outboundMs: { kind: 'exponential', mean: 800 }, webhookMs: { kind: 'exponential', mean: 300 }, readShare: 0.5 },
  });
  run.cloud.write(0, 7, 0); // something to mark as read
  return run;
}

/** What customers write in between is the same in both runs. */
function prepare(run: CloudRun, now: number, ask: Ask): void {
  run.runUntil(now);
  if (ask.content % 3 === 0) run.cloud.write(now, ask.contact, ask.content, ask.business);
}

function story(count: number): { now: number; ask: Ask }[] {
  const streams = new Streams(20261122, 0);
  const pick = (i: number, what: number, below: number): number => Math.floor(streams.uniform(what, 0, i) * below);
  let now = 0;
  return Array.from({ length: count }, (_, i) => {
    now += pick(i, 0, 200) === 0 ? 3_600_000 : pick(i, 1, 250);
    const kind = pick(i, 2, 3);
    const category = kind === SEND_KIND.reply ? CATEGORY.service : CATEGORY.utility + pick(i, 3, 3);
    // Half of the asks go to one busy contact.
    const contact = pick(i, 4, 2) === 0 ? 7 : pick(i, 5, 300);
    return { now, ask: { business: contact === 7 ? 0 : pick(i, 6, 2), contact, kind, category, content: packContent(pick(i, 7, 9), 1), readReceipt: pick(i, 8, 8) === 0 } };
  });
}
