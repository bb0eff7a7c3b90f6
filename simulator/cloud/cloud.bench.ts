import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { SECOND } from '../../runtime/units.js';
import { CloudRun, type CloudRunOptions } from './cloud-run.js';

/**
 * Nanoseconds for one inbound message and one reply that is delivered, without latency and with all legs
 * (then six entries go over a real agenda). @param n round trips @param clock milliseconds, e.g. performance.now
 */
export function benchCloud(n: number, clock: () => number): { readonly instantNs: number; readonly sendNs: number; readonly legsNs: number; readonly heard: number } {
  const instant = rounds(n, {}, clock);
  const send = sends(n, clock);
  const legs = rounds(n, { network: LEGS }, clock);
  return { instantNs: instant.ns, sendNs: send.ns, legsNs: legs.ns, heard: instant.heard + send.heard + legs.heard };
}

function rounds(n: number, options: CloudRunOptions, clock: () => number): { ns: number; heard: number } {
  let heard = 0;
  const run = new CloudRun({ ...options, hooks: counting(() => (heard += 1)) });
  const started = clock();
  for (let i = 0; i < n; i += 1) {
    const now = i * 20;
    run.runUntil(now);
    run.cloud.write(now, i % 20_000, 8);
    run.cloud.send(now + 5, 0, (i + 10_000) % 20_000, SEND_KIND.reply, CATEGORY.service, 8);
  }
  run.runUntil(Infinity);
  return { ns: ((clock() - started) * 1e6) / n, heard };
}

/** Sends only, into open windows. */
function sends(n: number, clock: () => number): { ns: number; heard: number } {
  let heard = 0;
  const run = new CloudRun({ platform: { mps: Infinity }, hooks: counting(() => (heard += 1)) });
  for (let i = 0; i < CONTACTS; i += 1) run.cloud.write(0, i, 8);
  const started = clock();
  for (let i = 0; i < n; i += 1) run.cloud.send((i * 6 * SECOND) / CONTACTS, 0, i % CONTACTS, SEND_KIND.reply, CATEGORY.service, 8);
  return { ns: ((clock() - started) * 1e6) / n, heard };
}

function counting(count: () => void) {
  return { phoneReceives: count, webhookMessage: count, webhookStatus: count, phoneSeesRead: count };
}

const CONTACTS = 2_000;

const LEGS = {
  instant: false,
  inboundMs: { kind: 'lognormal', median: 500, sigma: 0.5 },
  outboundMs: { kind: 'lognormal', median: 800, sigma: 0.5 },
  webhookMs: { kind: 'lognormal', median: 300, sigma: 0.5 },
  readShare: 0.8,
  readDelayMs: { kind: 'exponential', mean: 30_000 },
} as const;
